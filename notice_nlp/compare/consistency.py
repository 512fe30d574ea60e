"""What one language version says and the other does not.

Literals must be the same in linked blocks; kinds of data, legal bases and recipients in the same row. A kind of data counts
as said where the model marked it or where a term of the term base names it, so that a free translation stays quiet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from notice_nlp.compare.denied import denials
from notice_nlp.compare.facts import Fact, Facts, finding_of
from notice_nlp.compare.literals import Literals, facts_in
from notice_nlp.compare.names import COMPANY, services
from notice_nlp.compare.negation import is_denied
from notice_nlp.compare.parties import party_findings
from notice_nlp.compare.regions import Region, partners, regions
from notice_nlp.compare.terms import term_findings
from notice_nlp.compare.types import Finding, Link
from notice_nlp.compare.units import country_status, units
from notice_nlp.compare.words import Words
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences
from notice_nlp.taxonomy.normalise import look_up, named_in
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.view import clean

# Mentions less sure than this are no ground to blame the other side.
SURE = 0.50
# Shorter passages (visible characters) that one side lacks are layout.
MIN_PASSAGE = 40
# A sentence that shares this many of its words with the other language's block was not translated.
SHARED = 0.75
# Words of one language that the other does not have.
_TELLING = {
    "de": frozenset(
        ["und", "oder", "der", "das", "den", "dem", "des", "ein", "eine", "einer", "wir", "sie", "ihr", "ihre", "nicht", "kein", "keine",
         "für", "mit", "von", "bei", "auf", "über", "nach", "wird", "werden", "ist", "sind", "auch", "nur", "dass", "wenn", "sich", "zum"]
    ),
    "en": frozenset(
        ["and", "or", "the", "of", "we", "you", "your", "our", "not", "no", "for", "with", "from", "by", "about", "after", "are", "is",
         "have", "has", "only", "that", "if", "this", "these", "their", "which"]
    ),
}  # fmt: skip
# Bounds on how a block's length may differ from the notice's usual ratio, from so many characters on.
LENGTH_RATIO, MIN_LENGTH = 2.3, 240
_ABROAD = re.compile(r"\bouts?ide\b|third|abroad|overseas|adequa|ausland|dritt|außerhalb|ausserhalb|angemessen", re.I)
# What stands in a text of another language as well: addresses, and a legal form spelt out in an imprint.
_ANYWHERE = re.compile(
    r"\S+@\S+|https?://\S+|\bwww\.\S+|\bmit beschränkter Haftung\b|\bbürgerlichen Rechts\b|\beingetragener Verein\b|\bmit Sitz in\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Consistency:
    """Findings between a notice and its translation, given linked blocks and rows."""

    def __init__(self, a: Facts, b: Facts, links: Sequence[Link], rows: Sequence[Link]) -> None:
        self.sides = (a, b)
        self.links, self.rows = links, rows
        self.partners = partners(links)
        self._link_of = {i: link for link in links for i in link.a}
        self.words = Words(a.notice, b.notice, links)
        self.covered: tuple[set[int], set[int]] = (set(), set())
        self.literals = Literals(self.sides, self.covered)

    def findings(self) -> list[Finding]:
        """All findings, in no particular order."""
        found = [*self._untranslated(), *self._missing(0), *self._missing(1)]
        for region in regions(*self.sides, self.links, self.rows):
            if region.a and region.b:
                found.extend(self._region(region))
        found.extend(self._denied({self.sides[0].block_at(f.a[0][0]) for f in found if f.kind == "negation_flipped" and f.a}))
        a, b = self.sides
        for other in party_findings(a.notice, b.notice, (a.parties, b.parties)):
            role = other.kind.removesuffix("_changed")
            found = [other, *(f for f in found if not self._reaches(f, role))]
        found.extend(self._lengths())
        found.extend(term_findings(self.sides[0].notice, self.sides[1].notice, self.links))
        return found

    def _reaches(self, finding: Finding, role: str) -> bool:
        """Whether a finding is about how a party is reached."""
        spans = [(side, s) for side, spans in ((0, finding.a), (1, finding.b)) for s in spans]
        return finding.kind == "contact_changed" and any(self.sides[side].parties[role].holds(s[0]) for side, s in spans)

    def _text(self, side: int, block: int) -> str:
        notice = self.sides[side].notice
        return notice.text[notice.blocks[block].start : notice.blocks[block].end]

    def _span(self, side: int, block: int) -> Span:
        found = self.sides[side].notice.blocks[block]
        return found.start, found.end

    def _denied(self, told: Collection[int]) -> Iterator[Finding]:
        """Sentences that one side alone denies, where no kind of data told of it."""
        for link in self.links:
            if len(link.a) != 1 or len(link.b) != 1 or link.a[0] in told or link.b[0] in self.covered[1]:
                continue
            (i,), (j,) = link.a, link.b
            offsets = self._span(0, i)[0], self._span(1, j)[0]
            for a, b in denials(self._text(0, i), self._text(1, j)):
                spans = (offsets[0] + a[0], offsets[0] + a[1]), (offsets[1] + b[0], offsets[1] + b[1])
                yield Finding(
                    "negation_flipped", a=(spans[0],), b=(spans[1],), row_a=self.sides[0].row_of.get(i), row_b=self.sides[1].row_of.get(j)
                )

    # Passages

    def _untranslated(self) -> Iterator[Finding]:
        """Sentences of B that stand there in A's language."""
        language = self.sides[0].notice.language
        for link in self.links:
            other = {w for i in link.a for w in _WORD.findall(clean(self._text(0, i)))}
            for j in link.b:
                text, offset = self._text(1, j), self._span(1, j)[0]
                for start, end in sentences(text):
                    # Names and addresses are the same in every language: words without a capital tell.
                    words = [w for w in _WORD.findall(_ANYWHERE.sub(" ", text[start:end])) if w.islower()]
                    telling = sum(w in _TELLING[language] for w in words)
                    if telling and len(words) > 1 and sum(w in other for w in words) >= SHARED * len(words):
                        self.covered[1].add(j)
                        yield Finding(
                            "untranslated", a=tuple(self._span(0, i) for i in link.a), b=((offset + start, offset + end),),
                            row_b=self.sides[1].row_of.get(j),
                        )  # fmt: skip

    def _missing(self, side: int) -> Iterator[Finding]:
        """Passages without a counterpart: an activity where they name data, else a block."""
        facts = self.sides[side]
        data = {f.block for f in facts.all if f.kind in {"concept", "negated"}}
        alone = [(l.a, l.b)[side][0] for l in self.links if not (l.a, l.b)[1 - side]]
        for section in self._sections(side, [i for i in alone if i not in self.covered[side]]):
            size = sum(len(clean(self._text(side, i))) for i in section)
            rows = [facts.row_of[i] for i in section if i in facts.row_of]
            states_purpose = any(f.kind == "purpose" for f in facts.in_blocks(section))
            first = facts.notice.blocks[section[0]].kind
            activity = bool(data & set(section)) and (first in {"heading", "row"} or states_purpose)
            if not activity and (size < MIN_PASSAGE or (first == "item" and data & set(section))):
                yield from self._items(side, [f for f in facts.in_blocks(section) if f.kind == "concept"])
                continue
            self.covered[side].update(section)
            kind = "row" if activity else "block"
            spans = tuple(self._span(side, i) for i in section)
            words = " ".join(self._text(side, section[0]).split())[:160]
            row = rows[0] if rows else None
            if side:
                yield Finding(f"{kind}_extra", b=spans, row_b=row, new=words)
            else:
                yield Finding(f"{kind}_missing", a=spans, row_a=row, old=words)

    def _items(self, side: int, found: Sequence[Fact]) -> Iterator[Finding]:
        """Kinds of data in list items that the other side lacks."""
        self.covered[side].update(f.block for f in found)
        for fact in found:
            yield finding_of(("concept_missing", "concept_extra")[side], [] if side else [fact], [fact] if side else [], concept=fact.value)

    def _sections(self, side: int, alone: Sequence[int]) -> Iterator[list[int]]:
        blocks = self.sides[side].notice.blocks
        part: list[int] = []
        for i in sorted(alone):
            if part and (i != part[-1] + 1 or blocks[i].kind in {"heading", "row"}):
                yield part
                part = []
            part.append(i)
        if part:
            yield part

    def _lengths(self) -> Iterator[Finding]:
        """Blocks far longer or shorter than the notice's usual ratio lets expect."""
        pairs = [
            (l, sum(len(clean(self._text(0, i))) for i in l.a), sum(len(clean(self._text(1, j))) for j in l.b))
            for l in self.links if l.a and l.b
        ]  # fmt: skip
        long = sorted(y / x for _, x, y in pairs if min(x, y) >= MIN_LENGTH / 4)
        if not long:
            return
        usual = long[len(long) // 2]
        for link, x, y in pairs:
            if max(x, y) < MIN_LENGTH or 1 / LENGTH_RATIO < y / max(1, x * usual) < LENGTH_RATIO:
                continue
            if not self.covered[0].intersection(link.a) and not self.covered[1].intersection(link.b):
                spans = [tuple(self._span(side, i) for i in blocks) for side, blocks in ((0, link.a), (1, link.b))]
                yield Finding("length_suspicious", a=spans[0], b=spans[1], old=str(x), new=str(y))

    # Facts

    def _region(self, region: Region) -> Iterator[Finding]:
        for i in region.a:
            link = self._link_of[i]
            if link.b and link.a[0] == i:
                yield from self.literals.findings(link, region)
        yield from self._concepts(region)
        yield from self._bases(region)
        yield from self._names(region)

    def _facts(self, side: int, blocks: Sequence[int], *kinds: str) -> list[Fact]:
        return facts_in(self.sides[side], set(blocks) - self.covered[side], *kinds)

    def _concepts(self, region: Region) -> Iterator[Finding]:
        kinds = ("concept", "negated")
        left, right = self._facts(0, region.a, *kinds), self._facts(1, region.b, *kinds)
        if not left and not right:
            return
        for value in {f.value for f in left} & {f.value for f in right}:
            pair = [[f for f in side if f.value == value] for side in (left, right)]
            if not any(y.block in self.partners[0].get(x.block, ()) for x in pair[0] for y in pair[1]):
                continue
            # The model's word alone is not enough: the words of both sides must say the same.
            said = [{is_denied(self.sides[s], f) for f in pair[s]} for s in (0, 1)]
            if said in ([{True}, {False}], [{False}, {True}]) and all(f.confidence >= SURE for side in pair for f in side):
                yield finding_of("negation_flipped", pair[0], pair[1], concept=value)
        lost, gained = self._unsaid(left, right, 1, region), self._unsaid(right, left, 0, region)
        sure = [[f for f in facts if self._certain(side, f)] for side, facts in ((0, left), (1, right))]
        steps = [
            *_steps([f for f in lost if f in sure[0]], sure[1], left, self.partners[0]),
            *((kind, x, y) for kind, y, x in _steps([f for f in gained if f in sure[1]], sure[0], right, self.partners[1], 1)),
        ]
        steps = list({(x.value, y.value): (kind, x, y) for kind, x, y in steps}.values())
        yield from (finding_of(kind, [x], [y], concept=x.value, to=y.value) for kind, x, y in steps)
        done = {x.value for _, x, _ in steps}, {y.value for _, _, y in steps}
        alone = [[f for f in facts if f in sure[side] and f.value not in done[side]] for side, facts in ((0, lost), (1, gained))]
        # "Adresse" stands in "E-Mail-Adresse": what is in a datum's place must be unmarked here, though its term may be named.
        marked = [{f.value for f in facts} for facts in (left, right)]
        for side, kind in ((0, "concept_missing"), (1, "concept_extra")):
            others = [f for f in sure[1 - side] if f.value not in marked[side]]
            rest = [f for f in alone[side] if not self.words.said(side, f.span, f.block) or self._replaced(side, f, others)]
            for value in dict.fromkeys(f.value for f in rest):
                same = [f for f in rest if f.value == value]
                yield finding_of(kind, [] if side else same, same if side else [], concept=value)

    def _replaced(self, side: int, fact: Fact, others: Sequence[Fact]) -> bool:
        """Whether linked blocks have in a datum's place another of the same parent that is not said here: "address" for
        "E-Mail-Adresse"."""
        linked, parents = self.partners[side].get(fact.block, ()), set(taxonomy().ancestors(fact.value)[:1])
        return any(f.block in linked and parents & set(taxonomy().ancestors(f.value)[:1]) for f in others)

    def _certain(self, side: int, fact: Fact) -> bool:
        """Whether a mention is sure, and its wording one that the term base knows for its concept."""
        match = look_up(clean(self.sides[side].notice[fact.span]), self.sides[side].notice.language)
        return fact.confidence >= SURE and match is not None and match.kind != "head" and match.concept == fact.value

    def _unsaid(self, here: Sequence[Fact], there: Sequence[Fact], side: int, region: Region) -> list[Fact]:
        """Facts of one side whose concept the other neither marks nor names."""
        values = {f.value for f in there} | self._concepts_named(side, region)
        return [f for f in here if f.value not in values]

    def _concepts_named(self, side: int, region: Region) -> set[str]:
        notice = self.sides[side].notice
        return set().union(*(named_in(self._text(side, i), notice.language) for i in (region.a, region.b)[side]), set())

    def _bases(self, region: Region) -> Iterator[Finding]:
        # Other laws' places ("§…") are compared as references.
        left, right = ([f for f in self._facts(s, blocks, "basis") if f.value[0] != "§"] for s, blocks in ((0, region.a), (1, region.b)))
        values = {f.value for f in left}, {f.value for f in right}
        lost, gained = [f for f in left if f.value not in values[1]], [f for f in right if f.value not in values[0]]
        cited = [[f for f in side if any(c.isdigit() for c in self.sides[s].notice[f.span])] for s, side in ((0, lost), (1, gained))]
        # A basis in words on one side alone may be worded unlike any cue on the other, and a statute be spelled out.
        both = bool(lost and gained) and bool(cited[0]) == bool(cited[1])
        alone = [f for side in cited for f in side if f.value.startswith("eu-gdpr:")]
        if both or (alone and not (lost and gained)):
            yield finding_of("legal_basis_changed", lost or cited[0], gained or cited[1])

    @cached_property
    def _vocabulary(self) -> tuple[set[str], ...]:
        return tuple(set(re.findall(r"\w+", facts.notice.text.casefold())) for facts in self.sides)

    def _names(self, region: Region) -> Iterator[Finding]:
        for side, stem in ((0, "missing"), (1, "extra")):
            words = self._vocabulary[1 - side]
            seen: set[str] = set()
            for fact in self._facts(side, (region.a, region.b)[side], "recipient", "country"):
                if fact.value in seen:
                    continue
                seen.add(fact.value)
                if fact.kind == "recipient":
                    name = [w for w in fact.value.split() if len(w) > 2]
                    said = not name or not _is_name(self.sides[side].notice[fact.span]) or any(w in words for w in name[:2])
                    kind = "recipient"
                else:
                    blocks = self.partners[side].get(fact.block, ())
                    text = " ".join(self._text(1 - side, i) for i in blocks)
                    there = {u.value for u in units(text) if u.kind == "country"}
                    said = fact.value in there or (
                        fact.value == "*" and (any(country_status()[c] != "eea" for c in there) or bool(_ABROAD.search(text)))
                    )
                    kind = "transfer"
                if not said:
                    yield finding_of(f"{kind}_{stem}", [fact] if not side else [], [fact] if side else [])


def _steps(
    unsaid: Sequence[Fact], there: Sequence[Fact], here: Sequence[Fact], linked: Mapping[int, tuple[int, ...]], side: int = 0
) -> Iterator[tuple[str, Fact, Fact]]:
    """Pairs of an unsaid fact and one of its linked blocks that its own block does not have, one concept over the other."""
    names = ("concept_generalised", "concept_specialised") if side == 0 else ("concept_specialised", "concept_generalised")
    used: set[str] = set()
    for fact in unsaid:
        own = {f.value for f in here if f.block == fact.block}
        for other in there:
            if other.block not in linked.get(fact.block, ()) or other.value in own or {fact.value, other.value} & used:
                continue
            broader, narrower = other.value in taxonomy().ancestors(fact.value), fact.value in taxonomy().ancestors(other.value)
            if broader or narrower:
                used |= {fact.value, other.value}
                yield names[0 if broader else 1], fact, other


def _is_name(text: str) -> bool:
    """Whether a recipient is a name and nothing else: with a legal form, or of a service that is known."""
    return bool(COMPANY.fullmatch(text) or services().fullmatch(text))
