"""Sections of their own that took over what a row of the other version did, or gave up what one does now."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts
from notice_nlp.compare.negation import wording

# Words of a purpose that carry meaning.
_CONTENT = re.compile(r"[^\W\d_]{5,}")


def handed_over(
    sides: tuple[Facts, Facts], side: int, blocks: Collection[int], partners: Sequence[Mapping[int, Sequence[int]]], diff: WordDiff
) -> Fact | None:
    """What a row of the other version lost to a section on ``side`` that has no counterpart: a mention or a purpose.

    The row goes on, named no more data than it and the section do, and no longer has what the section has in the same words: then
    nothing came or went, it was split (or, for a section that went, merged). None where the section brings anything of its own.

    Args:
        sides: the facts of both versions.
        side: the version that has the section.
        blocks: the section's blocks.
        partners: of either version the blocks of the other that each block is linked to.
        diff: the words that came and went.
    """
    own = sides[side].in_blocks(blocks)
    data = {f.value for f in own if f.kind == "concept"}
    words = {wording(sides[side], f) for f in own if f.kind == "concept"}
    purposes = {w for f in own if f.kind == "purpose" for w in _words(sides[side], f)}
    if not data:
        return None
    there = sides[1 - side]
    for fact in there.all:
        if fact.row is None or not diff.touched(1 - side, fact.span):
            continue
        stays = {j for i, row in there.row_of.items() if row == fact.row for j in partners[1 - side].get(i, ())}
        if not stays:
            continue
        left = {(f.kind, f.value) for f in sides[side].in_blocks(stays)}
        if fact.kind == "concept":
            moved = wording(there, fact) in words and (fact.kind, fact.value) not in left
        else:
            moved = fact.kind == "purpose" and any(w in purposes and diff.touched(1 - side, s) for w, s in _words(there, fact).items())
        if moved and data <= {f.value for f in there.all if f.kind == "concept" and f.row == fact.row}:
            return fact
    return None


def _words(facts: Facts, fact: Fact) -> dict[str, tuple[int, int]]:
    return {m.group().casefold(): m.span() for m in _CONTENT.finditer(facts.notice.text, fact.start, fact.end)}
