"""Links of two versions put right: blocks cut off from a linked one (a paragraph split in two, with a heading between, or two
that became one), and sections that took the place of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from notice_nlp.compare.types import Link
from notice_nlp.notice import Notice
from notice_nlp.view import clean

# A loose block of which this share of the words (of at least so many) went missing from a linked block nearby was part of it.
SHARE, MIN_WORDS = 0.6, 5
# How many links away it may stand.
NEAR = 3
# Sections under new and gone headings whose links are less alike than this have nothing to do with each other.
ALIKE = 0.5


def rejoined(a: Notice, b: Notice, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of two versions, with such blocks added to the link that they were cut from."""
    found = list(links)
    for side in (0, 1):
        here, there = (a, b)[side], (a, b)[1 - side]
        for k, link in enumerate(found):
            own = (link.a, link.b)[side]
            if (link.a and link.b) or len(own) != 1:
                continue
            words = _words(here, own)
            if words.total() < MIN_WORDS:
                continue
            near = [n for n in range(max(0, k - NEAR), min(len(found), k + NEAR + 1)) if found[n].a and found[n].b and not found[n].moved]
            best = max(near, key=lambda n: _share(words, _left_over(here, there, found[n], side)), default=None)
            if best is not None and _share(words, _left_over(here, there, found[best], side)) >= SHARE:
                whole = found[best]
                joined = tuple(sorted((whole.a, whole.b)[side] + own))
                found[best] = replace(whole, a=joined) if side == 0 else replace(whole, b=joined)
                found[k] = Link((), ())
    return tuple(l for l in found if l.a or l.b)


def _words(notice: Notice, blocks: Sequence[int]) -> Counter[str]:
    text = " ".join(clean(notice.text[notice.blocks[i].start : notice.blocks[i].end]) for i in blocks)
    return Counter(re.findall(r"\w+", text.casefold()))


def _left_over(here: Notice, there: Notice, link: Link, side: int) -> Counter[str]:
    """Words of the other side of a link that this side of it lacks."""
    own, other = (link.a, link.b) if side == 0 else (link.b, link.a)
    return _words(there, other) - _words(here, own)


def _share(words: Counter[str], left_over: Counter[str]) -> float:
    return (words & left_over).total() / words.total()


def parted(a: Notice, b: Notice, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of two versions, without those between a section that went and one that came in its place: sections under
    headings that have no like counterpart, linked with each other alone, and hardly alike."""
    sections = []
    for side, notice in ((0, a), (1, b)):
        loose = {(l.a, l.b)[side][0] for l in links if (l.a, l.b)[side] and l.score < ALIKE}
        sections.append(_sections(notice, loose))
    pairs: dict[tuple[int | None, int | None], list[int]] = {}
    for k, link in enumerate(links):
        for x in {sections[0].get(i) for i in link.a} if link.b else ():
            for y in {sections[1].get(j) for j in link.b}:
                pairs.setdefault((x, y), []).append(k)
    cut: set[int] = set()
    for (x, y), numbers in pairs.items():
        if x is not None and y is not None and all((p == x) == (q == y) for p, q in pairs):
            sizes = [sum(a.blocks[i].end - a.blocks[i].start for i in links[k].a) for k in numbers]
            if sum(links[k].score * size for k, size in zip(numbers, sizes, strict=True)) < ALIKE * sum(sizes):
                cut.update(numbers)
    alone = [[Link((i,), ()) for i in link.a] + [Link((), (j,)) for j in link.b] for link in links]
    return tuple(l for k, link in enumerate(links) for l in (alone[k] if k in cut else [link]))


def _sections(notice: Notice, loose: Set[int]) -> dict[int, int]:
    """Block -> the heading it stands under or is, for the headings among ``loose``."""
    found: dict[int, int] = {}
    heading: int | None = None
    for i, block in enumerate(notice.blocks):
        if block.kind == "heading":
            heading = i if i in loose else None
        if heading is not None:
            found[i] = heading
    return found
