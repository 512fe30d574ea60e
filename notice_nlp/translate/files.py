"""Any file with pairs of source and target as a draft, told by its content."""

from __future__ import annotations

from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.read.load import load
from notice_nlp.translate.carried import Raw, segments
from notice_nlp.translate.docx_table import read_docx_table
from notice_nlp.translate.po import read_po
from notice_nlp.translate.segments import STATES, Draft
from notice_nlp.translate.tmx import read_tmx
from notice_nlp.translate.xliff import read_xliff
from notice_nlp.translate.xml import local, parse

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_draft(path: Path, limits: Limits = DEFAULT) -> Draft:
    """The draft of an XLIFF, TMX, PO or DOCX file, or of a draft's JSON.

    Raises:
        BadInput: none of these, broken, or over the limits; the file is named.
    """
    data = load(path, limits)
    try:
        draft = _read(data, path, limits)
    except BadInput as error:
        raise error.named(str(path)) from None
    if not draft.segments:
        raise BadInput("no segment in it", str(path))
    return draft


def is_po(data: bytes) -> bool:
    """Whether bytes that are a file of pairs are a PO file."""
    return not _start(data).startswith((b"PK\x03\x04", b"{", b"<")) and b"msgid" in data.replace(b"\0", b"")


def _start(data: bytes) -> bytes:
    """What a file begins with, after its byte-order mark and blanks."""
    for mark in _MARKS:
        data = data.removeprefix(mark)
    return data[:200].replace(b"\0", b"").lstrip()


def _read(data: bytes, path: Path, limits: Limits) -> Draft:
    head = _start(data)
    if not head:
        raise BadInput("empty file")
    if head.startswith(b"PK\x03\x04"):
        return read_docx_table(data, limits)
    if head.startswith(b"{"):
        try:
            return Draft.from_json(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise BadInput(f"no draft in JSON: {error}") from None
    if head.startswith(b"<"):
        name = local(parse(data, limits))
        if name == "tmx":
            return _read_tmx(path, limits)
        if name != "xliff":
            raise BadInput(f"XML with the root element <{name}>; XLIFF and TMX are read")
        return read_xliff(data, limits)
    if not is_po(data):
        raise BadInput("not a file with sources and targets (XLIFF, TMX, PO, DOCX or a draft's JSON)")
    return read_po(data, limits)


def _read_tmx(path: Path, limits: Limits) -> Draft:
    units = list(read_tmx(path, limits))
    pairs = list(dict.fromkeys((u.source_language, u.target_language) for u in units))
    if not pairs:
        return Draft("", "")
    chosen = [u for u in units if (u.source_language, u.target_language) == pairs[0]]
    raws = [Raw(f"tu{n}", u.source, u.target, STATES[1]) for n, u in enumerate(chosen, 1)]
    found, text = segments(raws, "", limits)
    left = len(units) - len(chosen)
    warnings = (f"{left} units in other languages than {pairs[0][0]} and {pairs[0][1]} left out",) if left else ()
    return Draft(*pairs[0], found, path.name, text, warnings=warnings)
