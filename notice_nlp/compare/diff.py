"""Which words of one version stand in the other: word-level differences inside linked blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from notice_nlp.compare.types import Link
from notice_nlp.notice import Notice, Span
from notice_nlp.view import view

_WORD = re.compile(r"\w+(?:[-.@/]\w+)*|[%€$]")
# A lone word this short that two rewritten sentences share was not kept, it merely recurs.
_SHORT = 4
# Sides with more words than this are matched by their rarer words alone, which takes far less time.
LONG = 3_000


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of changed words inside a link; a side without words is the empty span where they would stand."""

    a: Span
    b: Span


class WordDiff:
    """Words of two notices, with what links say of them.

    ``hunks[k]`` are the changed stretches of link k; a link with one empty side is one hunk.
    """

    def __init__(self, a: Notice, b: Notice, links: Sequence[Link]) -> None:
        self.a, self.b = _words(a), _words(b)
        self._starts = [w[0] for w in self.a], [w[0] for w in self.b]
        self.kept_a, self.kept_b = [-1] * len(self.a), [-1] * len(self.b)
        self.hunks: list[list[Hunk]] = [list(self._link(a, b, link)) for link in links]

    def share_kept(self, side: int, span: Span) -> float:
        """Share of a span's words that stand in the other notice too; 1 for a span without words."""
        first, last = self._range(side, span)
        kept = (self.kept_a, self.kept_b)[side][first:last]
        return sum(k >= 0 for k in kept) / len(kept) if kept else 1.0

    def touched(self, side: int, span: Span) -> bool:
        """Whether any word of a span came or went."""
        return self.share_kept(side, span) < 1

    def partners(self, side: int, span: Span) -> list[Span]:
        """Spans, in the other notice, of the words kept of a span."""
        first, last = self._range(side, span)
        others = (self.b, self.a)[side]
        return [others[k][:2] for k in (self.kept_a, self.kept_b)[side][first:last] if k >= 0]

    def neighbours(self, side: int, span: Span, within: Span, most: int) -> list[Span | None]:
        """For up to ``most`` words before and after a span, the nearest first, their places in the other notice; None for words
        that came or went."""
        first, last = self._range(side, span)
        low, high = self._range(side, within)
        near = sorted(
            [*range(max(low, first - most), first), *range(last, min(high, last + most))],
            key=lambda i: first - i if i < first else i - last + 1,
        )
        kept, others = (self.kept_a, self.kept_b)[side], (self.b, self.a)[side]
        return [others[kept[i]][:2] if kept[i] >= 0 else None for i in near]

    def count(self, side: int, span: Span) -> int:
        """How many words a span has."""
        first, last = self._range(side, span)
        return last - first

    def _range(self, side: int, span: Span) -> tuple[int, int]:
        words, starts = (self.a, self.b)[side], self._starts[side]
        first = bisect_left(starts, span[0])
        if first and words[first - 1][1] > span[0]:
            first -= 1
        return first, bisect_left(starts, span[1])

    def _link(self, a: Notice, b: Notice, link: Link) -> Iterator[Hunk]:
        left = [i for block in link.a for i in range(*self._range(0, (a.blocks[block].start, a.blocks[block].end)))]
        right = [j for block in link.b for j in range(*self._range(1, (b.blocks[block].start, b.blocks[block].end)))]
        keys = [self.a[i][2] for i in left], [self.b[j][2] for j in right]
        at_a = at_b = 0
        for x, y, size in _matches(*keys):
            if x > at_a or y > at_b:
                yield Hunk(_span(self.a, left, at_a, x), _span(self.b, right, at_b, y))
            for k in range(size):
                self.kept_a[left[x + k]], self.kept_b[right[y + k]] = right[y + k], left[x + k]
            at_a, at_b = x + size, y + size


def _matches(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    """Matching runs ``(start in left, start in right, length)``, with the empty run at the end."""
    if left == right:
        return [(0, 0, len(left)), (len(left), len(right), 0)]
    found = []
    junk = max(len(left), len(right)) > LONG
    for x, y, size in SequenceMatcher(None, left, right, autojunk=junk).get_matching_blocks():
        edge = (x == 0 and y == 0) or (x + size == len(left) and y + size == len(right))
        if size == 1 and not edge and len(left[x]) < _SHORT and not left[x].isdigit():
            continue
        found.append((x, y, size))
    return found


def _words(notice: Notice) -> list[tuple[int, int, str]]:
    """Words ``(start, end, key)`` of all blocks; the key is the clean word without case."""
    found: list[tuple[int, int, str]] = []
    for block in notice.blocks:
        seen = view(notice.text, block.start, block.end)
        for match in _WORD.finditer(seen.text):
            start, end = seen.span(*match.span())
            found.append((start, end, match.group().casefold()))
    return found


def _span(words: Sequence[tuple[int, int, str]], indices: Sequence[int], first: int, last: int) -> Span:
    if first < last:
        return words[indices[first]][0], words[indices[last - 1]][1]
    at = words[indices[first]][0] if first < len(indices) else words[indices[-1]][1] if indices else 0
    return at, at
