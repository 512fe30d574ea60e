"""The JSON schemas and the columns of tables, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pages.words import cell, code

Schema = Mapping[str, Any]


def formats_page(docs: Path) -> str:
    """The written part of the page, then a table for each schema of ``docs/schema`` and each table of ``docs/columns.json``."""
    parts = [(docs / "pages" / "formats.md").read_text("utf-8").rstrip(), "", "## JSON\n"]
    for path in sorted((docs / "schema").glob("*.json")):
        schema = json.loads(path.read_text("utf-8"))
        parts.append(f"### {schema['title']}\n\n{cell(schema.get('description', ''))} [{path.name}](schema/{path.name})\n")
        parts.append("| field | type | meaning |\n|---|---|---|")
        parts.extend(f"| {code(name)} | {cell(kind)} | {cell(told)} |" for name, kind, told in fields(schema, schema.get("$defs", {})))
        parts.append("")
    parts.append("## CSV, Parquet, XLSX\n")
    parts.append(
        "CSV is UTF-8 with a head line. Cells that a spreadsheet would run as a formula get an apostrophe before them. Where a cell holds "
        "several passages, ` | ` stands between them.\n"
    )
    for title, columns in json.loads((docs / "columns.json").read_text("utf-8")).items():
        parts.append(f"### {title}\n\n| column | meaning |\n|---|---|")
        parts.extend(f"| {code(name)} | {cell(told)} |" for name, told in columns.items())
        parts.append("")
    return "\n".join(parts)


def fields(schema: Schema, definitions: Schema, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Name, type and meaning of every field, those of objects in lists as ``name[].field``."""
    for name, raw in schema.get("properties", {}).items():
        part = _resolved(raw, definitions)
        yield prefix + name, _kind(part, definitions), part.get("description", "")
        items = _resolved(part.get("items", {}), definitions)
        yield from fields(items, definitions, f"{prefix}{name}[].")
        yield from fields(part, definitions, f"{prefix}{name}.")


def _resolved(part: Schema, definitions: Schema) -> Schema:
    """A part with what its reference names; what stands beside the reference adds to it."""
    name = part.get("$ref", "").rpartition("/")[2]
    if not name:
        return part
    named = _resolved(definitions[name], definitions)
    merged = {**named, **{k: v for k, v in part.items() if k != "$ref"}}
    inner = {k: {**named.get("properties", {}).get(k, {}), **v} for k, v in part.get("properties", {}).items()}
    return {**merged, "properties": {**named.get("properties", {}), **inner}} if "properties" in named else merged


def _kind(part: Schema, definitions: Schema) -> str:
    if "enum" in part:
        return "one of " + ", ".join(str(v) or '""' for v in part["enum"])
    if "const" in part:
        return f'"{part["const"]}"'
    kind = part.get("type", "")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind != "array":
        return str(kind)
    if "prefixItems" in part:
        return "[" + ", ".join(_kind(_resolved(p, definitions), definitions) for p in part["prefixItems"]) + "]"
    inner = _kind(_resolved(part.get("items", {}), definitions), definitions)
    return f"array of {inner}" if inner else "array"
