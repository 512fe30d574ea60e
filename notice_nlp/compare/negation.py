"""Whether a datum that both versions name was denied in one of them and is not in the other."""

from __future__ import annotations

import re

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences
from notice_nlp.taxonomy.words import key

NEGATION = re.compile(
    r"\b(?:kein(?:e[mnrs]?)?|nicht|nie(?:mals)?|ohne|weder|keinerlei|keinesfalls|(?:aus|ab)geschaltet|deaktiviert|unterbleibt|unterbleiben|"
    r"verzicht(?:en|et)|not|no|none|never|without|neither|nor|cannot|don't|doesn't|isn't|aren't|disabled|switched off|turned off|"
    r"refrain(?:s|ed)?)\b",
    re.I,
)
# These deny something else than the processing: "not only", "no later than".
_OTHER = re.compile(
    r"\b(?:nicht (?:nur|mehr als|länger|später)|not (?:only|more than|longer)|no (?:later|longer|more) than|ohne weiteres)\b", re.I
)


def flips(a: Facts, b: Facts, in_a: Fact, in_b: Fact, diff: WordDiff) -> bool:
    """Whether exactly one of the two sentences around the mentions is negated, by a word that came or went and that denies
    no other mention of the sentence."""
    if _wording(a, in_a) != _wording(b, in_b):
        return False
    words = [_negations(*side) for side in ((a, in_a), (b, in_b))]
    changed = [[w for w in words[side] if diff.touched(side, w)] for side in (0, 1)]
    return bool(words[0]) != bool(words[1]) and bool(changed[0]) != bool(changed[1])


def _wording(facts: Facts, fact: Fact) -> str:
    language = facts.notice.blocks[fact.block].language
    return key(facts.notice[fact.span], language if language in {"de", "en"} else "en")


def _negations(facts: Facts, fact: Fact) -> list[Span]:
    if fact not in facts.negations:
        facts.negations[fact] = _find_negations(facts, fact)
    return facts.negations[fact]


def _find_negations(facts: Facts, fact: Fact) -> list[Span]:
    block = facts.notice.blocks[fact.block]
    text = facts.notice.text[block.start : block.end]
    at = fact.start - block.start
    start, end = next(((s, e) for s, e in sentences(text) if s <= at < e), (0, len(text)))
    denied = [f for f in facts.in_blocks([fact.block]) if f.kind == "negated" and start <= f.start - block.start < end]
    if denied and not any(f.value == fact.value for f in denied):
        return []
    return [(block.start + s, block.start + e) for s, e in cues(text, start, end)]


def cues(text: str, start: int, end: int) -> list[Span]:
    """The words of negation in ``text[start:end]``, those that deny something else than processing left out."""
    other = [m.span() for m in _OTHER.finditer(text, start, end)]
    found = [m.span() for m in NEGATION.finditer(text, start, end)]
    return [(s, e) for s, e in found if not any(x <= s < y for x, y in other)]


def denied_by_words(facts: Facts, fact: Fact) -> bool:
    """Whether the sentence around a mention has a word of negation that concerns it."""
    return bool(_negations(facts, fact))
