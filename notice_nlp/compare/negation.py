"""Whether what is said of a datum is denied, and whether that turned between two notices.

A word of negation reaches as far as its clause, and one that stands before a noun only forwards (Chapman et al. 2001, NegEx,
in two languages and by clause). Cues, wordings that deny something else, and the words that begin a clause are data
(``negation.json``). The model's mark and the words must agree before a mention counts as denied, or as not.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences
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
    # A wording may go on behind the clause's end: "nothing | but your name".
    other = [m.span() for m in _patterns()["other"].finditer(text, start, end + LONGEST_OTHER)]
    found = [m.span() for m in _patterns()["cues"].finditer(text, start, end)]
    return [(s, e) for s, e in found if not any(x < e and s < y for x, y in other)]


def opposites(cue: str, text: str) -> bool:
    """Whether a text has a word that is the opposite of a negation: "eingeschaltet" of "ausgeschaltet"."""
    return any(
        re.fullmatch(negative, cue, re.I) and re.search(rf"(?<!\w)(?:{positive})(?!\w)", text, re.I) for negative, positive in _opposites()
    )


def clauses(text: str, start: int, end: int) -> list[Span]:
    """``text[start:end]`` cut where the reach of a word of negation ends."""
    cuts = sorted(
        {start, end, *(m.start() if m.group()[0].isalpha() else m.end() for m in _patterns()["breaks"].finditer(text, start, end))}
    )
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def sentence_of(facts: Facts, offset: int) -> tuple[str, int, Span]:
    """The text of the block at an offset, where it begins, and the sentence in it that holds the offset."""
    block = facts.notice.blocks[facts.block_at(offset)]
    text, at = facts.notice.text[block.start : block.end], offset - block.start
    return text, block.start, next(((s, e) for s, e in sentences(text) if s <= at < e), (0, len(text)))


def clause_of(facts: Facts, offset: int) -> tuple[str, int, Span]:
    """As :func:`sentence_of`, with the clause that holds the offset."""
    text, begin, (start, end) = sentence_of(facts, offset)
    return text, begin, next(((s, e) for s, e in clauses(text, start, end) if s <= offset - begin < e), (start, end))


def governing(facts: Facts, fact: Fact) -> list[Span]:
    """The words of negation that reach a mention."""
    text, offset, (a, b) = clause_of(facts, fact.start)
    others = [f for f in facts.in_blocks([fact.block]) if f.kind in {"concept", "negated"} and a <= f.start - offset < b]
    found = []
    for s, e in cues(text, a, b):
        # "No log holds your name": a determiner denies what follows it, unless no datum does ("Statistics we keep none").
        forwards = _patterns()["determiners"].fullmatch(text, s, e) and any(f.start - offset >= e for f in others)
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


def flips(a: Facts, b: Facts, in_a: Fact, in_b: Fact, diff: WordDiff) -> bool:
    """Whether two mentions in the same words lie in sentences otherwise alike of which one has a word of negation that
    reaches the mention, came or went, and has nothing like it in the other."""
    if wording(a, in_a) != wording(b, in_b):
        return False
    for side, (here, fact), (there, other) in ((0, (a, in_a), (b, in_b)), (1, (b, in_b), (a, in_a))):
        text, offset, (start, end) = sentence_of(there, other.start)
        _, own, (first, last) = sentence_of(here, fact.start)
        if cues(text, start, end) or not _same(diff, 1 - side, (offset + start, offset + end), (own + first, own + last)):
            continue
        if any(diff.touched(side, cue) for cue in governing(here, fact)):
            return True
    return False


def _same(diff: WordDiff, side: int, sentence: Span, other: Span) -> bool:
    """Whether enough words of a sentence stand in a sentence of the other version."""
    kept = [s for s, _ in diff.partners(side, sentence) if other[0] <= s < other[1]]
    return len(kept) >= SAME_SENTENCE * max(1, diff.count(side, sentence))


def wording(facts: Facts, fact: Fact) -> str:
    """A mention's words without articles and endings, for comparing."""
    language = facts.notice.blocks[fact.block].language
    return key(facts.notice[fact.span], language if language in {"de", "en"} else "en")
