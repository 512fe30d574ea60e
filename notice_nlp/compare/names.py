"""Names of companies and services, and the forms in which they are compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from notice_nlp.notice import Span
from notice_nlp.view import clean

# "Hetzner Online GmbH", "Stripe Payments Europe, Ltd."
_LEGAL_FORM = (
    r"GmbH(?: & Co\. KG(?:aA)?)?|gGmbH|mbH|AG|SE|KG|OHG|UG|e\. ?V\.|eG|Inc\.?|LLC|L\.L\.C\.|Ltd\.?|Limited|plc|PLC|"
    r"Corp\.?|Corporation|S\.? ?à\.? ?r\.? ?l\.?|"
    r"S\.A\.(?:S\.)?|SAS|SARL|B\.V\.|BV|N\.V\.|A/S|ApS|Oy|AB|S\.r\.l\.|S\.p\.A\.|Sp\. z o\.o\."
)
# Words of a name are atomic and parted by a blank, so that no long line of dots and capitals is tried in every way.
_NAME = r"(?>[A-ZÄÖÜ0-9][\w&'’+-]{0,40}(?:\.[\w&'’+-]{1,40}){0,4})(?: ?\([A-Z]\w{1,30}\))?"
COMPANY = re.compile(
    rf"(?<![\w.&'’+-]){_NAME}(?:,?[ \u00a0](?:(?:&|und|of|de|für|[a-z]{{1,3}}\.)[ \u00a0])?{_NAME}){{0,5}}?,?"
    rf"[ \u00a0](?:{_LEGAL_FORM})(?!\w)"
)
_FORM_WORDS = re.compile(rf"(?<!\w)(?:{_LEGAL_FORM}|the|die|der|das|dem|den|our|unsere?\w?|an|by|von|and|und|co|company|firma)(?!\w)", re.I)

# Between the names of a list in a table's cell, not before a legal form or within brackets.
_BETWEEN = re.compile(
    rf"[,;]\s+(?!(?:{_LEGAL_FORM})(?!\w))(?![^(]*\))(?=[A-ZÄÖÜ]|(?!(?:nur|wenn|falls|soweit|sofern|bei|auf|die|der|only|if|where|on|as|who|which)\b)"
    r"\w+(?: \w+){0,2}\s*(?:[,;(]|\Z))"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|\Z)")


# "auf Taubenschlag gespeichert", "Dienst Taubenschlag", "we use Pigeonhole": names without a legal form.
_BARE = (
    r"[„\"“‚']?(?P<{}>(?!(?:Ihr|Dein|Unser|Dies|Jen|Sein|Der|Die|Das|Den|Dem|Ein|Wir|Sie|Your|Our|The|This|These|Their)\w{{0,3}}\b)"
    r"[A-ZÄÖÜ][\w&+-]{{2,30}}(?:\.\w{{2,10}})?(?: [A-ZÄÖÜ0-9][\w&+-]{{1,30}}){{0,2}})[“\"”'‘]?"
)
_CUED = re.compile(
    r"\b(?:auf|bei|mit|über|durch|in|on|with|by|via|at) (?:den Servern von |Servern von |servers of )?"
    + _BARE.format("there")
    + r" (?:gespeichert|gehostet|verwaltet|versendet|versandt|betrieben|stored|hosted|managed)\b|"
    r"\b(?:stored|saved|hosted|managed|sent) (?:on|by|with|via|at|using|through) (?:the )?(?:servers of )?"
    + _BARE.format("by")
    + r"|\b(?:(?:\w*[Dd]ienst|[Tt]ool|[Ss]oftware|[Pp]lugin)(?:s|es)?|CRM|[Ss]ervice|provider|vendor|tool)(?: namens| called| named)? "
    + _BARE.format("service")
    + r"|\b(?:nutzen|verwenden|setzen|use) (?:wir |we )?(?:hierfür |dazu |dafür |zusätzlich |also )?"
    + _BARE.format("used")
)
_SERVICE = re.compile(r"Anbieter|\w*[Dd]ienst\b|Plug-?in|\b[Tt]ool\b|[Pp]rovider|provided by|\b[Ss]ervice\b|Software|Plattform|[Pp]latform")
# A German noun that ends like this is none of a product.
_NOUN = re.compile(
    r"\w*(?:ung|heit|keit|schaft|ion|ität|daten|angaben|adressen?|funktion(?:en)?|[dD]ienstleister|[sS]erver|system|seite|informationen)(?:en|s|n)?"
)


def bare_names(text: str, language: str) -> Iterator[Span]:
    """Names without a legal form, told by the words around them: what something is stored on, a service called so."""
    for match in _CUED.finditer(text):
        start, end = match.span(str(match.lastgroup))
        if not (language == "de" and _NOUN.fullmatch(text, start, end)):
            yield start, end


def names_service(heading: str, below: str) -> bool:
    """Whether a heading is the name of a service: a few words with capitals, that the text below calls one."""
    words = heading.split()
    first = words[0] if words else ""
    return len(words) <= 4 and first[:1].isupper() and first in below and bool(_SERVICE.search(below)) and not _NOUN.fullmatch(words[-1])


@cache
def services() -> re.Pattern[str]:
    names = json.loads(resources.files(__package__).joinpath("services.json").read_text("utf-8"))["names"]
    return re.compile(r"(?<![\w@./-])(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w@]|\.\w)")


def name_key(text: str) -> str:
    """A name without legal form, articles, case, punctuation, and what follows it in brackets: seat, servers, owner."""
    name = clean(text).casefold()
    bare = _BRACKETS.sub(" ", name)
    return " ".join(re.findall(r"\w+", _FORM_WORDS.sub(" ", (bare if bare.strip() else name).replace("&", " "))))


def listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the names that a cell lists: "Treuhänder, Inkassobüro" are two, "Stripe Payments Europe, Ltd." is one."""
    first = start
    for match in _BETWEEN.finditer(text[start:end]):
        yield first, start + match.start()
        first = start + match.end()
    yield first, end
