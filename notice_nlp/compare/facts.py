"""What a notice states, as facts that can be compared across versions and languages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from notice_nlp.compare.units import country_status, units
from notice_nlp.notice import UNKNOWN, Notice, Row, Span
from notice_nlp.taxonomy.legal import match_legal_basis
from notice_nlp.taxonomy.purposes import match_purposes
from notice_nlp.view import clean

# "Hetzner Online GmbH", "Stripe Payments Europe, Ltd."
_LEGAL_FORM = (
    r"GmbH(?: & Co\. KG(?:aA)?)?|gGmbH|mbH|AG|SE|KG|OHG|UG|e\. ?V\.|eG|Inc\.?|LLC|L\.L\.C\.|Ltd\.?|Limited|plc|PLC|"
    r"Corp\.?|Corporation|S\.? ?à\.? ?r\.? ?l\.?|"
    r"S\.A\.(?:S\.)?|SAS|SARL|B\.V\.|BV|N\.V\.|A/S|ApS|Oy|AB|S\.r\.l\.|S\.p\.A\.|Sp\. z o\.o\."
)
_COMPANY = re.compile(
    r"(?:[A-ZÄÖÜ0-9][\w.&'’+-]*(?:[ \u00a0](?:&|und|of|de|für|[a-z]{1,3}\.)?[ \u00a0]?)?,? ?){1,6}?(?<=[ ,\u00a0])"
    rf"(?:{_LEGAL_FORM})(?!\w)"
)
_FORM_WORDS = re.compile(rf"(?<!\w)(?:{_LEGAL_FORM}|the|die|der|das|dem|den|our|unsere?\w?|an|by|von|and|und|co|company|firma)(?!\w)", re.I)

# "(lit. f)" in a notice that has said once that it means Article 6(1).
_LETTER = re.compile(r"(?<![\d)] )\blit\. ?([a-f])\b(?! (?:DSGVO|GDPR))|(?<=\()letter ([a-f])\b", re.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something stated at a place: ``kind`` is ``concept``, ``negated``, ``basis``, ``recipient``, ``period``,
    ``country`` or ``purpose`` or another kind of :mod:`units`; ``value`` is the same in both languages where it can be."""

    kind: str
    value: str
    start: int
    end: int
    block: int
    row: str | None
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        return self.start, self.end


class Facts:
    """The facts of one notice, in the order of the text, and its blocks' rows."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self._starts = [b.start for b in notice.blocks]
        self.row_of = self._rows()
        found = set(self._find())
        self.all = sorted(found | set(self._named(found)), key=lambda f: (f.start, f.end, f.kind, f.value))
        self._by_block: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.all:
            self._by_block[fact.block].append(fact)

    def in_blocks(self, blocks: Iterable[int]) -> list[Fact]:
        """The facts of some blocks, in the order of the blocks."""
        return [f for i in blocks for f in self._by_block.get(i, ())]

    def block_at(self, offset: int) -> int:
        """Index of the block at an offset of the text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _rows(self) -> dict[int, str]:
        """Block -> id of the row whose evidence it holds; of several rows the one that begins it."""
        owner: dict[int, str] = {}
        for row in self.notice.rows:
            for start, _ in row_spans(self.notice, row):
                owner.setdefault(self.block_at(start), row.id)
        return owner

    def _find(self) -> Iterator[Fact]:
        notice = self.notice
        for mention in notice.mentions:
            if mention.category != UNKNOWN:
                kind = "negated" if mention.negated else "concept"
                fact = self._fact(kind, mention.category, mention.start, mention.end, mention.row)
                yield replace(fact, confidence=mention.confidence)
        for row in notice.rows:
            for span in row.legal_basis:
                for id in match_legal_basis(clean(notice[span])):
                    yield self._fact("basis", id, *span, row.id)
            for span in row.recipients:
                yield self._fact("recipient", name_key(notice[span]), *span, row.id)
            for span in row.purpose:
                for id in match_purposes(clean(notice[span])) or ["unknown"]:
                    yield self._fact("purpose", id, *span, row.id)
        for block in notice.blocks:
            text = notice.text[block.start : block.end]
            yield from self._literals(text, block.start)

    def _literals(self, text: str, offset: int) -> Iterator[Fact]:
        for unit in units(text):
            start, end = offset + unit.start, offset + unit.end
            if unit.kind == "reference":
                for id in match_legal_basis(text[unit.start : unit.end]):
                    yield self._fact("basis", id, start, end)
            if unit.kind != "country" or country_status()[unit.value] != "eea":
                yield self._fact(unit.kind, unit.value, start, end)
        for match in _LETTER.finditer(text):
            yield self._fact("basis", f"eu-gdpr:A6-1-{(match[1] or match[2]).lower()}", offset + match.start(), offset + match.end())
        for match in _COMPANY.finditer(text):
            if key := name_key(match.group()):
                yield self._fact("recipient", key, offset + match.start(), offset + match.end())

    def _named(self, found: set[Fact]) -> Iterator[Fact]:
        """Recipients named again in short where the model marked nobody: "Mapbox" for "Mapbox, Inc."."""
        names = {f.value.split()[0] for f in found if f.kind == "recipient" and f.value}
        names = {n for n in names if len(n) > 3}
        if not names:
            return
        pattern = re.compile(r"(?<![\w@./-])(?:" + "|".join(re.escape(n[0].upper() + n[1:]) for n in sorted(names)) + r")(?![\w@])")
        taken = {(f.block, f.start) for f in found if f.kind == "recipient"}
        for match in pattern.finditer(self.notice.text):
            if (self.block_at(match.start()), match.start()) not in taken:
                yield self._fact("recipient", match.group().casefold(), *match.span())

    def _fact(self, kind: str, value: str, start: int, end: int, row: str | None = None) -> Fact:
        block = self.block_at(start)
        return Fact(kind, value, start, end, block, row or self.row_of.get(block))


def row_spans(notice: Notice, row: Row) -> list[Span]:
    """All evidence of a row, in reading order."""
    data = ((m.start, m.end) for m in notice.row_mentions(row))
    return sorted([*row.purpose, *row.legal_basis, *row.recipients, *row.retention, *data])


def name_key(text: str) -> str:
    """A name without legal form, articles, case and punctuation."""
    return " ".join(re.findall(r"\w+", _FORM_WORDS.sub(" ", clean(text).casefold().replace("&", " "))))
