"""Denials that one language makes and the other does not: "an niemanden weitergegeben" beside "passed on to third parties".

Looked for sentence by sentence. A translation may deny in many ways ("without", "free of", "waive", "impossible"), so that a pair is
told only where one side has a plain word of negation and the other no word at all that could deny (``denied.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from notice_nlp.compare.negation import cues
from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences

# A longer sentence has room for a denial in other words.
MAX_WORDS = 45


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, list[str]] = json.loads(resources.files(__package__).joinpath("denied.json").read_text("utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.I) for name, words in data.items() if name != "about"}


def denials(source: str, target: str) -> Iterator[tuple[Span, Span]]:
    """Sentences of two corresponding blocks of which one alone denies that something is done with data.

    None where the blocks have not as many sentences as each other, so that it is not certain which belong together.
    """
    sides = sentences(source), sentences(target)
    if len(sides[0]) != len(sides[1]):
        return
    for a, b in zip(*sides, strict=True):
        if _denies(source[a[0] : a[1]], target[b[0] : b[1]]) or _denies(target[b[0] : b[1]], source[a[0] : a[1]]):
            yield a, b


def _denies(one: str, other: str) -> bool:
    """Whether the first plainly denies that something is done with data and the second says that it is."""
    patterns = _patterns()
    if max(len(one.split()), len(other.split())) > MAX_WORDS or patterns["soft"].search(other) or cues(other, 0, len(other)):
        return False
    plain = [s for s, e in cues(one, 0, len(one)) if patterns["plain"].fullmatch(one, s, e)]
    return bool(plain) and all(patterns["done"].search(text) for text in (one, other)) and not patterns["condition"].search(one)
