"""The main job: a file or text in, a :class:`Notice` with rows and mentions out."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from notice_nlp.assemble import assemble
from notice_nlp.errors import BadInput
from notice_nlp.extract.calibration import calibrated
from notice_nlp.extract.coordination import split
from notice_nlp.extract.decode import Candidate, Tagged
from notice_nlp.extract.denial import denies_something_else
from notice_nlp.extract.listed import listed_items
from notice_nlp.extract.phrases import Phrase, names_no_datum, phrases
from notice_nlp.extract.session import OnnxTagger, Tagger
from notice_nlp.extract.trim import complete, is_fragment, is_generic, trim
from notice_nlp.notice import UNKNOWN, Block, Mention, Notice, Span, Vectors
from notice_nlp.read import SUFFIXES, read_bytes, read_file, read_text
from notice_nlp.read.document import Document
from notice_nlp.read.language import SUPPORTED, label_blocks
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.segment import Tables, Window, definitions, read_tables, windows
from notice_nlp.taxonomy.normalise import look_up, normalise
from notice_nlp.taxonomy.store import taxonomy

LANGUAGES = ("auto", *SUPPORTED)
# How sure an item is that only its place in a column of data speaks for.
LISTED_CONFIDENCE = 0.6
# How sure a turn of phrase that names a datum is where the model saw nothing.
PHRASE_CONFIDENCE = 0.7
# A cell longer than this (characters) in which the model saw nothing is no list of data.
MAX_UNSEEN = 120
# Windows between two looks at the clock; the shipped model's own portion.
AT_ONCE = 128


@cache
def default_tagger() -> OnnxTagger:
    """The shipped model, loaded once per process."""
    return OnnxTagger()


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    language: str = "auto",
    format: str | None = None,
    tagger: Tagger | None = None,
    min_confidence: float = 0.0,
    limits: Limits = DEFAULT,
) -> Notice:
    """Reads a notice and finds its processing activities.

    Args:
        source: a path, the bytes of a file, or the notice's text itself. A string is a path if such a file exists
            or if it is one line that ends like a file name; otherwise it is text.
        language: ``de``, ``en``, or ``auto`` to detect it per block.
        format: ``text``, ``markdown`` or ``html`` for a text; files tell theirs.
        tagger: another model than the shipped one.
        min_confidence: mentions less sure than this are left out.
        limits: bounds on size and depth.

    Raises:
        BadInput: the source can't be read as a German or English notice; the message is one line.
        MissingExtra: the format needs an extra that is not installed.
        ValueError: ``language`` is none of the three.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    document, name = read(source, format=format, limits=limits)
    try:
        notice = analyse(document, language=language, tagger=tagger, min_confidence=min_confidence)
    except BadInput as error:
        raise error.named(name) from None
    return replace(notice, source=name)


def read(source: str | os.PathLike[str] | bytes, *, format: str | None = None, limits: Limits = DEFAULT) -> tuple[Document, str]:
    """The document of a source as :func:`parse` takes it, and the source's name."""
    if isinstance(source, bytes):
        return read_bytes(source, limits=limits), "<bytes>"
    if not isinstance(source, str) or _is_path(source):
        path = Path(source)
        return read_file(path, limits), str(path)
    if not source.strip():
        raise BadInput("empty text")
    looks_html = re.match(r"\s*<(?:!doctype|html|body|div|section|table|h1|p)\b", source, re.I)
    return read_text(source, format or ("html" if looks_html else "text"), limits=limits), "<text>"


def _is_path(text: str) -> bool:
    if not text.strip() or "\n" in text or len(text) > 1000 or "\0" in text:
        return False
    try:
        if Path(text).exists():
            return True
    except OSError:
        return False
    return Path(text).suffix.lower() in SUFFIXES and " " not in text.strip()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the model: its blocks with their languages, its tables, and the windows to tag."""

    document: Document
    language: str
    blocks: tuple[Block, ...]
    tables: Tables
    windows: tuple[Window, ...]
    warnings: tuple[str, ...]


def prepare(document: Document, *, language: str = "auto") -> Prepared:
    """What comes before the model: languages, tables, windows.

    Raises:
        BadInput: the text is in neither German nor English.
    """
    blocks, main = label_blocks(document.text, document.blocks, language)
    warnings = list(document.warnings)
    if main not in SUPPORTED:
        raise BadInput(f"language {main!r} is not supported (German and English are)" if main else "too little text to tell its language")
    foreign = sorted({b.language for b in blocks} - set(SUPPORTED))
    if foreign:
        warnings.append(f"blocks in other languages left out: {', '.join(foreign)}")
    tables = read_tables(document.text, blocks)
    if any(row.guessed for row in tables.rows):
        warnings.append("a table names no purpose column: its columns were told apart by their content")
    return Prepared(document, main, blocks, tables, cut(document.text, blocks, tables), tuple(warnings))


def cut(text: str, blocks: Sequence[Block], tables: Tables) -> tuple[Window, ...]:
    """The windows that the model reads: those with a block in a language that it knows."""
    return tuple(w for w in windows(text, blocks, tables) if any(blocks[i].language in SUPPORTED for i in w.blocks))


def finish(prepared: Prepared, tagged: Sequence[Tagged], tagger: Tagger, *, min_confidence: float = 0.0) -> Notice:
    """What comes after the model: mentions and rows from what it found in each of the windows, in order."""
    document, blocks, tables = prepared.document, prepared.blocks, prepared.tables
    defined = [(b.start + s, b.start + e) for b in blocks for s, e in definitions(document.text[b.start : b.end])]
    mentions = _mentions(document.text, blocks, defined, tagged, tagger, min_confidence)
    columns = [(row.block, cell) for row in tables.rows for cell, role in zip(row.cells, row.roles, strict=True) if role == "data"]
    cells = [(cell, blocks[i].language) for i, cell in columns if blocks[i].language in SUPPORTED]
    mentions = _with_phrases(document.text, blocks, mentions, defined, min_confidence)
    mentions = _with_listed(document.text, mentions, cells, min_confidence)
    rows, mentions = assemble(document.text, blocks, tables, tagged, mentions)
    return Notice(
        text=document.text, language=prepared.language, blocks=blocks, mentions=mentions, rows=rows, format=document.format,
        encoding=document.encoding, model=tagger.fingerprint, warnings=prepared.warnings, vectors=states_of(tagged),
    )  # fmt: skip


def analyse(
    document: Document,
    *,
    language: str = "auto",
    tagger: Tagger | None = None,
    min_confidence: float = 0.0,
    seconds: float = math.inf,
) -> Notice:
    """Rows and mentions of a document that has been read.

    Raises:
        BadInput: the text is in neither German nor English, or so long that the model takes more than ``seconds``.
    """
    tagger = tagger or default_tagger()
    prepared = prepare(document, language=language)
    return finish(prepared, tag_within(prepared, tagger, seconds), tagger, min_confidence=min_confidence)


def tag_within(prepared: Prepared, tagger: Tagger, seconds: float = math.inf) -> list[Tagged]:
    """What the model finds in each window of a document. Raises BadInput where that takes longer than ``seconds``."""
    end = time.monotonic() + seconds
    tagged: list[Tagged] = []
    for at in range(0, len(prepared.windows), AT_ONCE):
        if time.monotonic() > end:
            raise BadInput(f"takes longer than {seconds:g} s to analyse ({len(prepared.document.text)} characters)")
        tagged.extend(tagger.tag(prepared.windows[at : at + AT_ONCE]))
    return tagged


def with_vectors(notice: Notice, tagger: Tagger | None = None) -> Notice:
    """The notice with the encoder's states; one that came from JSON is read by the model once more."""
    if notice.vectors is not None or not notice.blocks:
        return notice
    to_read = windows(notice.text, notice.blocks, read_tables(notice.text, notice.blocks))
    return replace(notice, vectors=states_of((tagger or default_tagger()).tag(to_read)))


def states_of(tagged: Sequence[Tagged]) -> Vectors | None:
    """States of all words in the order of the text; None where the tagger gives none."""
    states = [t.states for t in tagged if t.states is not None]
    if not states:
        return None
    spans = np.array([w for t in tagged if t.states is not None for w in t.words], dtype=np.int64)
    order = np.argsort(spans[:, 1], kind="stable")
    return Vectors(np.concatenate(states)[order], spans[order])


def _mentions(
    text: str, blocks: Sequence[Block], defined: Sequence[Span], tagged: Sequence[Tagged], tagger: Tagger, min_confidence: float
) -> tuple[Mention, ...]:
    found: list[Mention] = []
    owners = _Owner(blocks)
    for candidate in sorted((c for t in tagged for c in t.mentions), key=lambda c: c.start):
        language = owners.language(candidate.start)
        start, end = trim(text, candidate.start, complete(text, candidate.start, candidate.end))
        if is_generic(text[start:end]) or any(s <= start < e for s, e in defined):
            continue
        for a, b in split(text, start, end, language):
            if is_fragment(text[a:b], language) and look_up(text[a:b], language) is None:
                continue
            if names_no_datum(text, a, b, language):
                continue
            mention = _mention(text, a, b, candidate, language, tagger)
            if mention.negated:
                block = owners.block(a)
                if denies_something_else(text[block.start : block.end], a - block.start, b - block.start, language):
                    mention = replace(mention, negated=False)
            if mention.confidence >= min_confidence:
                found.append(mention)
    return tuple(found)


def _with_phrases(
    text: str, blocks: Sequence[Block], mentions: Sequence[Mention], defined: Sequence[Span], min_confidence: float
) -> tuple[Mention, ...]:
    """The mentions, and the turns of phrase that name a datum; what the model saw inside one is part of it."""
    kept = list(mentions)
    for block in blocks:
        if block.language not in SUPPORTED or any(s <= block.start < e for s, e in defined):
            continue
        for phrase in phrases(text, block.start, block.end, block.language):
            a, b = phrase.span
            touched = [m for m in kept if m.start < b and a < m.end]
            if any(m.start <= a and b <= m.end for m in touched) or (phrase.concept is None and not touched):
                continue
            kept = [m for m in kept if m not in touched]
            kept.append(_phrase(phrase, touched))
    return tuple(sorted((m for m in kept if m.confidence >= min_confidence), key=lambda m: m.start))


def _phrase(phrase: Phrase, parts: Sequence[Mention]) -> Mention:
    """The datum of a turn of phrase in which the model saw some parts."""
    surest = max(parts, key=lambda m: m.confidence, default=None)
    negated = bool(parts) and all(m.negated for m in parts)
    known = phrase.concept or next((m.category for m in parts if m.category != UNKNOWN), UNKNOWN)
    group = taxonomy()[known].group if known != UNKNOWN else parts[0].group
    return Mention(*phrase.span, known, group, max(PHRASE_CONFIDENCE, surest.confidence if surest else 0.0), negated)


def _with_listed(text: str, mentions: Sequence[Mention], cells: Sequence[tuple[Span, str]], min_confidence: float) -> tuple[Mention, ...]:
    """The mentions, and the items of data columns: one that no mention touches is added, one that several touch is one datum."""
    added: list[Mention] = []
    joined: set[Mention] = set()
    for (start, end), language in cells:
        inside = [m for m in mentions if m.start < end and start < m.end]
        if not inside and end - start > MAX_UNSEEN:
            continue
        for a, b in listed_items(text, start, end, language):
            parts = [m for m in inside if m.start < b and a < m.end]
            if len(parts) > 1 and all(a <= m.start and m.end <= b for m in parts):
                joined.update(parts)
                added.append(_one(text, (a, b), parts, language))
            elif not parts:
                category, sure = normalise(text[a:b], language, following=text[b : b + 80])
                group = _group(category, a, inside)
                added.append(Mention(a, b, category, group, round(LISTED_CONFIDENCE * max(sure, 0.5), 4)))
    return tuple(
        sorted([*(m for m in mentions if m not in joined), *(m for m in added if m.confidence >= min_confidence)], key=lambda m: m.start)
    )


def _one(text: str, item: Span, parts: Sequence[Mention], language: str) -> Mention:
    """The datum of an item in which the model saw several: the term base's concept of the whole, else of the surest part."""
    surest = max(parts, key=lambda m: m.confidence)
    category, _ = normalise(text[item[0] : item[1]], language)
    category = surest.category if category == UNKNOWN else category
    return Mention(*item, category, _group(category, item[0], parts), surest.confidence, all(m.negated for m in parts))


def _group(category: str, at: int, neighbours: Sequence[Mention]) -> str:
    """The category's group; of an unknown one the nearest neighbour's, the first group where there is none."""
    if category != UNKNOWN:
        return taxonomy()[category].group
    return min(neighbours, key=lambda m: abs(m.start - at)).group if neighbours else taxonomy().groups[0]


def _mention(text: str, start: int, end: int, candidate: Candidate, language: str, tagger: Tagger) -> Mention:
    scores = {tagger.labels.concepts[i]: float(p) for i, p in enumerate(candidate.concepts) if p > 0.005}
    category, sure = normalise(text[start:end], language, scores, following=text[end : end + 80])
    group = candidate.group if category == UNKNOWN else taxonomy()[category].group
    confidence = round(calibrated(min(1.0, candidate.probability * sure), tagger.calibration), 4)
    return Mention(start, end, category, group, confidence, candidate.negated > 0.5)


class _Owner:
    """Finds the block, and so the language, at an offset."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        from bisect import bisect_right

        self.starts = [b.start for b in blocks]
        self.blocks, self.find = blocks, bisect_right

    def block(self, offset: int) -> Block:
        return self.blocks[max(0, self.find(self.starts, offset) - 1)]

    def language(self, offset: int) -> str:
        return self.block(offset).language
