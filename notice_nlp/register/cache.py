"""What the model found, kept by the hash of what it saw, so that the same passage is never tagged twice.

Offsets are kept relative to the window's pieces: a passage that stands elsewhere in another version is the same passage. Of the
encoder's states (150 kB a window) only the means of blocks are kept (see :mod:`notice_nlp.register.states`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from notice_nlp.extract.decode import Candidate, Role, Tagged
from notice_nlp.extract.labels import Labels
from notice_nlp.extract.session import Tagger
from notice_nlp.register.states import pack_states
from notice_nlp.segment import Window

# Probabilities of concepts below this are never looked at (see analyse).
LEAST = 0.005
Look = Callable[[Sequence[str]], Mapping[str, bytes]]


class Kept(NamedTuple):
    """What is kept of a window: the packed result, and the packed states where the tagger gave some."""

    found: bytes
    states: bytes | None


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
        keys = [w.key for w in windows]
        known = dict(self.look_up([k for k in dict.fromkeys(keys) if k not in self.fresh]))
        missing = {k: w for k, w in zip(keys, windows, strict=True) if k not in known and k not in self.fresh}
        for (key, window), found in zip(missing.items(), self.inner.tag(list(missing.values())), strict=True):
            self.fresh[key] = Kept(pack(found, window), pack_states(found, window))
        self.misses += len(missing)
        self.hits += len(windows) - len(missing)
        # What was just found is unpacked too, so that a first run and a later one can't differ.
        data = [known.get(k) or self.fresh[k].found for k in keys]
        return [unpack(d, w, len(self.labels.concepts)) for d, w in zip(data, windows, strict=True)]


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
