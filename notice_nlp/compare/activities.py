"""Activities that came, went, were split, merged or moved between two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Facts, row_spans
from notice_nlp.compare.handed import changed_in_rows, handed_over
from notice_nlp.compare.regions import partners
from notice_nlp.compare.types import Finding, Link
from notice_nlp.notice import Row, Span

# A row of which more than this share of the words stands in the other version neither came nor went.
STAYED = 0.5
# Of a row that another took in at least this share of the words is left; with less it went.
TAKEN_IN = 0.3
# A purpose clause is new where at most this share of its words was there before.
NEW_CLAUSE = 0.4
# Characters that may stand before a purpose with which a block begins.
MARGIN = 5
# Characters of a purpose or heading that a finding repeats.
LONGEST = 160


class Activities:
    """Findings on whole rows and sections, given linked blocks and rows; ``covered`` are the blocks, by side, whose coming or
    going is such a finding, and ``handed`` those of them that a row handed over or took in."""

    def __init__(self, sides: tuple[Facts, Facts], links: Sequence[Link], rows: Sequence[Link], diff: WordDiff) -> None:
        self.sides, self.links, self.rows, self.diff = sides, links, rows, diff
        self.partners = partners(links)
        self.covered: tuple[set[int], set[int]] = (set(), set())
        self.handed: tuple[set[int], set[int]] = (set(), set())
        self._alone_blocks: tuple[set[int], set[int]] = (set(), set())
        self._changed = tuple(changed_in_rows(facts, side, diff) for side, facts in enumerate(sides))

    def findings(self) -> list[Finding]:
        """All findings, one for each row of a kind."""
        found: dict[object, Finding] = {}
        for number, finding in enumerate(self._all()):
            # Rows and headings may say the same twice.
            row = {"row_split": finding.row_b, "row_merged": finding.row_a}.get(finding.kind)
            found.setdefault((finding.kind, row) if row else number, finding)
        return [f for f in found.values() if not self._told(f)]

    def _told(self, finding: Finding) -> bool:
        """Whether a row told as split or merged lies in one that came or went as a whole."""
        side, spans = {"row_split": (1, finding.b), "row_merged": (0, finding.a)}.get(finding.kind, (0, ()))
        return any(self.sides[side].block_at(s) in self._alone_blocks[side] for s, _ in spans)

    def _all(self) -> Iterator[Finding]:
        for link in self.rows:
            if link.a and link.b:
                yield from self._regrouped(link)
            else:
                yield from self._alone(0 if link.a else 1, (link.a or link.b)[0])
        for side in (0, 1):
            yield from self._sections(side)
            yield from self._headings(side)
        yield from self._moves()

    def _alone(self, side: int, number: int) -> Iterator[Finding]:
        """A row that is on one side alone, unless its words are on the other."""
        row = self.sides[side].notice.rows[number]
        own = {block for block, id in self.sides[side].row_of.items() if id == row.id}
        if self._kept(side, row) <= STAYED and not own <= self.covered[side]:
            # Sections under headings of their own that the row took in are told one by one (see _sections).
            first, *_ = _cut_at(sorted(own), lambda i: self._headed(side, i, own))
            yield self._came_or_went(side, first, row)

    def _headed(self, side: int, number: int, own: set[int]) -> bool:
        """Whether a block, or one before it that is not among ``own``, is a heading that is on one side alone."""
        blocks = self.sides[side].notice.blocks
        start = number if number - 1 in own else number - 1
        return any(blocks[i].kind == "heading" and not self.partners[side].get(i) for i in range(max(0, start), number + 1))

    def _regrouped(self, link: Link) -> Iterator[Finding]:
        """Rows split or merged: rows of a table, or those whose purpose is stated anew; one of which next to nothing is left
        in the other, or was there before, came or went."""
        groups = [(self.sides[s].notice.rows, numbers) for s, numbers in ((0, link.a), (1, link.b))]
        tabular = all(rows[n].layout == "table" for rows, numbers in groups for n in numbers)
        for side in (0, 1):
            rows, numbers = groups[side]
            (first, *more), other = groups[1 - side][1], groups[1 - side][0]
            if more or len(numbers) < 2:
                continue
            changed = [n for n in numbers if tabular or self._new_purpose(side, rows[n])]
            alone = [n for n in changed if not tabular and self._kept(side, rows[n]) < TAKEN_IN]
            for number in alone:
                yield from self._alone(side, number)
            changed = [n for n in changed if n not in alone and rows[n].purpose]
            if parts := [rows[n] for n in changed if tabular or self._begins(side, rows[n])]:
                own = tuple(r.purpose[0] for r in parts)
                yield _split_or_merged(side, own, parts[-1].id, other[first].purpose[:1], other[first].id)

    def _headings(self, side: int) -> Iterator[Finding]:
        """A heading that came above text that stayed splits an activity; one that went merges it into the one before."""
        facts = self.sides[side]
        data = {f.block for f in facts.all if f.kind in {"concept", "negated"}}
        for link in self.links:
            blocks, others = (link.a, link.b) if side == 0 else (link.b, link.a)
            for i in blocks:
                if others or facts.notice.blocks[i].kind != "heading" or i in self.covered[side] or i + 1 not in data:
                    continue
                after, before = self.partners[side].get(i + 1, ()), self.partners[side].get(i - 1, ())
                if after and before and before[-1] + 1 >= after[0]:
                    self.covered[side].add(i)
                    block = facts.notice.blocks[i]
                    span, row = (block.start, block.end), facts.row_of.get(i + 1)
                    there = self.sides[1 - side]
                    spot = there.notice.blocks[after[0]]
                    yield _split_or_merged(side, (span,), row, ((spot.start, spot.end),), there.row_of.get(after[0]))

    def _moves(self) -> Iterator[Finding]:
        """Stretches that stand elsewhere now and name data or have a heading."""
        a, b = self.sides
        moved = {l.a[0]: l for l in self.links if l.moved}
        data = {f.block for f in a.all if f.kind in {"concept", "negated", "purpose"}}
        for run in _runs(moved):
            for part in _cut_at(run, lambda i: moved[i].b[0] != moved[i - 1].b[0] + 1 if i - 1 in moved else True):
                whole = [i for i, row in a.row_of.items() if row in {a.row_of.get(j) for j in part}]
                # An item that changed its place in a list is no activity, unless it is all of one.
                if data & set(part) and (any(a.notice.blocks[i].kind != "item" for i in part) or set(whole) <= set(part)):
                    spans = [
                        [(n.notice.blocks[i].start, n.notice.blocks[i].end) for i in blocks[:2]]
                        for n, blocks in ((a, part), (b, [moved[i].b[0] for i in part]))
                    ]
                    rows = [
                        next((n.row_of[i] for i in blocks if i in n.row_of), None)
                        for n, blocks in ((a, part), (b, [moved[i].b[0] for i in part]))
                    ]
                    yield Finding("row_moved", a=tuple(spans[0]), b=tuple(spans[1]), row_a=rows[0], row_b=rows[1])

    def _new_purpose(self, side: int, row: Row) -> bool:
        return bool(row.purpose) and self.diff.share_kept(side, row.purpose[0]) <= NEW_CLAUSE

    def _begins(self, side: int, row: Row) -> bool:
        """Whether a row begins with its purpose: under a heading that replaces none, or at the start of a block."""
        notice, at = self.sides[side].notice, row.purpose[0][0]
        number = self.sides[side].block_at(at)
        if notice.blocks[number].kind == "heading":
            others = self.sides[1 - side].notice.blocks
            return not any(others[j].kind == "heading" for j in self.partners[side].get(number, ()))
        return at - notice.blocks[number].start <= MARGIN

    def _kept(self, side: int, row: Row) -> float:
        spans = row_spans(self.sides[side].notice, row)
        words = [(self.diff.count(side, s), self.diff.share_kept(side, s)) for s in spans]
        return sum(n * kept for n, kept in words) / max(1, sum(n for n, _ in words))

    def _sections(self, side: int) -> Iterator[Finding]:
        """Unlinked stretches that name data behind a heading of their own: activities, whatever row the model put them in."""
        facts = self.sides[side]
        alone = [(l.a, l.b)[side][0] for l in self.links if not (l.a, l.b)[1 - side]]
        data = {f.block for f in facts.all if f.kind in {"concept", "purpose", "recipient"}}
        for run in _runs(i for i in alone if i not in self.covered[side]):
            for section in _cut_at(run, lambda i: facts.notice.blocks[i].kind == "heading"):
                if facts.notice.blocks[section[0]].kind == "heading" and data & set(section[1:]):
                    yield self._came_or_went(side, section)

    def _came_or_went(self, side: int, blocks: Sequence[int], row: Row | None = None) -> Finding:
        """An activity that is on one side alone; its evidence is its heading and its purposes."""
        notice = self.sides[side].notice
        alone = {(l.a, l.b)[side][0] for l in self.links if not (l.a, l.b)[1 - side]}
        before = blocks[0] - 1
        # The heading over a row that came is part of it though it may hold no purpose.
        if row and before in alone and notice.blocks[before].kind == "heading" and before not in self.sides[side].row_of:
            blocks = [before, *blocks]
        # What came or went around it in the same section is part of it.
        around = [s for run in _runs(alone) for s in _cut_at(run, lambda i: notice.blocks[i].kind == "heading") if set(s) & set(blocks)]
        self.covered[side].update(
            blocks, *(s for s in around if notice.blocks[s[0]].kind == "heading" or notice.blocks[s[0]].kind != "row")
        )
        first, last = notice.blocks[blocks[0]], notice.blocks[blocks[-1]]
        spans = [s for s in (row.purpose if row else ()) if s[0] < last.end]
        if first.kind == "heading" or not spans:
            spans = [(first.start, first.end), *(s for s in spans if s[0] >= first.end)]
        words = " ".join(notice[spans[0]].split())[:LONGEST]
        id = row.id if row else None
        if source := handed_over(self.sides, side, blocks, self._changed[1 - side], self.partners, self.diff):
            self.handed[side].update(blocks)
            return _split_or_merged(side, tuple(spans), id, (source.span,), source.row)
        self._alone_blocks[side].update(blocks)
        if side:
            return Finding("row_added", b=tuple(spans), row_b=id, new=words)
        return Finding("row_removed", a=tuple(spans), row_a=id, old=words)


def _split_or_merged(side: int, own: tuple[Span, ...], row: str | None, other: tuple[Span, ...], other_row: str | None) -> Finding:
    """The finding of a row that stands alone on ``side`` and was, or became, part of one on the other."""
    if side:
        return Finding("row_split", a=other, b=own, row_a=other_row, row_b=row)
    return Finding("row_merged", a=own, b=other, row_a=row, row_b=other_row)


def _cut_at(run: Sequence[int], begins: Callable[[int], bool]) -> Iterator[list[int]]:
    """A run cut before each member that begins a part."""
    part: list[int] = []
    for i in run:
        if part and begins(i):
            yield part
            part = []
        part.append(i)
    if part:
        yield part


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Runs of neighbouring numbers."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
