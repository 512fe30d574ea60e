"""Sentences that stand, word for word or nearly so, in more than one notice.

Two sentences are near-duplicates where the Jaccard similarity of their sets of word 3-grams (shingles, Broder 1997) is at
least 0.8. They are found exactly, not by sampling: shingles are ordered from rare to frequent, and two sets as similar as
that share one of their first ``n - ceil(0.8 n) + 1`` shingles (prefix filtering, Bayardo et al. 2007), so an inverted
index over these alone suffices, and time grows about linearly.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notice_nlp.segment.sentences import sentences
from notice_nlp.taxonomy.words import tokens

MIN_WORDS = 5
SIMILARITY = 0.8
SHINGLE = 3

_PART = (
    r"(?:\d+\w{0,2}\b\.?|[a-z]\b|[IVX]+\b|"
    r"(?:Abs(?:atz|ätze)?|Satz|Sätze|S|UAbs|Nr|Nummer|No|lit|Buchst(?:abe)?n?|Alt|Hs|Halbsatz|Art(?:ikel|icle)?|§§?|[Ss]ections?|"
    r"letters?|points?|paragraphs?|para|sub\w+|sentences?|i\.\s?V\.\s?m|[Ii]n Verbindung mit|in conjunction with)(?!\w)\.?|"
    r"[A-ZÄÖÜ][a-zäöüß]*-?[A-ZÄÖÜ][\w-]*(?!\s+(?![IVX]+\b)[A-ZÄÖÜ]{2}))"
)
_HEAD = r"(?:§§?|\b(?:Art(?:ikel[ns]?|icles?|t|s)?|[Ss]ections?|[Ss]ec|[Rr]ecitals?|Erwägungsgr(?:und|ünde))\b\.?)\s*\d+\w{0,2}\b"
# A citation goes on with numbers, letters, "Abs.", "lit." and the law's short name, which has two capitals ("BDSG", "ArbZG")
# and doesn't stand in a line that is all capitals.
_CITATION = re.compile(rf"{_HEAD}(?:[\s,;/()]*(?:(?:und|oder|bis|and|or|to|of the|des|der)\s+)?{_PART}\)?)*")

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's normalised words outside citations, its notice and the split of that."""

    words: tuple[str, ...]
    notice: str
    split: str = ""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Counts of sentences: all that were compared, those whose words stand in another notice too (``exact``), those
    that have a near-duplicate there (``near``, exact ones included), and those that have one in another split."""

    sentences: int
    exact: int
    near: int
    across_splits: int


def sentences_of(record: Mapping[str, Any], split: str = "") -> Iterator[Sentence]:
    """The sentences of a gold record that have at least five words outside citations of law."""
    for piece in re.split(r"[\n\t]", record["text"]):
        for start, end in sentences(piece):
            words = tuple(tokens(_CITATION.sub(" ", piece[start:end])))
            if len(words) >= MIN_WORDS:
                yield Sentence(words, record["notice"], split)


def duplicates(found: Sequence[Sentence]) -> Duplicates:
    """Counts the sentences of one language that other notices of the same language share."""
    by_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    homes: dict[Shingles, set[tuple[str, str]]] = defaultdict(set)
    shingles = {s.words: _shingles(s.words) for s in found}
    for sentence in found:
        by_words[sentence.words].add(sentence.notice)
        homes[shingles[sentence.words]].add((sentence.notice, sentence.split))
    near_homes = {key: set(places) for key, places in homes.items()}
    for one, other in similar(list(homes)):
        near_homes[one] |= homes[other]
        near_homes[other] |= homes[one]
    exact = near = across = 0
    for sentence in found:
        elsewhere = [split for notice, split in near_homes[shingles[sentence.words]] if notice != sentence.notice]
        exact += len(by_words[sentence.words]) > 1
        near += bool(elsewhere)
        across += any(split != sentence.split for split in elsewhere)
    return Duplicates(len(found), exact, near, across)


def _shingles(words: tuple[str, ...]) -> Shingles:
    return frozenset(words[i : i + SHINGLE] for i in range(max(1, len(words) - SHINGLE + 1)))


def similar(sets: Sequence[Shingles]) -> Iterator[tuple[Shingles, Shingles]]:
    """The pairs of different sets whose Jaccard similarity is at least 0.8."""
    counts = Counter(shingle for members in sets for shingle in members)
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    # From short to long, so that what is in the index is never longer than what looks into it.
    order = sorted(sets, key=len)
    for number, members in enumerate(order):
        least = _ceil(SIMILARITY * len(members))
        prefix = sorted(members, key=lambda s: (counts[s], s))[: len(members) - least + 1]
        for other in sorted({j for shingle in prefix for j in index[shingle] if len(order[j]) >= least}):
            shared = len(members & order[other])
            if shared >= _ceil(SIMILARITY * (len(members) + len(order[other]) - shared)):
                yield order[other], members
        for shingle in prefix:
            index[shingle].append(number)


def _ceil(value: float) -> int:
    """The next whole number; 0.8 · 5 is 4, whatever binary fractions make of it."""
    return math.ceil(value - 1e-9)
