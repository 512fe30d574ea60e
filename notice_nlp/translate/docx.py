"""A Word document with a table of sources and targets, for who translates without a CAT tool (read by ``docx_table.py``).

Columns: ID, source, target, status, notes. What a draft has beyond that travels in a custom XML part, which word processors keep;
where one drops it, :func:`notice_nlp.translate.merge.merge` joins what comes back with the draft by its ids.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from notice_nlp.translate.carried import pack
from notice_nlp.translate.segments import STATES, UNTRANSLATED, Draft, Note, Segment
from notice_nlp.translate.xml import XML_SPACE, Element, plain, serialise

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The element of the custom part, the draft's fields in it, and words of the status column.
CARRIED = "{https://w3id.org/notice-nlp/docx}draft"
HEAD = ("source_language", "target_language", "original", "text", "tool", "model")
DRAFT, LEFT_ALONE = "draft", "do not translate"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Widths of the columns in twentieths of a point: A4 on its side.
_WIDTHS = (1100, 5000, 5000, 1500, 1900)
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/customXml" Target="../customXml/item1.xml"/></Relationships>',
}


def write_docx(draft: Draft) -> bytes:
    """A draft as the bytes of a Word document. Line breaks of any kind come back as line feeds; U+FFFD stands for characters that
    XML forbids. Matches stay behind."""
    nsmap: Any = {"w": _W}
    root = etree.Element(word("document"), nsmap=nsmap)
    body = etree.SubElement(root, word("body"))
    _paragraphs(body, draft.original, bold=True)
    table = etree.SubElement(body, word("tbl"))
    properties = etree.SubElement(table, word("tblPr"))
    _set(properties, "tblW", w=str(sum(_WIDTHS)), type="dxa")
    borders = etree.SubElement(properties, word("tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _set(borders, side, val="single", sz="4", color="999999")
    _set(properties, "tblLayout", type="fixed")
    grid = etree.SubElement(table, word("tblGrid"))
    for width in _WIDTHS:
        _set(grid, "gridCol", w=str(width))
    languages = ("", draft.source_language, draft.target_language, "", "")
    _row(table, ("ID", f"Source ({languages[1]})", f"Target ({languages[2]})", "Status", "Notes"), ("",) * 5, header=True)
    for segment in draft.segments:
        _row(table, (segment.id, segment.source, segment.target, _status(segment), notes_shown(segment.notes)), languages)
    _paragraphs(body, "")
    section = etree.SubElement(body, word("sectPr"))
    _set(section, "pgSz", w="16838", h="11906", orient="landscape")
    _set(section, "pgMar", top="1000", right="1000", bottom="1000", left="1000", header="500", footer="500", gutter="0")
    parts = {name: f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode() for name, text in _PARTS.items()}
    return _archive(parts | {"word/document.xml": serialise(root), "customXml/item1.xml": _carried(draft)})


def notes_shown(notes: Iterable[Note]) -> str:
    """Notes as the table shows them."""
    return "\n".join(f"{n.severity}: {n.text}" if n.severity else n.text for n in notes)


def _status(segment: Segment) -> str:
    """The state in a word; of a draft where it comes from and how sure it is."""
    if segment.state != STATES[0]:
        return segment.state
    if not segment.translate:
        return LEFT_ALONE
    return f"{DRAFT}, {segment.origin}, {segment.score:.0%}" if segment.target else UNTRANSLATED


def _carried(draft: Draft) -> bytes:
    """The part with what the table has no room for: JSON, whose escapes XML can hold."""
    head = {k: getattr(draft, k) for k in HEAD}
    found = {
        s.id: {"values": pack(s), "translate": s.translate, "notes": [[n.text, n.severity, n.kind] for n in s.notes]}
        for s in draft.segments
    }
    root = etree.Element(CARRIED)
    root.text = json.dumps({"head": head, "segments": found})
    return serialise(root)


def _archive(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            # The same draft gives the same file: no time of day in it.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def word(name: str) -> str:
    """The qualified name of one of Word's elements or attributes."""
    return f"{{{_W}}}{name}"


def _set(parent: Element, name: str, **values: str) -> None:
    etree.SubElement(parent, word(name), {word(k): v for k, v in values.items()})


def _row(table: Element, texts: tuple[str, ...], languages: tuple[str, ...], *, header: bool = False) -> None:
    row = etree.SubElement(table, word("tr"))
    properties = etree.SubElement(row, word("trPr"))
    _set(properties, "cantSplit")
    if header:
        _set(properties, "tblHeader")
    for text, language, width in zip(texts, languages, _WIDTHS, strict=True):
        cell = etree.SubElement(row, word("tc"))
        _set(etree.SubElement(cell, word("tcPr")), "tcW", w=str(width), type="dxa")
        _paragraphs(cell, text, bold=header, language=language)


def _paragraphs(parent: Element, text: str, *, bold: bool = False, language: str = "") -> None:
    """One paragraph whose line breaks and tabs are those of the text."""
    run = etree.SubElement(etree.SubElement(parent, word("p")), word("r"))
    properties = etree.SubElement(run, word("rPr"))
    if bold:
        _set(properties, "b")
    _set(properties, "sz", val="18")
    if language:
        _set(properties, "lang", val=language)
    for piece in re.split(r"(\r\n|[\n\r\t])", plain(text)):
        if piece == "\t":
            _set(run, "tab")
        elif piece in {"\n", "\r", "\r\n"}:
            _set(run, "br")
        elif piece:
            etree.SubElement(run, word("t"), {XML_SPACE: "preserve"}).text = piece
