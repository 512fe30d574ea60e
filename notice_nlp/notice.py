"""The words of the house: Notice, Block, Row, Mention.

All are frozen; all offsets are half-open ``[start, end)`` Unicode code points into ``Notice.text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

SCHEMA_VERSION = "1.0"
UNKNOWN = "unknown"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A layout unit of a notice.

    ``kind`` is ``heading``, ``paragraph``, ``item`` (of a list), ``row`` (of a table) or ``term`` (of a
    definition list). ``level`` is the heading's rank from 1 or the item's nesting depth from 1. ``cells`` holds a
    table row's cells, left to right; a cell spanning rows or columns appears in each grid place it covers, always
    with the span of its one text. ``place`` says where the source has the block, for instance ``line 12`` or
    ``page 3``.
    """

    start: int
    end: int
    kind: str
    level: int = 0
    cells: tuple[Span, ...] = ()
    table: int | None = None
    header: bool = False
    language: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a kind of personal data.

    ``category`` is a taxonomy id or ``unknown``; ``group`` the taxonomy's coarse group; ``confidence`` in 0..1 is
    the chance that span and category are both right; ``negated`` says the notice denies processing it; ``row`` is
    the id of the row it belongs to, None outside all rows.
    """

    start: int
    end: int
    category: str
    group: str
    confidence: float
    negated: bool = False
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One processing activity: purpose spans, data (indices into ``Notice.mentions``) and what else is stated.

    ``concepts`` maps ``purpose``, ``data``, ``legal_basis`` to taxonomy ids and ``retention`` to ISO 8601 durations,
    in reading order without repetition. ``layout`` is ``table``, ``list`` or ``prose``.
    """

    id: str
    purpose: tuple[Span, ...] = ()
    data: tuple[int, ...] = ()
    legal_basis: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    retention: tuple[Span, ...] = ()
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: str = "prose"


class States(Protocol):
    """The encoder's states of a notice's words, wherever they are kept (see :class:`Vectors`)."""

    @property
    def words(self) -> NDArray[np.float16]:
        """All words' states (words, width), in the order of the text."""

    @property
    def spans(self) -> NDArray[np.int64]:
        """Block, start and end of each word (words, 3)."""

    def blocks(self, count: int) -> NDArray[np.float32]:
        """Mean state of each of ``count`` blocks (count, width); zeros for blocks that were not read."""

    def mean(self) -> NDArray[np.float32]:
        """Mean state of all words (width,)."""

    def within(self, blocks: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """States (n, width) and spans (n, 3) of the words of some blocks, in the order of the text."""

    def span(self, start: int, end: int) -> NDArray[np.float32]:
        """States (n, width) of the words in a span of the text."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The encoder's states of a notice: ``words`` (words, width) with the block and the half-open span of each in
    ``spans`` (words, 3), in the order of the text."""

    words: NDArray[np.float16]
    spans: NDArray[np.int64]

    def blocks(self, count: int) -> NDArray[np.float32]:
        """Mean state of each of ``count`` blocks (count, width); zeros for blocks that were not read."""
        import numpy as np

        sums = np.zeros((count, self.words.shape[1] + 1), dtype=np.float32)
        # Long words have more tokens, and say more.
        weights = np.sqrt(self.spans[:, 2] - self.spans[:, 1]).astype(np.float32)[:, None]
        np.add.at(sums, self.spans[:, 0], np.concatenate([self.words * weights, weights], axis=1))
        return np.asarray(sums[:, :-1] / np.maximum(sums[:, -1:], 1e-6), dtype=np.float32)

    def mean(self) -> NDArray[np.float32]:
        """Mean state of all words (width,)."""
        import numpy as np

        states = self.words.astype(np.float32)
        return np.asarray(states.mean(axis=0) if len(states) else states.sum(axis=0), dtype=np.float32)

    def within(self, blocks: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """States (n, width) and spans (n, 3) of the words of some blocks, in the order of the text."""
        import numpy as np

        own = np.flatnonzero(np.isin(self.spans[:, 0], list(blocks)))
        return self.words[own].astype(np.float32), self.spans[own]

    def span(self, start: int, end: int) -> NDArray[np.float32]:
        """States (n, width) of the words in a span of the text."""
        import numpy as np

        first, last = np.searchsorted(self.spans[:, 2], start, side="right"), np.searchsorted(self.spans[:, 1], end)
        return np.asarray(self.words[first:last], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Notice:
    """One privacy notice: one document, one version.

    ``language`` is the language most of the text is in; each block carries its own. ``source`` names the file (or
    ``<text>``), ``format`` the reader. ``warnings`` are one-line remarks for a person, for instance about a block
    in an unsupported language or a table whose columns had to be guessed. ``vectors`` are the encoder's states,
    for comparing; they take no part in equality and are not written to JSON.
    """

    text: str
    language: str
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rows: tuple[Row, ...] = ()
    source: str = "<text>"
    format: str = "text"
    encoding: str = "utf-8"
    model: str = ""
    warnings: tuple[str, ...] = ()
    vectors: States | None = field(default=None, compare=False, repr=False)

    def __getitem__(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    def row_mentions(self, row: Row) -> Iterator[Mention]:
        """The mentions of a row, in reading order."""
        return (self.mentions[i] for i in row.data)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of this notice (schema in ``docs/schema/notice.schema.json``)."""
        values = asdict(replace(self, vectors=None))
        del values["vectors"]
        return {"schema": SCHEMA_VERSION, **values}

    def to_json(self, *, indent: int | None = None) -> str:
        """This notice as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Notice:
        """The notice of a :meth:`to_dict` object.

        Raises:
            ValueError: the object has another schema version, lacks a field or has a wrong one, or a span lies outside the text.
        """
        values = dict(data)
        version = str(values.pop("schema", ""))
        if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise ValueError(f"notice schema {version or 'missing'} is not {SCHEMA_VERSION}")
        try:
            values["blocks"] = tuple(Block(**(b | {"cells": _spans(b["cells"])})) for b in values["blocks"])
            values["mentions"] = tuple(Mention(**m) for m in values["mentions"])
            values["rows"] = tuple(_row(r) for r in values["rows"])
            values["warnings"] = tuple(values.get("warnings", ()))
            notice = cls(**values)
            _check(notice)
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"not a notice object: {error}") from error
        return notice

    @classmethod
    def from_json(cls, text: str) -> Notice:
        """The notice of a :meth:`to_json` string. Raises ValueError as :meth:`from_dict` does."""
        return cls.from_dict(json.loads(text))

    def to_frame(self) -> pd.DataFrame:
        """One line per mention with its row's purpose and circumstances (see :func:`records`)."""
        import pandas as pd

        return pd.DataFrame.from_records(list(records(self)), columns=COLUMNS)


COLUMNS = [
    "source", "language", "row", "layout", "purpose", "purpose_concepts", "mention", "category", "group", "negated",
    "confidence", "legal_basis", "legal_basis_concepts", "recipients", "retention", "start", "end",
]  # fmt: skip


def records(notice: Notice) -> Iterator[dict[str, Any]]:
    """One flat record per mention, in the order of rows; mentions outside all rows come last.

    Several spans of one field are joined by " | "; a row without data gives one record without mention.
    """

    def join(spans: tuple[Span, ...]) -> str:
        return " | ".join(" ".join(notice[s].split()) for s in spans)

    def record(row: Row | None, mention: Mention | None) -> dict[str, Any]:
        concepts = row.concepts if row else {}
        return {
            "source": notice.source,
            "language": notice.language,
            "row": row.id if row else "",
            "layout": row.layout if row else "",
            "purpose": join(row.purpose) if row else "",
            "purpose_concepts": " ".join(concepts.get("purpose", ())),
            "mention": " ".join(notice[mention.start, mention.end].split()) if mention else "",
            "category": mention.category if mention else "",
            "group": mention.group if mention else "",
            "negated": mention.negated if mention else False,
            "confidence": mention.confidence if mention else None,
            "legal_basis": join(row.legal_basis) if row else "",
            "legal_basis_concepts": " ".join(concepts.get("legal_basis", ())),
            "recipients": join(row.recipients) if row else "",
            "retention": join(row.retention) if row else "",
            "start": mention.start if mention else None,
            "end": mention.end if mention else None,
        }

    for row in notice.rows:
        if not row.data:
            yield record(row, None)
        for mention in notice.row_mentions(row):
            yield record(row, mention)
    for mention in notice.mentions:
        if mention.row is None:
            yield record(None, mention)


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple((int(a), int(b)) for a, b in pairs)


def _check(notice: Notice) -> None:
    """Raises ValueError where a text is none, or a span or index points nowhere."""
    strings = [notice.text, notice.language, notice.source, notice.format, notice.encoding, notice.model, *notice.warnings]
    strings += [x for b in notice.blocks for x in (b.kind, b.language, b.place)] + [x for r in notice.rows for x in (r.id, r.layout)]
    strings += [x for m in notice.mentions for x in (m.category, m.group)]
    strings += [x for r in notice.rows for ids in r.concepts.values() for x in ids]
    strings += [m.row for m in notice.mentions if m.row is not None]
    if not all(isinstance(x, str) for x in strings):
        raise ValueError("not a notice object: a text is no string")
    if not all(isinstance(x, int) for b in notice.blocks for x in (b.level, b.table or 0)):
        raise ValueError("not a notice object: a block's level or table is no number")
    if not all(isinstance(m.confidence, int | float) for m in notice.mentions):
        raise ValueError("not a notice object: a confidence is no number")
    spans = [s for b in notice.blocks for s in ((b.start, b.end), *b.cells)] + [(m.start, m.end) for m in notice.mentions]
    spans += [s for r in notice.rows for s in (*r.purpose, *r.legal_basis, *r.recipients, *r.retention)]
    if not all(isinstance(a, int) and isinstance(b, int) and 0 <= a <= b <= len(notice.text) for a, b in spans):
        raise ValueError("not a notice object: a span lies outside the text")
    if not all(isinstance(i, int) and 0 <= i < len(notice.mentions) for r in notice.rows for i in r.data):
        raise ValueError("not a notice object: a row names a mention that is not there")


def _row(data: Mapping[str, Any]) -> Row:
    spans = {k: _spans(data[k]) for k in ("purpose", "legal_basis", "recipients", "retention")}
    concepts = {k: tuple(v) for k, v in data["concepts"].items()}
    return Row(id=data["id"], data=tuple(data["data"]), concepts=concepts, layout=data["layout"], **spans)
