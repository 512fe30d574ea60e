"""Wordings put together from known parts: adjective and noun, noun and genitive, compound; a bare noun of the lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from notice_nlp.translate.lexicon import adjectives, gender, names, noun_of, nouns
from notice_nlp.translate.number import head, number_of, plural

_GENITIVE = {
    "de": re.compile(r"(.+?)\s+(des|der|vo[nm]|eines|einer|(?:Ihr|Dein|dein|unser)e[rs])\s+(.+)"),
    "en": re.compile(r"(.+?)\s+of\s+(?:(the|an?|your|our)\s+)?(.+)"),
}
_OF_THE = {"des": "of the ", "der": "of the ", "von": "of ", "vom": "of the ", "eines": "of a ", "einer": "of a "}
# Of these one says "number of requests", not "of the requests".
_MEASURE = re.compile(r"(?:number|amount|type|kind|degree|proof|quantity)\b")
_ABBREVIATION = re.compile(r"[A-Z]\w*[A-Z]\w*")
_VOWELS = "aeiouyäöü"


# Translates a part, if it is known for the datum's concept or near it.
Part = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Composed:
    """A wording and the number of parts it was put together from."""

    text: str
    parts: int


def genitive(text: str, source: str, part: Part) -> Composed | None:
    """ "Seriennummer des Sensors", "serial number of the sensor": a known datum of something known."""
    match = _GENITIVE[source].fullmatch(text)
    if not match:
        return None
    what, whose = match[1], match[3]
    article = str(match[2] or "")
    first = part(what) or _noun(what, source) or _text(adjective_phrase(what, source, part))
    second = _noun(whose, source) or part(whose)
    if not first or not second:
        return None
    if source == "de":
        bare = bool(_MEASURE.match(first)) and article in {"des", "der"}
        return Composed(f"{first} {'of ' if bare else _of(article)}{second}", 2)
    owner = _german_genitive(second, article)
    return Composed(f"{first} {owner}", 2) if owner else None


def adjective_phrase(text: str, source: str, part: Part) -> Composed | None:
    """ "gekürzte IP-Adresse", "truncated IP address": known adjectives before a known datum."""
    word, _, rest = text.partition(" ")
    if not rest:
        return None
    noun = part(rest) or _text(compound(rest, source, part)) or (_text(bare(rest, source)) if source == "de" else None)
    if not noun:
        inner = adjective_phrase(rest, source, part)
        return _with_adjective(word, inner.text, source, inner.parts + 1) if inner else None
    return _with_adjective(word, noun, source, 2)


def known_adjective(word: str, source: str) -> str | None:
    """An adjective's counterpart: English, or German without ending; None where the lexicon has none."""
    if source == "en":
        return _german_adjectives().get(word.casefold())
    stem = re.sub(r"(?:e[rnms]?)\Z", "", word)
    return adjectives().get(stem) or adjectives().get(stem + "e")


def _with_adjective(word: str, noun: str, source: str, parts: int) -> Composed | None:
    known = known_adjective(word, source) if source == "en" or word[:1].islower() else None
    if source == "de":
        return Composed(f"{known} {noun}", parts) if known else None
    ending = _ending(noun)
    return Composed(f"{known}{ending} {noun}", parts) if known and ending else None


def compound(text: str, source: str, part: Part) -> Composed | None:
    """ "GPS-Punkte", "GPS points": an abbreviation or name before a known datum.

    Other compounds are not taken apart: which meaning of its first part is meant, and which link it takes in German, is no
    matter of rule.
    """
    joint = "-" if source == "de" else " "
    name, _, rest = text.partition(joint)
    if not rest or not (_ABBREVIATION.fullmatch(name) or name in names()):
        return None
    noun = part(rest) or (_noun(rest, source) if source == "de" else None)
    if not noun or (source == "en" and " " in noun):
        return None
    return Composed(f"{name} {noun}" if source == "de" else f"{name}-{noun[0].upper()}{noun[1:]}", 2)


def bare(text: str, source: str) -> Composed | None:
    """ "Absender", "sender": a noun that the lexicon has one counterpart for; where two German nouns share an English one, none."""
    found = _noun(text, source)
    if not found or (source == "en" and text.casefold() in _shared()):
        return None
    return Composed(found, 1)


@cache
def _shared() -> frozenset[str]:
    """English nouns, in both numbers, that stand for several German ones."""
    counts = Counter(n.english.casefold() for n in nouns().values())
    several = {english for english, count in counts.items() if count > 1}
    return frozenset(several | {many for english in several if (many := plural(english, "en"))})


def _noun(text: str, source: str) -> str | None:
    """The lexicon's counterpart of a bare noun in its number and whatever case."""
    if source == "en":
        base = {n.english: n for n in reversed(nouns().values())}
        if noun := base.get(text.casefold()):
            return noun.lemma
        return next((n.plural for e, n in base.items() if n.plural and plural(e, "en") == text.casefold()), None)
    for form in (text, re.sub(r"(?:e?s|e?n)\Z", "", text)):
        if (noun := nouns().get(form.casefold())) and not (form != text and noun.gender == "f"):
            return noun.english
    return _german_plurals().get(text.casefold())


@cache
def _german_plurals() -> dict[str, str]:
    found = {}
    for noun in nouns().values():
        if noun.plural and noun.plural != noun.lemma and (many := plural(noun.english, "en")):
            found[noun.plural.casefold()] = found[noun.plural.casefold() + "n"] = many
    return found


@cache
def _german_adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for german, english in adjectives().items():
        found.setdefault(english.casefold(), german)
    return found


def _ending(noun: str) -> str:
    """Ending of an adjective before a German noun without article, in the nominative."""
    word = noun[slice(*head(noun, "de"))]
    if number_of(word, "de") == "plural":
        return "e"
    return {"m": "er", "f": "e", "n": "es", "p": "e"}.get(gender(word), "")


def _of(article: str) -> str:
    return _OF_THE.get(article) or ("of our " if article.startswith("unser") else "of your ")


def _german_genitive(noun: str, article: str) -> str | None:
    """A noun with its article in the genitive."""
    start, end = head(noun, "de")
    word = noun[start:end]
    kind = "p" if number_of(word, "de") == "plural" else gender(word)
    if start or not kind or (article == "" and kind != "p"):
        return None
    owner = {"your": "Ihre", "our": "unsere", "a": "eine", "an": "eine"}.get(article, "")
    if kind in {"f", "p"}:
        return f"{owner + 'r' if owner else 'der'} {noun}" if article or kind == "p" else None
    form = owner + "s" if owner else "des"
    known = noun_of(word)
    if known and known.plural == known.lemma + "n":
        return f"{form} {word}n{noun[end:]}"
    short = len(re.findall(f"[{_VOWELS}]+", word.casefold())) == 1 and word[-1] not in _VOWELS
    return f"{form} {word}{'es' if short or word[-1] in 'sßxz' else 's'}{noun[end:]}"


def _text(composed: Composed | None) -> str | None:
    return composed.text if composed else None
