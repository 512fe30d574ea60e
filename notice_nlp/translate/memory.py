"""A translation memory: what has been translated before, found again exactly, nearly, or by meaning."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from notice_nlp.translate.encode import Encoder
from notice_nlp.view import clean

EXACT, FUZZY, SEMANTIC = "exact", "fuzzy", "semantic"
# The least likeness that helps a translator, and the greatest of texts that differ.
MIN_SCORE, ALMOST = 0.6, 0.99
# Units whose characters are compared, of those that share the rarest words.
SHORTLIST = 1024
# Kept characters count in full in stretches of a word's length: letters that two sentences happen to share say little.
STRETCH = 4
# Units alike letter by letter that are looked at so.
LOOKED_AT = 64
# A memory no larger than this is compared whole.
SMALL = 10_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation; ``origin`` says where they are from."""

    source: str
    target: str
    source_language: str
    target_language: str
    origin: str = ""

    def reversed(self) -> Unit:
        """The unit for translating the other way."""
        return Unit(self.target, self.source, self.target_language, self.source_language, self.origin)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit found for a text, in the direction asked for. ``score`` in 0..1: 1 for an exact match, the :func:`likeness`
    for a fuzzy one, cosine of the encoder's states for a semantic one."""

    source: str
    target: str
    score: float
    kind: str
    origin: str = ""


class Memory:
    """Units, searched in both directions."""

    def __init__(self, units: Iterable[Unit] = (), encoder: Encoder | None = None) -> None:
        """``encoder`` is what semantic search reads texts with; without it there is none."""
        self.units: list[Unit] = []
        self.encoder = encoder
        self._known: set[Unit] = set()
        self._indices: dict[tuple[str, str], _Index] = {}
        self.add(units)

    def __len__(self) -> int:
        return len(self.units)

    def add(self, units: Iterable[Unit]) -> int:
        """Adds units that are not there yet; gives their number."""
        new = [u for u in dict.fromkeys(units) if u not in self._known and u.source.strip() and u.target.strip()]
        self.units += new
        self._known.update(new)
        self._indices.clear()
        return len(new)

    def search(
        self,
        text: str,
        source_language: str,
        target_language: str,
        limit: int = 5,
        min_score: float = MIN_SCORE,
        *,
        semantic: bool = False,
    ) -> list[Found]:
        """The units most like a text, best first, semantic matches last; one for each translation.

        Args:
            text: a sentence or block.
            source_language: its language.
            target_language: that of the translations.
            limit: the most units to give.
            min_score: the least score of a fuzzy or semantic match.
            semantic: also search by meaning, if the memory has an encoder.
        """
        index = self._index(source_language, target_language)
        wanted = normal(text)
        if not wanted or not index.units:
            return []
        found = [Found(u.source, u.target, 1.0, EXACT, u.origin) for u in index.exact(wanted)]
        found += [Found(u.source, u.target, s, FUZZY, u.origin) for u, s in index.fuzzy(wanted, limit, min_score)]
        if semantic and self.encoder:
            near = index.near(text, self.encoder, limit, min_score)
            found += [Found(u.source, u.target, s, SEMANTIC, u.origin) for u, s in near]
        # What is alike letter by letter can be checked at a glance: it comes before what is only of like meaning.
        found.sort(key=lambda f: (f.kind == SEMANTIC, -f.score))
        best: dict[str, Found] = {}
        for match in found:
            best.setdefault(match.target, match)
        return list(best.values())[:limit]

    def _index(self, source_language: str, target_language: str) -> _Index:
        pair = source_language, target_language
        if pair not in self._indices:
            forward = [u for u in self.units if (u.source_language, u.target_language) == pair]
            backward = [u.reversed() for u in self.units if (u.target_language, u.source_language) == pair]
            self._indices[pair] = _Index([*forward, *backward])
        return self._indices[pair]


class _Index:
    """Units of one direction: by normal form, by words, and by vectors once they are asked for."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.texts = [normal(u.source) for u in units]
        self.by_text: dict[str, list[int]] = defaultdict(list)
        postings: dict[str, list[int]] = defaultdict(list)
        for i, text in enumerate(self.texts):
            self.by_text[text].append(i)
            for word in set(_words(text)):
                postings[word].append(i)
        self.postings = {word: np.array(places, dtype=np.int32) for word, places in postings.items()}
        self.lengths = np.array([len(t) for t in self.texts], dtype=np.int32)
        self.vectors: NDArray[np.float32] | None = None

    def exact(self, text: str) -> list[Unit]:
        """Units whose source is the text, but for blanks and case."""
        return [self.units[i] for i in self.by_text.get(text, ())]

    def fuzzy(self, text: str, limit: int, min_score: float) -> list[tuple[Unit, float]]:
        """Units alike by characters, none of them exact."""
        from rapidfuzz import fuzz, process

        places = self._shortlist(text, min_score)
        texts = [self.texts[i] for i in places]
        most = max(LOOKED_AT, limit) + len(self.by_text.get(text, ()))
        found = process.extract(text, texts, scorer=fuzz.ratio, limit=most, score_cutoff=100 * min_score)
        alike = [(self.units[places[k]], min(ALMOST, round(likeness(text, other), 4))) for other, _, k in found if other != text]
        return sorted((a for a in alike if a[1] >= min_score), key=lambda a: -a[1])[:limit]

    def _shortlist(self, text: str, min_score: float) -> NDArray[np.int64]:
        """Places of units that may reach a score: of a length that allows it, sharing the most and rarest words."""
        # Of texts of lengths m and n at most 2·min(m, n) of m + n characters are kept.
        longest = len(text) * (2 - min_score) / max(min_score, 1e-6)
        fits = (self.lengths >= len(text) ** 2 / max(1.0, longest)) & (self.lengths <= longest)
        words = Counter(_words(text))
        if len(self.units) <= SMALL or len(words) < 3:
            return np.flatnonzero(fits)
        shared = np.zeros(len(self.units), dtype=np.float32)
        for word in words:
            if (places := self.postings.get(word)) is not None:
                shared[places] += math.log(1 + len(self.units) / len(places))
        # Per length, or long units would win by chance.
        shared = np.where(fits, shared / np.sqrt(np.maximum(1, self.lengths)), 0)
        top = np.argpartition(-shared, min(SHORTLIST, len(shared) - 1))[:SHORTLIST]
        return top[shared[top] > 0]

    def near(self, text: str, encoder: Encoder, limit: int, min_score: float) -> list[tuple[Unit, float]]:
        """Units alike by the encoder's states."""
        if self.vectors is None:
            self.vectors = encoder.encode([u.source for u in self.units], self.units[0].source_language)
        wanted = encoder.encode([text], self.units[0].source_language)[0]
        scores = self.vectors @ wanted
        best = np.argsort(-scores)[:limit]
        return [(self.units[i], min(ALMOST, round(float(scores[i]), 4))) for i in best if scores[i] >= min_score]


def likeness(a: str, b: str) -> float:
    """The share of the characters of two texts that an indel alignment keeps; those in stretches under :data:`STRETCH` count half."""
    from rapidfuzz.distance import Indel

    if a == b:
        return 1.0
    kept = (o.src_end - o.src_start for o in Indel.opcodes(a, b) if o.tag == "equal")
    return 2 * sum(n if n >= STRETCH else n / 2 for n in kept) / (len(a) + len(b))


def normal(text: str) -> str:
    """A text without regard to case, blanks and kinds of quotes and dashes."""
    return re.sub(r"[‐‑–—]", "-", re.sub(r"[„“”«»\"]", '"', re.sub(r"[’‘‚`´]", "'", " ".join(clean(text).split())))).casefold()


@lru_cache(maxsize=4096)
def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
