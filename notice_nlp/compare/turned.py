"""What one version denies and the other does not: mentions, and clauses that name no datum the model knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts, finding_of
from notice_nlp.compare.negation import clause_of, clauses, cues, flipped, is_denied, opposites, wording
from notice_nlp.compare.types import Finding, Link
from notice_nlp.extract.denial import speaks_of_processing
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences

DATA = {"concept", "negated"}
# Of the words before and after a negation so many are looked at. All of them must stand in the other version, and so many, or
# this share where the clause names data or says what is done with them.
AROUND, MIN_WHOLE, SAME_CLAUSE, ANEW, MIN_KEPT = 4, 3, 0.5, 0.7, 2


def turned(sides: tuple[Facts, Facts], links: Sequence[Link], diff: WordDiff) -> list[Finding]:
    """Findings of negations that came or went inside linked blocks."""
    found: list[Finding] = []
    for link, hunks in zip(links, diff.hunks, strict=True):
        if link.a and link.b and hunks:
            mentions = list(_mentions(sides, link, diff))
            found += [*mentions, *(c for c in _clauses(sides, link, diff) if not any(_overlap(c, m) for m in mentions))]
    return found


def _mentions(sides: tuple[Facts, Facts], link: Link, diff: WordDiff) -> Iterator[Finding]:
    """Kinds of data of which one side's wording is denied and the same wording on the other is not."""
    facts = [[f for f in sides[s].in_blocks(blocks) if f.kind in DATA] for s, blocks in ((0, link.a), (1, link.b))]
    for value in dict.fromkeys(f.value for f in facts[0]):
        by_word: tuple[dict[str, list[Fact]], ...] = ({}, {})
        for side in (0, 1):
            for fact in (f for f in facts[side] if f.value == value):
                by_word[side].setdefault(wording(sides[side], fact), []).append(fact)
        lost: list[Fact] = []
        gained: list[Fact] = []
        for word in by_word[0]:
            same = by_word[0][word], by_word[1].get(word, [])
            said = [{is_denied(sides[s], f) for f in same[s]} for s in (0, 1)]
            whole = said in ([{True}, {False}], [{False}, {True}])
            pair = same if whole else flipped(sides, same, diff)
            lost += pair[0]
            gained += pair[1]
        if lost:
            yield finding_of("negation_flipped", lost, gained, concept=value)


def _clauses(sides: tuple[Facts, Facts], link: Link, diff: WordDiff) -> Iterator[Finding]:
    """Clauses that stand in both versions, with a word of negation in one alone."""
    for side, blocks in ((0, link.a), (1, link.b)):
        for i in blocks:
            block, text = sides[side].notice.blocks[i], sides[side].text_of(i)
            for start, end in (c for s in sentences(text) for c in clauses(text, *s)):
                clause = block.start + start, block.start + end
                for cue in ((block.start + s, block.start + e) for s, e in cues(text, start, end)):
                    if other := _opposite(sides, side, clause, cue, diff):
                        yield _turned(sides, link, (clause, other)[:: 1 if side == 0 else -1], side)


def _turned(sides: tuple[Facts, Facts], link: Link, spans: tuple[Span, ...], negated: int) -> Finding:
    """The finding of two clauses of which that of side ``negated`` denies what the other says."""
    inside = [f for s in (0, 1) for f in sides[s].between(*spans[s])]
    data = [f.value for f in inside if f.kind in DATA]
    abroad = not data and any(f.kind == "country" for f in inside)
    return Finding(
        ("transfer_added" if negated == 0 else "transfer_removed") if abroad else "negation_flipped", a=(spans[0],), b=(spans[1],),
        concept=data[0] if data else None, row_a=sides[0].row_of.get(link.a[0]), row_b=sides[1].row_of.get(link.b[0]),
    )  # fmt: skip


def _opposite(sides: tuple[Facts, Facts], side: int, clause: Span, cue: Span, diff: WordDiff) -> Span | None:
    """The clause of the other version that has the words around a negation, but not the negation."""
    if not diff.touched(side, cue):
        return None
    near = diff.neighbours(side, cue, clause, AROUND)
    kept = [word for word in near if word is not None]
    if not kept:
        return None
    text, offset, (start, end) = clause_of(sides[1 - side], kept[0][0])
    span = offset + start, offset + end
    kept = [word for word in kept if span[0] <= word[0] < span[1]]
    # A negation is dropped from between its words; where both beside it went as well, more of the others must have stayed.
    share = SAME_CLAUSE if any(near[:2]) else ANEW
    enough = len(kept) >= max(MIN_KEPT, share * len(near)) and (_on_data(sides[side], clause) or _on_data(sides[1 - side], span))
    enough = enough or len(kept) == len(near) >= MIN_WHOLE or opposites(sides[side].notice[cue], text[start:end])
    return span if enough and not cues(text, start, end) else None


def _on_data(facts: Facts, clause: Span) -> bool:
    """Whether a clause names data or what is done with them."""
    block = facts.notice.blocks[facts.block_at(clause[0])]
    named = any(f.kind in DATA for f in facts.between(*clause))
    return named or speaks_of_processing(facts.notice[clause], block.language or facts.notice.language)


def _overlap(one: Finding, other: Finding) -> bool:
    return any(s < y and x < e for mine, theirs in ((one.a, other.a), (one.b, other.b)) for s, e in mine for x, y in theirs)
