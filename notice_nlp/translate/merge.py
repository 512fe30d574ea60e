"""Joins what comes back from a translator with the draft it came from, and tells what was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from notice_nlp.translate.segments import EDITED, STATES, UNTRANSLATED, Draft, Note, Segment
from notice_nlp.translate.xml import plain
from notice_nlp.view import nfc


def with_notes(draft: Draft, notes: Mapping[str, Iterable[Note]]) -> Draft:
    """The draft with more notes on its segments, given by segment id; a note that is there already is not repeated."""
    return replace(
        draft, segments=tuple(replace(s, notes=tuple(dict.fromkeys((*s.notes, *notes.get(s.id, ()))))) for s in draft.segments)
    )  # fmt: skip


def merge(draft: Draft, returned: Draft) -> Draft:
    """The draft with targets, states and notes as they came back from a translator, matched by segment id.

    A target that was changed has the origin ``edited`` and is at least ``translated``; everything else (source, offsets, rows,
    matches) stays the draft's. Segments that did not come back, came back unknown or with another source are named in ``warnings``
    and left as they were.
    """
    back = {s.id: s for s in returned.segments}
    warnings = list(dict.fromkeys((*draft.warnings, *returned.warnings)))
    segments = []
    for old in draft.segments:
        new = back.pop(old.id, None)
        if new is None:
            warnings.append(f"segment {old.id} did not come back")
        elif fingerprint(new.source) != fingerprint(old.source):
            warnings.append(f"segment {old.id} came back with another source")
            new = None
        segments.append(old if new is None else _merged(old, new))
    warnings.extend(f"segment {id} is not in the draft" for id in back)
    return replace(draft, segments=tuple(segments), warnings=tuple(warnings))


def _merged(old: Segment, new: Segment) -> Segment:
    notes = tuple(dict.fromkeys((*old.notes, *new.notes)))
    # Some formats have one kind of line break, and a replacement for what they can't hold.
    if plain(old.target.replace("\r\n", "\n").replace("\r", "\n")) == plain(new.target):
        return replace(old, state=new.state, notes=notes)
    segment = replace(old, target=new.target, state=new.state, notes=notes)
    return segment if fingerprint(new.target) == fingerprint(old.target) else edited(segment)


def edited(segment: Segment) -> Segment:
    """The segment after somebody changed its target: a person's words, and no longer a draft; an emptied one is untranslated."""
    if not segment.target:
        return replace(segment, origin=UNTRANSLATED, score=0.0, state=STATES[0])
    state = STATES[1] if segment.state == STATES[0] else segment.state
    return replace(segment, origin=EDITED, score=1.0, state=state)


def fingerprint(text: str) -> str:
    """Tells whether a target was changed outside; line breaks and blanks, which tools rearrange, don't count, nor do
    characters that XML can't hold."""
    text = nfc(" ".join(plain(text).split()))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def unique(ids: Iterable[str]) -> list[str]:
    """Ids as other tools give them made printable, not empty and unique, in their order."""
    found: dict[str, None] = {}
    for number, given in enumerate(ids, 1):
        id = stem = "".join(c if c.isprintable() else "_" for c in given).strip() or f"s{number}"
        copy = 1
        while id in found:
            copy += 1
            id = f"{stem}~{copy}"
        found[id] = None
    return list(found)
