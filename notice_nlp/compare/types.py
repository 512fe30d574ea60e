"""Link, Finding and Comparison: frozen, with offsets into the two notices' texts."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from notice_nlp.notice import Notice, Span

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0"
VERSIONS, TRANSLATIONS = "versions", "translations"
SEVERITIES = ("high", "medium", "low", "info")


def as_grave(severity: str) -> tuple[str, ...]:
    """The severities that are at least so grave, the gravest first; all of them for ``any``.

    Raises:
        ValueError: there is no such severity.
    """
    return SEVERITIES if severity == "any" else SEVERITIES[: SEVERITIES.index(severity) + 1]


# The new value of a datum that its activity no longer names, though others do.
ELSEWHERE = "elsewhere"
# Findings that say nothing has changed in meaning.
WORDING = frozenset({"wording", "row_moved"})


@dataclass(frozen=True, slots=True)
class Link:
    """Blocks or rows that correspond: indices into side A's and side B's, either of which may be empty.

    ``score`` in 0..1 says how alike they are (0 where a side is empty); ``moved`` that they stand out of order.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float = 0.0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One typed difference between two notices.

    ``kind`` is one of ``kinds.json``; ``severity`` one of :data:`SEVERITIES`, by the rule of ``severity.json`` named in
    ``rule``. ``a`` and ``b`` are the evidence, spans of either text; one side is empty where something came or went.
    ``row_a`` and ``row_b`` are the ids of the rows concerned. ``concept`` is the taxonomy id concerned, ``to`` the one it
    became. ``old`` and ``new`` are the values in words (a period, a legal basis, a recipient); ``message`` says it all in a
    sentence of the report's language.
    """

    kind: str
    severity: str = "info"
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    row_a: str | None = None
    row_b: str | None = None
    concept: str | None = None
    to: str | None = None
    old: str = ""
    new: str = ""
    rule: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two notices, which blocks and rows correspond, and the findings in the order of the text.

    ``mode`` is ``versions`` (one language: B is later than A) or ``translations`` (two: B should say what A says).
    ``language`` is that of the messages. ``similarity`` in 0..1 is the share of visible characters in aligned blocks.
    """

    a: Notice
    b: Notice
    mode: str
    language: str
    blocks: tuple[Link, ...] = ()
    rows: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    similarity: float = 1.0
    warnings: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the gravest first."""
        found = Counter(f.severity for f in self.findings)
        return {s: found[s] for s in SEVERITIES}

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of this comparison (schema in ``docs/schema/comparison.schema.json``); texts are not repeated."""
        sides = {
            side: {"source": n.source, "language": n.language, "format": n.format, "blocks": len(n.blocks), "rows": len(n.rows)}
            for side, n in (("a", self.a), ("b", self.b))
        }
        findings = [asdict(f) | {"text_a": [self.a[s] for s in f.a], "text_b": [self.b[s] for s in f.b]} for f in self.findings]
        rows = [
            {"a": [self.a.rows[i].id for i in l.a], "b": [self.b.rows[i].id for i in l.b], "score": l.score, "moved": l.moved}
            for l in self.rows
        ]
        return {
            "schema": SCHEMA_VERSION, "mode": self.mode, "language": self.language, **sides, "similarity": self.similarity,
            "counts": self.counts(), "findings": findings, "blocks": [asdict(l) for l in self.blocks], "rows": rows,
            "warnings": list(self.warnings),
        }  # fmt: skip

    def to_json(self, *, indent: int | None = None) -> str:
        """This comparison as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_frame(self) -> pd.DataFrame:
        """One line per finding (see :func:`records`)."""
        import pandas as pd

        return pd.DataFrame.from_records(records(self), columns=COLUMNS)


COLUMNS = [
    "source_a", "source_b", "severity", "kind", "row_a", "row_b", "purpose", "concept", "to", "old", "new", "message", "text_a",
    "text_b", "start_a", "end_a", "start_b", "end_b", "rule",
]  # fmt: skip


def records(comparison: Comparison) -> list[dict[str, Any]]:
    """One flat record per finding; several spans of one side are joined by " | ", offsets are those of the first."""

    def side(notice: Notice, spans: tuple[Span, ...], name: str) -> dict[str, Any]:
        first = spans[0] if spans else (None, None)
        words = " | ".join(" ".join(notice[s].split()) for s in spans)
        return {f"text_{name}": words, f"start_{name}": first[0], f"end_{name}": first[1]}

    return [
        {
            "source_a": comparison.a.source, "source_b": comparison.b.source, "severity": f.severity, "kind": f.kind,
            "row_a": f.row_a or "", "row_b": f.row_b or "", "purpose": purpose_of(comparison, f), "concept": f.concept or "",
            "to": f.to or "", "old": f.old, "new": f.new, "message": f.message, "rule": f.rule,
            **side(comparison.a, f.a, "a"), **side(comparison.b, f.b, "b"),
        }
        for f in comparison.findings
    ]  # fmt: skip


def purpose_of(comparison: Comparison, finding: Finding) -> str:
    """The purpose, in the notice's words, of the row that a finding concerns; empty outside rows."""
    for notice, id in ((comparison.b, finding.row_b), (comparison.a, finding.row_a)):
        for row in notice.rows:
            if row.id == id and row.purpose:
                return " ".join(notice[row.purpose[0]].split())
    return ""
