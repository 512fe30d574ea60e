"""XLIFF 2.1 (and 2.0): drafts out, and what comes back.

OASIS Standard, 13 February 2018, with its modules for matches (``mtc``) and metadata (``mda``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from notice_nlp.translate.carried import PRIORITY, TOOL, Raw, decimal, pack, pack_text, severity, share, unpack_text
from notice_nlp.translate.inline import Flattener, write_text
from notice_nlp.translate.paragraphs import Paragraph, paragraphs
from notice_nlp.translate.segments import STATES, Draft, Match, Note, Segment
from notice_nlp.translate.xml import XML_SPACE, Element, child, children, indent, local, namespace, plain, says_yes

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_MTC = "urn:oasis:names:tc:xliff:matches:2.0"
_MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
_NSMAP: Any = {None: NAMESPACE, "mtc": _MTC, "mda": _MDA}
_OWN = "https://w3id.org/notice-nlp/xliff"
# On a note: the segment of the unit that it is about.
_SEGMENT = f"{{{_OWN}}}segment"
_LEAVES = frozenset({"source", "target", "note", "meta", "skeleton"})
# An id that is a name token in every reading of XML.
_TOKEN = re.compile(r"[A-Za-z0-9._-]+")


def to_tree(draft: Draft, copy_source: bool = False) -> Element:
    """The root element of a draft.

    Raises:
        ValueError: a draft without segments, which XLIFF 2 has no place for.
    """
    if not draft.segments:
        raise ValueError("XLIFF 2 needs at least one segment")
    root = etree.Element(
        _name("xliff"), {"version": "2.1", "srcLang": draft.source_language, "trgLang": draft.target_language},
        nsmap=_NSMAP,
    )  # fmt: skip
    file = etree.SubElement(root, _name("file"), id="f1", original=plain(draft.original), canResegment="no")
    if draft.text:
        skeleton = etree.SubElement(file, _name("skeleton"))
        etree.SubElement(skeleton, f"{{{_OWN}}}text", nsmap={"nn": _OWN}, form="application/json").text = pack_text(draft.text)
    _write_values(file, {"tool": plain(draft.tool), "model": plain(draft.model)})
    ids = dict(zip((s.id for s in draft.segments), _tokens(draft.segments), strict=True))
    taken = set(ids.values())
    for paragraph in paragraphs(draft):
        together = len(paragraph.segments) > 1 and _TOKEN.fullmatch(paragraph.id) and paragraph.id not in taken
        if together and all(ids[s.id] == s.id for s in paragraph.segments):
            taken.add(paragraph.id)
            _write_sentences(file, paragraph, copy_source)
            continue
        for segment in paragraph.segments:
            _write_unit(file, segment, ids[segment.id], copy_source)
    indent(root, _LEAVES)
    return root


def _tokens(segments: Iterable[Segment]) -> list[str]:
    """Ids that are name tokens: the segments' own where they are."""
    segments = list(segments)
    taken = {s.id for s in segments}
    found = []
    for number, segment in enumerate(segments, 1):
        id = segment.id
        if not _TOKEN.fullmatch(id):
            id = f"u{number}"
            while id in taken:
                id += "_"
            taken.add(id)
        found.append(id)
    return found


def _write_unit(file: Element, segment: Segment, id: str, copy_source: bool) -> None:
    unit = etree.SubElement(file, _name("unit"), {"id": id, "translate": "yes" if segment.translate else "no", XML_SPACE: "preserve"})
    if id != segment.id:
        unit.set("name", segment.id)
    if segment.matches:
        group = etree.SubElement(unit, f"{{{_MTC}}}matches")
        for match in segment.matches:
            _write_match(group, match)
    _write_values(unit, pack(segment) | ({"id": segment.id} if id != segment.id else {}))
    if segment.notes:
        notes = etree.SubElement(unit, _name("notes"))
        notes.extend(_note(n) for n in segment.notes)
    _write_segment(unit, segment, "s", copy_source)


def _write_sentences(file: Element, paragraph: Paragraph, copy_source: bool) -> None:
    """A unit with a segment for each sentence, and what stands between them as ignorable."""
    translate = "yes" if any(s.translate for s in paragraph.segments) else "no"
    unit = etree.SubElement(file, _name("unit"), {"id": paragraph.id, "translate": translate, XML_SPACE: "preserve"})
    if any(s.matches for s in paragraph.segments):
        group = etree.SubElement(unit, f"{{{_MTC}}}matches")
        for segment in paragraph.segments:
            for match in segment.matches:
                _write_match(group, match, segment.id)
    metadata = etree.SubElement(unit, f"{{{_MDA}}}metadata")
    for segment in paragraph.segments:
        _write_values(metadata, pack(segment) | ({} if segment.translate else {"translate": "no"}), segment.id)
    if any(s.notes for s in paragraph.segments):
        notes = etree.SubElement(unit, _name("notes"))
        notes.extend(_note(n, segment=s.id) for s in paragraph.segments for n in s.notes)
    for segment, blanks in zip(paragraph.segments, (*paragraph.between, ""), strict=True):
        _write_segment(unit, segment, segment.id, copy_source)
        if blanks:
            write_text(etree.SubElement(etree.SubElement(unit, _name("ignorable")), _name("source")), blanks, _placeholder)


def _write_segment(unit: Element, segment: Segment, id: str, copy_source: bool) -> None:
    element = etree.SubElement(unit, _name("segment"), id=id, state=segment.state)
    if segment.target:
        element.set("subState", f"nn:{plain(segment.origin).replace(':', '-')}")
    write_text(etree.SubElement(element, _name("source")), segment.source, _placeholder)
    if target := segment.target or (segment.source if copy_source and segment.translate else ""):
        write_text(etree.SubElement(element, _name("target")), target, _placeholder)


def _write_match(group: Element, match: Match, id: str = "s") -> None:
    quality = decimal(match.score * 100)
    kind = {"tm": "tm", "mt": "mt", "termbase": "tb"}.get(match.origin.partition(":")[0], "other")
    element = etree.SubElement(group, f"{{{_MTC}}}match", ref=f"#{id}", origin=plain(match.origin), type=kind, matchQuality=quality)
    if kind == "tm":
        element.set("similarity", quality)
    write_text(etree.SubElement(element, _name("source")), match.source, _placeholder)
    write_text(etree.SubElement(element, _name("target")), match.target, _placeholder)


def _write_values(parent: Element, values: Mapping[str, str], id: str = "") -> None:
    """Values of a unit or file; those of a sentence go into a group with its id in the metadata there is."""
    metadata = parent if id else etree.SubElement(parent, f"{{{_MDA}}}metadata")
    group = etree.SubElement(metadata, f"{{{_MDA}}}metaGroup", {"id": id} if id else {}, category=TOOL)
    for name, value in values.items():
        etree.SubElement(group, f"{{{_MDA}}}meta", type=name).text = value


def _name(local_name: str) -> str:
    return f"{{{NAMESPACE}}}{local_name}"


def _placeholder(number: int, character: str) -> Element:
    return etree.Element(_name("cp"), hex=f"{ord(character):04X}")


def _note(note: Note, uri: str = NAMESPACE, segment: str = "") -> Element:
    element = etree.Element(f"{{{uri}}}note", nsmap={"nn": _OWN} if segment else None)
    if segment:
        element.set(_SEGMENT, segment)
    element.set("category", plain(note.kind if note.kind.startswith("comment") else f"{TOOL}:{note.kind}"))
    if note.severity:
        element.set("priority", PRIORITY[note.severity])
        element.set("appliesTo", "target")
    element.text = plain(note.text)
    return element


# Reading


def units(root: Element) -> Iterator[tuple[str, Element]]:
    """Units in order, with their ids as the file has them; where another tool has divided a unit, each of its segments.

    A unit of a draft stays whole, whatever a tool has made of its segments.
    """
    for unit in root.iter("{*}unit"):
        id, values = unit.get("id", ""), _values(unit)
        parts = children(unit, "segment")
        sentences = _sentences(unit)
        if sentences and set(sentences) == {part.get("id") for part in parts}:
            yield from ((part.get("id", ""), part) for part in parts)
        elif values or len(parts) < 2:
            yield values.get("id", id), unit
        else:
            yield from ((f"{id}/{part.get('id', number)}", part) for number, part in enumerate(parts, 1))


def languages(root: Element) -> tuple[str, str]:
    """Source and target language; empty where the file doesn't say."""
    return root.get("srcLang", ""), root.get("trgLang", "")


def read(root: Element, flat: Flattener) -> tuple[list[Raw], dict[str, str]]:
    """The segments of a tree, and what its first file says of the draft: ``original``, ``text``, ``tool``, ``model``."""
    head: dict[str, str] = {}
    file = child(root, "file")
    if file is not None:
        head = {"original": file.get("original", ""), **{k: v for k, v in _values(file).items() if k in {"tool", "model"}}}
        for packed in file.iterfind(f"{{*}}skeleton/{{{_OWN}}}text"):
            head["text"] = unpack_text(packed.text or "")
    return [_raw(id, element, flat) for id, element in units(root)], head


def _raw(id: str, element: Element, flat: Flattener) -> Raw:
    unit = _unit(element)
    whole = element is unit
    parts = children(unit, "segment", "ignorable") if whole else [element]
    source = "".join(flat.text(child(p, "source")) for p in parts)
    target = "".join(_target(p, flat) for p in parts) if any(child(p, "target") is not None for p in parts) else ""
    states = [p.get("state", STATES[0]) for p in parts if local(p) == "segment"]
    state = min((s for s in states if s in STATES), key=STATES.index, default=STATES[0])
    sentences = {} if whole else _sentences(unit)
    first = whole or children(unit, "segment")[0] is element
    if id in sentences:
        values = sentences[id]
        return Raw(
            id, source, target, state if target else STATES[0], says_yes(unit, "translate") and values.get("translate") != "no",
            tuple(_matches(unit, flat, id, first)), tuple(_read_note(n) for n in _notes_of(unit, id, first)), values,
        )  # fmt: skip
    return Raw(
        id, source, target, state if target else STATES[0], says_yes(unit, "translate"), tuple(_matches(unit, flat)) if first else (),
        tuple(_read_note(n) for n in _notes(unit)) if first else (), _values(unit) if whole else {},
    )  # fmt: skip


def _sentences(unit: Element) -> dict[str, dict[str, str]]:
    """The values of each sentence of a paragraph of ours, by segment id; empty for any other unit."""
    groups = unit.iterfind(f"{{{_MDA}}}metadata/{{{_MDA}}}metaGroup")
    return {g.get("id", ""): _group(g) for g in groups if g.get("category") == TOOL and g.get("id")}


def _notes_of(unit: Element, id: str, first: bool) -> list[Element]:
    """The notes about a sentence; what another tool has noted of the unit is the first one's."""
    return [n for n in _notes(unit) if n.get(_SEGMENT, id if first else "") == id]


def _unit(element: Element) -> Element:
    return element if local(element) == "unit" else element.getparent()


def _target(part: Element, flat: Flattener) -> str:
    """A part's target; blanks between segments that no tool translates are those of the source."""
    target = child(part, "target")
    return flat.text(child(part, "source") if target is None and local(part) == "ignorable" else target)


def _matches(unit: Element, flat: Flattener, id: str = "", first: bool = True) -> Iterator[Match]:
    """The matches of a unit, or those of its segment ``id``; the ``first`` has those that name none."""
    for element in unit.iterfind(f"{{{_MTC}}}matches/{{{_MTC}}}match"):
        if id and (element.get("ref") or (f"#{id}" if first else "")) != f"#{id}":
            continue
        quality = element.get("matchQuality") or element.get("similarity") or "0"
        texts = [flat.text(element.find(f"{{*}}{name}")) for name in ("source", "target")]
        yield Match(texts[0], texts[1], round(share(quality.strip()[:20] + "e-2"), 4), element.get("origin", ""))


def _notes(unit: Element) -> list[Element]:
    return [n for notes in children(unit, "notes") for n in children(notes, "note") if (n.text or "").strip()]


def _read_note(element: Element) -> Note:
    category, text = element.get("category", ""), "".join(element.itertext())
    if category.startswith(f"{TOOL}:"):
        return Note(text, severity(element.get("priority")), category.removeprefix(f"{TOOL}:"))
    # Other categories than ours say what the remark is about, not who made it.
    if category.startswith("comment"):
        return Note(text, severity(element.get("priority")), category)
    return Note(text, "", f"comment:{category}" if category else "comment")


def _values(element: Element) -> dict[str, str]:
    for group in element.iterfind(f"{{{_MDA}}}metadata/{{{_MDA}}}metaGroup"):
        if group.get("category") == TOOL:
            return _group(group)
    return {}


def _group(group: Element) -> dict[str, str]:
    return {m.get("type", ""): m.text or "" for m in group.iterfind(f"{{{_MDA}}}meta")}


def clear(element: Element, superseded: Container[str]) -> None:
    """Takes the notes of the kinds in ``superseded`` out of the unit of an element that :func:`units` gave."""
    unit = _unit(element)
    for note in _notes(unit):
        if _read_note(note).kind in superseded:
            note.getparent().remove(note)
    for group in children(unit, "notes"):
        if not len(group):
            unit.remove(group)


def annotate(element: Element, notes: Iterable[Note]) -> None:
    """Puts notes into the unit of an element that :func:`units` gave, unless they are there."""
    unit = _unit(element)
    own = element.get("id", "") if element is not unit and element.get("id") in _sentences(unit) else ""
    there = {_read_note(n) for n in (_notes_of(unit, own, False) if own else _notes(unit))}
    new = [_note(n, namespace(unit), own) for n in notes if n not in there]
    group = child(unit, "notes")
    if new and group is None:
        group = etree.Element(f"{{{namespace(unit)}}}notes")
        # After all modules and extensions, before the original data and the segments.
        place = next((i for i, c in enumerate(unit) if local(c) and namespace(c) == namespace(unit)), len(unit))
        group.tail = unit.text
        unit.insert(place, group)
    if group is not None:
        group.extend(new)
