"""Comparisons as one self-contained page: findings to filter, both notices side by side.

Everything that comes from a notice is escaped. The page loads nothing; its one script is named by its hash in the content
security policy, so that no other can run. Without scripts all is there, only not filtered.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib import resources

from notice_nlp.compare.messages import kind_label
from notice_nlp.compare.types import SEVERITIES, Comparison, Finding
from notice_nlp.report.comparison.lines import summary
from notice_nlp.report.comparison.strings import strings
from notice_nlp.report.comparison.texts import both_texts
from notice_nlp.taxonomy.store import taxonomy


@cache
def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def comparison_page(comparisons: Sequence[Comparison]) -> str:
    """The page of one comparison or several; its interface is in the language of the first."""
    language = comparisons[0].language if comparisons else "en"
    words = strings(language)
    script = _file("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    title = escape(words["title"])
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{title}</title><style>{_file('page.css')}</style></head><body>"
        f'<a class="skip" href="#findings">{escape(words["skip"])}</a><header><h1>{title}</h1></header><main>'
        f"{_controls(comparisons, language)}"
        f"{''.join(_section(c, number) for number, c in enumerate(comparisons, 1))}"
        f"</main><script>{script}</script></body></html>\n"
    )


def _controls(comparisons: Sequence[Comparison], language: str) -> str:
    """The filters; hidden until the script shows them."""
    words = strings(language)
    found = [f for c in comparisons for f in c.findings]
    kinds = {f.kind: kind_label(f.kind, language) for f in found}
    concepts = {f.concept: _label(f.concept, language) for f in found if f.concept}
    choices = {
        "severity": {s: words[s] for s in SEVERITIES if any(f.severity == s for f in found)},
        "kind": dict(sorted(kinds.items(), key=lambda k: k[1])),
        "concept": dict(sorted(concepts.items(), key=lambda k: k[1])),
    }
    parts = []
    for name, options in choices.items():
        listed = "".join(f'<option value="{escape(value, quote=True)}">{escape(label)}</option>' for value, label in options.items())
        parts.append(f'<label>{words[name]}<select id="by-{name}"><option value="">{words["all"]}</option>{listed}</select></label>')
    return (
        f'<div class="bar" hidden>{"".join(parts)}<label>{words["search"]}<input id="by-search" type="search"></label>'
        f'<button type="button" id="expand">{words["expand"]}</button><button type="button" id="theme">{words["theme"]}</button>'
        f'<span id="shown" role="status" aria-live="polite" data-words="{escape(words["shown"], quote=True)}"></span>'
        f'<span class="dim">{escape(words["keys"])}</span></div>'
    )


def _section(comparison: Comparison, number: int) -> str:
    words = strings(comparison.language)
    a, b = comparison.a, comparison.b
    rows = f"{len(a.rows)} → {len(b.rows)} {words['rows']}"
    notes = "".join(f'<p class="dim">⚠ {escape(w)}</p>' for w in dict.fromkeys(comparison.warnings))
    items = "".join(_item(comparison, f, number, i) for i, f in enumerate(comparison.findings))
    anchor = ' id="findings"' if number == 1 else ""
    heads = "".join(f'<div lang="{escape(n.language, quote=True)}">{escape(n.source)}</div>' for n in (a, b))
    return (
        f"<section><h2>{escape(a.source)} → {escape(b.source)}</h2><p>{escape(summary(comparison))}, {rows}</p>{notes}"
        f'<h2{anchor} tabindex="-1">{words["findings"]}</h2><ol class="findings">{items}</ol>'
        f'<h2>{words["texts"]}</h2><div class="pair heads">{heads}</div>{both_texts(comparison, number)}</section>'
    )


def _item(comparison: Comparison, finding: Finding, number: int, index: int) -> str:
    side = "b" if finding.b else "a"
    label = escape(kind_label(finding.kind, comparison.language))
    body = (
        f'<span class="badge">{strings(comparison.language)[finding.severity]}</span><span class="kind">{label}</span> '
        f"<span>{escape(finding.message)}</span>"
    )
    if finding.a or finding.b:
        body = f'<a href="#c{number}f{index}{side}">{body}</a>'
    data = f'data-severity="{finding.severity}" data-kind="{finding.kind}" data-concept="{escape(finding.concept or "", quote=True)}"'
    return f'<li class="{finding.severity}" {data}>{body}</li>'


def _label(concept: str, language: str) -> str:
    return taxonomy()[concept].label[language] if concept in taxonomy().concepts else concept
