"""A comparison as Markdown for pull requests and issues (GitHub, GitLab)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notice_nlp.compare.types import WORDING, Comparison, Finding
from notice_nlp.report.comparison.words import by_severity, heading, kind, place, quoted, strings, summary, title
from notice_nlp.report.terminal import shorten

_SIGNS = {"high": "🔴", "medium": "🟠", "low": "🔵", "info": "⚪"}
_SPECIAL = re.compile(r"[\\`*_\[\]{}|~$!]")
# What the sites turn into links or calls after rendering: mentions, issue numbers, addresses. A comment between the
# characters breaks that and leaves no trace in the text that a reader sees or copies.
_LIVE = re.compile(r"@|#(?=\w)|(?<=[a-z])(?=://)|www(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)|\b(?<=GH)(?=-\d)|:(?=[\w+-]+:)", re.I)
# Comments longer than 65,536 characters are refused.
LIMIT = 60_000


def escaped(text: str, length: int = 300) -> str:
    """Text of a notice as one line of plain text in Markdown, a table's cell included; nothing in it has an effect."""
    text = shorten(text, length).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(lambda m: "\\" + m.group(), text)
    return _LIVE.sub(lambda m: m.group() + "<!-- -->", text)


def comparison_markdown(comparison: Comparison) -> str:
    """Summary line, findings as a table (the gravest first), and folded what concerns the wording alone."""
    words = strings(comparison.language)
    lines = [f"### {escaped(title(comparison))}", "", f"**{escaped(summary(comparison))}**", ""]
    lines += [f"- ⚠ {escaped(w)}" for w in comparison.warnings] + [""] * bool(comparison.warnings)
    found = by_severity(comparison)
    meaning = [f for f in found if f.kind not in WORDING]
    rest = [f for f in found if f.kind in WORDING]
    used = sum(map(len, lines))
    if meaning:
        heads = (words["severity"], words["finding"], words["place"], words["old_new"])
        table, used = _table(comparison, heads, (_row(comparison, f) for f in meaning), len(meaning), used)
        lines += table
    if rest and used < LIMIT - 1_000:
        heads = (words["kind"], words["where"], "A", "B")
        table, used = _table(comparison, heads, (_wording(comparison, f) for f in rest), len(rest), used)
        lines += ["<details>", f"<summary>{words['wording'].format(n=len(rest))}</summary>", "", *table, "</details>", ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(comparison: Comparison, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], count: int, used: int) -> tuple[list[str], int]:
    """A table's lines while there is room for them, and the characters used so far."""
    lines = [_line(heads), _line(("---",) * len(heads))]
    for number, row in enumerate(map(_line, rows)):
        if used + len(row) > LIMIT:
            return [*lines, "", strings(comparison.language)["more"].format(n=count - number), ""], used
        lines.append(row)
        used += len(row) + 1
    return [*lines, ""], used


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _row(comparison: Comparison, finding: Finding) -> tuple[str, ...]:
    word = strings(comparison.language)[finding.severity]
    evidence = " → ".join(_quote(comparison, finding, side) for side in "ab")
    where = escaped(heading(comparison, finding))  # the message names the purpose
    return f"{_SIGNS[finding.severity]} {word}", escaped(finding.message), where, evidence


def _wording(comparison: Comparison, finding: Finding) -> tuple[str, ...]:
    where = escaped(place(comparison, finding))
    return escaped(kind(comparison, finding)), where, _quote(comparison, finding, "a"), _quote(comparison, finding, "b")


def _quote(comparison: Comparison, finding: Finding, side: str) -> str:
    notice, spans = (comparison.a, finding.a) if side == "a" else (comparison.b, finding.b)
    text = quoted(notice, spans, 120)
    return escaped(text) if text else "–"
