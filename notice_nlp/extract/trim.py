"""What never belongs to a mention: articles, possessives and fillers before it, punctuation and loose function words around it."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:der|die|das|den|dem|des|eine?[nmrs]?|ihre?[nmrs]?|deine?[nmrs]?|unsere?[nmrs]?|seine?[nmrs]?|weitere[nrs]?|andere[nrs]?|"
    r"sonstige[nrs]?|jeweilige[nrs]?|etwaige[nrs]?|z\. ?B\.|ggf\.|the|an?|your|our|their|his|her|its|any|other|further|such|e\.g\.|"
    r"und|oder|sowie|and|or)"
    r"\s+|[\s,;:.(„“\"'»«–•*/]+)(?=\S)",
    re.I,
)
# Said of a datum, not part of it: "verwendetes Betriebssystem", "IP-Adresse des anfragenden Rechners".
_PARTICIPLE = re.compile(
    r"(?:(?:verwendet|genutzt|benutzt|eingesetzt|angegeben|übermittelt|hinterlegt|erhoben|entsprechend|gültig|betroffen|"
    r"ursprünglich|zurückgegeben|zugehörig)(?:e[nmrs]?)|(?:provided|used|entered|corresponding|valid|respective|specified|stored|abstract)|"
    r"(?:personal|persönliche[nmrs]?)(?=\s(?:profile|account|profil|konto))|"
    r"(?:information|data|informationen|angaben|daten) (?:about|on|über|zu) (?:the|your|den|die|das|ihren?|deinen?|ihr|dein)"
    r"(?=\s(?:verwendete[nrs]? |used )?(?:web)?(?:browser|operating|betriebssystem))|"
    r"(?:user|visitor|session|sitzung)['’]s)\s+(?=\S)",
    re.I,
)
# "Operating system used", "accessed page on our website".
_SAID_AFTER = re.compile(
    r"(?:(?<=system)|(?<=rowser)|(?<=tware)|(?<=evice)) used$|"
    r"\s+(?:auf (?:unserer|dieser|der) (?:Web(?:s(?:ite|eite)n?)?|Internetseiten?|Seite)|"
    r"on (?:our|this|the) (?:web ?site|site|web ?page))$",
    re.I,
)
# Where the site is part of what is known: visits, uses and what is done there.
_NEEDS_PLACE = re.compile(
    r"\b(?:besuch|visit|nutz|benutz|us(?:e|age|ing)\b|verhalten|behavio|interact|interakt|aktivit|activit|wie\b|how\b|time|zeit|dauer)",
    re.I,
)
# A relative clause that the model broke off after its first words.
_CLAUSE_HEAD = re.compile(
    r"(?:web ?(?:site|page|seite)s?n?|internetseiten?|seiten?|pages?|inhalte?|contents?|meldung|notification|notice|message)"
    r"(?:,? (?:that|which|from which|ob|whether|of whether|von denen|von der|von welchen|die (?:sie|du)|the))?",
    re.I,
)
_CLAUSE_BODY = re.compile(
    r",? ?(?:that |which |from which |of whether |whether |ob |von denen |von der |von welcher? |"
    r"die (?:sie|du|vom|von|über) )[^.,;:()\n]+",
    re.I,
)
_OWNER = re.compile(
    r"(?<!\s)\s+(?:(?:des|der|Ihres|Deines|Ihrer|Deiner|eines)\s+(?:(?:anfragenden|aufrufenden|zugreifenden|verwendeten|jeweiligen|betroffenen)\s+)?"
    r"(?:Rechners?|Computers?|Nutzers?|Nutzer(?:[*:_]in(?:nen)?|Innen)|Nutzerin|Benutzers?|Besuchers?|Besucher[*:_]innen|Endgerät(?:e?s)?|Geräte?s|"
    r"Anwenders?|Kunden)|of\s+(?:the|your)\s+(?:(?:requesting|accessing|respective)\s+)?(?:user|users|visitor|computer|device|customer)|"
    r"auf\s+unserer)$",
    re.I,
)
# What the owner decides: a name of the device or the visitor's own data are other data.
_NEEDS_OWNER = re.compile(
    r"^(?:.*name|(?:internet)?adresse|(?:internet )?address|art|typ|type|modell|model|zeit|uhrzeit|datum|date|time|daten|data|"
    r"information|angaben|inhalt|kennung|standort|verhalten|behaviou?r)\w*$",
    re.I,
)
# Written so that each character can be read in one way only: a list of data may hold thousands of separators in a row.
_SEPARATORS = r"[\s,;:.„“”\"'»«–*/(]"
_DANGLING = "und|oder|sowie|bzw|and|or|of|the|der|die|das|des|den|dem|that|which|with|about|mit|zu|über|bei|von|unseres|unserer|unsere"
_TAIL = re.compile(rf"(?<!{_SEPARATORS})(?:{_SEPARATORS}++(?:(?<=\s)(?:{_DANGLING}))?+)+$")
# A subject whose verb was left out: "contact details you".
_SUBJECT = re.compile(r"\s(?:you|we|Sie|wir|[Dd]u)$")
_IN_CLAUSE = re.compile(
    r"\b(?:who|how|what|which|that|whether|when|where|wer|wie|was|welche\w*|ob|wann|wo|dass|die|about|to|über|an|from|by|of|mit)\b", re.I
)
# Abbreviations keep their full stop.
_ABBREVIATED = re.compile(r"(?:Nr|Tel|IdNr|No|etc)\.$", re.I)


# Words that alone name no kind of data.
_GENERIC = frozenset(
    {
        *("daten", "informationen", "information", "angaben", "angabe", "personenbezogene", "personenbezogenen", "personendaten"),
        *("kundendaten", "data", "personal", "sie", "du", "ihr", "ihre", "ihnen", "wir", "uns", "ich", "man", "you", "your", "we", "us"),
        *("it", "they", "und", "oder", "and", "or", "der", "die", "das", "den", "dem", "des", "the", "of", "ob", "wie", "was", "welche"),
        *(
            "which",
            "what",
            "how",
            "whether",
            "von",
            "zu",
            "relevante",
            "relevanten",
            "relevant",
            "weitere",
            "sonstige",
            "andere",
            "other",
            "ist",
            "sind",
            "wird",
            "werden",
            "is",
            "are",
        ),
    }
)


# English words that can only stand before the datum they describe: "the entered ...", "official ...".
_ADJECTIVE = re.compile(r"[a-z]+(?:ed|al|ous|ized|ised)", re.ASCII)
# More words than this are a clause, which may well hold no noun: "ob du krank bist".
_CLAUSE_WORDS = 3


def is_fragment(wording: str, language: str) -> bool:
    """Whether a wording is only what stands before a noun: in German one or two words without a capital, in English one adjective.

    Some data are named so all the same ("volljährig", "token"): ask the term base first.
    """
    words = wording.split()
    if language == "de":
        return len(words) < _CLAUSE_WORDS and wording == wording.lower()
    return len(words) == 1 and _ADJECTIVE.fullmatch(wording) is not None


def is_generic(wording: str) -> bool:
    """Whether a wording says no more than "personal data", "the information" or "you"."""
    return len(wording) < 2 or all(word in _GENERIC for word in re.findall(r"[^\W_]+", wording.lower()))


def complete(text: str, start: int, end: int) -> int:
    """The end of a mention whose relative clause the model broke off: "websites that" goes on to the end of its clause."""
    if (head := _CLAUSE_HEAD.match(text, start)) is None or head.end() < end:
        return end
    noun = re.match(r"\w+(?: ?(?:site|page)s?)?", text[start:])
    body = _CLAUSE_BODY.match(text, start + noun.end()) if noun else None
    return max(end, body.end()) if body else end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what never belongs to a mention; unchanged if nothing else would be left."""
    a, b = start, end
    while (match := _LEAD.match(text, a, b) or _PARTICIPLE.match(text, a, b)) and match.end() < b:
        a = match.end()
    if not _ABBREVIATED.search(text, a, b) and (tail := _TAIL.search(text, a, b)):
        b = tail.start()
    if (subject := _SUBJECT.search(text, a, b)) and not _IN_CLAUSE.search(text, a, subject.start()):
        b = subject.start()
    if (after := _SAID_AFTER.search(text, a, b)) and not _NEEDS_PLACE.search(text, a, after.start()):
        b = after.start()
    if (owner := _OWNER.search(text, a, b)) and not _NEEDS_OWNER.match(text[a : owner.start()]):
        b = owner.start()
    inner = text[a:b]
    if inner.endswith(")") and inner.count("(") < inner.count(")"):
        b -= 1
    elif inner.count("(") > inner.count(")") and text[b : b + 1] == ")":
        b += 1
    return (a, b) if a < b else (start, end)
