#!/usr/bin/env python
"""Builds the documentation site into ``build/docs/site``: the pages of ``docs/pages``, and those made from the code.

    python scripts/build_docs.py            # needs the extra docs
    python scripts/build_docs.py --pages    # only the sources, without mkdocs

Made from the code, so that they can't go stale: all commands with their help, the JSON schemas, every error message, the taxonomy.
"""

from __future__ import annotations

import argparse
import ast
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "docs" / "pages"
COPIED = ("engines.md", "limits.md", "scale.md", "licences.md", "sbom.cdx.json")
ERRORS = {"BadInput": 0, "MissingExtra": 1}


def commands() -> str:
    """Every command with its help, from the parser itself."""
    import click
    import typer

    from notice_nlp.cli import app

    def page(command: click.Command, name: str, level: int) -> Iterator[str]:
        context = click.Context(command, info_name=name)
        yield f"{'#' * level} {name}\n\n{help_text(command)}\n"
        rows = [record for parameter in command.params if (record := parameter.get_help_record(context))]
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        if arguments or rows:
            yield "| | |\n|---|---|"
            for argument in arguments:
                yield f"| `{argument.human_readable_name}` | {cell(str(getattr(argument, 'help', '') or ''))} |"
            for option, told in rows:
                if option not in {a.human_readable_name for a in arguments}:
                    yield f"| `{cell(option)}` | {cell(told)} |"
            yield ""
        for sub in getattr(command, "commands", {}).values():
            yield from page(sub, f"{name} {sub.name}", level + 1)

    return "# Commands\n\n" + "\n".join(
        line for sub in typer.main.get_command(app).commands.values() for line in page(sub, f"notice-nlp {sub.name}", 2)
    )  # type: ignore[attr-defined]


def help_text(command: Any) -> str:
    """A command's help as Markdown; its examples as code."""
    lines = [line.strip() for line in (command.help or "").splitlines()]
    return "\n".join(f"    {line}" if line.startswith(("notice-nlp ", "curl ")) else line for line in lines)


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def formats() -> str:
    """The JSON schemas as tables, and where the other formats are described."""
    parts = [
        "# File formats\n\nOffsets everywhere are half-open `[start, end)` and count Unicode code points of `text`. The gold format of "
        "corpora is in the corpus card, XLIFF's mapping under [Translation](tutorials/translation.md).\n"
    ]
    for path in sorted((ROOT / "docs" / "schema").glob("*.json")):
        schema = json.loads(path.read_text("utf-8"))
        parts.append(f"## {schema['title']}\n\n{schema.get('description', '')}\n\n[{path.name}](schema/{path.name})\n")
        parts.append("| field | type | meaning |\n|---|---|---|")
        parts.extend(f"| `{name}` | {cell(kind)} | {cell(told)} |" for name, kind, told in fields(schema))
        parts.append("")
    return "\n".join(parts)


def fields(schema: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for name, part in schema.get("properties", {}).items():
        kind = part.get("type") or ("one of " + ", ".join(map(str, part["enum"])) if "enum" in part else part.get("const") or "")
        yield prefix + name, str(kind if not isinstance(kind, list) else " or ".join(kind)), part.get("description", "")
        if isinstance(part.get("items"), dict):
            yield from fields(part["items"], f"{prefix}{name}[].")
        yield from fields(part, f"{prefix}{name}.")


def errors() -> dict[str, set[str]]:
    """Every message that is raised, with ``…`` for what is filled in, and the modules that raise it."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "notice_nlp").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                argument = node.args[ERRORS[node.func.id]] if len(node.args) > ERRORS[node.func.id] else node.args[0]
                message = template(argument)
                if node.func.id == "MissingExtra":
                    message += f" needs the extra '{template(node.args[0])}'"
                if message.strip("… "):
                    found.setdefault(message, set()).add(str(path.relative_to(ROOT / "notice_nlp").with_suffix("")).replace("\\", "/"))
    return found


def template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(template(v) if isinstance(v, ast.Constant) else "…" for v in node.values)
    if isinstance(node, ast.IfExp):
        return f"{template(node.body)} / {template(node.orelse)}"
    return "…"


def error_page() -> str:
    head = (ROOT / "docs" / "pages" / "errors.md").read_text("utf-8").rstrip()
    rows = [
        f"| {cell(html.escape(message, quote=False))} | {', '.join(sorted(where))} |"
        for message, where in sorted(errors().items(), key=lambda e: e[0].lower())
    ]
    return f"{head}\n\n## All messages\n\n| message | raised in |\n|---|---|\n" + "\n".join(rows) + "\n"


def taxonomy_page() -> str:
    """A table of all concepts that can be searched by typing; plain HTML, so that it works without script too."""
    from notice_nlp.taxonomy.store import taxonomy

    known = taxonomy()
    heads = "".join(f"<th>{name}</th>" for name in ("id", "English", "Deutsch", "group", "broader", "also called"))
    lines = [
        "---\nhide: [toc]\n---\n",
        f"# Taxonomy\n\n{len(known.assignable)} concepts in {len(known.groups)} groups. `pd:` ids are terms of the W3C Data Privacy "
        "Vocabulary, `nn:` ids extend it. Also: `notice-nlp taxonomy --search mail`, `--format ttl`.\n",
        '<label>Search <input type="search" id="find" placeholder="mail, Standort, pd:Name"></label> '
        '<span id="count" role="status"></span>\n',
        f'<table id="concepts"><thead><tr>{heads}</tr></thead><tbody>',
    ]
    for concept in known.assignable:
        other = "; ".join([*concept.synonyms.get("en", ())[:6], *concept.synonyms.get("de", ())[:6]])
        cells = (concept.id, concept.label["en"], concept.label["de"], concept.group, concept.broader or "", other)
        title = html.escape(f"{concept.definition['en']} – {concept.definition['de']}")
        lines.append(
            f'<tr id="{html.escape(concept.id)}" title="{title}">' + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>"
        )
    lines.append("</tbody></table>\n")
    lines.append(
        "<style>#concepts{display:table;table-layout:fixed;width:100%;overflow-wrap:anywhere}#find{border:1px solid;padding:.2em}</style>\n"
    )
    lines.append(f"<script>{(ROOT / 'docs' / 'taxonomy.js').read_text('utf-8')}</script>\n")
    return "\n".join(lines)


def write_pages(target: Path = TARGET) -> None:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(ROOT / "docs" / "pages", target)
    shutil.copytree(ROOT / "docs" / "schema", target / "schema")
    for name in COPIED:
        text = (ROOT / "docs" / name).read_text("utf-8")
        # What a link into the repository names stands in the sentence anyway.
        (target / name).write_text(re.sub(r"\[([^\]]+)\]\(\.\./[^)]+\)", r"\1", text), "utf-8")
    for name, text in (
        ("commands.md", commands()),
        ("formats.md", formats()),
        ("errors.md", error_page()),
        ("taxonomy.md", taxonomy_page()),
    ):
        (target / name).write_text(text, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true", help="write the sources only")
    args = parser.parse_args()
    write_pages()
    if args.pages:
        return 0
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(ROOT / "docs" / "mkdocs.yml")], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
