"""Items of a column that lists data: what stands between its separators is a datum, whether the model saw it or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_nlp.extract.trim import is_generic, trim
from notice_nlp.notice import Span

MAX_WORDS = 9
# Characters that so few words never have, blanks between them included.
LONGEST = 500
_SEPARATOR = re.compile(
    r"[,;•·\n|:]|(?<!\w)[(\[]|(?<=\w)[)\]](?!\w)(?<!\(\w\))(?<!\(\w\w\))|\.(?=\s|$)|"
    r"\s(?:und|sowie|oder|bzw\.|wie|einschließlich|inklusive|and|or|as well as|such as|including)\s"
)
# A clause is no item: "die Sie während des Gesprächs nennen".
_CLAUSE = re.compile(
    r"\b(?:wird|werden|wurden?|ist|sind|hat|haben|kann|können|umfasst|umfassen|soweit|falls|wenn|sofern|Sie|wir|du|"
    r"is|are|was|were|has|have|can|may|will|you|we|if|when|where|unless|only|nur|keine?r?|none|no|not|nicht)\b|\d{3,}|https?:",
)
_OPENING = re.compile(
    r"\s*(?:zum Beispiel|z\. ?B\.|insbesondere|ggf\.|gegebenenfalls|in particular|e\.g\.|for example|optional|etc)\b[:. ]*", re.I
)


def listed_items(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Spans of the items of a list in a cell ``[start, end)``; clauses, generic words and long stretches are none.

    A blank or elliptic half ("Rechnungs-") is an item too; brackets close an item and open a list of their own.
    """
    at = start
    for cut in _SEPARATOR.finditer(text, start, end):
        if at < cut.start() and (item := _item(text, at, cut.start(), language)):
            yield item
        at = cut.end()
    if at < end and (item := _item(text, at, end, language)):
        yield item


def _item(text: str, start: int, end: int, language: str) -> Span | None:
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    while start < end and text[start].isspace():
        start += 1
    if end - start > LONGEST:
        return None
    start, end = trim(text, start, end) if start < end else (start, end)
    wording = text[start:end]
    words = re.findall(r"[^\W\d_]{2,}", wording)
    named = any(w[0].isupper() for w in words) if language == "de" else bool(words)
    if not words or not named or len(words) > MAX_WORDS or _CLAUSE.search(wording) or is_generic(wording):
        return None
    return start, end
