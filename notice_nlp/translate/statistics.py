"""What of a draft was filled in by what, in segments and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from notice_nlp.translate.segments import EDITED, Draft, Segment, near

# Beside origins: the engine's, targets of other tools, open segments with a hit of the memory at least so like, and those without;
# and what is not to be translated.
ENGINE, OTHER, NEAR, EMPTY, KEPT = "engine", "other", "near", "empty", "kept"
# What fills segments by itself, as their origins name it, and translators.
FILLED = ("tm:exact", "tm:fuzzy", "standing", "literals", "termbase", "copied", ENGINE, EDITED)
KINDS = (*FILLED, OTHER, NEAR, EMPTY, KEPT)
OPEN = (NEAR, EMPTY)


@dataclass(frozen=True, slots=True)
class Count:
    """Segments and the words of their sources (stretches between blanks that hold a letter or digit)."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.segments + other.segments, self.words + other.words)


def kind_of(segment: Segment) -> str:
    """One of :data:`KINDS`: what filled a segment, or why it is open."""
    if not segment.translate:
        return KEPT
    if segment.target:
        if segment.origin.startswith("mt:"):
            return ENGINE
        return segment.origin if segment.origin in FILLED else OTHER
    return NEAR if near(segment) else EMPTY


def statistics(draft: Draft) -> dict[str, Count]:
    """Counts by kind, in the order of :data:`KINDS`; kinds that do not occur are there with zeros."""
    counts = dict.fromkeys(KINDS, Count())
    for segment in draft.segments:
        counts[kind_of(segment)] += Count(1, words(segment.source))
    return counts


def words(text: str) -> int:
    """The number of words of a text, as translators count them."""
    return sum(any(map(str.isalnum, part)) for part in text.split())


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    return sum(counts, Count())


def summary(counts: dict[str, Count]) -> str:
    """The counts in a line: ``3 of 7 segments drafted, 12 of 80 words: standing 2 (4 words), …; open 4 (68), …``."""
    left = total(counts[k] for k in OPEN)
    filled = {k: c for k, c in counts.items() if c.segments and k not in (*OPEN, KEPT)}
    done = total(filled.values())
    whole = done + left
    parts = ", ".join(f"{k} {c.segments} ({c.words} words)" for k, c in filled.items())
    text = f"{done.segments} of {whole.segments} segments drafted, {done.words} of {whole.words} words"
    text += f": {parts}" if parts else ""
    if left.segments:
        text += (
            f"; open {left.segments} ({left.words} words), of these with a near match {counts[NEAR].segments} ({counts[NEAR].words} words)"
        )
    return text + (f"; kept as it is {counts[KEPT].segments}" if counts[KEPT].segments else "")


def to_dict(counts: dict[str, Count]) -> dict[str, dict[str, int]]:
    """The counts as a JSON object: kind → segments, words."""
    return {kind: {"segments": c.segments, "words": c.words} for kind, c in counts.items()}
