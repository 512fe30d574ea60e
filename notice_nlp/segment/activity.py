"""Headings that name a processing activity: "Newsletter", "Google Maps" – and not "Your rights" or "Which data we collect"."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from notice_nlp.notice import Block, Span
from notice_nlp.segment.sections import Section

# A longer heading is a sentence or a question.
MAX_WORDS = 7
_NUMBER = re.compile(r"(?:(?:§|Art\.) ?\d+|\(?(?:\d+|[IVX]+|[a-z])[.)](?:\d+\.?)*|\d+(?:\.\d+)*)\s+")


@cache
def _other() -> re.Pattern[str]:
    words = json.loads(resources.files(__package__).joinpath("headings.json").read_text("utf-8"))
    return re.compile(rf"\b(?:{'|'.join(w for group in words.values() for w in group)})\b", re.I)


def activity_heading(text: str, blocks: Sequence[Block], section: Section) -> Span | None:
    """The span of a section's heading without its number, if it names an activity; else None."""
    if section.heading is None:
        return None
    block = blocks[section.heading]
    start, end = block.start, block.start + len(text[block.start : block.end].rstrip())
    while start < end and text[start].isspace():
        start += 1
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    wording = text[start:end]
    if not wording or wording.endswith("?") or len(wording.split()) > MAX_WORDS or _other().search(wording):
        return None
    return start, end
