"""The terminology of a candidate translation: which terms of data protection law it words wrongly or not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from notice_nlp.compare.terms import terms
from notice_nlp.notice import Span
from notice_nlp.translate.engines.base import Wish
from notice_nlp.translate.termbase import FORBIDDEN, Entry, Hit, TermBase, default_termbase

# Entries of the law in the term base; of those with known mistakes a translation has to use a term that is admitted.
_LEGAL = "gdpr."


@dataclass(frozen=True, slots=True)
class Fault:
    """A term of the source that the target has in no admitted wording; ``wrong`` is the wording it has instead, if it is known
    for a mistake. ``prefer`` is the term to use, ``avoid`` what not to use."""

    term: str
    prefer: str
    wrong: str = ""
    avoid: tuple[str, ...] = ()


def faults(source: str, target: str, source_language: str, target_language: str, base: TermBase | None = None) -> list[Fault]:
    """The terms of a sentence that its translation gets wrong, those with a known mistake first."""
    base = base or default_termbase()
    found: dict[str, Fault] = {}
    for span, hits in _legal(source, source_language, target_language, base).items():
        fault = _fault(source[slice(*span)], hits, target, target_language, base)
        if fault:
            found.setdefault(fault.prefer.casefold(), fault)
    for fault in _known_mistakes(source, target, source_language, target_language):
        found.setdefault(fault.prefer.casefold(), fault)
    return sorted(found.values(), key=lambda f: not f.wrong)


def wish(faults: list[Fault]) -> Wish:
    """What to ask of a second attempt."""
    return Wish(tuple(dict.fromkeys(f.prefer for f in faults)), tuple(dict.fromkeys(a for f in faults for a in f.avoid)))


def _legal(text: str, language: str, target: str, base: TermBase) -> dict[Span, list[Hit]]:
    """Hits by place, where all that a wording may mean are legal terms with mistakes known in the target language."""
    places: dict[Span, list[Hit]] = defaultdict(list)
    for span, hit in base.find(text, language):
        places[span].append(hit)
    return {
        span: hits
        for span, hits in places.items()
        if all(h.exact and h.entry.id.startswith(_LEGAL) and h.term.status != FORBIDDEN and _mistakes(h.entry, target) for h in hits)
        # A German noun has its capital; "verarbeitung" inside an address is none.
        and not (language == "de" and hits[0].term.text[0].isupper() and text[span[0]].islower())
    }


def _mistakes(entry: Entry, language: str) -> list[str]:
    return [t.text for t in entry.terms if t.language == language and t.status == FORBIDDEN]


def _fault(term: str, hits: list[Hit], target: str, language: str, base: TermBase) -> Fault | None:
    good = [t.text for h in hits for t in h.entry.terms if t.language == language and t.status != FORBIDDEN]
    ids = {h.entry.id for h in hits}
    if not good or any(_stands(g, target) for g in good):
        return None
    if any(h.entry.id in ids and h.term.status != FORBIDDEN for _, h in base.find(target, language)):
        return None
    avoid = tuple(dict.fromkeys(m for h in hits for m in _mistakes(h.entry, language)))
    wrong = next((m for m in avoid if _stands(m, target)), "")
    return Fault(term, _in_number(hits[0], language, base), wrong, avoid)


def _in_number(hit: Hit, language: str, base: TermBase) -> str:
    """The preferred term, in the plural where the source has it."""
    from notice_nlp.translate.number import plural

    term = base.preferred(hit.entry, language)
    assert term is not None
    return (plural(term.text, language) if hit.plural and term.number != "plural" else "") or term.text


@cache
def _wording(text: str) -> re.Pattern[str]:
    # Endings may bend: all but the last two letters count, at least four.
    stem = text[: max(4, len(text) - 2)]
    return re.compile(rf"(?<!\w){re.escape(stem)}", re.I)


def _stands(wording: str, text: str) -> bool:
    return bool(_wording(wording).search(text))


def _known_mistakes(source: str, target: str, source_language: str, target_language: str) -> Iterator[Fault]:
    """What the comparison of notices calls a wrong term (``compare/terms.json``)."""
    for term in terms():
        forbidden, good = term.forbidden.get(target_language), term.variants.get(target_language, ())
        mistake = forbidden.search(target) if forbidden else None
        if not mistake or any(p.search(target) for p in good):
            continue
        here = next((m for p in term.variants.get(source_language, ()) if (m := p.search(source))), None)
        if here:
            hits = default_termbase().hits(here.group(), source_language)
            prefer = next((t.text for h in hits if (t := default_termbase().preferred(h.entry, target_language))), "")
            yield Fault(here.group(), prefer, mistake.group(), (mistake.group(),))
