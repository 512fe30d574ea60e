"""What the model found, kept by the hash of what it saw, so that the same passage is never tagged twice.

Offsets are kept relative to the window's pieces: a passage that stands elsewhere in another version is the same passage. Of the
encoder's states (150 kB a window) only the means of blocks are kept (see :mod:`notice_nlp.register.states`).
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from notice_nlp.extract.decode import Candidate, Role, Tagged
from notice_nlp.extract.labels import Labels
from notice_nlp.extract.session import Tagger, tag_batches
from notice_nlp.register.states import pack_states
from notice_nlp.segment import Window

# Probabilities of concepts below this are never looked at (see analyse).
LEAST = 0.005
Look = Callable[[Sequence[str]], Mapping[str, bytes]]


class Kept(NamedTuple):
    """What is kept of a window: the packed result, and the packed states where the tagger gave some."""

    found: bytes
    states: bytes | None


@dataclass(slots=True)
class _Batch:
    """A batch on its way: its windows and their keys, what the register knew of them, and the windows to be tagged by key."""

    windows: Sequence[Window]
    keys: list[str]
    known: dict[str, bytes]
    missing: dict[str, Window]


class CachedTagger:
    """A tagger that asks the register first. ``fresh`` holds what it learned since it was last emptied, by window key;
    ``hits`` and ``misses`` count windows."""

    def __init__(self, inner: Tagger, look_up: Look) -> None:
        self.inner, self.look_up = inner, look_up
        self.labels: Labels = inner.labels
        self.fingerprint = inner.fingerprint
        self.calibration = inner.calibration
        self.fresh: dict[str, Kept] = {}
        self.hits = self.misses = 0

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        """One result per window, in order, without states."""
        return next(self.batches([windows]))

    def batches(self, batches: Iterable[Sequence[Window]]) -> Iterator[list[Tagged]]:
        """One list per batch, in order; the model works on the next ones meanwhile. ``fresh`` never holds what a batch found that
        was not yet handed on."""
        waiting: deque[_Batch] = deque()

        def missing() -> Iterator[list[Window]]:
            for windows in batches:
                waiting.append(self._looked_up(windows, waiting))
                yield list(waiting[-1].missing.values())

        for tagged in tag_batches(self.inner, missing()):
            batch = waiting.popleft()
            for (key, window), found in zip(batch.missing.items(), tagged, strict=True):
                self.fresh[key] = Kept(pack(found, window), pack_states(found, window))
                for later in waiting:
                    later.known[key] = self.fresh[key].found
            self.misses += len(batch.missing)
            self.hits += len(batch.windows) - len(batch.missing)
            # What was just found is unpacked too, so that a first run and a later one can't differ.
            data = [batch.known.get(k) or self.fresh[k].found for k in batch.keys]
            yield [unpack(d, w, len(self.labels.concepts)) for d, w in zip(data, batch.windows, strict=True)]

    def _looked_up(self, windows: Sequence[Window], waiting: Iterable[_Batch]) -> _Batch:
        keys = [w.key for w in windows]
        coming = {k for batch in waiting for k in batch.missing}
        known = {k: self.fresh[k].found for k in keys if k in self.fresh}
        known |= self.look_up([k for k in dict.fromkeys(keys) if k not in known and k not in coming])
        missing = {k: w for k, w in zip(keys, windows, strict=True) if k not in known and k not in coming}
        return _Batch(windows, keys, known, missing)


def pack(tagged: Tagged, window: Window) -> bytes:
    """A window's result with offsets as piece and place in its clean text."""
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    blocks: dict[int, int] = {}
    for number, piece in enumerate(window.pieces):
        blocks.setdefault(piece.block, number)
        for i, (start, end) in enumerate(zip(piece.view.starts, piece.view.ends, strict=True)):
            first.setdefault(start, (number, i))
            last[end] = (number, i)
    data = {
        "m": [[*first[c.start], *last[c.end], c.group, c.probability, c.negated, _likely(c)] for c in tagged.mentions],
        "r": [[*first[r.start], *last[r.end], r.role, r.probability] for r in tagged.roles],
        "s": [[blocks[block], [float(p) for p in states]] for block, states in tagged.row_states],
    }
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 6)


def _likely(candidate: Candidate) -> dict[str, float]:
    return {str(i): float(p) for i, p in enumerate(candidate.concepts) if p > LEAST}


def unpack(data: bytes, window: Window, concepts: int) -> Tagged:
    """A packed result, for a window of the same content."""
    found: dict[str, Any] = json.loads(zlib.decompress(data))

    def span(place: Sequence[int]) -> tuple[int, int]:
        a, i, b, j = place
        return window.pieces[a].view.starts[i], window.pieces[b].view.ends[j]

    def candidate(entry: list[Any]) -> Candidate:
        likely = np.zeros(concepts, dtype=np.float32)
        for i, p in entry[7].items():
            likely[int(i)] = p
        return Candidate(*span(entry[:4]), entry[4], entry[5], entry[6], likely)

    return Tagged(
        tuple(candidate(e) for e in found["m"]),
        tuple(Role(*span(e[:4]), e[4], e[5]) for e in found["r"]),
        tuple((window.pieces[number].block, np.array(states, dtype=np.float32)) for number, states in found["s"]),
    )
