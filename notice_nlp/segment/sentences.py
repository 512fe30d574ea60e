"""Sentence boundaries that survive "z. B.", "Art. 6 Abs. 1 lit. f", "i. V. m." and "1. Januar", but not in "nach § 25. Danach"."""

from __future__ import annotations

import itertools
import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from notice_nlp.notice import Span

_END = re.compile(r"(?<![.!?…])([.!?…]++)([\"'”“»«)\]]*+)\s++(?=[\"'„“»«(\[]?\w)")

# Characters before a full stop that tell an abbreviation or an ordinal; all of these are shorter.
LOOK_BACK = 40


@cache
def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(resources.files(__package__).joinpath("abbreviations.json").read_text("utf-8"))
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_data()["de"]) | frozenset(_data()["en"])


@cache
def _numbers() -> tuple[re.Pattern[str], frozenset[str]]:
    """What stands before a number that is a name or a count, and words that begin a sentence after a number."""
    return re.compile(rf"(?:§|\b(?:{'|'.join(_data()['counted'])})\b\.?)\s*$", re.I), frozenset(_data()["begin"])


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of a text, without the blanks around them; an empty text has none."""
    return list(_sentences(text))


def sentence_at(text: str, offset: int) -> Span:
    """The span of the sentence that holds an offset of a text; the whole text where none does."""
    return span_at(_sentences(text), offset, (0, len(text)))


def span_at(spans: Sequence[Span], offset: int, default: Span) -> Span:
    """The span, of those in reading order that do not overlap, that holds an offset; ``default`` where none does."""
    at = bisect_right(spans, offset, key=lambda s: s[0]) - 1
    return spans[at] if at >= 0 and offset < spans[at][1] else default


# A block is asked for its sentences once for each thing that stands in it.
@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[Span, ...]:
    cuts = [0]
    for match in _END.finditer(text):
        if _ends(text, match):
            cuts.append(match.end())
    cuts.append(len(text))
    spans = []
    for a, b in itertools.pairwise(cuts):
        piece = text[a:b]
        if piece.strip():
            start = a + len(piece) - len(piece.lstrip())
            spans.append((start, start + len(piece.strip())))
    return tuple(spans)


def _ends(text: str, match: re.Match[str]) -> bool:
    # No more than what decides: a paragraph may hold a hundred thousand full stops.
    before = text[max(0, match.end(1) - LOOK_BACK) : match.end(1)]
    following = text[match.end() : match.end() + 2].lstrip("\"'„“»«([")[:1]
    if match.group(1) != ".":
        return not following.islower()
    if following.islower() or (following.isdigit() and re.search(r"\b(?:Abs|Art|lit|Nr|No|S|Ziff|Satz|para)\.$", before, re.I)):
        return False
    word = re.search(r"(?<![\w-])([\w-]+)\.$", before)
    if not word:
        return True
    token = word.group(1)
    if token.isdigit():
        # An ordinal ("am 1. Januar") or a section number; a year ends a sentence.
        return len(token) in {3, 4} or _is_count(text, match, len(token))
    return token.lower() not in _abbreviations()


def _is_count(text: str, match: re.Match[str], digits: int) -> bool:
    """Whether a short number before a full stop ends a sentence: it counts or names something, or a word follows that must begin
    a sentence. A number at the very start is that of a list."""
    before = text[: match.end(1) - 1 - digits]
    following = re.match(r"[^\W\d_]+", text[match.end() :].lstrip("\"'„“»«(["))
    counted, begin = _numbers()
    return bool(before.strip()) and bool(counted.search(before) or (following and following.group().lower() in begin))
