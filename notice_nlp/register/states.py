"""The encoder's states of notices from the register: what aligning needs is kept, the rest is read again where it is asked for.

Aligning looks at the mean state of each block, a few hundred bytes; a finding may look at the words of the blocks it lies in, which
the model reads once more, window by window. So versions that hardly differ hardly cost anything to compare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from notice_nlp.analyse import cut, default_tagger, states_of
from notice_nlp.extract.decode import Tagged
from notice_nlp.extract.session import Tagger, fingerprint
from notice_nlp.notice import Notice, Vectors
from notice_nlp.segment import Window, read_tables

if TYPE_CHECKING:
    from notice_nlp.register.store import Register

_STEPS = 127


@dataclass(frozen=True, slots=True)
class Means:
    """What is kept of a window: the mean (width,) of its ``words`` words, and for each of its blocks, in order, the weight (n,) and
    the weighed mean (n, width) of its words (see :meth:`Vectors.blocks`)."""

    words: float
    mean: NDArray[np.float32]
    weights: NDArray[np.float32]
    blocks: NDArray[np.float32]


def pack_states(tagged: Tagged, window: Window) -> bytes | None:
    """A window's :class:`Means` as bytes; None where the tagger gave no states.

    Blocks are kept as their difference from the window's mean in 8 bits: in alignment the error is far below the scores' fourth
    decimal place.
    """
    if tagged.states is None or not len(tagged.words):
        return None
    states, words = tagged.states.astype(np.float32), np.array(tagged.words, dtype=np.int64)
    mean = states.mean(axis=0).astype(np.float16)
    order = {block: n for n, block in enumerate(window.blocks)}
    share = np.sqrt(words[:, 2] - words[:, 1]).astype(np.float32)
    weights, sums = np.zeros(len(order), dtype=np.float32), np.zeros((len(order), states.shape[1]), dtype=np.float32)
    at = np.array([order[int(block)] for block in words[:, 0]])
    np.add.at(weights, at, share)
    np.add.at(sums, at, states * share[:, None])
    rest = np.where(weights[:, None] > 0, sums / np.maximum(weights, 1e-6)[:, None] - mean.astype(np.float32), 0)
    scales = (np.abs(rest).max(axis=1) / _STEPS).astype(np.float32)
    steps = np.rint(rest / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    numbers = np.concatenate([np.array([len(words)], dtype=np.float32), weights, scales])
    return b"".join([numbers.tobytes(), mean.tobytes(), steps.tobytes()])


def unpack_states(data: bytes, window: Window) -> Means:
    """The :class:`Means` of :func:`pack_states`, for a window of the same content."""
    n = len(window.blocks)
    numbers = np.frombuffer(data, dtype=np.float32, count=1 + 2 * n)
    width = (len(data) - numbers.nbytes) // (2 + n)
    mean = np.frombuffer(data, dtype=np.float16, count=width, offset=numbers.nbytes).astype(np.float32)
    steps = np.frombuffer(data, dtype=np.int8, offset=numbers.nbytes + 2 * width).reshape(n, width)
    return Means(float(numbers[0]), mean, numbers[1 : n + 1], mean + steps * numbers[n + 1 :, None])


class KeptStates:
    """States (:class:`notice_nlp.notice.States`) of a notice from the register.

    Args:
        windows: the notice's windows.
        kept: of each what :func:`pack_states` gave; None where the register has nothing: these are read when first needed.
        tagger: gives the model; called only if something has to be read.
    """

    def __init__(self, windows: Sequence[Window], kept: Sequence[bytes | None], tagger: Callable[[], Tagger]) -> None:
        self._windows, self._tagger = windows, tagger
        self._means = [unpack_states(data, w) if data else None for w, data in zip(windows, kept, strict=True)]
        self._tagged: dict[int, Tagged] = {}

    def _read(self, numbers: Sequence[int]) -> None:
        """Lets the model read windows that it has not read."""
        missing = [i for i in numbers if i not in self._tagged]
        if missing:
            for i, found in zip(missing, self._tagger().tag([self._windows[i] for i in missing]), strict=True):
                self._tagged[i] = found

    def _known(self) -> list[tuple[Window, Means]]:
        missing = [i for i, means in enumerate(self._means) if means is None]
        self._read(missing)
        for i in missing:
            if data := pack_states(self._tagged[i], self._windows[i]):
                self._means[i] = unpack_states(data, self._windows[i])
        return [(w, m) for w, m in zip(self._windows, self._means, strict=True) if m is not None]

    def blocks(self, count: int) -> NDArray[np.float32]:
        """Mean state of each of ``count`` blocks (count, width); zeros for blocks that were not read."""
        known = self._known()
        width = known[0][1].mean.size if known else 1
        sums, weights = np.zeros((count, width), dtype=np.float32), np.zeros((count, 1), dtype=np.float32)
        for window, means in known:
            for n, block in enumerate(window.blocks):
                sums[block] += means.weights[n] * means.blocks[n]
                weights[block] += means.weights[n]
        return np.asarray(sums / np.maximum(weights, 1e-6), dtype=np.float32)

    def mean(self) -> NDArray[np.float32]:
        """Mean state of all words (width,)."""
        known = [means for _, means in self._known()]
        if not known:
            return np.zeros(1, dtype=np.float32)
        return np.asarray(np.average([m.mean for m in known], axis=0, weights=[m.words for m in known]), dtype=np.float32)

    def within(self, blocks: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """States (n, width) and spans (n, 3) of the words of some blocks, in the order of the text; reads their windows."""
        wanted = set(blocks)
        numbers = [i for i, w in enumerate(self._windows) if not wanted.isdisjoint(w.blocks)]
        return self._vectors(numbers).within(blocks)

    def span(self, start: int, end: int) -> NDArray[np.float32]:
        """States (n, width) of the words in a span of the text."""
        return self._vectors(range(len(self._windows))).span(start, end)

    @property
    def words(self) -> NDArray[np.float16]:
        """All words' states; reads every window."""
        return self._vectors(range(len(self._windows))).words

    @property
    def spans(self) -> NDArray[np.int64]:
        """Block, start and end of each word; reads every window."""
        return self._vectors(range(len(self._windows))).spans

    def _vectors(self, numbers: Sequence[int]) -> Vectors:
        self._read(numbers)
        found = states_of([self._tagged[i] for i in numbers])
        return found or Vectors(np.zeros((0, 1), dtype=np.float16), np.zeros((0, 3), dtype=np.int64))


def comparable(register: Register, version: int) -> Notice:
    """A version's notice with the states that were kept, if the shipped model made them; it reads what else is asked for."""
    notice = register.notice(version)
    windows = cut(notice.text, notice.blocks, read_tables(notice.text, notice.blocks))
    if not windows:
        return notice
    kept = register.states(notice.model, [w.key for w in windows]) if notice.model == fingerprint() else {}
    return replace(notice, vectors=KeptStates(windows, [kept.get(w.key) for w in windows], default_tagger))
