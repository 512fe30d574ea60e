"""What the aligner sees of a block: one unit vector for its meaning, its words and its kind.

The vector joins three parts, each of length 1 before weighing: the encoder's mean state, less the notice's mean (which
carries the language and the register); hashed words and concepts, weighed by rarity (idf); and whether the block is a
heading. Words count in full between two versions; between two languages only those that both texts have: names, numbers,
addresses. Sums of neighbouring blocks' parts give the vector of the blocks merged.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from notice_nlp.notice import UNKNOWN, Notice
from notice_nlp.view import clean

Floats = NDArray[np.float32]
WORD = re.compile(r"[^\W_]+(?:[-.@/'][^\W_]+)*")
BUCKETS = 512
# Shares of state, words and kind; of two languages the shared words say less.
WEIGHTS = {True: (0.40, 0.55, 0.05), False: (0.65, 0.28, 0.07)}


@dataclass(frozen=True, slots=True)
class Parts:
    """Per block: encoder states (n, width) and hashed words (n, BUCKETS), weighed by the block's length, kind (n, 2), and
    whether the block keeps to itself (n, 1): headings, and rows of a table between two languages."""

    states: Floats
    words: Floats
    kinds: Floats
    apart: Floats
    weights: tuple[float, float, float]

    def merged(self, count: int) -> Floats:
        """Unit vectors (n - count + 1, d) of every ``count`` neighbouring blocks."""
        joined = [
            _unit(_windows(part, count)) * np.float32(math.sqrt(weight))
            for part, weight in zip((self.states, self.words, self.kinds), self.weights, strict=True)
        ]
        return _unit(np.concatenate(joined, axis=1))

    def mixed(self, count: int) -> Floats:
        """For every ``count`` neighbouring blocks (n - count + 1,): 1 where one that keeps to itself is among others, else 0."""
        if count == 1:
            return np.zeros(len(self.apart), dtype=np.float32)
        return (_windows(self.apart, count)[:, 0] > 0).astype(np.float32)


def parts(a: Notice, b: Notice) -> tuple[Parts, Parts]:
    """The parts of two notices that are to be aligned."""
    same = a.language == b.language
    bags = _bags(a), _bags(b)
    known = [set().union(*bag) if bag else set() for bag in bags]
    shared = known[0] & known[1]
    states = [_states(n, all(x.vectors is not None for x in (a, b))) for n in (a, b)]
    if states[0].shape[1] != states[1].shape[1]:  # nothing was read of one
        states = [np.zeros((len(n.blocks), 1), dtype=np.float32) for n in (a, b)]
    weights = _rarity([*bags[0], *bags[1]], known[0] | known[1] if same else shared)
    return tuple(
        Parts(own, _hashed(bag, weights), _kinds(n), _apart(n, same), WEIGHTS[same])
        for n, bag, own in zip((a, b), bags, states, strict=True)
    )  # type: ignore[return-value]


def _bags(notice: Notice) -> list[Counter[str]]:
    bags = [Counter(w.casefold() for w in WORD.findall(clean(notice.text[b.start : b.end]))) for b in notice.blocks]
    at = 0
    for mention in sorted(notice.mentions, key=lambda m: m.start):
        while at + 1 < len(notice.blocks) and notice.blocks[at + 1].start <= mention.start:
            at += 1
        if mention.category != UNKNOWN and bags:
            bags[at][f"={mention.category}"] += 1
    return bags


def _rarity(bags: Sequence[Counter[str]], known: Iterable[str]) -> dict[str, float]:
    """Inverse document frequency of each word, blocks being the documents."""
    blocks = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / (1 + blocks[word])) for word in known}


def _hashed(bags: Sequence[Counter[str]], weights: dict[str, float]) -> Floats:
    """Signed feature hashing (Weinberger et al. 2009)."""
    out = np.zeros((len(bags), BUCKETS), dtype=np.float32)
    for i, bag in enumerate(bags):
        for word, count in bag.items():
            if word in weights:
                code = zlib.crc32(word.encode())
                out[i, code % BUCKETS] += (1 if code & 0x10000 else -1) * weights[word] * math.sqrt(count)
    return out


def _states(notice: Notice, known: bool) -> Floats:
    lengths = np.array([[math.sqrt(b.end - b.start)] for b in notice.blocks], dtype=np.float32).reshape(-1, 1)
    if notice.vectors is None or not known:
        return np.zeros((len(notice.blocks), 1), dtype=np.float32)
    vectors = notice.vectors.blocks(len(notice.blocks))
    read = np.abs(vectors).sum(axis=1) > 0
    centred = np.where(read[:, None], vectors - vectors[read].mean(axis=0) if read.any() else vectors, 0)
    return np.asarray(_unit(centred.astype(np.float32)) * lengths, dtype=np.float32)


def _kinds(notice: Notice) -> Floats:
    heading = np.array([b.kind == "heading" for b in notice.blocks], dtype=np.float32).reshape(-1, 1)
    return np.concatenate([heading, 1 - heading], axis=1)


def _apart(notice: Notice, same: bool) -> Floats:
    kinds = {"heading"} if same else {"heading", "row"}
    return np.array([b.kind in kinds for b in notice.blocks], dtype=np.float32).reshape(-1, 1)


def _windows(part: Floats, count: int) -> Floats:
    if count == 1:
        return part
    out = part[: len(part) - count + 1].copy()
    for i in range(1, count):
        out += part[i : len(part) - count + 1 + i]
    return out


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)
