"""Translation memories as TMX 1.4b, out and in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from lxml import etree

from notice_nlp import __version__
from notice_nlp.errors import BadInput
from notice_nlp.read.limits import Limits
from notice_nlp.translate.bounded import writable
from notice_nlp.translate.memory import Unit

SEGTYPES = ("block", "paragraph", "sentence", "phrase")
# Memories are larger than notices.
LIMITS = Limits(file_mb=500)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What stands in these elements is code of the document, not its text.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_ORIGIN = "x-origin"
_HEAD = 100_000


def write_tmx(units: Iterable[Unit], stream: IO[bytes], *, segtype: str = "sentence", date: datetime | None = None) -> int:
    """Writes units as TMX 1.4b in UTF-8; gives their number.

    Args:
        units: what to write; a unit's origin becomes a property ``x-origin``.
        stream: an open binary file.
        segtype: one of :data:`SEGTYPES`.
        date: date of creation in the header; default: now.

    Raises:
        ValueError: ``segtype`` is none of the four.
    """
    if segtype not in SEGTYPES:
        raise ValueError(f"segtype {segtype!r} is not one of {', '.join(SEGTYPES)}")
    units = list(units)
    sources = {u.source_language for u in units}
    header = {
        "creationtool": "notice-nlp", "creationtoolversion": __version__, "segtype": segtype, "o-tmf": "notice-nlp", "adminlang": "en",
        "srclang": sources.pop() if len(sources) == 1 else "*all*", "datatype": "plaintext",
        "creationdate": (date or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"),
    }  # fmt: skip
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n", etree.Element("header", header), "\n")
            with xml.element("body"):
                for unit in units:
                    xml.write("\n", _tu(unit))
                xml.write("\n")
    return len(units)


def _tu(unit: Unit) -> Any:
    node = etree.Element("tu", srclang=unit.source_language)
    if unit.origin:
        etree.SubElement(node, "prop", type=_ORIGIN).text = writable(unit.origin)
    for language, text in ((unit.source_language, unit.source), (unit.target_language, unit.target)):
        tuv = etree.SubElement(node, "tuv", {_LANG: language})
        etree.SubElement(tuv, "seg").text = writable(text)
    return node


def read_tmx(path: Path, limits: Limits = LIMITS) -> list[Unit]:
    """The units of a TMX file: of each translation unit the source with every other language in it.

    Codes inside segments are left out. A language tag keeps its first part ("de-DE" is ``de``).

    Raises:
        BadInput: the file can't be read, is too large, no TMX, declares entities, or holds no unit of two languages.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD).replace(b"\0", b"")
            if size > limits.file_mb * 1e6:
                raise BadInput(f"larger than {limits.file_mb:g} MB", str(path))
            if re.search(rb"<!ENTITY|<!DOCTYPE[^>\[]*\[", head):
                raise BadInput("declares XML entities, which are not read", str(path))
            stream.seek(0)
            units = list(dict.fromkeys(_units(stream)))
    except OSError as error:
        raise BadInput(error.strerror or str(error), str(path)) from None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"not XML: {(str(error) or 'empty file').splitlines()[0]}", str(path)) from None
    except BadInput as error:
        raise error.named(str(path)) from None
    if not units:
        raise BadInput("TMX without a unit in two languages", str(path))
    return units


def _units(stream: IO[bytes]) -> Iterator[Unit]:
    default, known = "", False
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True}
    for event, node in etree.iterparse(stream, events=("start", "end"), remove_pis=True, **safe):
        name = etree.QName(node).localname
        if not known:
            if name != "tmx":
                raise BadInput(f"not TMX: its root element is {name}")
            known = True
        elif event == "start":
            default = _language(node.get("srclang")) if name == "header" else default
        elif name == "tu":
            yield from _of(node, _language(node.get("srclang")) or default)
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]


def _of(node: Any, source_language: str) -> Iterator[Unit]:
    texts: dict[str, str] = {}
    for tuv in node.iterfind("{*}tuv"):
        language = _language(tuv.get(_LANG) or tuv.get("lang"))
        seg = tuv.find("{*}seg")
        text = " ".join("".join(_plain(seg)).split()) if seg is not None else ""
        if language and text:
            texts.setdefault(language, text)
    origin = next((" ".join((p.text or "").split()) for p in node.iterfind("{*}prop") if p.get("type") == _ORIGIN), "")
    source = source_language if source_language in texts else next(iter(texts), "")
    for language, text in texts.items():
        if language != source:
            yield Unit(texts[source], text, source, language, origin)


def _plain(node: Any) -> Iterator[str]:
    """The text of a segment without its codes; what is highlighted stays."""
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            yield from _plain(child)
        yield child.tail or ""


def _language(tag: str | None) -> str:
    code = re.split(r"[-_]", tag or "")[0].casefold()
    return "" if code == "*all*" else code
