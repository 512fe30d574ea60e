"""What changed in meaning between two versions of a notice.

Only words that came or went can change the meaning: a fact whose words still stand in the other version is there, whether
the model saw it a second time or not. What is left is looked for on the other side of its region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts, finding_of, row_spans
from notice_nlp.compare.negation import is_denied
from notice_nlp.compare.regions import Region, partners, regions
from notice_nlp.compare.turned import turned
from notice_nlp.compare.types import Finding, Link
from notice_nlp.notice import UNKNOWN, Row, Span
from notice_nlp.taxonomy.normalise import concepts_named
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.view import clean

# A row of which more than this share of the words stands in the other version neither came nor went.
STAYED = 0.5
# A purpose clause is new where at most this share of its words was there before.
NEW_CLAUSE = 0.4
# Characters of a purpose or heading that a finding repeats.
LONGEST = 160


class Drift:
    """Findings between version A and version B, given linked blocks and rows."""

    def __init__(self, a: Facts, b: Facts, links: Sequence[Link], rows: Sequence[Link]) -> None:
        self.sides = (a, b)
        self.links, self.rows = links, rows
        self.diff = WordDiff(a.notice, b.notice, links)
        self.partners = partners(links)
        self.turned = turned(self.sides, links, self.diff)
        self.covered: tuple[set[int], set[int]] = (set(), set())  # blocks whose coming or going is a finding of its own

    def findings(self) -> list[Finding]:
        """All findings, wording included, in no particular order."""
        found = list(self._rows())
        found.extend(self.turned)
        for region in regions(*self.sides, self.links, self.rows):
            found.extend(self._region(region))
        found = _joined(found)
        return [*found, *self._wording(found)]

    # Rows

    def _rows(self) -> Iterator[Finding]:
        for link in self.rows:
            if link.a and link.b:
                yield from self._regrouped(link)
                continue
            side = 0 if link.a else 1
            row = self.sides[side].notice.rows[(link.a or link.b)[0]]
            if self._kept(side, row) > STAYED:
                continue
            own = {block for block, id in self.sides[side].row_of.items() if id == row.id}
            if not own <= self.covered[side]:
                yield self._came_or_went(side, sorted(own), row)
        for side in (0, 1):
            yield from self._sections(side)
            yield from self._headings(side)
        yield from self._moves()

    def _regrouped(self, link: Link) -> Iterator[Finding]:
        """Rows split or merged: rows of a table, or those whose purpose is stated anew."""
        left = [self.sides[0].notice.rows[i] for i in link.a]
        right = [self.sides[1].notice.rows[j] for j in link.b]
        tabular = all(r.layout == "table" for r in (*left, *right))
        if len(left) == 1 and len(right) > 1 and (new := [r for r in right if tabular or self._new_purpose(1, r)]):
            yield Finding("row_split", a=left[0].purpose[:1], b=tuple(r.purpose[0] for r in new), row_a=left[0].id, row_b=new[-1].id)
        elif len(right) == 1 and len(left) > 1 and (gone := [r for r in left if tabular or self._new_purpose(0, r)]):
            yield Finding("row_merged", a=tuple(r.purpose[0] for r in gone), b=right[0].purpose[:1], row_a=gone[-1].id, row_b=right[0].id)

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
                    other = ((spot.start, spot.end),)
                    if side:
                        yield Finding("row_split", a=other, b=(span,), row_a=there.row_of.get(after[0]), row_b=row)
                    else:
                        yield Finding("row_merged", a=(span,), b=other, row_a=row, row_b=there.row_of.get(after[0]))

    def _moves(self) -> Iterator[Finding]:
        """Stretches that stand elsewhere now and name data or have a heading."""
        a, b = self.sides
        moved = {l.a[0]: l for l in self.links if l.moved}
        data = {f.block for f in a.all if f.kind in {"concept", "negated", "purpose"}}
        for run in _runs(moved):
            for part in _cut_at(run, lambda i: moved[i].b[0] != moved[i - 1].b[0] + 1 if i - 1 in moved else True):
                if data & set(part):
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

    def _kept(self, side: int, row: Row) -> float:
        spans = row_spans(self.sides[side].notice, row)
        words = [(self.diff.count(side, s), self.diff.share_kept(side, s)) for s in spans]
        return sum(n * kept for n, kept in words) / max(1, sum(n for n, _ in words))

    def _sections(self, side: int) -> Iterator[Finding]:
        """Unlinked stretches that name data behind a heading of their own: activities, whatever row the model put them in."""
        facts = self.sides[side]
        alone = [(l.a, l.b)[side][0] for l in self.links if not (l.a, l.b)[1 - side]]
        data = {f.block for f in facts.all if f.kind == "concept"}
        for run in _runs(i for i in alone if i not in self.covered[side]):
            for section in _cut_at(run, lambda i: facts.notice.blocks[i].kind == "heading"):
                if facts.notice.blocks[section[0]].kind == "heading" and data & set(section):
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
        first = notice.blocks[blocks[0]]
        spans = list(row.purpose if row else ())
        if first.kind == "heading" or not spans:
            spans = [(first.start, first.end), *(s for s in spans if s[0] >= first.end)]
        words = " ".join(notice[spans[0]].split())[:LONGEST]
        id = row.id if row else None
        if side:
            return Finding("row_added", b=tuple(spans), row_b=id, new=words)
        return Finding("row_removed", a=tuple(spans), row_a=id, old=words)

    # Facts

    def _region(self, region: Region) -> Iterator[Finding]:
        lost, gained = ([f for f in self._changed(side, region) if not self._turned(side, f)] for side in (0, 1))
        yield from self._concepts(lost, gained)
        for kind, finding in (("basis", "legal_basis_changed"), ("period", "retention_changed"), ("purpose", "purpose_changed")):
            left, right = [f for f in lost if f.kind == kind], [f for f in gained if f.kind == kind]
            if kind == "purpose":
                left, right = self._purposes(left, right)
            if left or right:
                yield finding_of(finding, left, right)
        transfers = {f.block for side in (0, 1) for f in self._facts(side, region) if f.kind == "country"}
        for side, facts, ending in ((0, lost, "removed"), (1, gained, "added")):
            named = {f.value for f in facts if f.kind == "country"} - {"*", "+"}
            for kind, stem in (("recipient", "recipient"), ("country", "transfer")):
                # A country that is named says it all.
                facts = [f for f in facts if not (named and f.value in {"*", "+"} and f.kind == "country")]
                for _, group in _by_value(f for f in facts if f.kind == kind):
                    # Whoever comes or goes in a passage on transfers outside all rows is sent the data there, or no longer.
                    abroad = kind == "recipient" and all(f.row is None and f.block in transfers for f in group)
                    pair = (group, []) if side == 0 else ([], group)
                    yield finding_of(f"{'transfer' if abroad else stem}_{ending}", pair[0], pair[1])

    def _turned(self, side: int, fact: Fact) -> bool:
        """Whether a datum lies where a negation came or went, which says all about it."""
        spans = (s for f in self.turned for s in (f.a, f.b)[side])
        return fact.kind in {"concept", "negated"} and any(s < fact.end and fact.start < e for s, e in spans)

    def _concepts(self, lost: Sequence[Fact], gained: Sequence[Fact]) -> Iterator[Finding]:
        """Concept findings of one region: what flipped, became broader or narrower, came or went."""
        gone = dict(_by_value(f for f in lost if f.kind == "concept"))
        new = dict(_by_value(f for f in gained if f.kind == "concept"))
        denied = [dict(_by_value(f for f in facts if f.kind == "negated")) for facts in (lost, gained)]
        for positive, negative, order in ((gone, denied[1], 1), (new, denied[0], -1)):
            for value in [v for v in negative if v in positive]:
                pair = (positive.pop(value), negative.pop(value))[::order]
                # Where words and model disagree about one side, the datum is on both, and no more is known.
                if all({is_denied(self.sides[s], f) for f in pair[s]} == {(s == 1) == (order == 1)} for s in (0, 1)):
                    yield finding_of("negation_flipped", pair[0], pair[1], concept=value)
        for old in list(gone):
            for to in list(new):
                if to in taxonomy().ancestors(old) or old in taxonomy().ancestors(to):
                    kind = "concept_generalised" if to in taxonomy().ancestors(old) else "concept_specialised"
                    yield finding_of(kind, gone.pop(old), new.pop(to), concept=old, to=to)
                    break
        for side, left, kind in ((0, gone, "concept_removed"), (1, new, "concept_added")):
            for value, facts in left.items():
                if rest := [f for f in facts if not self._worded(side, f)]:
                    yield finding_of(kind, [] if side else rest, rest if side else [], concept=value)
            for value, facts in denied[side].items():
                if rest := [f for f in facts if not self._worded(side, f)]:
                    yield finding_of(("denial_removed", "denial_added")[side], [] if side else rest, rest if side else [], concept=value)

    def _changed(self, side: int, region: Region) -> list[Fact]:
        """Facts of one side whose words changed and whose value the other side does not have.

        A kind of data or a purpose is looked for in the whole region: a row that names it twice still names it. Anything
        else is looked for in the linked blocks, and among what is new in the region.
        """
        here, there = self._facts(side, region), self._facts(1 - side, region)
        fresh = [self.diff.touched(s, f.span) for s, facts in ((side, here), (1 - side, there)) for f in facts]
        old, new = fresh[: len(here)], fresh[len(here) :]
        found = []
        for fact, touched in zip(here, old, strict=True):
            if not touched or fact.block in self.covered[side] or self._named(1 - side, region, fact):
                continue
            wide = fact.kind in {"concept", "negated", "purpose"}
            linked = self.partners[side].get(fact.block, ())
            known = any(
                f.kind == fact.kind and f.value == fact.value and (wide or t or f.block in linked) for f, t in zip(there, new, strict=True)
            )
            # What still stands here word for word stands there, whether seen or not.
            stands = any(
                f.kind == fact.kind and f.value == fact.value and not t and (wide or f.block == fact.block)
                for f, t in zip(here, old, strict=True)
            )
            if not known and not stands:
                found.append(fact)
        return found

    def _worded(self, side: int, fact: Fact) -> bool:
        """Whether linked blocks name a concept that the model did not mark there, by a term that came or went with it."""
        there = self.sides[1 - side].notice
        blocks = [there.blocks[i] for i in self.partners[side].get(fact.block, ())]
        return any(fact.value in concepts_named(clean(there.text[b.start : b.end]), there.language) for b in blocks)

    def _facts(self, side: int, region: Region) -> list[Fact]:
        return self.sides[side].in_blocks((region.a, region.b)[side])

    def _named(self, side: int, region: Region, fact: Fact) -> bool:
        """Whether a recipient's name stands on the other side of the region though nobody is marked there."""
        if fact.kind != "recipient":
            return False
        notice = self.sides[side].notice
        text = " ".join(notice.text[notice.blocks[i].start : notice.blocks[i].end] for i in (region.a, region.b)[side]).casefold()
        return not fact.value or all(word in text for word in fact.value.split())

    def _purposes(self, lost: Sequence[Fact], gained: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
        """Purposes that came or went as clauses of their own; a clause for a clause is new words for the same, unless both
        have a purpose of the taxonomy and these differ."""
        left = [f for f in lost if self.diff.share_kept(0, f.span) <= NEW_CLAUSE]
        right = [f for f in gained if self.diff.share_kept(1, f.span) <= NEW_CLAUSE]
        if left and right:
            left, right = ([f for f in side if f.value != UNKNOWN] for side in (left, right))
            return (left, right) if left and right else ([], [])
        # A clause that went without another in its place most often was a second way to say what still stands.
        return [], right

    # Wording

    def _wording(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """One finding for each link whose words changed while no other finding lies in it."""
        spans: tuple[list[Span], list[Span]] = ([s for f in found for s in f.a], [s for f in found for s in f.b])
        for link, hunks in zip(self.links, self.diff.hunks, strict=True):
            if not hunks or not (link.a and link.b):
                continue
            blocks = ((link.a, self.sides[0]), (link.b, self.sides[1]))
            areas = [[(f.notice.blocks[i].start, f.notice.blocks[i].end) for i in side] for side, f in blocks]
            if any(s < y and x < e for side in (0, 1) for s, e in spans[side] for x, y in areas[side]):
                continue
            yield Finding(
                "wording", a=tuple(h.a for h in hunks if h.a[0] < h.a[1]), b=tuple(h.b for h in hunks if h.b[0] < h.b[1]),
                row_a=self.sides[0].row_of.get(link.a[0]), row_b=self.sides[1].row_of.get(link.b[0]),
            )  # fmt: skip


def _joined(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, those outside all rows that say the same joined into one."""
    found: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        loose = finding.row_a is None and finding.row_b is None and finding.kind.startswith(("recipient", "transfer", "concept"))
        key: object = (finding.kind, finding.concept, finding.to, finding.old, finding.new) if loose else number
        before = found.get(key)
        found[key] = replace(before, a=before.a + finding.a, b=before.b + finding.b) if before else finding
    return list(found.values())


def _by_value(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.value, []).append(fact)
    return list(found.items())


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
