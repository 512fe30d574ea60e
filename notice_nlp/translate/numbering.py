"""The number of a section before a heading or paragraph, which no language changes."""

from __future__ import annotations

import re

from notice_nlp.compare.units import units

_SECTION_NUMBER = re.compile(r"\s*+(?:§\s*+\d+[a-z]?\.?|\d+(?:\.\d+)+\.?|\d+[.)]|\(?[a-z]\)|[a-z]\.(?=\s+[A-ZÄÖÜ]\w)|[IVX]+\.)\s++(?=\S)")
_HEADING = re.compile(r"(?!Abs|Satz|Nr|lit)[A-ZÄÖÜ][a-zäöüß]+\b")


def split_number(text: str) -> tuple[str, str]:
    """The number before a text, with the blanks around it, and the text; a date is no number, nor a section with its law."""
    match = _SECTION_NUMBER.match(text)
    if not match:
        return "", text
    number, body = match.group(), text[match.end() :]
    if "§" in number:
        return (number, body) if _HEADING.match(body) else ("", text)
    if any(u.start < match.end() and u.kind != "number" for u in units(text)):
        return "", text
    return number, body
