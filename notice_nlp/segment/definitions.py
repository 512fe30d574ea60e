"""Definitions of legal terms: their examples ("such as a name, an identification number") are nobody's data here."""

from __future__ import annotations

import re

from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences

_DEFINES = re.compile(
    r"identifizierte\w* oder (?:eine \w+ )?identifizierbare|bestimmte\w* oder bestimmbare|als identifizierbar wird|"
    r"(?:identified or identifiable|identifiable natural person|identifiable person is one)|"
    r"\bPersonenbezogene (?:Daten|Informationen)[\"”“»«']? (?:sind|bezeichnen|meint|bedeutet)\b(?! (?:für|bei|wir))|"
    r"\bPersonendaten[\"”“»«']? sind (?:alle|sämtliche)|"
    r"\bPersonal (?:data|information)[\"”“’']? (?:means|refers? to|(?:is|are) (?:any|all))\b",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:Dazu|Hierzu|Hierunter|Darunter) (?:gehör|zähl|fall)\w+|(?:This|These|They|Examples?) (?:includes?|are)\b|Beispiele", re.I
)


def definitions(text: str) -> list[Span]:
    """Spans of the sentences that define "personal data" or another term of the law, with a sentence of examples after."""
    found: list[Span] = []
    if not _DEFINES.search(text):
        return found
    for start, end in sentences(text):
        sentence = text[start:end]
        follows = bool(found) and not text[found[-1][1] : start].strip()
        if _DEFINES.search(sentence) or (follows and _GOES_ON.match(sentence)):
            found.append((start, end))
    return found
