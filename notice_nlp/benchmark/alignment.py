"""Alignments of blocks against hand-checked ones, scored as vecalign does (Thompson and Koehn 2019): strict and lax.

A link found is strictly right if a hand-checked link has the very same blocks on both sides, and laxly right if one has at
least one block in common with it on both sides. Blocks without counterpart take no part, neither as found nor as gold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from notice_nlp.compare.types import Link
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice

Pair = tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class AlignmentScores:
    """Precision and recall, strict and lax; ``gold`` and ``found`` are numbers of links."""

    strict: tuple[float, float]
    lax: tuple[float, float]
    gold: int
    found: int

    @staticmethod
    def f1(pair: tuple[float, float]) -> float:
        """The harmonic mean of precision and recall; 0 where both are 0."""
        return 2 * pair[0] * pair[1] / sum(pair) if sum(pair) else 0.0


def pairs(links: Iterable[Link]) -> list[Pair]:
    """The links that have blocks on both sides."""
    return [(frozenset(l.a), frozenset(l.b)) for l in links if l.a and l.b]


def score_alignment(gold: Sequence[Sequence[Pair]], found: Sequence[Sequence[Pair]]) -> AlignmentScores:
    """Scores over several pairs of notices together; ``gold`` and ``found`` hold the links of each."""
    totals = [0, 0, 0, 0]
    for wanted, got in zip(gold, found, strict=True):
        exact = set(wanted)
        totals[0] += sum(p in exact for p in got)
        totals[1] += sum(p in set(got) for p in wanted)
        totals[2] += sum(any(p[0] & q[0] and p[1] & q[1] for q in wanted) for p in got)
        totals[3] += sum(any(p[0] & q[0] and p[1] & q[1] for q in got) for p in wanted)
    n_gold, n_found = sum(map(len, gold)), sum(map(len, found))
    shares = [t / n if n else 0.0 for t, n in zip(totals, (n_found, n_gold, n_found, n_gold), strict=True)]
    return AlignmentScores((shares[0], shares[1]), (shares[2], shares[3]), n_gold, n_found)


def fingerprint(notice: Notice) -> str:
    """Hash of a notice's blocks: a hand-checked alignment holds only for the blocks it was made on."""
    content = "\x1e".join(f"{b.kind}\x1f{notice.text[b.start : b.end]}" for b in notice.blocks)
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


def load_alignment(path: Path, a: Notice, b: Notice) -> list[Pair]:
    """The hand-checked links of two notices.

    The file's ``runs`` are ``[i, j, n]``: n blocks one to one from block i of A and j of B; its ``groups`` are ``[[i, ...],
    [j, ...]]``; ``a`` and ``b`` are the :func:`fingerprint` of the notices.

    Raises:
        BadInput: the notices are read into other blocks than when the file was made.
    """
    data = json.loads(path.read_text("utf-8"))
    if (data["a"], data["b"]) != (fingerprint(a), fingerprint(b)):
        raise BadInput("the notices' blocks are not those that were aligned by hand", str(path))
    links = [(frozenset({i + k}), frozenset({j + k})) for i, j, n in data["runs"] for k in range(n)]
    return links + [(frozenset(i), frozenset(j)) for i, j in data["groups"]]
