"""What is translated: segments with their drafts, matches and notes; frozen dataclasses with a JSON form.

Offsets are half-open ``[start, end)`` Unicode code points into ``Draft.text``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from notice_nlp.compare.types import SEVERITIES
from notice_nlp.notice import Span

SCHEMA_VERSION = "1.0"
UNTRANSLATED = "untranslated"
# The origin of a target that was typed or changed outside.
EDITED = "edited"
PARTS = ("purpose", "data", "legal_basis", "recipients", "retention", "text", "heading")
# From first to last; those of XLIFF 2.
STATES = ("initial", "translated", "reviewed", "final")
# The least likeness of a hit of the memory that saves a translator work; from there on it is paid for as a fuzzy match.
NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """A hit shown beside a segment: ``score`` in 0..1; ``origin`` is ``tm:exact``, ``tm:fuzzy``, ``tm:semantic``, ``termbase``,
    ``mt:<engine>`` or what another tool calls it."""

    source: str
    target: str
    score: float
    origin: str


@dataclass(frozen=True, slots=True)
class Note:
    """A finding or remark put on a segment: ``severity`` is one of :data:`SEVERITIES`, or empty for a remark; ``kind`` is that of
    the finding, or ``comment`` (``comment:<author>``) for what a person wrote in another tool."""

    text: str
    severity: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if self.severity and self.severity not in SEVERITIES:
            raise ValueError(f"severity {self.severity!r} is not one of {', '.join(SEVERITIES)}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a notice that is translated as one.

    ``id`` is unique in its draft and printable. ``target`` is empty where nothing trustworthy was found; ``origin`` says where the
    target comes from (``untranslated``, an origin of :class:`Match`, or ``edited`` for what came back changed) and ``score`` in
    0..1 how sure it is. ``span`` is the place of ``source`` in the draft's text, ``row`` the id of the notice's row it belongs
    to, ``part`` what it states there (one of :data:`PARTS`). ``translate`` is False for what stays as it is. ``paragraph`` is the id of
    the paragraph whose sentence it is, empty for what stands alone; sentences of one paragraph follow each other.

    Raises:
        ValueError: an unprintable or empty id, an unknown part or state.
    """

    id: str
    source: str
    target: str = ""
    origin: str = UNTRANSLATED
    score: float = 0.0
    span: Span = (0, 0)
    row: str | None = None
    part: str = "text"
    matches: tuple[Match, ...] = ()
    notes: tuple[Note, ...] = ()
    state: str = STATES[0]
    translate: bool = True
    paragraph: str = ""

    def __post_init__(self) -> None:
        if not self.id or not self.id.isprintable():
            raise ValueError(f"segment id {self.id!r} is empty or not printable")
        if self.part not in PARTS:
            raise ValueError(f"part {self.part!r} is not one of {', '.join(PARTS)}")
        if self.state not in STATES:
            raise ValueError(f"state {self.state!r} is not one of {', '.join(STATES)}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice being translated.

    ``original`` is the source file's name, ``text`` the text that ``Segment.span`` points into (for another tool's file that of
    all sources, one below the other). ``tool`` and ``model`` say what made the draft. ``warnings`` are one-line remarks of the reader.

    Raises:
        ValueError: two segments have one id.
    """

    source_language: str
    target_language: str
    segments: tuple[Segment, ...] = ()
    original: str = ""
    text: str = ""
    tool: str = ""
    model: str = ""
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len({s.id for s in self.segments}) != len(self.segments):
            twice = [id for id, count in Counter(s.id for s in self.segments).items() if count > 1]
            raise ValueError(f"two segments have the id {twice[0]!r}")

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of this draft (schema in ``docs/schema/draft.schema.json``)."""
        return {"schema": SCHEMA_VERSION, **asdict(self)}

    def to_json(self, *, indent: int | None = None) -> str:
        """This draft as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Draft:
        """The draft of a :meth:`to_dict` object.

        Raises:
            ValueError: another schema version, a field that is missing, unknown or wrong.
        """
        values = dict(data)
        version = str(values.pop("schema", ""))
        values.pop("statistics", None)  # counted from the segments
        if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise ValueError(f"draft schema {version or 'missing'} is not {SCHEMA_VERSION}")
        try:
            values["segments"] = tuple(_segment(s) for s in values["segments"])
            values["warnings"] = tuple(values.get("warnings", ()))
            draft = cls(**values)
            texts = (draft.source_language, draft.target_language, draft.original, draft.text, draft.tool, draft.model, *draft.warnings)
            if not all(isinstance(x, str) for x in texts):
                raise TypeError("a text is no string")
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"not a draft object: {error}") from error
        return draft

    @classmethod
    def from_json(cls, text: str) -> Draft:
        """The draft of a :meth:`to_json` string. Raises ValueError as :meth:`from_dict` does."""
        data = json.loads(text)
        if not isinstance(data, dict):
            raise ValueError("not a draft object")
        return cls.from_dict(data)


def near(segment: Segment) -> Match | None:
    """The best hit of the memory beside a segment that is at least :data:`NEAR` like its source."""
    hits = [m for m in segment.matches if m.origin.startswith("tm:") and m.score >= NEAR and m.target.strip()]
    return max(hits, key=lambda m: m.score, default=None)


def _segment(data: Mapping[str, Any]) -> Segment:
    values = dict(data)
    if not isinstance(values["source"], str) or not isinstance(values.get("target", ""), str):
        raise TypeError("source and target are strings")
    start, end = values["span"]
    values["span"] = (int(start), int(end))
    values["matches"] = tuple(Match(**m) for m in values.get("matches", ()))
    values["notes"] = tuple(Note(**n) for n in values.get("notes", ()))
    segment = Segment(**values)
    texts = [
        segment.origin,
        segment.paragraph,
        *(x for m in segment.matches for x in (m.source, m.target, m.origin)),
        *(x for n in segment.notes for x in (n.text, n.kind)),
    ]
    if not all(isinstance(x, str) for x in texts) or not isinstance(segment.row, str | None):
        raise TypeError("a text is no string")
    if not all(isinstance(x, int | float) for x in (segment.score, *(m.score for m in segment.matches))):
        raise TypeError("a score is no number")
    return segment
