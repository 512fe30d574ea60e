"""Controls of the page: filters, search, buttons, help. They stay hidden where no script runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from notice_nlp.compare.messages import kind_label
from notice_nlp.compare.types import SEVERITIES, Comparison
from notice_nlp.report.comparison.findings import concepts
from notice_nlp.report.comparison.marks import html
from notice_nlp.report.comparison.words import strings

KEYS = {
    "j ↓ / k ↑": "key_next", "Enter": "key_enter", "Esc": "key_escape", "/": "key_search", "e": "key_expand", "t": "key_theme",
    "?": "key_help",
}  # fmt: skip


def toolbar(comparisons: Sequence[Comparison], language: str) -> str:
    """The bar with filters, search and buttons."""
    words = strings(language)
    found = [f for c in comparisons for f in c.findings]
    by_severity = Counter(f.severity for f in found)
    boxes = "".join(
        f'<label class="chip {s}"><input type=checkbox name=severity value={s} checked> {words[s]} <b>{by_severity[s]}</b></label>'
        for s in SEVERITIES
        if by_severity[s]
    )
    by_kind = Counter(f.kind for f in found)
    by_concept = Counter(c for f in found for c in {f.concept, f.to} if c)
    labels = {id: label for c in comparisons for id, label in concepts(c).items()}
    return (
        f'<div class=bar role=search aria-label="{words["filter"]}" hidden>'
        f"<fieldset{'' if found else ' hidden'}><legend class=sr>{words['severity']}</legend>{boxes}</fieldset>"
        f"{_select('kind', words, by_kind, {k: kind_label(k, language) for k in by_kind})}"
        f"{_select('concept', words, by_concept, labels)}"
        f"<label>{words['search']} <input type=search id=q autocomplete=off></label>"
        f'<p id=count role=status data-count="{words["count"]}" data-rows="{words["count_rows"]}"></p>'
        f'<span class=buttons><button type=button id=fold data-open="{words["expand"]}" data-close="{words["collapse"]}"></button>'
        f'<button type=button id=theme data-label="{words["theme"]}" data-names="{words["themes"]}"></button>'
        f"<button type=button id=ask aria-haspopup=dialog>{words['help']} <kbd>?</kbd></button></span></div>"
    )


def help(language: str) -> str:
    """The dialog that explains keys and colours."""
    words = strings(language)
    rows = "".join(f"<dt>{_keys(keys)}</dt><dd>{words[name]}</dd>" for keys, name in KEYS.items())
    return (
        f"<dialog id=help aria-labelledby=help-title><h2 id=help-title>{words['help']}</h2><dl>{rows}</dl>"
        f"<p>{words['legend']}</p><p><label><input type=checkbox id=keys checked> {words['keys_on']}</label></p>"
        f"<form method=dialog><button>{words['close']}</button></form></dialog>"
    )


def _keys(keys: str) -> str:
    return (
        " / ".join(" ".join(f"<kbd>{key}</kbd>" for key in part.split()) for part in keys.split(" / "))
        if len(keys) > 1
        else f"<kbd>{keys}</kbd>"
    )


def _select(name: str, words: Mapping[str, str], counts: Counter[str], labels: Mapping[str, str]) -> str:
    options: Iterable[str] = (
        f'<option value="{html(id)}">{html(labels[id])} ({counts[id]})</option>'
        for id in sorted(labels, key=lambda i: labels[i].casefold())
    )
    label = f"<label{'' if labels else ' hidden'}>{words[name]}"
    return f'{label} <select id={name}><option value="">{words["all"]}</option>{"".join(options)}</select></label>'
