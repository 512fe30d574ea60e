"""Units of a translation memory from a notice and its translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from notice_nlp.analyse import with_vectors
from notice_nlp.compare.align import align_blocks
from notice_nlp.compare.types import Link
from notice_nlp.notice import Block, Notice, Vectors
from notice_nlp.segment.sentences import sentences
from notice_nlp.translate.memory import Unit
from notice_nlp.view import clean

SENTENCE, BLOCK = LEVELS = ("sentence", "block")
# Links less alike than this are rather no translations; so are texts whose lengths differ by more than this factor.
MIN_LINK, MAX_RATIO = 0.4, 2.2
# Short texts may differ more: "Alter" is "age of majority".
SHORT = 25


def units_of(a: Notice, b: Notice, level: str = SENTENCE, origin: str = "") -> Iterator[Unit]:
    """Units of a notice and its translation, in the order of ``a``.

    Args:
        a: the notice.
        b: its translation, in another language.
        level: ``sentence`` (and table cells), or ``block``.
        origin: what the units' origin is to say; default: the notices' names.

    Raises:
        ValueError: both are in one language, or ``level`` is neither.
    """
    if a.language == b.language:
        raise ValueError(f"both notices are in {a.language!r}")
    if level not in LEVELS:
        raise ValueError(f"level {level!r} is not one of {', '.join(LEVELS)}")
    a, b = with_vectors(a), with_vectors(b)
    if level == SENTENCE:
        a, b = _by_sentence(a), _by_sentence(b)
    name = origin or f"{a.source} | {b.source}"
    seen = set()
    for link in align_blocks(a, b):
        source, target = _text(a, link.a), _text(b, link.b)
        unit = Unit(source, target, a.language, b.language, name)
        if _good(link, source, target) and unit not in seen:
            seen.add(unit)
            yield unit


def _good(link: Link, source: str, target: str) -> bool:
    if not source or not target or link.score < MIN_LINK or not any(map(str.isalpha, source)):
        return False
    short, long = sorted((len(source), len(target)))
    return long <= MAX_RATIO * short + SHORT


def _text(notice: Notice, blocks: tuple[int, ...]) -> str:
    return " ".join(filter(None, (clean(notice.text[notice.blocks[i].start : notice.blocks[i].end]) for i in blocks)))


def _by_sentence(notice: Notice) -> Notice:
    """The notice with a block for each sentence and table cell, its vectors told which block is theirs."""
    blocks = [part for block in notice.blocks for part in _parts(notice, block)]
    if notice.vectors is None:
        return replace(notice, blocks=tuple(blocks), rows=())
    starts = np.array([b.start for b in blocks], dtype=np.int64)
    spans = notice.vectors.spans.copy()
    spans[:, 0] = np.maximum(0, np.searchsorted(starts, spans[:, 1], side="right") - 1)
    return replace(notice, blocks=tuple(blocks), vectors=Vectors(notice.vectors.words, spans))


def _parts(notice: Notice, block: Block) -> Iterator[Block]:
    spans = [c for c in dict.fromkeys(block.cells) if block.start <= c[0] < c[1] <= block.end] or [(block.start, block.end)]
    for start, end in spans:
        for first, last in sentences(notice.text[start:end]):
            yield replace(block, start=start + first, end=start + last, cells=())
