"""Baselines without a trained model: the term base in running text, and a short list of regular expressions.

Each is a function from a gold record to a predicted record of the same format (``text``, ``mentions``, ``rows``); only the
record's text and language are looked at. Both share how they tell negation and rows:

- a mention is negated if a word of negation stands in its sentence at most :data:`WINDOW` words from it, on either side
  (after NegEx, Chapman et al. 2001);
- each section with a heading is one row: the heading is its purpose, the mentions below it are its data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from notice_nlp.compare.negation import cues
from notice_nlp.extract.features import WORD, Unit
from notice_nlp.extract.lexicon import LANGUAGES, Lexicon
from notice_nlp.notice import Block, Span
from notice_nlp.read import read_text
from notice_nlp.read.document import Document
from notice_nlp.segment.sections import sections
from notice_nlp.segment.sentences import sentences
from notice_nlp.taxonomy.normalise import normalise

WINDOW = 5
# Characters after a mention that can complete an elliptic compound, as much as the analysis looks at.
FOLLOWING = 80

Record = Mapping[str, Any]
Baseline = Callable[[Record], dict[str, Any]]
Found = tuple[int, int, str]


def termbase(record: Record) -> dict[str, Any]:
    """All terms of the taxonomy in the record's language (English for other than the two), longest first, left to right;
    concepts by the term base alone."""
    return predicted(record, _terms)


def regex(record: Record) -> dict[str, Any]:
    """The patterns of ``patterns.json`` in the record's language (English, where there are none), leftmost and then longest first."""
    return predicted(record, _pattern_matches)


BASELINES: Mapping[str, Baseline] = {"termbase": termbase, "regex": regex}


def _terms(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    units = [Unit(0, 0, m.start(), m.end(), m.group(), 0, 0) for m in WORD.finditer(text, start, end)]
    for first, last, _ in _lexicon(language if language in LANGUAGES else "en").matches(units):
        a, b = units[first].start, units[last - 1].end
        yield a, b, normalise(text[a:b], language, following=text[b : min(end, b + FOLLOWING)])[0]


def _pattern_matches(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    found = [(m.start(), m.end(), concept) for concept, p in _patterns(language).items() for m in p.finditer(text, start, end)]
    reached = start
    for a, b, concept in sorted(found, key=lambda f: (f[0], -f[1])):
        if a >= reached:
            yield a, b, concept
            reached = b


def predicted(record: Record, finder: Callable[[str, int, int, str], Iterable[Found]]) -> dict[str, Any]:
    """A record's prediction by a function that finds mentions (start, end, concept) in a stretch of text in a language."""
    document = read_text(record["text"])
    mentions = []
    owners = []
    for number, block in enumerate(document.blocks):
        for a, b in _pieces(document.text, block):
            denied = cues(document.text, a, b)
            for start, end, concept in finder(document.text, a, b, record["language"]):
                negated = any(_near(document.text, (start, end), cue) for cue in denied)
                mentions.append({"start": start, "end": end, "category": concept, "negated": negated})
                owners.append(number)
    return {"id": record.get("id", ""), "text": document.text, "mentions": mentions, "rows": _rows(document, owners)}


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block, or of each of its cells."""
    for start, end in dict.fromkeys(block.cells) or ((block.start, block.end),):
        yield from ((start + a, start + b) for a, b in sentences(text[start:end]))


def _near(text: str, mention: Span, cue: Span) -> bool:
    """Whether at most WINDOW words stand between a mention and a word of negation outside it."""
    before = cue[1] <= mention[0]
    if not before and cue[0] < mention[1]:
        return False
    between = text[cue[1] : mention[0]] if before else text[mention[1] : cue[0]]
    return len(re.findall(r"\w+", between)) <= WINDOW


def _rows(document: Document, owners: list[int]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for section in sections(document.blocks):
        members = set(section.blocks)
        data = [i for i, owner in enumerate(owners) if owner in members]
        if section.heading is not None and data:
            heading = document.blocks[section.heading]
            rows.append({"id": f"r{len(rows) + 1}", "purpose": [[heading.start, heading.end]], "data": data})
    return rows


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon((language,))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    data = json.loads(resources.files(__package__).joinpath("patterns.json").read_text("utf-8"))
    return {concept: re.compile(rf"\b(?:{p})\b", re.I) for concept, p in data.get(language, data["en"]).items()}
