"""What a file carries beside source and target, so that a draft comes back as it went out.

Every format has its own place for these name-value pairs; where a file has none, it is from another tool.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from notice_nlp.errors import BadInput
from notice_nlp.notice import Span
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.merge import edited, fingerprint, unique
from notice_nlp.translate.segments import EDITED, PARTS, STATES, UNTRANSLATED, Match, Note, Segment
from notice_nlp.translate.xml import FORBIDDEN, plain

# Who wrote notes and metadata.
TOOL = "notice-nlp"


@dataclass(slots=True)
class Raw:
    """A segment as a file has it; ``values`` are those of :func:`pack`, empty for another tool's segment.

    ``sure`` says that the format's tools keep the state up to date when a target changes.
    """

    id: str
    source: str
    target: str = ""
    state: str = STATES[0]
    translate: bool = True
    matches: tuple[Match, ...] = ()
    notes: tuple[Note, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False


def pack(segment: Segment) -> dict[str, str]:
    """A segment's values as text without characters that XML forbids."""
    values = {"origin": segment.origin, "score": decimal(segment.score), "span": f"{segment.span[0]} {segment.span[1]}"}
    values |= {"part": segment.part, "target": fingerprint(segment.target)}
    if segment.row is not None:
        values["row"] = segment.row
    if segment.paragraph:
        values["paragraph"] = segment.paragraph
    return {name: plain(value) for name, value in values.items()}


def decimal(value: float) -> str:
    """A score with four decimals at most."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def segments(raws: Sequence[Raw], text: str, limits: Limits = DEFAULT) -> tuple[tuple[Segment, ...], str]:
    """Segments, and the text that their spans point into: the one given, else the sources, one below the other.

    A target that is not the one written out has the origin ``edited``. Ids are made unique.

    Raises:
        BadInput: more text than ``limits`` allow.
    """
    if sum(len(r.source) + len(r.target) for r in raws) > limits.text_mb * 1e6:
        raise BadInput(f"text of more than {limits.text_mb:g} million characters")
    ids = unique(r.id for r in raws)
    if any("span" in r.values for r in raws):
        return tuple(_segment(id, raw, _span(raw.values.get("span", ""))) for id, raw in zip(ids, raws, strict=True)), text
    found, start = [], 0
    for id, raw in zip(ids, raws, strict=True):
        found.append(_segment(id, raw, (start, start + len(raw.source))))
        start += len(raw.source) + 1
    return tuple(found), "\n".join(r.source for r in raws)


def _segment(id: str, raw: Raw, span: Span) -> Segment:
    values = raw.values
    part = values.get("part", "text")
    if raw.state == STATES[0] and raw.target == raw.source and values.get("origin", UNTRANSLATED) == UNTRANSLATED:
        # The source in the target's place, for tools that show nothing else: nobody has translated it.
        raw = replace(raw, target="")
    segment = Segment(
        id, raw.source, raw.target, values.get("origin", EDITED if raw.target else UNTRANSLATED),
        share(values.get("score", "1" if raw.target else "0")), span, values.get("row"), part if part in PARTS else "text",
        raw.matches, raw.notes, raw.state, raw.translate, values.get("paragraph", ""),
    )  # fmt: skip
    changed = bool(values) and values.get("target") != fingerprint(raw.target)
    if not changed:
        return segment
    return replace(edited(segment), state=raw.state) if raw.sure else edited(segment)


def _span(text: str) -> Span:
    with suppress(ValueError):
        start, end = (int(n) for n in text.split())
        if 0 <= start <= end:
            return start, end
    return 0, 0


def share(text: str) -> float:
    """A score of 0..1 as written in a file; 0 for what is no number."""
    with suppress(ValueError):
        return min(1.0, max(0.0, float(text)))
    return 0.0


def percentage(text: str) -> float:
    """A score of 0..1 from ``87%``, ``87`` or ``0.87``; 0 for what is no number."""
    number = text.strip().removesuffix("%").strip().replace(",", ".")
    with suppress(ValueError):
        value = float(number)
        return share(f"{value if value <= 1 and '%' not in text else value / 100:.4f}")
    return 0.0


def pack_text(text: str) -> str:
    """A text as a JSON string in one line, so that no tool can rearrange its blanks and XML can hold it."""
    return FORBIDDEN.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(text, ensure_ascii=False))


def unpack_text(packed: str) -> str:
    """The text of :func:`pack_text`; empty for anything else."""
    with suppress(ValueError):
        found = json.loads(packed)
        return found if isinstance(found, str) else ""
    return ""


# Severities as priorities of notes, where 1 is the highest and 10 the lowest.
PRIORITY = {"high": "1", "medium": "3", "low": "5", "info": "8"}


def severity(priority: str | None) -> str:
    """The severity of a priority that :data:`PRIORITY` wrote, else none."""
    return next((s for s, p in PRIORITY.items() if p == priority), "")
