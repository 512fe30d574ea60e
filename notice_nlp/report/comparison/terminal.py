"""A comparison as a table in the terminal, and as lines for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from notice_nlp.compare.types import Comparison, Finding
from notice_nlp.notice import Notice, Span
from notice_nlp.report.comparison.words import by_severity, concept_label, kind, place, quoted, strings, summary, title
from notice_nlp.report.terminal import printable
from notice_nlp.view import clean

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

COLOURS = {"high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim"}
# Characters of evidence per side: two or three lines of a column at 100 columns.
EVIDENCE = 110


def render_comparison(comparison: Comparison) -> RenderableType:
    """A rich table, one line per finding, the gravest first; readable from 80 columns on."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    words = strings(comparison.language)
    head = Text.assemble((printable(title(comparison)), "bold"), "  ", summary(comparison))
    notes = [Text(printable(f"! {w}"), style="yellow") for w in comparison.warnings]
    if not comparison.findings:
        return Group(head, *notes)
    table = Table(show_lines=True, expand=True)
    table.add_column(words["severity"], no_wrap=True, width=max(len(words[k]) for k in ("severity", *COLOURS)))
    table.add_column(words["what"], ratio=5)
    table.add_column(words["where"], ratio=5)
    table.add_column(words["old_new"], ratio=8)
    for finding in by_severity(comparison):
        severity = Text(words[finding.severity], style=COLOURS[finding.severity])
        table.add_row(severity, _what(comparison, finding), Text(place(comparison, finding, 80)), _evidence(comparison, finding))
    return Group(head, *notes, table)


def _what(comparison: Comparison, finding: Finding) -> Text:
    from rich.text import Text

    labels = [concept_label(id, comparison.language) for id in (finding.concept, finding.to)]
    text = Text(kind(comparison, finding))
    if any(labels):
        text.append("\n" + " → ".join(filter(None, labels)), style="dim")
    return text


def _evidence(comparison: Comparison, finding: Finding) -> Text:
    from rich.text import Text

    old, new = quoted(comparison.a, finding.a, EVIDENCE), quoted(comparison.b, finding.b, EVIDENCE)
    return Text.assemble((old or "–", "red" if old else "dim"), " → ", (new or "–", "green" if new else "dim"))


def plain_comparison(comparison: Comparison) -> Iterator[str]:
    """Tab-separated lines in the order of the text.

    Columns: source A, source B, severity, kind, row A, row B, purpose or heading, concept, the one it became, evidence in A,
    evidence in B, message.
    """

    def cell(notice: Notice, spans: tuple[Span, ...]) -> str:
        return " | ".join(clean(notice[s]) for s in spans)

    for f in comparison.findings:
        cells = (
            comparison.a.source, comparison.b.source, f.severity, f.kind, f.row_a or "", f.row_b or "", place(comparison, f, 200),
            f.concept or "", f.to or "", cell(comparison.a, f.a), cell(comparison.b, f.b), f.message,
        )  # fmt: skip
        yield "\t".join(printable(c) for c in cells)
