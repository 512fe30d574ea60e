"""A comparison as a table in the terminal, and as plain text for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from notice_nlp.compare.types import SEVERITIES, VERSIONS, WORDING, Comparison, Finding, records
from notice_nlp.report.comparison.strings import strings
from notice_nlp.report.terminal import printable, shorten
from notice_nlp.view import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim"}
EVIDENCE = 120


def gravest_first(comparison: Comparison) -> list[Finding]:
    """Findings but wording, by severity, then in the order of the text."""
    found = [f for f in comparison.findings if f.kind not in WORDING]
    return sorted(found, key=lambda f: SEVERITIES.index(f.severity))


def summary(comparison: Comparison) -> str:
    """One line: what was compared, how alike, how many findings of which severity."""
    words = strings(comparison.language)
    counts = ", ".join(f"{n} {words[s]}" for s, n in comparison.counts().items() if n and s != "info") or words["nothing"]
    wording = sum(f.kind in WORDING for f in comparison.findings)
    mode = words["versions" if comparison.mode == VERSIONS else "translations"]
    tail = f"; {wording} × {words['wording']}" if wording else ""
    return printable(
        f"{mode} ({comparison.a.language} → {comparison.b.language}), {comparison.similarity:.0%} {words['alike']}: {counts}{tail}"
    )


def render_comparison(comparison: Comparison) -> RenderableType:
    """The rich table of a comparison: one line per finding, the gravest first."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    words = strings(comparison.language)
    title = printable(f"{comparison.a.source} → {comparison.b.source}")
    table = Table(title=Text(title), show_lines=True, expand=True, title_justify="left")
    table.add_column(words["severity"], width=8, no_wrap=True)
    table.add_column(words["finding"], ratio=5)
    table.add_column("A", ratio=3)
    table.add_column("B", ratio=3)
    for finding in gravest_first(comparison):
        table.add_row(
            Text(words[finding.severity], style=STYLES[finding.severity]),
            Text(printable(finding.message)),
            *(
                Text(shorten(" | ".join(clean(n[s]) for s in spans), EVIDENCE))
                for n, spans in ((comparison.a, finding.a), (comparison.b, finding.b))
            ),
        )
    body = [table] if table.row_count else []
    return Group(Text(summary(comparison), style="bold"), *body)


def plain_comparison(comparison: Comparison) -> Iterator[str]:
    """Tab-separated lines for a pipe: severity, kind, rows of A and B, message, evidence in A and in B."""
    for record in records(comparison):
        values = (record[k] for k in ("severity", "kind", "row_a", "row_b", "message", "text_a", "text_b"))
        yield "\t".join(printable(str(v)) for v in values)
