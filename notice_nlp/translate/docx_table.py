"""Reads a Word document with a table of sources and targets (see ``docx.py``)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from notice_nlp.errors import BadInput
from notice_nlp.read.docx import check_archive
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.carried import Raw, segments
from notice_nlp.translate.docx import CARRIED, DRAFT, HEAD, LEFT_ALONE, notes_shown
from notice_nlp.translate.docx import word as _w
from notice_nlp.translate.merge import fingerprint
from notice_nlp.translate.segments import STATES, UNTRANSLATED, Draft, Note
from notice_nlp.translate.xml import Element, parse

_SOURCE, _TARGET = re.compile(r"source|quell|ausgang|original", re.I), re.compile(r"target|ziel|übersetzung|translation", re.I)
_LANGUAGE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)")


def read_docx_table(data: bytes, limits: Limits = DEFAULT) -> Draft:
    """The draft of a Word document: its tables with a source and a target column, or with two columns and no headings.

    Insertions that are tracked are taken, deletions left out.

    Raises:
        BadInput: no such table, broken, or over the limits.
    """
    if len(data) > limits.file_mb * 1e6:
        raise BadInput(f"{len(data) / 1e6:.0f} MB is over the limit of {limits.file_mb:g} MB for one file")
    check_archive(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parse(archive.read("word/document.xml"), Limits(file_mb=limits.archive_mb))
        custom = [archive.read(n) for n in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", n)]
    carried = _read_carried(custom, limits)
    raws: list[Raw] = []
    languages = {"source_language": "", "target_language": ""}
    for table in root.iter(_w("tbl")):
        rows = [[_text(cell) for cell in row.iterchildren(_w("tc"))] for row in table.iterchildren(_w("tr"))]
        raws.extend(_raws(rows, languages, carried.get("segments", {})))
    if not raws:
        raise BadInput("no table with a source and a target column in it")
    head = languages | carried.get("head", {})
    found, whole = segments(raws, head.pop("text", ""), limits)
    return Draft(**head, segments=found, text=whole)


def _raws(rows: list[list[str]], languages: dict[str, str], carried: Mapping[str, Any]) -> Iterator[Raw]:
    """The segments of a table; none where it is another kind of table."""
    if not rows:
        return
    heads = rows[0]
    source = next((i for i, head in enumerate(heads) if len(head) < 60 and _SOURCE.search(head)), None)
    target = next((i for i, head in enumerate(heads) if len(head) < 60 and _TARGET.search(head)), None)
    if source is None or target is None:
        if len(heads) != 2:
            return
        source, target, heads = 0, 1, []
    else:
        for side, column in (("source_language", source), ("target_language", target)):
            languages[side] = languages[side] or (m[1] if (m := _LANGUAGE.search(heads[column])) else "")
        rows = rows[1:]
    columns = {head.strip().casefold(): i for i, head in enumerate(heads)}
    for row in rows:
        if len(row) > max(source, target):
            yield _raw(row, source, target, columns, carried)


def _raw(row: list[str], source: int, target: int, columns: Mapping[str, int], carried: Mapping[str, Any]) -> Raw:
    def cell(name: str) -> str:
        at = columns.get(name)
        return row[at].strip() if at is not None and at < len(row) else ""

    known = carried.get(cell("id"), {})
    status = cell("status").casefold().split(",")[0]
    initial = not row[target] or status in {DRAFT, UNTRANSLATED, LEFT_ALONE}
    notes = [Note(*n) for n in known.get("notes", ())]
    if fingerprint(cell("notes")) != fingerprint(notes_shown(notes)):
        # What a person has written there beside or instead of what was there.
        notes.append(Note(cell("notes"), kind="comment"))
    return Raw(
        cell("id"), row[source], row[target], STATES[0] if initial else status if status in STATES else STATES[1],
        known.get("translate", status != LEFT_ALONE), notes=tuple(notes), values=known.get("values", {}),
    )  # fmt: skip


def _read_carried(parts: list[bytes], limits: Limits) -> dict[str, Any]:
    """What the writer put into the custom part, checked for its shape; empty where it is not there."""
    for part in parts:
        with suppress(BadInput, ValueError, AttributeError, KeyError, TypeError):
            root = parse(part, limits)
            if root.tag == CARRIED:
                found = json.loads(root.text or "")
                return {
                    "head": {k: str(found["head"][k]) for k in HEAD},
                    "segments": {
                        str(id): {
                            "values": {str(k): str(v) for k, v in s["values"].items()},
                            "translate": bool(s["translate"]),
                            "notes": [[str(Note(*n).text), n[1], str(n[2])] for n in s["notes"]],
                        }
                        for id, s in found["segments"].items()
                    },
                }
    return {}


def _text(cell: Element) -> str:
    """A cell's text, its paragraphs as lines."""
    return "\n".join("".join(_pieces(p)) for p in cell.iter(_w("p")))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _w("t"):
            yield child.text or ""
        elif child.tag == _w("tab"):
            yield "\t"
        elif child.tag in {_w("br"), _w("cr")}:
            yield "\n"
        elif child.tag == _w("noBreakHyphen"):
            yield "\u2011"
        elif child.tag not in {_w("del"), _w("moveFrom"), _w("pPr"), _w("rPr"), _w("p")} and not str(child.tag).endswith("}Fallback"):
            yield from _pieces(child)
