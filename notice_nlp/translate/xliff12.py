"""XLIFF 1.2, which most CAT tools read: drafts out, and what comes back.

OASIS Standard, 1 February 2008. What a draft has beyond the standard's own places goes into a context group, the source text into
the skeleton, so that the file is valid against the strict schema.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from notice_nlp.translate.carried import PRIORITY, TOOL, Raw, decimal, pack, pack_text, percentage, severity, unpack_text
from notice_nlp.translate.inline import CHARACTER, Flattener, write_text
from notice_nlp.translate.segments import STATES, Draft, Match, Note, Segment
from notice_nlp.translate.xml import XML_LANG, XML_SPACE, Element, child, children, indent, local, namespace, plain, says_yes

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_NSMAP: Any = {None: NAMESPACE}
_PURPOSE = f"x-{TOOL}"
_LEAVES = frozenset({"source", "target", "note", "context", "internal-file"})
_WRITTEN = {"initial": "needs-review-translation", "translated": "translated", "reviewed": "signed-off", "final": "final"}
_READ = {state: ours for ours, state in _WRITTEN.items()}


def to_tree(draft: Draft, copy_source: bool = False) -> Element:
    """The root element of a draft."""
    root = etree.Element(_name("xliff"), nsmap=_NSMAP, version="1.2")
    attributes = {
        "original": plain(draft.original), "datatype": "plaintext", "source-language": draft.source_language,
        "target-language": draft.target_language, "tool-id": TOOL,
    }  # fmt: skip
    file = etree.SubElement(root, _name("file"), attributes)
    header = etree.SubElement(file, _name("header"))
    if draft.text:
        inner = etree.SubElement(etree.SubElement(header, _name("skl")), _name("internal-file"), form="application/json")
        inner.text = pack_text(draft.text)
    etree.SubElement(header, _name("tool"), {"tool-id": TOOL, "tool-name": TOOL, "tool-version": plain(draft.tool)})
    if draft.model:
        etree.SubElement(header, _name("tool"), {"tool-id": f"{TOOL}-model", "tool-name": plain(draft.model)})
    body = etree.SubElement(file, _name("body"))
    for segment in draft.segments:
        _write_unit(body, segment, draft.target_language, copy_source)
    indent(root, _LEAVES)
    return root


def _write_unit(body: Element, segment: Segment, language: str, copy_source: bool) -> None:
    approved = "yes" if segment.state == "final" else "no"
    attributes = {"id": segment.id, "approved": approved, "translate": "yes" if segment.translate else "no", XML_SPACE: "preserve"}
    unit = etree.SubElement(body, _name("trans-unit"), attributes)
    write_text(etree.SubElement(unit, _name("source")), segment.source, _placeholder)
    if segment.translate or segment.target:
        target = etree.SubElement(unit, _name("target"), {XML_LANG: language})
        target.set("state", _WRITTEN[segment.state] if segment.target else "needs-translation")
        if segment.target and (qualifier := _qualifier(segment.origin)):
            target.set("state-qualifier", qualifier)
        write_text(target, segment.target or (segment.source if copy_source else ""), _placeholder)
    group = etree.SubElement(unit, _name("context-group"), purpose=_PURPOSE)
    for name, value in pack(segment).items():
        etree.SubElement(group, _name("context"), {"context-type": f"x-{name}"}).text = value
    for note in segment.notes:
        unit.append(_note(note))
    for match in segment.matches:
        attributes = {"match-quality": f"{decimal(match.score * 100)}%", "origin": plain(match.origin), XML_SPACE: "preserve"}
        alternative = etree.SubElement(unit, _name("alt-trans"), attributes)
        write_text(etree.SubElement(alternative, _name("source")), match.source, _placeholder)
        write_text(etree.SubElement(alternative, _name("target"), {XML_LANG: language}), match.target, _placeholder)


def _name(local_name: str, uri: str = NAMESPACE) -> str:
    return f"{{{uri}}}{local_name}" if uri else local_name


def _placeholder(number: int, character: str) -> Element:
    return etree.Element(_name("x"), id=f"char{number}", ctype=f"{CHARACTER}{ord(character):04X}")


def _qualifier(origin: str) -> str:
    """The standard's word for where a target comes from; empty where it has none."""
    if origin.startswith("mt:"):
        return "leveraged-mt"
    return {
        "tm:exact": "exact-match", "tm:fuzzy": "fuzzy-match", "tm:semantic": "leveraged-tm", "termbase": "leveraged-glossary",
    }.get(origin, "")  # fmt: skip


def _note(note: Note, uri: str = NAMESPACE) -> Element:
    element = etree.Element(_name("note", uri))
    if note.kind.startswith("comment"):
        author = note.kind.removeprefix("comment").removeprefix(":")
        if author:
            element.set("from", plain(author))
    else:
        element.set("from", plain(f"{TOOL}:{note.kind}"))
    if note.severity:
        element.set("priority", PRIORITY[note.severity])
    element.text = plain(note.text)
    return element


# Reading


def units(root: Element) -> Iterator[tuple[str, Element]]:
    """The units in order, with their ids as the file has them."""
    for unit in root.iter("{*}trans-unit"):
        yield unit.get("id", ""), unit


def languages(root: Element) -> tuple[str, str]:
    """Source and target language of the first file; empty where it doesn't say, not on its targets either."""
    for file in children(root, "file"):
        targets = (child(unit, "target") for _, unit in units(file))
        stated = (t.get(XML_LANG) for t in targets if t is not None)
        return file.get("source-language", ""), file.get("target-language") or next(filter(None, stated), "")
    return "", ""


def read(root: Element, flat: Flattener) -> tuple[list[Raw], dict[str, str]]:
    """The segments of a tree, and what its first file says of the draft: ``original``, ``text``, ``tool``, ``model``."""
    head: dict[str, str] = {}
    for file in children(root, "file"):
        head = head or _head(file)
    return [_raw(id, unit, flat) for id, unit in units(root)], head


def _head(file: Element) -> dict[str, str]:
    found = {"original": file.get("original", "")}
    header = child(file, "header")
    if header is None:
        return found
    tools = {t.get("tool-id"): t for t in children(header, "tool")}
    if TOOL in tools:
        found["tool"] = tools[TOOL].get("tool-version", "")
    if f"{TOOL}-model" in tools:
        found["model"] = tools[f"{TOOL}-model"].get("tool-name", "")
    for skeleton in children(header, "skl"):
        inner = child(skeleton, "internal-file")
        if inner is not None and inner.get("form") == "application/json":
            found["text"] = unpack_text(inner.text or "")
    return found


def _raw(id: str, unit: Element, flat: Flattener) -> Raw:
    target = child(unit, "target")
    translated = flat.text(target)
    return Raw(
        id, flat.text(child(unit, "source")), translated, _state(unit, target) if translated else STATES[0], says_yes(unit, "translate"),
        tuple(_matches(unit, flat)), tuple(_read_note(n) for n in children(unit, "note") if (n.text or "").strip()), _values(unit),
    )  # fmt: skip


def _state(unit: Element, target: Element) -> str:
    """Approval ends all doubt; a target without a state is a translation."""
    if unit.get("approved") == "yes":
        return "final"
    state = target.get("state")
    return _READ.get(state, STATES[0]) if state else "translated"


def _matches(unit: Element, flat: Flattener) -> Iterator[Match]:
    for element in children(unit, "alt-trans"):
        target = flat.text(child(element, "target"))
        if element.get("alttranstype", "proposal") == "proposal" and child(element, "target") is not None:
            quality = percentage(element.get("match-quality", ""))
            yield Match(flat.text(child(element, "source")), target, quality, element.get("origin", ""))


def _read_note(element: Element) -> Note:
    author, text = element.get("from", ""), "".join(element.itertext())
    if author.startswith(f"{TOOL}:"):
        return Note(text, severity(element.get("priority")), author.removeprefix(f"{TOOL}:"))
    return Note(text, severity(element.get("priority")) if not author else "", f"comment:{author}" if author else "comment")


def _values(unit: Element) -> Mapping[str, str]:
    for group in children(unit, "context-group"):
        if group.get("purpose") == _PURPOSE:
            return {c.get("context-type", "").removeprefix("x-"): c.text or "" for c in children(group, "context")}
    return {}


def clear(unit: Element, superseded: Container[str]) -> None:
    """Takes the notes of the kinds in ``superseded`` out of a unit."""
    for element in children(unit, "note"):
        if _read_note(element).kind in superseded:
            _remove(element)


def annotate(unit: Element, notes: Iterable[Note]) -> None:
    """Puts notes into a unit as it was read, unless they are there."""
    there = {_read_note(n) for n in children(unit, "note")}
    own = [i for i, c in enumerate(unit) if local(c) and namespace(c) == namespace(unit)]
    place = own[-1] + 1 if own else len(unit)
    for note in notes:
        if note not in there:
            element = _note(note, namespace(unit))
            # The last element's tail leads back to the parent's end, the others' to the next element.
            before = unit[place - 1] if place else None
            if before is not None:
                element.tail, before.tail = before.tail, unit.text
            unit.insert(place, element)
            place += 1


def _remove(element: Element) -> None:
    """Takes an element out; the blanks behind the last one stay, which hold the parent's end in place."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None and element.getnext() is None:
        before.tail = element.tail
    parent.remove(element)
