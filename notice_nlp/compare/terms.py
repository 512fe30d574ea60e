"""Terms of data protection law in a translation: wordings that mean something else, and one term in several wordings.

Which wordings mean a term is data (``terms.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from notice_nlp.compare.types import Finding, Link
from notice_nlp.notice import Notice, Span

# A variant that a text uses at most this often beside a usual one is a slip; more often it is the writer's habit.
SLIPS = 2
# How often the usual variant must stand there to be called usual.
USUAL = 3

_GERMAN = re.compile(r"\b(?:EU-)?DS-?GVO\b|\bAbs\.(?= ?(?:\d|[IV]+\b))|\b[Ll]it\.(?= ?[a-f]\b[^.\n]{0,12}DS-?GVO)|\bArtikeln?(?= \d)")
_EXPLAINED = re.compile(r"(?:GDPR|Regulation|German:?|Act)[^.;]{0,20}[(/,„“\"]\s*\Z")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: by language a pattern per variant, and one of wordings that do not mean it (None where none is listed)."""

    id: str
    variants: dict[str, tuple[re.Pattern[str], ...]]
    forbidden: dict[str, re.Pattern[str] | None]


@cache
def terms() -> tuple[Term, ...]:
    """The terms of ``terms.json``."""
    data = json.loads(resources.files(__package__).joinpath("terms.json").read_text("utf-8"))["terms"]
    return tuple(
        Term(
            entry["id"],
            {l: tuple(_pattern(variant) for variant in variants) for l, variants in entry["admitted"].items()},
            {l: _pattern(wordings) if wordings else None for l, wordings in entry["forbidden"].items()},
        )
        for entry in data
    )


def _pattern(wordings: Sequence[str]) -> re.Pattern[str]:
    """Any of the wordings; ``*`` stands for the rest of a word, between blanks for up to four words."""
    parts = []
    for wording in sorted(wordings, key=len, reverse=True):
        part = re.escape(wording).replace(r"\ \*\ ", r"\s+(?:\w+\s+){1,4}").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        parts.append(part)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.I)


def term_findings(a: Notice, b: Notice, links: Sequence[Link]) -> Iterator[Finding]:
    """Findings on the terms of B, the translation of A."""
    for term in terms():
        yield from _wrong(term, a, b, links)
        yield from _mixed(term, a, b, links)
    yield from _left(a, b)


def _left(a: Notice, b: Notice) -> Iterator[Finding]:
    """German abbreviations of the law in English text, all of a notice in one finding; one that explains the English is none."""
    for side, notice in ((0, a), (1, b)):
        if notice.language != "en":
            continue
        english = [block for block in notice.blocks if block.language in {"", "en"}]
        spans = [m.span() for block in english for m in _GERMAN.finditer(notice.text, block.start, block.end)]
        spans = [s for s in spans if not _EXPLAINED.search(notice.text[max(0, s[0] - 60) : s[0]])]
        if spans:
            words = ", ".join(dict.fromkeys(notice[s] for s in spans))
            yield (
                Finding("term_untranslated", b=tuple(spans), new=words) if side else Finding("term_untranslated", a=tuple(spans), old=words)
            )


def _wrong(term: Term, a: Notice, b: Notice, links: Sequence[Link]) -> Iterator[Finding]:
    """Wordings that do not mean the term, in passages whose original has it and which have it nowhere else; the same wording in
    several passages is one finding."""
    forbidden = term.forbidden.get(b.language)
    if forbidden is None:
        return
    found: dict[str, Finding] = {}
    for link in links:
        there = _found(forbidden, b, link.b)
        if not there or any(_found(p, b, link.b) for p in term.variants[b.language]):
            continue
        here = [s for p in term.variants[a.language] for s in _found(p, a, link.a)]
        if here:
            one = Finding("term_wrong", a=(here[0],), b=tuple(there), old=a[here[0]], new=b[there[0]])
            before = found.setdefault(one.new.casefold(), one)
            if before is not one:
                found[one.new.casefold()] = replace(before, a=before.a + one.a, b=before.b + one.b)
    yield from found.values()


def _mixed(term: Term, a: Notice, b: Notice, links: Sequence[Link]) -> Iterator[Finding]:
    """Rare variants beside a usual one, where the original keeps to one variant."""
    places: list[list[tuple[Span, Span]]] = [[] for _ in term.variants[b.language]]
    used: set[int] = set()
    for link in links:
        here = [(n, s) for n, p in enumerate(term.variants[a.language]) for s in _found(p, a, link.a)]
        if not here:
            continue
        used.update(n for n, _ in here)
        for n, pattern in enumerate(term.variants[b.language]):
            places[n].extend((here[0][1], s) for s in _found(pattern, b, link.b))
    usual = max(range(len(places)), key=lambda n: len(places[n]))
    if len(used) != 1 or len(places[usual]) < USUAL:
        return
    for n, spans in enumerate(places):
        if n != usual and 0 < len(spans) <= SLIPS:
            yield Finding(
                "term_inconsistent", a=(spans[0][0],), b=tuple(s for _, s in spans), old=b[places[usual][0][1]], new=b[spans[0][1]],
            )  # fmt: skip


def _found(pattern: re.Pattern[str], notice: Notice, blocks: Sequence[int]) -> list[Span]:
    """Where a pattern stands in some blocks of a notice."""
    found: list[Span] = []
    for i in blocks:
        block = notice.blocks[i]
        found.extend(m.span() for m in pattern.finditer(notice.text, block.start, block.end))
    return found
