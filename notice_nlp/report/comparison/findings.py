"""The list of findings, with links to their evidence in the texts."""

from __future__ import annotations

from collections.abc import Set

from notice_nlp.compare.types import Comparison, Finding
from notice_nlp.report.comparison.marks import html
from notice_nlp.report.comparison.words import concept_label, heading, kind, quoted, reason, strings

# Characters of evidence shown in the list; the texts show all of it.
EVIDENCE = 160


def badge(severity: str, text: str) -> str:
    """A severity as a coloured word."""
    return f'<span class="badge {severity}">{html(text)}</span>'


def counts(comparison: Comparison) -> str:
    """How many findings of each severity, as badges."""
    words = strings(comparison.language)
    return " ".join(badge(s, f"{n} {words[s]}") for s, n in comparison.counts().items() if n) or words["none"]


def findings(comparison: Comparison, number: int, placed: Set[str]) -> str:
    """All findings in the order of the text; ``placed`` are the ids of evidence that can be linked to."""
    words = strings(comparison.language)
    if not comparison.findings:
        return f"<p>{words['none']}</p>"
    items = (_item(comparison, finding, f"c{number}-f{i}", placed) for i, finding in enumerate(comparison.findings, 1))
    return f"<ol class=findings>{''.join(items)}</ol>"


def _item(comparison: Comparison, finding: Finding, id: str, placed: Set[str]) -> str:
    words = strings(comparison.language)
    label = kind(comparison, finding)
    concepts = dict.fromkeys(c for c in (finding.concept, finding.to) if c)
    at = next((id + side for side in "ba" if id + side in placed), None)
    name = f"{badge(finding.severity, words[finding.severity])} <b>{html(label)}</b>"
    head = f'<a class=go href="#{at}">{name}</a>' if at else f'<span class=go tabindex="-1">{name}</span>'
    why = reason(finding, comparison.language)
    where = " · ".join(filter(None, (heading(comparison, finding, 50), why)))
    # That only the wording differs is what the label says already.
    message = "" if finding.kind == "wording" else f"<p>{html(finding.message)}</p>"
    told = f"<p class=where>{html(where)}</p>" if where else ""
    quotes = "".join(_quote(comparison, finding, side, id, placed) for side in "ab")
    return (
        f'<li id="{id}" data-s="{finding.severity}" data-k="{html(finding.kind)}" data-c="{html(" ".join(concepts))}">'
        f"{head}{message}{told}{quotes}</li>\n"
    )


def _quote(comparison: Comparison, finding: Finding, side: str, id: str, placed: Set[str]) -> str:
    notice, spans = (comparison.a, finding.a) if side == "a" else (comparison.b, finding.b)
    text = quoted(notice, spans, EVIDENCE)
    if not text:
        return ""
    body = f'<bdi lang="{html(notice.language)}">{html(text)}</bdi>'
    mark = f"<b>{side.upper()}</b> "
    linked = f'<a href="#{id}{side}">{mark}{body}</a>' if id + side in placed else mark + body
    return f'<p class="q {side}">{linked}</p>'


def concepts(comparison: Comparison) -> dict[str, str]:
    """Ids and labels of all concepts that findings are about."""
    ids = {c for f in comparison.findings for c in (f.concept, f.to) if c}
    return {c: concept_label(c, comparison.language) or c for c in ids}
