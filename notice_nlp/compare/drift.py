"""What changed in meaning between two versions of a notice.

Only words that came or went can change the meaning: a fact whose words still stand in the other version is there, whether
the model saw it a second time or not. What is left is looked for on the other side of its region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from notice_nlp.compare.activities import NEW_CLAUSE, Activities
from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Fact, Facts, finding_of, place_of, speaks_of_storage
from notice_nlp.compare.negation import is_denied, sentence_of
from notice_nlp.compare.parties import party_findings
from notice_nlp.compare.references import references
from notice_nlp.compare.regions import Region, partners, regions
from notice_nlp.compare.turned import turned
from notice_nlp.compare.types import ELSEWHERE, Finding, Link
from notice_nlp.compare.words import Words
from notice_nlp.notice import UNKNOWN, Span
from notice_nlp.taxonomy.legal import match_legal_basis
from notice_nlp.taxonomy.normalise import look_up, named_in
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.view import clean

# A datum that the model is less sure of, and whose words the term base does not know for its concept, is no ground for a finding.
SURE = 0.5
# Words this like to some of the linked blocks, by the encoder's states, say the same there. Between two versions what is said
# anew is less like: measured on the development and training versions, where all true findings lie below.
SAID = 0.78

# Looked for in the whole region: what a row names twice it still names.
WIDE = {"concept", "negated", "purpose", "country", "safeguard"}

# Headings of a passage on the legal bases of all activities.
CENTRAL = re.compile(r"rechtsgrundlage|rechtliche grundlage|legal (?:basis|bases|ground)|lawful (?:basis|bases)", re.I)

# A purpose is wider where words were added to it of which so many carry meaning, and that replace at most one in so many others.
MIN_ADDED, MOST_REPLACED = 2, 3
# In a passage of which less than this share stands, words come and go in new words for the same.
STANDS = 0.75
_CONTENT = re.compile(r"[^\W\d_]{4,}")


class Drift:
    """Findings between version A and version B, given linked blocks and rows."""

    def __init__(self, a: Facts, b: Facts, links: Sequence[Link], rows: Sequence[Link]) -> None:
        self.sides = (a, b)
        self.links, self.rows = links, rows
        self.diff = WordDiff(a.notice, b.notice, links)
        self.partners = partners(links)
        self.words = Words(a.notice, b.notice, links)
        self._said = tuple({f.value for f in side.all if f.kind == "concept"} for side in self.sides)
        self.turned = turned(self.sides, links, self.diff)
        self.activities = Activities(self.sides, links, rows, self.diff)

    def findings(self) -> list[Finding]:
        """All findings, wording included, in no particular order."""
        found = self.activities.findings()
        found.extend(self.turned)
        a, b = self.sides
        found.extend(party_findings(a.notice, b.notice, (a.parties, b.parties), self.diff.touched))
        for region in regions(*self.sides, self.links, self.rows):
            found.extend(self._region(region))
        found.extend(self._inserted())
        found = self._without_echo(_joined(found))
        return [*found, *self._wording(found)]

    @cached_property
    def _left(self) -> tuple[set[str], ...]:
        """By side the first words of the recipients that came or went with an activity: named elsewhere too, they are no news."""
        return tuple(
            {_first(f) for f in side.in_blocks(blocks) if f.kind == "recipient"}
            for side, blocks in zip(self.sides, self.activities.covered, strict=True)
        )

    @cached_property
    def _handed(self) -> tuple[set[tuple[str, str]], ...]:
        """By side the kinds and values of the facts that a row handed over or took in: they neither came nor went."""
        return tuple(
            {(f.kind, f.value) for f in side.in_blocks(blocks)} for side, blocks in zip(self.sides, self.activities.handed, strict=True)
        )

    # Facts

    def _region(self, region: Region) -> Iterator[Finding]:
        lost, gained = ([f for f in self._changed(side, region) if not self._turned(side, f)] for side in (0, 1))
        yield from self._concepts(lost, gained)
        for kind, finding in (("basis", "legal_basis_changed"), ("period", "retention_changed"), ("purpose", "purpose_changed")):
            left, right = [f for f in lost if f.kind == kind], [f for f in gained if f.kind == kind]
            if kind == "purpose":
                left, right = self._purposes(left, right)
            if kind == "period":
                left, right = ([f for f in facts if speaks_of_storage(self.sides[i], f)] for i, facts in enumerate((left, right)))
            if kind == "basis" and not (left and right):
                left, right = ([f for f in facts if not self._moved(i, f)] for i, facts in enumerate((left, right)))
            if left or right:
                yield finding_of(finding, left, right)
        yield from self._named_facts(0, lost, "removed")
        yield from self._named_facts(1, gained, "added")

    def _moved(self, side: int, fact: Fact) -> bool:
        """Whether a legal basis stands in a passage on all activities of the other version, or came from activities there."""
        same = [f for f in self.sides[1 - side].all if f.kind == "basis" and f.value == fact.value]
        if self._central(side, fact):
            return any(f.row and self.diff.touched(1 - side, f.span) for f in same)
        return any(f.row is None and self._central(1 - side, f) for f in same)

    def _central(self, side: int, fact: Fact) -> bool:
        """Whether a fact stands in a passage on the legal bases."""
        notice = self.sides[side].notice
        heading = next((b for b in notice.blocks[fact.block :: -1] if b.kind == "heading"), None)
        return heading is not None and bool(CENTRAL.search(notice.text, heading.start, heading.end))

    def _named_facts(self, side: int, facts: Sequence[Fact], ending: str) -> Iterator[Finding]:
        """Recipients, countries and safeguards that came or went."""
        # A country that is named says it all.
        named = any(f.kind == "country" and f.value != "*" for f in facts)
        for kind, stem in (("recipient", "recipient"), ("country", "transfer"), ("safeguard", "safeguard")):
            for value, group in _by_value(f for f in facts if f.kind == kind):
                if kind == "country" and value == "*" and named:
                    continue
                # Whoever comes or goes where a sentence outside all rows says that data go abroad is sent them there.
                if kind == "recipient" and (abroad := self._abroad(side, group)):
                    codes = " ".join(dict.fromkeys(f.value for f in abroad))
                    found = finding_of(f"transfer_{ending}", *_by_side(side, [*group, *abroad]))
                    yield replace(found, new=codes) if side else replace(found, old=codes)
                else:
                    yield finding_of(f"{stem}_{ending}", *_by_side(side, group))

    def _abroad(self, side: int, group: Sequence[Fact]) -> list[Fact]:
        """The countries named in the sentences of some recipients outside all rows."""
        found = []
        for fact in group if all(f.row is None for f in group) else ():
            _, offset, (start, end) = sentence_of(self.sides[side], fact.start)
            countries = [f for f in self.sides[side].in_blocks([fact.block]) if f.kind == "country"]
            found += [f for f in countries if start <= f.start - offset < end and f not in found]
        return found

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
            for value, facts in (*left.items(), *denied[side].items()):
                denial = not (value in left and facts is left[value])
                if rest := [f for f in facts if self._stands_alone(side, f) and not (denial and not self._known(side, f))]:
                    name = ("denial_removed", "denial_added")[side] if denial else kind
                    found = finding_of(name, *_by_side(side, rest), concept=value)
                    elsewhere = not denial and value in self._said[1 - side]
                    # What the text at large says of data, the rest of the notice said before or says still.
                    if not (elsewhere and all(f.row is None for f in rest)):
                        yield replace(found, new=ELSEWHERE) if elsewhere and not side else found

    def _changed(self, side: int, region: Region) -> list[Fact]:
        """Facts of one side whose words changed and whose value the other side does not have.

        Facts of the kinds :data:`WIDE` are looked for in the whole region, anything else in the linked blocks and among what is
        new in the region.
        """
        here, there = self._facts(side, region), self._facts(1 - side, region)
        fresh = [self.diff.touched(s, f.span) for s, facts in ((side, here), (1 - side, there)) for f in facts]
        old, new = fresh[: len(here)], fresh[len(here) :]
        ours, theirs = _alike(here, old), _alike(there, new)
        named = _Names(self.sides[1 - side], (region.a, region.b)[1 - side])
        handed = self._handed[1 - side]
        found = []
        for fact, touched in zip(here, old, strict=True):
            if not touched or fact.block in self.activities.covered[side] or named.has(fact, self.sides[side].notice[fact.span]):
                continue
            if (fact.kind, fact.value) in handed or (fact.kind == "recipient" and fact.row is None and _first(fact) in self._left[side]):
                continue
            wide = fact.kind in WIDE
            linked = self.partners[side].get(fact.block, ())
            # A new passage that says again what the row says is not new.
            known = any(wide or t or not linked or f.block in linked for f, t in theirs.get((fact.kind, fact.value), ()))
            if known:
                continue
            # What still stands here word for word stands there, whether seen or not.
            if not any(not t and (wide or f.block == fact.block) for f, t in ours[fact.kind, fact.value]):
                found.append(fact)
        return found

    def _stands_alone(self, side: int, fact: Fact) -> bool:
        """Whether a datum is surely one, the words agree with the model on its being denied, and the linked blocks don't name it:
        neither by a term that came or went with it nor in words that mean the same."""
        here, there = self.sides[side].notice, self.sides[1 - side].notice
        match = look_up(clean(here[fact.span]), here.language)
        if fact.confidence < SURE and not (match and match.concept == fact.value):
            return False
        if is_denied(self.sides[side], fact) is not (fact.kind == "negated"):
            return False
        blocks = self.partners[side].get(fact.block, ())
        if any(fact.value in named_in(self.sides[1 - side].text_of(i), there.language) for i in blocks):
            return False
        return here.vectors is None or there.vectors is None or self.words.counterpart(side, fact.span, fact.block)[0] < SAID

    def _known(self, side: int, fact: Fact) -> bool:
        """Whether the term base knows a mention's wording for its concept."""
        notice = self.sides[side].notice
        match = look_up(clean(notice[fact.span]), notice.language)
        return match is not None and match.kind != "head" and match.concept == fact.value

    def _facts(self, side: int, region: Region) -> list[Fact]:
        return self.sides[side].in_blocks((region.a, region.b)[side])

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

    def _inserted(self) -> Iterator[Finding]:
        """Purposes to which words were added that replace none: "to print and | to plan capacity |", and clauses of their own."""
        there, covered = self.sides[1], self.activities.covered[1]
        for link, hunks in zip(self.links, self.diff.hunks, strict=True):
            facts = list({f.span: f for f in there.in_blocks(link.b) if f.kind == "purpose" and f.block not in covered}.values())
            if not facts or not link.a or self._kept(link.a) < STANDS:
                continue
            for hunk in hunks:
                if self.diff.count(0, hunk.a) * MOST_REPLACED > self.diff.count(1, hunk.b):
                    continue
                parts = [(max(f.start, hunk.b[0]), min(f.end, hunk.b[1])) for f in facts if f.start < hunk.b[1] and hunk.b[0] < f.end]
                parts = [part for part in parts if len(_CONTENT.findall(there.notice.text, *part)) >= MIN_ADDED]
                if parts:
                    yield Finding("purpose_changed", b=tuple(parts), row_b=there.row_of.get(link.b[0]))

    def _kept(self, blocks: Sequence[int]) -> float:
        """Share of the words of blocks of A that stand in B."""
        spans = [(b.start, b.end) for b in (self.sides[0].notice.blocks[i] for i in blocks)]
        return sum(self.diff.count(0, s) * self.diff.share_kept(0, s) for s in spans) / max(1, sum(self.diff.count(0, s) for s in spans))

    def _without_echo(self, found: Sequence[Finding]) -> list[Finding]:
        """The findings without purposes that are news only because an activity is, and without a second one on the same words."""
        activities = [s for f in found if f.kind.startswith("row_") for s in f.b]
        out: list[Finding] = []
        for finding in found:
            if finding.kind == "purpose_changed":
                known = [*activities, *(s for f in out if f.kind == "purpose_changed" for s in f.b)]
                if any(s < y and x < e for s, e in finding.b for x, y in known):
                    continue
            out.append(finding)
        return out

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


class _Names:
    """What stands in a notice or some of its blocks though nothing may be marked there: names of recipients, places of laws."""

    def __init__(self, facts: Facts, blocks: Sequence[int]) -> None:
        self.facts, self.blocks = facts, blocks

    @cached_property
    def _text(self) -> str:
        return " ".join(self.facts.text_of(i) for i in self.blocks)

    @cached_property
    def _places(self) -> set[str]:
        return {place_of(value) for value, _, _ in references(self._text)}

    @cached_property
    def _bases(self) -> list[str]:
        return match_legal_basis(clean(self._text))

    def has(self, fact: Fact, wording: str) -> bool:
        """Whether a fact in these words is the place of a law or a basis in words that stands there, or a recipient's name that
        stands anywhere in the notice."""
        if fact.kind == "recipient":
            return self.facts.names(fact.value)
        if fact.kind != "basis":
            return False
        if fact.value.startswith("§"):
            return fact.value in self._places
        # A basis in words ("to comply with the law") may stand there in words alone.
        return not any(c.isdigit() for c in wording) and fact.value in self._bases


def _alike(facts: Sequence[Fact], touched: Sequence[bool]) -> dict[tuple[str, str], list[tuple[Fact, bool]]]:
    """Facts by kind and value, each with whether its words came or went."""
    found: dict[tuple[str, str], list[tuple[Fact, bool]]] = {}
    for fact, fresh in zip(facts, touched, strict=True):
        found.setdefault((fact.kind, fact.value), []).append((fact, fresh))
    return found


def _joined(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, those that say the same joined into one: outside all rows, of recipients, and of safeguards. A short name of
    somebody who is named in full says nothing more."""
    found: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        loose = finding.row_a is None and finding.row_b is None and finding.kind.startswith(("transfer", "concept"))
        loose = loose or finding.kind.startswith(("recipient", "safeguard"))
        key: object = (finding.kind, finding.concept, finding.to, finding.old, finding.new) if loose else number
        before = found.get(key)
        found[key] = replace(before, a=before.a + finding.a, b=before.b + finding.b) if before else finding
    names = {(f.kind, f.old + f.new) for f in found.values() if f.kind.startswith("recipient")}
    return [f for f in found.values() if not any(k == f.kind and n.startswith(f"{f.old}{f.new} ") for k, n in names)]


def _first(fact: Fact) -> str:
    return fact.value.partition(" ")[0]


def _by_side(side: int, facts: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
    return (facts, ()) if side == 0 else ((), facts)


def _by_value(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.value, []).append(fact)
    return list(found.items())
