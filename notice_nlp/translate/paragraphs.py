"""Paragraphs cut into the sentences that a translator works on, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences
from notice_nlp.translate.segments import Draft, Segment

# What is no sentence: the number of a section, and what a number must follow ("Hafenstr. 12", "Abs.. 1", "SSL-bzw. TLS").
_NUMBER = re.compile(r"\(?(?:[a-z]|[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)[.)]")
_GOES_ON = re.compile(r"(?:str|\b(?:Abs|Art|Nr|lit|No)\.|-bzw)\.$", re.I)


def cut(text: str) -> list[Span]:
    """Spans of a text's sentences, each with the section number before it: a translator's sentences, not a reader's."""
    found: list[Span] = []
    for start, end in sentences(text):
        before = text[found[-1][0] : found[-1][1]] if found else ""
        if before and (_NUMBER.fullmatch(before) or (_GOES_ON.search(before) and re.match(r"\d|[A-Z]{3}", text[start:]))):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a block or cell, or a segment that stands alone; ``between`` are the blanks between the sentences."""

    segments: tuple[Segment, ...]
    between: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The paragraph's id, or that of the segment that stands alone."""
        return self.segments[0].paragraph or self.segments[0].id

    @property
    def source(self) -> str:
        """The text as the notice has it."""
        return self._joined([s.source for s in self.segments])

    @property
    def target(self) -> str:
        """The translation; empty unless every sentence that is to be translated is."""
        parts = [s.target or ("" if s.translate else s.source) for s in self.segments]
        return self._joined(parts) if all(parts) else ""

    def _joined(self, parts: Sequence[str]) -> str:
        return "".join(x for pair in zip(parts, (*self.between, ""), strict=True) for x in pair)


def paragraphs(draft: Draft) -> Iterator[Paragraph]:
    """The paragraphs of a draft in its order; where it comes without its text (PO), a blank stands between sentences."""
    for _, group in groupby(enumerate(draft.segments), key=lambda pair: pair[1].paragraph or pair[0]):
        found = tuple(segment for _, segment in group)
        yield Paragraph(found, tuple(_between(draft.text, a, b) for a, b in pairwise(found)))


def _between(text: str, a: Segment, b: Segment) -> str:
    blanks = text[a.span[1] : b.span[0]]
    return blanks if blanks and not blanks.strip() else " "


def whole_text(draft: Draft) -> str:
    """The draft's text with the targets in place of their sources; what is untranslated stays in the source's language."""
    parts, end = [], 0
    for segment in sorted(draft.segments, key=lambda s: s.span):
        start = segment.span[0]
        if start >= end and draft.text[start : segment.span[1]] == segment.source:
            parts += [draft.text[end:start], segment.target or segment.source]
            end = segment.span[1]
    return "".join([*parts, draft.text[end:]])
