"""A comparison as Markdown, for a pull request."""

from __future__ import annotations

import re

from notice_nlp.compare.messages import kind_label, shorten
from notice_nlp.compare.types import WORDING, Comparison, Finding
from notice_nlp.report.comparison.lines import gravest_first, summary
from notice_nlp.report.comparison.strings import strings
from notice_nlp.report.terminal import printable

MARKS = {"high": "🔴", "medium": "🟠", "low": "🔵", "info": "⚪"}


def comparison_markdown(comparison: Comparison) -> str:
    """Summary, a table of findings with the gravest first, and changes of wording folded away."""
    words = strings(comparison.language)
    lines = [f"### {escape(comparison.a.source)} → {escape(comparison.b.source)}", "", escape(summary(comparison)), ""]
    findings = gravest_first(comparison)
    if findings:
        lines += [f"| {words['severity']} | {words['kind']} | {words['finding']} |", "|---|---|---|"]
        for f in findings:
            lines.append(f"| {MARKS[f.severity]} {words[f.severity]} | {kind_label(f.kind, comparison.language)} | {escape(f.message)} |")
        lines.append("")
    if wording := [f for f in comparison.findings if f.kind in WORDING]:
        lines += [f"<details><summary>{words['wording']}: {len(wording)}</summary>", ""]
        lines += [f"- {_change(comparison, f)}" for f in wording]
        lines += ["", "</details>", ""]
    return "\n".join(lines)


def _change(comparison: Comparison, finding: Finding) -> str:
    sides = (" … ".join(" ".join(n[s].split()) for s in spans) for n, spans in ((comparison.a, finding.a), (comparison.b, finding.b)))
    return " → ".join(escape(shorten(side, 160)) or "∅" for side in sides)


def escape(text: str) -> str:
    """Text that Markdown and HTML take for nothing but text, on one line."""
    text = printable(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A mention of a user or an issue would notify people; a bare address would become a link.
    text = re.sub(r"([\\`*_{}\[\]()#+!|~-])", r"\\\1", text)
    return text.replace("@", "@\u200b").replace("://", ":\u200b//")
