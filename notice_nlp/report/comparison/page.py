"""One HTML page of comparisons that needs no network, server or installation; it opens from a mail attachment.

The policy of the page names the one style sheet and the one script by their hashes, so nothing else runs or loads, whatever
stands in a notice. Without script all is visible and the controls stay hidden.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib import resources

from notice_nlp.compare.types import Comparison
from notice_nlp.report.comparison.controls import help, toolbar
from notice_nlp.report.comparison.findings import counts, findings
from notice_nlp.report.comparison.marks import html
from notice_nlp.report.comparison.sides import sides, texts
from notice_nlp.report.comparison.words import percent, strings, title
from notice_nlp.report.html import GROUP_HUES


def comparison_page(comparisons: Sequence[Comparison]) -> str:
    """The whole page of one or more comparisons, in the language of the first.

    Raises:
        ValueError: there is no comparison.
    """
    if not comparisons:
        raise ValueError("no comparison to report")
    language = comparisons[0].language
    words = strings(language)
    heading = title(comparisons[0]) if len(comparisons) == 1 else f"{words['title']} ({len(comparisons)})"
    body = "".join(_section(comparison, number, len(comparisons) > 1) for number, comparison in enumerate(comparisons, 1))
    first = html(words["title"]) if len(comparisons) == 1 else ""
    return (
        f'{_head(language, heading)}<body><a class=skip href="#c1-findings">{words["skip"]}</a>'
        f"<header>{f'<p class=dim>{first}</p>' if first else ''}<h1>{html(heading)}</h1>"
        f"{_overview(comparisons) if len(comparisons) > 1 else _facts(comparisons[0])}</header>"
        f"{toolbar(comparisons, language)}<main>{body}</main><footer><p>{words['foot']}</p></footer>{help(language)}"
        f"<script>{_asset('page.js')}</script></body></html>\n"
    )


@cache
def _asset(name: str) -> str:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return text + GROUP_HUES if name.endswith(".css") else text


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _head(language: str, heading: str) -> str:
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{html(heading)}</title><style>{style}</style></head>\n"
    )


def _overview(comparisons: Sequence[Comparison]) -> str:
    """Contents of a page of several comparisons."""
    items = "".join(f'<li><a href="#c{n}">{html(title(c))}</a> {counts(c)}</li>' for n, c in enumerate(comparisons, 1))
    return f'<nav aria-label="{strings(comparisons[0].language)["overview"]}"><ol>{items}</ol></nav>'


def _facts(comparison: Comparison) -> str:
    """Mode, sizes, similarity, counts and warnings."""
    words = strings(comparison.language)
    languages = dict.fromkeys(words.get(f"lang_{n.language}", n.language) for n in (comparison.a, comparison.b))
    facts = {
        words["mode"]: html(f"{words[comparison.mode]} ({', '.join(languages)})"),
        words["similarity"]: percent(comparison),
        words["size"]: f"{len(comparison.a.blocks)} / {len(comparison.b.blocks)}",
        words["findings"]: counts(comparison),
    }
    told = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    warned = "".join(f"<li>{html(w)}</li>" for w in comparison.warnings)
    return f"<dl class=facts>{told}</dl>" + (f'<ul class=warnings aria-label="{words["warnings"]}">{warned}</ul>' if warned else "")


def _section(comparison: Comparison, number: int, several: bool) -> str:
    words = strings(comparison.language)
    pair = sides(comparison, number, "h4" if several else "h3")
    grid = texts(comparison, number, pair)  # before the list, which links to the evidence that stands in the grid
    listed = findings(comparison, number, pair[0].placed | pair[1].placed)
    name = title(comparison)
    head = f"<h2>{html(name)}</h2>{_facts(comparison)}" if several else ""
    level = "h3" if several else "h2"
    work = "work" if comparison.findings else "work bare"
    labels = {k: html(words[f"{k}_of"].format(name=name)) if several else words[k] for k in ("findings", "texts")}
    return (
        f'<div class=comparison id="c{number}" lang="{comparison.language}">{head}<div class="{work}">'
        f'<section class=list id="c{number}-findings" aria-label="{labels["findings"]}" tabindex="-1"><{level}>{words["findings"]}'
        f"</{level}>{listed}</section>"
        f'<section class="texts {comparison.mode}" aria-label="{labels["texts"]}"><{level}>{words["texts"]}</{level}>{grid}</section>'
        "</div></div>\n"
    )
