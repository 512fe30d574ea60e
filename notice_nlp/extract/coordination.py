"""Mentions that the model joined though they name two data: "E-Mail und Adresse"."""

from __future__ import annotations

import re

from notice_nlp.taxonomy.normalise import look_up

_JOINT = re.compile(r"(?:(?<!\s)\s+)?[,;/]\s*|(?<!\s)\s+(?:und|oder|sowie|and|or|&)\s+")


def split(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The span cut at its conjunctions, if every part is a term of the term base and not all are of one concept;
    else the span as it is. "Vor- und Nachname" and "Datum und Uhrzeit" stay whole."""
    language = language if language in {"de", "en"} else "en"
    parts, at = [], start
    for match in _JOINT.finditer(text, start, end):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, end))
    if len(parts) < 2:
        return [(start, end)]
    found = [look_up(text[a:b], language, text[b:end]) for a, b in parts]
    known = [m.concept for m in found if m and m.kind == "exact"]
    return parts if len(known) == len(parts) and len(set(known)) > 1 else [(start, end)]
