"""Literals of linked blocks in two languages: numbers, dates, amounts, periods, addresses, legal references."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from notice_nlp.compare.facts import Fact, Facts, finding_of, speaks_of_storage
from notice_nlp.compare.regions import Region
from notice_nlp.compare.types import Finding, Link
from notice_nlp.compare.units import days
from notice_nlp.view import clean

# Literals and the findings they give where they differ.
LITERALS = {
    "period": "retention_changed", "date": "date_changed", "number": "number_changed", "amount": "number_changed",
    "email": "contact_changed", "url": "contact_changed", "phone": "contact_changed", "reference": "reference_changed",
}  # fmt: skip


def facts_in(facts: Facts, blocks: Collection[int], *kinds: str) -> list[Fact]:
    """The facts of some kinds that stand in some blocks."""
    return [f for f in facts.in_blocks(blocks) if f.kind in kinds]


class Literals:
    """Compares literals of two notices; blocks in ``covered`` (by side) have had a finding and are passed over."""

    def __init__(self, sides: tuple[Facts, Facts], covered: tuple[set[int], set[int]]) -> None:
        self.sides, self.covered = sides, covered

    def findings(self, link: Link, region: Region) -> Iterator[Finding]:
        """The literals of linked blocks that the other side lacks or has otherwise."""
        for kinds in (("period",), ("date",), ("number", "amount"), ("phone",), ("email",), ("url",), ("reference",)):
            left, right = (
                facts_in(f, set(blocks) - gone, *kinds) for f, blocks, gone in zip(self.sides, (link.a, link.b), self.covered, strict=True)
            )
            lost = [f for f in left if not self._said(f, 1, right, region)]
            gained = [f for f in right if not self._said(f, 0, left, region)]
            if kinds == ("reference",):
                # Articles 6 and 9 are legal bases and compared as such.
                lost, gained = ([f for f in side if not re.match(r"GDPR [69]\b", f.value)] for side in (lost, gained))
            for old, new in zip(lost, gained, strict=False):
                yield Finding(self._kind(0, old), a=(old.span,), b=(new.span,), row_a=old.row, row_b=new.row, old=old.value, new=new.value)
            for side, rest in ((0, lost[len(gained) :]), (1, gained[len(lost) :])):
                for fact in rest:
                    # What is spelled out on one side alone is a loss only where nothing else can stand for it.
                    kind = self._kind(side, fact)
                    storage = kind == "retention_changed" and fact.row and not self._article(side, fact)
                    if fact.kind in {"date", "email", "amount", "phone"} or storage:
                        yield finding_of(kind, [] if side else [fact], [fact] if side else [])

    def _kind(self, side: int, fact: Fact) -> str:
        """The finding of a literal that differs: years are dates, five digits a postcode, and a period is one of storage
        where its sentence speaks of that."""
        if fact.kind == "number" and re.fullmatch(r"(?:19|20)\d\d", fact.value):
            return "date_changed"
        if fact.kind == "number" and re.fullmatch(r"\d{5}", fact.value):
            return "contact_changed"
        if fact.kind == "period" and not speaks_of_storage(self.sides[side], fact):
            return "number_changed"
        if fact.kind == "reference" and any(s <= fact.start < e for row in self.sides[side].notice.rows for s, e in row.legal_basis):
            return "legal_basis_changed"
        return LITERALS[fact.kind]

    def _article(self, side: int, fact: Fact) -> bool:
        """ "A day" in "once a day" is no period."""
        return bool(re.match(r"(?:an?|eine?[mnrs]?)\b", self.sides[side].notice[fact.span], re.I))

    def _said(self, fact: Fact, side: int, there: Sequence[Fact], region: Region) -> bool:
        """Whether the other side of a link, or of the region around it, has a literal in some form."""
        if any(f.value == fact.value for f in there):
            return True
        blocks = (region.a, region.b)[side]
        # A run of articles is named in its place.
        run = fact.kind == "reference" and "-" in fact.value
        if not run and any(f.value == fact.value for f in self.sides[side].in_blocks(blocks)):
            return True
        if fact.kind == "period":
            return any(f.kind == "period" and abs(days(f.value) - days(fact.value)) < 0.02 * days(fact.value) for f in there)
        if fact.kind == "reference":
            # "Art. 15" and "Article 15(1)": one may be more exact than the other.
            return any(f.kind == "reference" and _same_reference(f.value, fact.value) for f in there)
        if fact.kind not in {"number", "amount"}:
            return False
        # One is an article in both languages, and thousands may be set apart by anything.
        digits = re.sub(r"\D", "", fact.value)
        text = " ".join(clean(self.sides[side].text_of(i)) for i in blocks)
        return digits in {"0", "1"} or digits in re.sub(r"[.,'’\s](?=\d)", "", text)


def _same_reference(one: str, other: str) -> bool:
    """Whether two references may be the same, one of them more exact or without the law's name."""
    (law_1, place_1), (law_2, place_2) = one.split(" ", 1), other.split(" ", 1)
    short, long = sorted((place_1, place_2), key=len)
    return (law_1 == law_2 or not law_1 or not law_2) and long.startswith(short) and long[len(short) :][:1] != "-"
