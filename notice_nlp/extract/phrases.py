"""Turns of phrase that notices share: clauses that always name a datum, and words that only look like one.

Both are data that can be read and extended: ``phrases.json`` (a pattern and its concept, or ``null`` where the pattern only
says that what the model saw in pieces is one datum) and ``not_data.json`` (what stands before, in and after a span that
names no datum of the data subject, and why).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from notice_nlp.notice import Span

# How far (characters) the words before and after a span are looked at.
REACH = 160


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place where a turn of phrase stands, and its concept; None where it only joins."""

    span: Span
    concept: str | None


@dataclass(frozen=True, slots=True)
class _NotData:
    before: re.Pattern[str] | None
    span: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def matches(self, text: str, start: int, end: int) -> bool:
        return (
            (self.span is None or self.span.fullmatch(text, start, end) is not None)
            and (self.before is None or self.before.search(text[max(0, start - REACH) : start]) is not None)
            and (self.after is None or self.after.search(text[end : end + REACH]) is not None)
        )


def _load(name: str, language: str) -> list[dict[str, str | None]]:
    data: dict[str, list[dict[str, str | None]]] = json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
    return data.get(language, [])


@cache
def _phrases(language: str) -> list[tuple[re.Pattern[str], str | None]]:
    return [(re.compile(str(entry["pattern"]), re.I), entry["concept"]) for entry in _load("phrases.json", language)]


@cache
def _not_data(language: str) -> list[_NotData]:
    def compiled(pattern: str | None) -> re.Pattern[str] | None:
        return re.compile(pattern, re.I) if pattern else None

    return [
        _NotData(compiled(e.get("before")), compiled(e.get("span")), compiled(e.get("after"))) for e in _load("not_data.json", language)
    ]


def phrases(text: str, start: int, end: int, language: str) -> Iterator[Phrase]:
    """Turns of phrase in ``[start, end)`` that name a datum, pattern by pattern."""
    for pattern, concept in _phrases(language):
        for match in pattern.finditer(text, start, end):
            yield Phrase(match.span(), concept)


def names_no_datum(text: str, start: int, end: int, language: str) -> bool:
    """Whether what stands around ``[start, end)`` says that it is no datum of the data subject."""
    return any(rule.matches(text, start, end) for rule in _not_data(language))
