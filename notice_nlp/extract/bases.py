"""Statements of a legal basis by their wording: a citation is one wherever the law is told apart from a right.

The model learnt them where they stand beside data; notices also state them in a paragraph of their own, a page later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notice_nlp.extract.decode import Role
from notice_nlp.extract.roles import with_overlooked
from notice_nlp.notice import Block, Span
from notice_nlp.segment import sections, sentences
from notice_nlp.taxonomy.legal import basis_citations

# Sentences that tell what one may do, and on what the right rests.
_RIGHT = re.compile(
    r"widersprech|widerspruch|widerr[uo]f|\brecht(?: auf|,| de[sr] betroffenen)|beschwerde|übertragbarkeit|einschränkung der|"
    r"\bart(?:ikel|icle)?s?\.? ?(?:1[2-9]|2[0-3]|77)\b|\bobject\b|\bobjection|withdraw|revo[kc]|\bright (?:to|of)\b|"
    r"\bportab|complain|restriction",
    re.I,
)
# Without one of these there is nothing to look for, which saves cutting the sentences.
_HINT = re.compile(r"\bart|§|\bsec|interesse|einwilligung|zustimmung|\binterest|\bconsent", re.I)
# Headings over what the law gives everybody.
_LAW = re.compile(r"recht|right|widerspruch|objection|beschwerde|complaint|definition|begriff", re.I)
_WORDING = {
    "de": re.compile(
        r"\b(?:überwiegend\w+ )?(?:berechtigt|legitim)\w* interessen?\b|"
        r"(?<=\bgrundlage )(?:(?:ihr|dein|eur|ein)er )?(?:ausdrücklich|explizit|freiwillig|vorherig)?(?:e[nr] )?einwilligung\b|"
        r"\b(?:aufgrund|auf grund|rechtsgrundlage (?:ist|hierfür ist|dafür ist)|nach|nur mit|mit) (?P<consent>"
        r"(?:(?:ihr|dein|eur|ein)er )?(?:(?:ausdrücklich|explizit|freiwillig|vorherig)er )?(?:einwilligung|zustimmung))\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:(?:overriding|justified) )?legitimate interests?\b|"
        r"\b(?:based (?:up)?on|(?:on the )?basis of|basis(?: for \w+(?: \w+){0,4})? is|only with|after|with) (?P<consent>"
        r"(?:(?:your|the user'?s|their) )?(?:(?:explicit|express|prior|voluntary) )?consent)\b",
        re.I,
    ),
}


def with_bases(text: str, blocks: Sequence[Block], roles: Sequence[Role]) -> list[Role]:
    """The roles in reading order, with the bases that the model overlooked outside tables and sections on rights."""
    return with_overlooked(roles, _stated(text, blocks), "legal_basis")


def _stated(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    for section in sections(blocks):
        if any(_LAW.search(text, blocks[h].start, blocks[h].end) for h in section.path):
            continue
        for i in section.members:
            block = blocks[i]
            if block.cells or block.language not in _WORDING or not _HINT.search(text, block.start, block.end):
                continue
            yield from legal_bases(text, block.start, block.end, block.language)


def legal_bases(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Spans in ``[start, end)`` that state a legal basis, sentence by sentence; sentences on rights have none."""
    for a, b in sentences(text[start:end]):
        sentence = text[start + a : start + b]
        if _RIGHT.search(sentence):
            continue
        stated = list(basis_citations(sentence))
        stated.extend(m.span("consent" if m["consent"] else 0) for m in _WORDING[language].finditer(sentence))
        yield from ((start + a + s, start + a + e) for s, e in sorted(stated))
