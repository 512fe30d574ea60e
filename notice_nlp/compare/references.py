"""References to laws: "Art. 6 Abs. 1 lit. f DSGVO", "Art 6 Abs 1 lit b DSGVO", "Sect. 25(2) no. 2 TDDDG", "Artikel 6 Absatz 1
Unterabsatz 1 Buchstabe f der Datenschutz-Grundverordnung"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_nlp.taxonomy.legal import POINT

# Written as they are: "or" is no Obligationenrecht.
_LAWS = {
    "DSGVO": "GDPR", "DS-GVO": "GDPR", "EU-DSGVO": "GDPR", "EU-DS-GVO": "GDPR", "GDPR": "GDPR", "EU GDPR": "GDPR", "EU-GDPR": "GDPR",
    "UK GDPR": "UK-GDPR", "Datenschutz-Grundverordnung": "GDPR", "Datenschutzgrundverordnung": "GDPR",
    "General Data Protection Regulation": "GDPR", "EU General Data Protection Regulation": "GDPR", "BDSG": "BDSG",
    "TDDDG": "TDDDG", "TTDSG": "TDDDG", "TMG": "TMG", "TKG": "TKG", "HGB": "HGB", "AO": "AO", "UWG": "UWG", "BGB": "BGB", "UStG": "UStG",
    "DSG": "FADP", "FADP": "FADP", "revDSG": "FADP", "nDSG": "FADP", "SGB": "SGB", "GwG": "GwG", "BAO": "BAO", "OR": "CO", "CO": "CO",
    "EStG": "EStG", "AGG": "AGG", "KUG": "KUG", "KunstUrhG": "KUG", "BMG": "BMG", "StGB": "StGB", "DSG-EKD": "DSG-EKD", "KDG": "KDG",
}  # fmt: skip
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
# Sentences and subparagraphs are counted by some writers and left out by most, so that they are no part of the value.
_UNCOUNTED = r"(?:S(?:atz|entence|ent\.?|\.)?|p\.|U(?:nter)?abs(?:atz|\.)?|sub-?para(?:graph|\.)?)\s*\d{1,2}\b"
_PART = (
    rf"{_UNCOUNTED}|Abs(?:atz|\.)?|para(?:graph|s?\.)?|par\.?|\((?:\d{{1,2}}[a-z]?|[a-z])\)|lit(?:era|\.)?|letters?|points?|Buchst(?:aben?|\.)?|"
    r"Bst\.?|Nr\.?|No\.?|number|Ziff(?:er|\.)?|Z\.?|\d{1,2}\b|[a-j]\b|(?-i:I{1,3}|IV)\b|[.,](?=\s*(?:lit|Abs|par|S\.|letter|sentence))"
)
_REFERENCE = re.compile(
    r"(?P<sign>§§?|\bArt(?:ikels?|ikeln|icles?|s|t)?\b\.?|\bsec(?:tions?\b|ts?\b\.?|s?\.)|\b(?-i:Secs?)\b)\s*(?P<number>\d+[a-z]?)\b"
    r"(?:\s*(?:bis|to|through|[-\u2013])\s*(?P<last>\d{1,3})\b(?!\s*(?:Abs|\()))?"
    rf"(?P<rest>(?:\s*+(?:{_PART})){{0,10}})\)?"
    r"(?:\s*+(?:of the|der|des|of)?\s*+(?P<law>(?-i:" + "|".join(sorted(map(re.escape, _LAWS), key=len, reverse=True)) + r"))\b)?",
    re.I,
)
_DETAIL = re.compile(r"(?<![^\W\d_])(?:(?-i:(?P<roman>I{1,3}|IV))|\d{1,2}|[a-j])(?![^\W\d_])", re.I)


def references(text: str) -> Iterator[tuple[str, int, int]]:
    """Each reference as ``LAW number(paragraph)(letter)``, or ``LAW first-last``, the same in both languages, with its span; the
    law's name is empty where none is given."""
    for m in _REFERENCE.finditer(text):
        law = _LAWS.get(m["law"] or "", "")
        sign = "§" if m["sign"][0] in "§sS" else "Art"
        if not law and sign == "Art" and m["number"] in {"6", "9"}:
            law = "GDPR"
        start = m.start()
        before = POINT.search(text, max(0, start - 60), start)
        rest = re.sub(rf"\b{_UNCOUNTED}", " ", m["rest"], flags=re.I)
        detail = [_ROMAN.get(d["roman"] or "", d.group()) for d in _DETAIL.finditer(rest)]
        number = m["number"].casefold() + (f"-{m['last']}" if m["last"] else "")
        value = f"{law} {number}" + "".join(f"({d.casefold()})" for d in [*detail, *([before[1]] if before else [])])
        # A bracket or a blank at the end belongs to the text, unless the law's name follows.
        end = m.end() if m["law"] else m.end("rest")
        yield value, before.start() if before else start, end
