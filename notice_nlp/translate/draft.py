"""A notice drafted in the other language, segment by segment: what the memory has, lists of data by the term base, what an engine
says; the rest stays untranslated, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from notice_nlp.notice import Block, Mention, Notice, Span
from notice_nlp.translate.engines.base import Engine, Translation
from notice_nlp.translate.items import TERM, Item, translate_item
from notice_nlp.translate.memory import Memory
from notice_nlp.translate.near import CANDIDATES, known_as_a_whole, recall_sentences
from notice_nlp.translate.paragraphs import cut
from notice_nlp.translate.segments import NEAR, STATES, UNTRANSLATED, Draft, Match, Segment

# What may stand between the items of a list, and its counterpart.
_BETWEEN = {
    "de": {"und": "and", "sowie": "and", "oder": "or", "bzw.": "or", "&": "&"},
    "en": {"and": "und", "or": "oder", "as well as": "sowie", "&": "&"},
}
# Articles and possessives before an item; a list of data needs none.
_ARTICLE = re.compile(r"(?:(?:der|die|das|den|dem|Ihre?n?|deine?n?|the|your|an?)\s+)$", re.I)
# Memory hits shown beside a segment.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a notice that is translated as one; ``paragraph`` and the rest are those of its segment."""

    id: str
    paragraph: str
    span: Span
    part: str
    row: str | None


def draft(
    notice: Notice, target_language: str, memory: Memory, engine: Engine | None = None, *, by_sentence: bool = False, semantic: bool = False
) -> Draft:
    """The notice as a draft in the other language, a segment for each block and table cell, or ``by_sentence``.

    Each segment's ``origin`` says where its target comes from and ``score`` how sure it is: ``tm:exact`` (the memory has the very
    text, or each of its sentences), ``tm:fuzzy`` (the same with other literals), ``literals`` (nothing but numbers, addresses and
    legal references), ``standing`` (a heading, label or sentence that notices share), ``copied`` (a name), ``termbase`` (a list of
    data, each item by its concept), ``mt:<engine>`` (its state is ``initial``: it needs a review). Memory hits are shown beside it.

    Raises:
        ValueError: the target language is the notice's own, or neither German nor English.
    """
    source = notice.language
    if {source, target_language} != {"de", "en"}:
        raise ValueError(f"no translation from {source!r} to {target_language!r}: German to English and back")
    segments = [
        _segment(notice, piece, target_language, memory, semantic)
        for number, (block, span) in enumerate(_stretches(notice), 1)
        for piece in _pieces(notice, block, span, f"s{number}", by_sentence)
    ]  # fmt: skip
    if engine:
        open_ = [i for i, s in enumerate(segments) if s.translate and not s.target]
        answers = engine.translate([segments[i].source for i in open_], source, target_language) if open_ else []
        for i, answer in zip(open_, answers, strict=True):
            segments[i] = _answered(segments[i], answer, f"mt:{engine.name}")
    return Draft(source, target_language, tuple(segments), notice.source, notice.text, "notice-nlp", notice.model)


def _answered(segment: Segment, answer: Translation, origin: str) -> Segment:
    """A segment with what an engine made of it: its translation, or beside it what came of one that was given up."""
    notes = (*segment.notes, *answer.notes)
    if answer.text.strip():
        return replace(segment, target=answer.text, origin=origin, score=answer.score, notes=notes)
    offered = (Match(segment.source, answer.offered, answer.score, origin),) if answer.offered else ()
    return replace(segment, notes=notes, matches=(*segment.matches, *offered))


def _stretches(notice: Notice) -> Iterator[tuple[Block, Span]]:
    """Blocks, and cells of tables, each once."""
    done: set[Span] = set()
    for block in notice.blocks:
        for span in dict.fromkeys(block.cells) or [(block.start, block.end)]:
            if span[0] < span[1] and span not in done and notice[span].strip():
                done.add(span)
                yield block, span


def _pieces(notice: Notice, block: Block, span: Span, id: str, by_sentence: bool) -> Iterator[_Piece]:
    """A stretch as it is, or its sentences; what it states by the row it belongs to."""
    parts = cut(notice[span]) if by_sentence else []
    if len(parts) < 2:
        yield _Piece(id, "", span, *_place(notice, block, span))
        return
    for number, (start, end) in enumerate(parts, 1):
        part = span[0] + start, span[0] + end
        yield _Piece(f"{id}.{number}", id, part, *_place(notice, block, part))


def _place(notice: Notice, block: Block, span: Span) -> tuple[str, str | None]:
    """The part of a row that a stretch states, and the row; ``text`` or ``heading`` outside."""
    for row in notice.rows:
        for part in ("purpose", "legal_basis", "recipients", "retention"):
            if any(span[0] <= s and e <= span[1] and 2 * (e - s) > span[1] - span[0] for s, e in getattr(row, part)):
                return part, row.id
        inside = [m for m in notice.row_mentions(row) if span[0] <= m.start and m.end <= span[1]]
        if inside:
            return ("data" if 2 * sum(m.end - m.start for m in inside) > span[1] - span[0] else "text"), row.id
    return ("heading" if block.kind == "heading" else "text"), None


def _segment(notice: Notice, piece: _Piece, target: str, memory: Memory, semantic: bool) -> Segment:
    text = notice[piece.span]
    translate = bool(re.search(r"[^\W\d_]{2}", text))
    segment = Segment(
        piece.id, text, span=piece.span, row=piece.row, part=piece.part, translate=translate, paragraph=piece.paragraph
    )  # fmt: skip
    if not segment.translate:
        return segment
    source = notice.language
    found = memory.search(text, source, target, CANDIDATES, semantic=semantic)
    matches = tuple(Match(f.source, f.target, f.score, f"tm:{f.kind}") for f in found[:SHOWN] if f.score >= NEAR)
    segment = replace(segment, matches=matches)
    if known := known_as_a_whole(text, found, source, target):
        return replace(segment, target=known.target, origin=known.origin, score=known.score, state=STATES[1])
    if listed := _listed(notice, piece.span, target):
        return replace(segment, target=listed[0], origin="termbase", score=listed[1], state=STATES[1])
    if known := recall_sentences(text, memory, source, target):
        return replace(segment, target=known.target, origin=known.origin, score=known.score, state=STATES[1])
    return replace(segment, origin=UNTRANSLATED)


def _listed(notice: Notice, span: Span, target: str) -> tuple[str, float] | None:
    """A stretch that is nothing but a list of data in the other language, and how sure that is; None for anything else."""
    mentions = sorted((m for m in notice.mentions if span[0] <= m.start and m.end <= span[1]), key=lambda m: m.start)
    if not mentions or any(m.negated for m in mentions) or any(b.start < a.end for a, b in pairwise(mentions)):
        return None
    gaps = _gaps(notice, span, mentions)
    if gaps is None:
        return None
    items = [_item(notice, m, span, target) for m in mentions]
    known = [i for i in items if i is not None]
    if len(known) < len(items):
        return None
    text = gaps[0]
    for n, (item, gap) in enumerate(zip(known, gaps[1:], strict=True)):
        # "billing" before "delivery address": the form with the common head left out.
        wording = item.short if item.short and n + 1 < len(known) else item.text
        text += wording + gap
    text = text.strip()
    if notice[span].lstrip()[:1].isupper() and mentions[0].start == span[0]:
        text = text[:1].upper() + text[1:]
    return text, min(i.score * (1.0 if i.status == TERM else 0.9) for i in known)


def _item(notice: Notice, mention: Mention, span: Span, target: str) -> Item | None:
    wording = notice[mention.start, mention.end]
    following = notice.text[mention.end : min(span[1], mention.end + 80)]
    preceding = notice.text[max(span[0], mention.start - 40) : mention.start]
    return translate_item(wording, mention.category, notice.language, target, following, preceding=preceding)


def _gaps(notice: Notice, span: Span, mentions: Sequence[Mention]) -> list[str] | None:
    """What stands before, between and after the items, in the other language; None where it is more than punctuation and "and"."""
    words = _BETWEEN[notice.language]
    edges = [span[0], *(x for m in mentions for x in (m.start, m.end)), span[1]]
    gaps = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        raw = _ARTICLE.sub("", notice.text[start:end])
        match = re.fullmatch(r"(\s*[,;/•·:().\-–]*\s*)(und|sowie|oder|bzw\.|&|and|or|as well as)?(\s*[(.;,]*\s*)", raw)
        if not match or (match.group(2) and match.group(2) not in words):
            return None
        gaps.append(match.group(1) + words.get(match.group(2) or "", "") + match.group(3))
    return gaps
