"""Sections of their own that took over what a row of the other version did, or gave up what one does now."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts
from notice_nlp.compare.negation import wording
from notice_nlp.notice import Span

# Words of a purpose that carry meaning.
_CONTENT = re.compile(r"[^\W\d_]{5,}")


def handed_over(
    sides: tuple[Facts, Facts],
    side: int,
    blocks: Collection[int],
    changed: Sequence[Fact],
    partners: Sequence[Mapping[int, Sequence[int]]],
    diff: WordDiff,
) -> Fact | None:
    """What a row of the other version lost to a section on ``side`` that has no counterpart: a mention, a recipient or a purpose.

    The row goes on, names all data that the section names, and no longer has what the section has in the same words: then nothing
    came or went, it was split (or, for a section that went, merged). None where the section brings data of its own.

    Args:
        sides: the facts of both versions.
        side: the version that has the section.
        blocks: the section's blocks.
        changed: what changed in the rows of the other version (:func:`changed_in_rows`).
        partners: of either version the blocks of the other that each block is linked to.
        diff: the words that came and went.
    """
    own = sides[side].in_blocks(blocks)
    data = [(f.value, wording(sides[side], f)) for f in own if f.kind == "concept"]
    if not data:
        return None
    recipients = {f.value for f in own if f.kind == "recipient"}
    purposes = {w for f in own if f.kind == "purpose" for w in _words(sides[side], f)}
    wordings = {words for _, words in data}
    there = sides[1 - side]
    for fact in changed:
        if fact.kind == "purpose":
            moved = any(w in purposes and diff.touched(1 - side, s) for w, s in _words(there, fact).items())
        elif fact.kind == "recipient":
            moved = fact.value in recipients
        else:
            moved = wording(there, fact) in wordings
        if not moved:
            continue
        stays = {j for i, row in there.row_of.items() if row == fact.row for j in partners[1 - side].get(i, ())}
        left = {(f.kind, f.value) for f in sides[side].in_blocks(stays)}
        # A purpose counts by its words: one of the same kind may well be left.
        if not stays or (fact.kind != "purpose" and (fact.kind, fact.value) in left):
            continue
        row = [f for f in there.all if f.kind == "concept" and f.row == fact.row]
        values, words = {f.value for f in row}, {wording(there, f) for f in row}
        if all(v in values or w in words for v, w in data):
            return fact
    return None


def changed_in_rows(facts: Facts, side: int, diff: WordDiff) -> list[Fact]:
    """The purposes, recipients and mentions of a version's rows whose words came or went."""
    return [f for f in facts.all if f.row and f.kind in {"purpose", "recipient", "concept"} and diff.touched(side, f.span)]


def _words(facts: Facts, fact: Fact) -> dict[str, Span]:
    return {m.group().casefold(): m.span() for m in _CONTENT.finditer(facts.notice.text, fact.start, fact.end)}
