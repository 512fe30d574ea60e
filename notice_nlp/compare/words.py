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
        self._known: dict[tuple[int, tuple[int, ...]], tuple[NDArray[np.float32], NDArray[np.int64]]] = {}

    @cached_property
    def _means(self) -> tuple[NDArray[np.float32], ...]:
        return tuple(n.vectors.mean() if n.vectors else np.zeros(1, dtype=np.float32) for n in self.notices)

    def said(self, side: int, span: Span, block: int) -> bool:
        """Whether a stretch of one side has a counterpart in the linked blocks; True where the states are not known."""
        score, mutual = self.counterpart(side, span, block)
        return mutual or score >= ALIKE

    def counterpart(self, side: int, span: Span, block: int) -> tuple[float, bool]:
        """How alike the words of a span are to their nearest in the linked blocks (mean, weighed by length, at most 1), and
        whether any of them is mutual."""
        if any(n.vectors is None for n in self.notices):
            return 1.0, True
        (own, spans), (other, _) = self._of(side, (block,)), self._of(1 - side, self.linked[side].get(block, ()))
        inside = (spans[:, 2] > span[0]) & (spans[:, 1] < span[1])
        if not inside.any() or not len(other):
            return 0.0, False
        # Only the span's words and their nearest: all words of two long blocks with each other would be very many.
        alike = own[inside] @ other.T
        nearest = alike.argmax(axis=1)
        lengths = spans[inside, 2] - spans[inside, 1]
        score = float((alike.max(axis=1) * lengths).sum() / lengths.sum())
        return score, bool(inside[(own @ other[nearest].T).argmax(axis=0)].any())

    def _of(self, side: int, blocks: tuple[int, ...]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Unit states, less the notice's mean, and spans of the words of some blocks."""
        if (side, blocks) not in self._known:
            vectors = self.notices[side].vectors
            assert vectors is not None
            states, spans = vectors.within(blocks)
            states = states - self._means[side]
            self._known[side, blocks] = states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-6), spans
        return self._known[side, blocks]
