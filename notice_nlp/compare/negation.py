"""Whether what is said of a datum is denied, and whether that turned between two notices.

A word of negation reaches as far as its clause, and one that stands before a noun only forwards (Chapman et al. 2001, NegEx,
in two languages and by clause). Cues, wordings that deny something else, and the words that begin a clause are data
(``negation.json``). The model's mark and the words must agree before a mention counts as denied, or as not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentence_at, span_at
from notice_nlp.taxonomy.words import key

# Sentences of which this share of the words stands in the other version say the same but for what changed in them.
SAME_SENTENCE = 0.5

# Characters that a wording of negation may go on behind the end of its clause.
LONGEST_OTHER = 30


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("negation.json").read_text("utf-8"))
    return found


def _opposites() -> list[tuple[str, str]]:
    return [(negative, positive) for negative, positive in _data()["opposites"]]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = _data()
    found = {name: re.compile(rf"(?<!\w)(?:{'|'.join(data[name])})(?!\w)", re.I) for name in ("cues", "determiners", "other")}
    # Stops, brackets, cells and lines always end a clause; a comma where one of its own follows.
    found["breaks"] = re.compile(
        rf"[;:()\t\n]|\s[–—-]\s|,\s+(?=(?:{'|'.join(data['clauses'])})\b)|(?<!\w)(?:{'|'.join(data['breaks'])})(?!\w)", re.I
    )
    return found


def cues(text: str, start: int, end: int) -> list[Span]:
    """The words of negation in ``text[start:end]``, those that deny something else than processing left out."""
    return list(_cues(text, start, end))


# Every mention in a clause asks for the clause's words of negation.
@lru_cache(maxsize=256)
def _cues(text: str, start: int, end: int) -> tuple[Span, ...]:
    # A wording may go on behind the clause's end: "nothing | but your name".
    other = [m.span() for m in _patterns()["other"].finditer(text, start, end + LONGEST_OTHER)]
    found = [m.span() for m in _patterns()["cues"].finditer(text, start, end)]
    return tuple((s, e) for s, e in found if not any(x < e and s < y for x, y in other))


def opposites(cue: str, text: str) -> bool:
    """Whether a text has a word that is the opposite of a negation: "eingeschaltet" of "ausgeschaltet"."""
    return any(
        re.fullmatch(negative, cue, re.I) and re.search(rf"(?<!\w)(?:{positive})(?!\w)", text, re.I) for negative, positive in _opposites()
    )


def clauses(text: str, start: int, end: int) -> list[Span]:
    """``text[start:end]`` cut where the reach of a word of negation ends."""
    return list(_clauses(text, start, end))


@lru_cache(maxsize=256)
def _clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    cuts = sorted(
        {start, end, *(m.start() if m.group()[0].isalpha() else m.end() for m in _patterns()["breaks"].finditer(text, start, end))}
    )
    return tuple((a, b) for a, b in pairwise(cuts) if text[a:b].strip())


def sentence_of(facts: Facts, offset: int) -> tuple[str, int, Span]:
    """The text of the block at an offset, where it begins, and the sentence in it that holds the offset."""
    block = facts.block_at(offset)
    text, begin = facts.text_of(block), facts.notice.blocks[block].start
    return text, begin, sentence_at(text, offset - begin)


def clause_of(facts: Facts, offset: int) -> tuple[str, int, Span]:
    """As :func:`sentence_of`, with the clause that holds the offset."""
    text, begin, (start, end) = sentence_of(facts, offset)
    return text, begin, span_at(_clauses(text, start, end), offset - begin, (start, end))


def governing(facts: Facts, fact: Fact) -> list[Span]:
    """The words of negation that reach a mention."""
    text, offset, (a, b) = clause_of(facts, fact.start)
    found = []
    for s, e in cues(text, a, b):
        # "No log holds your name": a determiner denies what follows it, unless no datum does ("Statistics we keep none").
        after = facts.between(offset + max(a, e), offset + b)
        forwards = _patterns()["determiners"].fullmatch(text, s, e) and any(f.kind in {"concept", "negated"} for f in after)
        if not forwards or fact.start - offset >= e:
            found.append((offset + s, offset + e))
    return found


def is_denied(facts: Facts, fact: Fact) -> bool | None:
    """Whether a mention is denied; None where the model's mark and the words disagree."""
    governed = bool(governing(facts, fact))
    if fact.kind == "negated":
        # What an earlier clause denies may be listed behind it: "Not asked for: your name".
        text, offset, (start, _) = sentence_of(facts, fact.start)
        return True if governed or cues(text, start, fact.start - offset) else None
    return None if governed else False


def flipped(sides: tuple[Facts, Facts], same: tuple[Sequence[Fact], Sequence[Fact]], diff: WordDiff) -> tuple[list[Fact], list[Fact]]:
    """Of mentions in the same words those, by side, that lie in sentences otherwise alike of which one has a word of negation
    that reaches the mention, came or went, and has nothing like it in the other."""
    turned = [[any(diff.touched(s, cue) for cue in governing(sides[s], f)) for f in same[s]] for s in (0, 1)]
    if not any(turned[0]) and not any(turned[1]):
        return [], []
    places: dict[Span, list[tuple[Fact, bool]]] = {}
    for fact, turns in zip(same[1], turned[1], strict=True):
        places.setdefault(_sentence(sides[1], fact.start), []).append((fact, turns))
    # Mentions in one sentence have the same partners.
    known: dict[tuple[Span, bool], list[Fact]] = {}
    lost: list[Fact] = []
    gained: dict[Fact, None] = {}
    for fact, turns in zip(same[0], turned[0], strict=True):
        place = _sentence(sides[0], fact.start), turns
        if place not in known:
            known[place] = list(_partners(sides, *place, places, diff))
            gained |= dict.fromkeys(known[place])
        if known[place]:
            lost.append(fact)
    return lost, list(gained)


def _partners(
    sides: tuple[Facts, Facts], sentence: Span, turns: bool, places: Mapping[Span, Iterable[tuple[Fact, bool]]], diff: WordDiff
) -> Iterator[Fact]:
    """The mentions of B, by sentence, that say the opposite of one in a sentence of A; ``turns`` tells whether the negation came or
    went there."""
    # Sentences that share no word are not alike.
    near = {_sentence(sides[1], start) for start, _ in diff.partners(0, sentence)}
    for other in sorted(near & places.keys()):
        in_a = turns and _stands_bare(sides[1], other, 1, sentence, diff)
        in_b = any(t for _, t in places[other]) and _stands_bare(sides[0], sentence, 0, other, diff)
        yield from (f for f, t in places[other] if in_a or (in_b and t))


def _stands_bare(facts: Facts, sentence: Span, side: int, other: Span, diff: WordDiff) -> bool:
    """Whether a sentence has no word of negation and is like one of the other version."""
    block = facts.block_at(sentence[0])
    begin = facts.notice.blocks[block].start
    return not cues(facts.text_of(block), sentence[0] - begin, sentence[1] - begin) and _same(diff, side, sentence, other)


def _sentence(facts: Facts, offset: int) -> Span:
    """The sentence at an offset, as a span of the notice."""
    _, begin, (start, end) = sentence_of(facts, offset)
    return begin + start, begin + end


def _same(diff: WordDiff, side: int, sentence: Span, other: Span) -> bool:
    """Whether enough words of a sentence stand in a sentence of the other version."""
    kept = [s for s, _ in diff.partners(side, sentence) if other[0] <= s < other[1]]
    return len(kept) >= SAME_SENTENCE * max(1, diff.count(side, sentence))


def wording(facts: Facts, fact: Fact) -> str:
    """A mention's words without articles and endings, for comparing."""
    language = facts.notice.blocks[fact.block].language
    return key(facts.notice[fact.span], language if language in {"de", "en"} else "en")
