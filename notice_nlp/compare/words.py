"""Whether the words of one language have words in the other, by the encoder's states.

A word's counterpart is the word of the linked blocks whose state is nearest; it is mutual where the way back leads to the
same place (Jalili Sabet et al. 2020, SimAlign). States are compared less their notice's mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from notice_nlp.compare.regions import partners
from notice_nlp.compare.types import Link
from notice_nlp.notice import Notice, Span

# A stretch whose words are less alike than this to any in the linked blocks, none of them mutual, has no counterpart there.
ALIKE = 0.70


class Words:
    """The words of two notices and their states, for blocks that links hold together."""

    def __init__(self, a: Notice, b: Notice, links: Sequence[Link]) -> None:
        self.notices = (a, b)
        self.linked = partners(links)

    @cached_property
    def _states(self) -> tuple[NDArray[np.float32], ...]:
        found = []
        for notice in self.notices:
            states = notice.vectors.words.astype(np.float32) if notice.vectors else np.zeros((0, 1), dtype=np.float32)
            states = states - states.mean(axis=0) if len(states) else states
            found.append(states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-6))
        return tuple(found)

    def said(self, side: int, span: Span, block: int) -> bool:
        """Whether a stretch of one side has a counterpart in the linked blocks; True where the states are not known."""
        score, mutual = self.counterpart(side, span, block)
        return mutual or score >= ALIKE

    def counterpart(self, side: int, span: Span, block: int) -> tuple[float, bool]:
        """How alike the words of a span are to their nearest in the linked blocks (mean, weighed by length, at most 1), and
        whether any of them is mutual."""
        here, there = self.notices[side].vectors, self.notices[1 - side].vectors
        if here is None or there is None:
            return 1.0, True
        first, last = np.searchsorted(here.spans[:, 2], span[0], side="right"), np.searchsorted(here.spans[:, 1], span[1])
        own = self._of(side, [block])
        other = self._of(1 - side, self.linked[side].get(block, ()))
        inside = (own >= first) & (own < last)
        if not inside.any() or not len(other):
            return 0.0, False
        alike = self._states[side][own] @ self._states[1 - side][other].T
        nearest = alike[inside].argmax(axis=1)
        lengths = (here.spans[first:last, 2] - here.spans[first:last, 1])[: int(inside.sum())]
        score = float((alike[inside].max(axis=1) * lengths).sum() / lengths.sum())
        return score, bool(inside[alike[:, nearest].argmax(axis=0)].any())

    def _of(self, side: int, blocks: Sequence[int]) -> NDArray[np.int64]:
        vectors = self.notices[side].vectors
        return np.flatnonzero(np.isin(vectors.spans[:, 0], list(blocks))) if vectors else np.zeros(0, dtype=np.int64)
