"""What a notice states, as facts that can be compared across versions and languages."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from notice_nlp.compare.names import COMPANY, bare_names, listed, name_key, names_service, services
from notice_nlp.compare.parties import AUTHORITY, parties
from notice_nlp.compare.references import references
from notice_nlp.compare.transfers import is_transfer
from notice_nlp.compare.types import Finding
from notice_nlp.compare.units import country_status, power_end, units
from notice_nlp.notice import UNKNOWN, Notice, Row, Span
from notice_nlp.segment.sentences import sentence_at
from notice_nlp.taxonomy.legal import match_legal_basis
from notice_nlp.taxonomy.purposes import match_purposes
from notice_nlp.view import clean

# "(lit. f)" in a notice that has said once that it means Article 6(1).
_LETTER = re.compile(r"(?<![\d)] )\blit\. ?([a-f])\b(?! (?:DSGVO|GDPR))|(?<=\()letter ([a-f])\b", re.I)
_STORAGE = re.compile(
    r"lösch|speicher|aufbewahr|aufgehoben|aufheb|vorgehalten|vernichte|entfern|behalten|verwahr|gesperrt|überschrieben|anonymisier|delet|"
    r"eras|stor(?:e|ed|ing|age)\b|retain|retention|\bkept\b|\bkeep|remov|destroy|overwrit|archiv|anonymi[sz]",
    re.I,
)
LOOKS_BACK = re.compile(r"\b(?:letzten|vergangenen|zurückliegenden|vorangegangenen|last|past|previous|preceding)\s+\Z", re.I)
# Blocks under a heading that tell whether it is the name of a service.
BELOW = 2
WORD = re.compile(r"\w+")
_STATUTES = {
    "TDDDG 25(1)": "nn:TDDDG-25-1", "TDDDG 25(2)": "nn:TDDDG-25-2", "BDSG 26": "nn:BDSG-26", "BDSG 3": "nn:BDSG-3", "BDSG 4": "nn:BDSG-4",
    "BDSG 31": "nn:BDSG-31", "UWG 7": "nn:UWG-7-3", "AO 147": "nn:AO-147", "HGB 257": "nn:HGB-257", "FADP 31": "nn:DSG-CH-31",
    "TKG 165": "nn:TKG-AT-165", "DSG-EKD 6": "nn:DSG-EKD-6", "KDG 6": "nn:KDG-6",
}  # fmt: skip
# Notices under Swiss law, for which Switzerland is no third country.
_SWISS = re.compile(
    r"\b(?:EDÖB|FDPIC|[rn]e?v?DSG|n?FADP)\b|\bArt\.? ?\d+(?: ff?\.)? DSG\b|\(DSG\)|\bSchweizer Datenschutzgesetz|Swiss Federal Act on Data"
)


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
        self._recipients = [span for row in notice.rows for span in row.recipients]
        self._naming = {self.block_at(m.start) for m in notice.mentions}
        self.parties = parties(notice)
        self._words = f" {' '.join(WORD.findall(clean(notice.text).casefold()))} "
        self._own = {name_key(notice[s]) for role in ("controller", "dpo") if role in self.parties for s in self.parties[role].names} - {""}
        self._texts: dict[int, str] = {}
        self._swiss = bool(_SWISS.search(notice.text))
        found = {f for f in self._find() if not self._is_party(f)}
        self.all = sorted(found | {f for f in self._named(found) if not self._is_party(f)}, key=lambda f: (f.start, f.end, f.kind, f.value))
        self._begin = [f.start for f in self.all]
        self._by_block: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.all:
            self._by_block[fact.block].append(fact)

    def in_blocks(self, blocks: Iterable[int]) -> list[Fact]:
        """The facts of some blocks, in the order of the blocks."""
        return [f for i in blocks for f in self._by_block.get(i, ())]

    def between(self, start: int, end: int) -> Iterator[Fact]:
        """The facts that begin in a stretch, in the order of the text."""
        return itertools.islice(self.all, bisect_left(self._begin, start), bisect_left(self._begin, end))

    def text_of(self, block: int) -> str:
        """A block's text, cut out once: what is asked of it again and again is kept by that string."""
        if block not in self._texts:
            found = self.notice.blocks[block]
            self._texts[block] = self.notice.text[found.start : found.end]
        return self._texts[block]

    def block_at(self, offset: int) -> int:
        """Index of the block at an offset of the text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def names(self, name: str) -> bool:
        """Whether a name (see :func:`name_key`) stands anywhere in the notice: as it is, or each of its words."""
        words = name.split()
        return f" {name} " in self._words or (len(words) < 3 and all(f" {w}" in self._words for w in words))

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
                # Statutes beside the GDPR are read off their citations, the same way in both languages.
                ids = [id for id in match_legal_basis(clean(notice[span])) if not id.startswith("nn:")]
                # A law that the taxonomy does not have counts by the place cited.
                cited = [place_of(v) for v, _, _ in references(clean(notice[span])) if not ids and not statutes(v)]
                for id in [*ids, *cited]:
                    yield self._fact("basis", id, *span, row.id)
            for span in row.recipients:
                for start, end in listed(notice.text, *span) if row.layout == "table" else [span]:
                    yield self._fact("recipient", name_key(notice.text[start:end]), start, end, row.id)
            for span in row.purpose:
                for id in match_purposes(clean(notice[span])) or ["unknown"]:
                    yield self._fact("purpose", id, *span, row.id)
        for i, block in enumerate(notice.blocks):
            text = notice.text[block.start : block.end]
            yield from self._literals(text, block.start)
            language = block.language or notice.language
            for start, end in bare_names(text, language):
                yield from self._bare(block.start + start, block.start + end)
            below = " ".join(notice.text[b.start : b.end] for b in notice.blocks[i + 1 : i + 1 + BELOW] if b.kind != "heading")
            if block.kind == "heading" and names_service(clean(text), below):
                yield from self._bare(block.start, block.end)

    def _bare(self, start: int, end: int) -> Iterator[Fact]:
        """A recipient without a legal form, unless the words name a kind of data."""
        if (key := name_key(self.notice.text[start:end])) and not any(m.start < end and start < m.end for m in self.notice.mentions):
            yield self._fact("recipient", key, start, end)

    def _literals(self, text: str, offset: int) -> Iterator[Fact]:
        # A country where data are spoken of is where they go; elsewhere it may be part of an address.
        block = self.block_at(offset)
        in_row = block in self.row_of or block in self._naming
        for unit in units(text):
            start, end = offset + unit.start, offset + (power_end(text, unit.end) if unit.kind == "number" else unit.end)
            if unit.kind == "reference":
                for id in (*match_legal_basis(text[unit.start : unit.end]), *statutes(unit.value)):
                    yield self._fact("basis", id, start, end)
            if unit.kind == "country" and unit.value == "CH" and self._swiss:
                continue
            if unit.kind == "country" and (country_status()[unit.value] == "eea" or not is_transfer(text, unit.start, in_row)):
                continue
            yield self._fact(unit.kind, unit.value, start, end)
        for match in services().finditer(text):
            if not self._in_brackets(offset + match.start()):
                yield self._fact("recipient", match.group().casefold(), offset + match.start(), offset + match.end())
        for match in _LETTER.finditer(text):
            yield self._fact("basis", f"eu-gdpr:A6-1-{(match[1] or match[2]).lower()}", offset + match.start(), offset + match.end())
        for match in COMPANY.finditer(text):
            if (key := name_key(match.group())) and not self._in_brackets(offset + match.start()):
                yield self._fact("recipient", key, offset + match.start(), offset + match.end())

    def _is_party(self, fact: Fact) -> bool:
        """Whether a recipient is the controller, its data protection officer or an authority, who are none."""
        if fact.kind != "recipient":
            return False
        if AUTHORITY.search(self.notice[fact.span]) or any(p.holds(fact.start) for p in self.parties.values()):
            return True
        return bool(fact.value) and any(f" {fact.value} " in f" {name} " for name in self._own)

    def _in_brackets(self, at: int) -> bool:
        """Whether a name only says more of a recipient marked by the model: the company behind a service, in brackets."""
        return any(s < at < e and "(" in self.notice.text[s:at] and self.notice.text[s:at].strip(" (") for s, e in self._recipients)

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


def finding_of(kind: str, lost: Sequence[Fact], gained: Sequence[Fact], concept: str | None = None, to: str | None = None) -> Finding:
    """A finding with facts of both sides as its evidence, and their values."""
    return Finding(
        kind, a=tuple(dict.fromkeys(f.span for f in lost)), b=tuple(dict.fromkeys(f.span for f in gained)),
        row_a=next((f.row for f in lost if f.row), None), row_b=next((f.row for f in gained if f.row), None), concept=concept, to=to,
        old=" ".join(dict.fromkeys(f.value for f in lost)), new=" ".join(dict.fromkeys(f.value for f in gained)),
    )  # fmt: skip


def statutes(reference: str) -> list[str]:
    """Ids of the legal bases that a reference such as ``TDDDG 25(2)(2)`` cites."""
    if match := re.match(r"GDPR ([69])\([12]\)\(([a-j])\)$", reference):
        return [f"eu-gdpr:A{match[1]}-{'1' if match[1] == '6' else '2'}-{match[2]}"]
    return [id for prefix, id in _STATUTES.items() if reference == prefix or reference.startswith((f"{prefix}(", f"{prefix} "))]


def place_of(reference: str) -> str:
    """The place cited, for a law whose name the package does not know: ``§4(1)`` of ``" 4(1)"``."""
    return f"§{reference.split(' ', 1)[1]}"


def speaks_of_storage(facts: Facts, fact: Fact) -> bool:
    """Whether a period is one of storage: marked as such, or in a sentence about keeping and deleting, and none that the data
    are about ("the last 14 days")."""
    if LOOKS_BACK.search(facts.notice.text[max(0, fact.start - 24) : fact.start]):
        return False
    if any(s < fact.end and fact.start < e for row in facts.notice.rows for s, e in row.retention):
        return True
    block, text = facts.notice.blocks[fact.block], facts.text_of(fact.block)
    return block.kind == "row" or bool(_STORAGE.search(text, *sentence_at(text, fact.start - block.start)))


def row_spans(notice: Notice, row: Row) -> list[Span]:
    """All evidence of a row, in reading order."""
    data = ((m.start, m.end) for m in notice.row_mentions(row))
    return sorted([*row.purpose, *row.legal_basis, *row.recipients, *row.retention, *data])
