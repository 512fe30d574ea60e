"""What a negated sentence denies: that data are collected, or only that they are deleted, published or combined.

The model sees the negation; which verb it belongs to it often misses: "we can't delete your IP address" says that the
address is there. Verbs are data (``denial.json``).
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from notice_nlp.segment.sentences import sentence_at


@cache
def _verbs(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = json.loads(resources.files(__package__).joinpath("denial.json").read_text("utf-8"))
    other, processing = (data[language if language in data else "en"][name] for name in ("other", "processing"))
    return re.compile("|".join(other), re.I), re.compile("|".join(processing), re.I)


# "If the session has no coordinates" says when something happens, not what is not processed.
_CONDITION = {
    "de": re.compile(r"\b(?:wenn|falls|sofern|soweit)\b(?:(?!\bwir\b)[^,.;:])*$", re.I),
    "en": re.compile(r"\b(?:if|unless)\b(?:(?!\bwe\b)[^,.;:])*$", re.I),
}
# "… is not published and only passed on as said below": what follows is no longer denied.
_ALLOWED = re.compile(
    r"(?:[,;–]| und| and)\s+(?:(?:aber|sondern|but|and|und)\s+)?(?:(?:it|they|sie|es)\s+)?"
    r"(?:(?:is|are|will|may|can|wird|werden)\s+)?(?:be\s+)?(?:nur|lediglich|ausschließlich|only|solely|exclusively)\b",
    re.I,
)


def denies_something_else(text: str, start: int, end: int, language: str) -> bool:
    """Whether the sentence around ``[start, end)`` of a block's text denies another thing than that the data are processed, or only
    makes a condition of it."""
    a, b = sentence_at(text, start)
    if _CONDITION.get(language, _CONDITION["en"]).search(text[a:start]):
        return True
    # The datum's own words don't count: "stored cards" says nothing about who stores what.
    allowed = _ALLOWED.search(text, end, b)
    around = text[a:start] + " " + text[end : allowed.start() if allowed else b]
    other, processing = _verbs(language)
    return other.search(around) is not None and processing.search(around) is None


def speaks_of_processing(text: str, language: str) -> bool:
    """Whether a clause has a verb of processing data."""
    return _verbs(language)[1].search(text) is not None
