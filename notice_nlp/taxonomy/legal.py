"""Legal bases: citations ("Art. 6 Abs. 1 lit. f DSGVO") and wordings ("your consent") to concept ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from notice_nlp.taxonomy.store import _load

# "Art. 6 Abs. 1 S. 1 lit. b und f", "Article 6(1)(a) and (c)", "Art. 6 I b", "Artt. 9 Abs. 2 lit. a"
_CITATION = re.compile(
    r"\b(?:Art(?:t|s|icles?|ikeln?)?\.?)\s*(?P<article>6|9)\b(?P<rest>(?:\s*(?:,|\(|\)|§|Abs(?:atz|\.)?|paragraphs?|para?\.?|"
    r"S(?:atz|entence|ent\.?|\.)|p\.(?=\s*\d)|lit(?:\.|era|t\.?)?|Buchst(?:\.|aben?)?|Bst\.?|letters?|points?|subpara\w*\.?|U(?:nter)?abs(?:atz|\.)?|und|and|or|oder|bzw\.?|sowie|"
    r"as well as|first|sentence|[12I]{1,2}\b|[a-j]\b|/))*)",
    re.I,
)
# "point (a) of the first sentence of Article 6(1)"
POINT = re.compile(r"(?:points?|letters?|lit\.)\s*\(?([a-j])\)?\s+(?:of|in)\s+(?:the first (?:sentence|subparagraph) of )?\Z", re.I)
# Safeguards of a transfer, not the contract with the data subject.
_SAFEGUARDS = re.compile(
    r"(?:(?:eu[ -])?standard )?contract(?:ual)? clauses|standardvertragsklauseln?|standarddatenschutzklauseln?|"
    r"auftragsverarbeitungsvertr\w+|data processing agreements?"
)
# The law's name after a citation, short, long or both.
_LAW = re.compile(
    r"\s*+(?:(?:of the|der|des) )?(?:EU[- ])?(?:DS-?GVO|GDPR|Datenschutz-?Grundverordnung|General Data Protection Regulation)\b"
    r"(?:\s*\((?:EU[- ])?(?:DS-?GVO|GDPR)\))?",
    re.I,
)
# Laws other than the GDPR that bases of the taxonomy name.
_OTHER_LAWS = re.compile(
    r"(?:§§?|\bsec(?:tion|t)?s?\.?)\s*(?:25|26|3|4|31|7|147|257|12|165|6)\b(?:\s*(?:\(\d\)|Abs(?:atz|\.)?\s*\d|S(?:atz|\.)\s*\d|Nr\.\s*\d|no\.\s*\d|,))*"
    r"(?:\s*(?:of the|des|der))?\s*(?:TDDDG|TTDSG|BDSG|UWG|AO|HGB|DSG-EKD|DSG|TKG|KDG)\b",
    re.I,
)
_LETTER = re.compile(r"(?<![a-zäöü])([a-j])(?![a-zäöü])", re.I)


@cache
def legal_bases() -> list[dict[str, Any]]:
    """The legal bases of the taxonomy, as in ``legal_bases.json``."""
    found: list[dict[str, Any]] = _load("legal_bases.json")["legal_bases"]
    return found


@cache
def _cues() -> list[tuple[str, str]]:
    """Wordings and ids, longest first, so that "ausdrückliche Einwilligung" comes before "Einwilligung"."""
    pairs = [(cue.casefold(), b["id"]) for b in legal_bases() for cues in b["cues"].values() for cue in cues]
    return sorted(pairs, key=lambda p: -len(p[0]))


def basis_citations(text: str) -> Iterator[tuple[int, int]]:
    """Spans of citations that name a legal basis down to its letter: "Art. 6 Abs. 1 lit. f DSGVO", "§ 25 Abs. 1 TDDDG"."""
    for match in _CITATION.finditer(text):
        letters = list(_LETTER.finditer(_plain(match["rest"])))
        before = POINT.search(text, max(0, match.start() - 60), match.start())
        if not letters and not before:
            continue
        end = match.end()
        law = _LAW.match(text, end)
        if law:
            end = law.end()
        else:
            end = match.start() + len(re.sub(r"(?:[\s,(/]|\b(?:und|and|oder|or|bzw\.?|sowie|as well as))+\Z", "", match.group()))
            # A bracket that the citation stands in.
            end -= text[match.start() : end].count(")") > text[match.start() : end].count("(")
        yield (before.start() if before else match.start()), end
    for match in _OTHER_LAWS.finditer(text):
        yield match.span()


def _plain(rest: str) -> str:
    """What follows an article's number, its words blanked, so that only letters and figures stand in it."""
    return re.sub(
        r"\b(?:Abs|lit|Buchst|litera|S|Satz|and|und|or|oder|Art)\b\.?|[^\W\d_]{2,}", lambda m: " " * len(m.group()), rest, flags=re.I
    )


def match_legal_basis(text: str) -> list[str]:
    """Ids of the legal bases a stretch of text states, in reading order; none where it states no known one."""
    found: list[tuple[float, str]] = []
    text = re.sub(r"\bi\. ?V\. ?m\.", "iVm", text)
    covered = text.casefold()
    for match in _CITATION.finditer(text):
        prefix = f"eu-gdpr:A{match['article']}-{1 if match['article'] == '6' else 2}"
        rest = _plain(match["rest"])
        if before := POINT.search(text, max(0, match.start() - 60), match.start()):
            found.append((match.start(), f"{prefix}-{before[1].lower()}"))
        found.extend((match.start() + m.start() / 1000, f"{prefix}-{m.group(1).lower()}") for m in _LETTER.finditer(rest))
        covered = covered[: match.start()] + " " * (match.end() - match.start()) + covered[match.end() :]
    covered = _SAFEGUARDS.sub(lambda m: " " * len(m.group()), covered)
    for cue, id in _cues():
        at = covered.find(cue)
        if at >= 0:
            found.append((at, id))
            covered = covered.replace(cue, " " * len(cue))
    known = {b["id"] for b in legal_bases()}
    return list(dict.fromkeys(id for _, id in sorted(found) if id in known))
