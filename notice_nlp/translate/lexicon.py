"""German nouns and adjectives as data (``lexicon.json``), and what a noun's ending tells of its gender and plural."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_SHORT = frozenset({"ort", "art", "typ", "tag", "weg"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A German noun: ``gender`` m, f, n or p (plural only), ``plural`` ("" where it has none), its English wording."""

    lemma: str
    gender: str
    plural: str
    english: str


@cache
def _lexicon() -> Any:
    return json.loads(resources.files(__package__).joinpath("lexicon.json").read_text("utf-8"))


@cache
def nouns() -> dict[str, Noun]:
    """The lexicon's nouns by their lemma in lower case."""
    found: dict[str, Noun] = {}
    for lemma, gender, plural, english in _lexicon()["nouns"]:
        plural = {"-": _regular(lemma, gender), "0": ""}.get(plural, plural)
        found.setdefault(lemma.casefold(), Noun(lemma, gender, plural, english))
    return found


@cache
def plurals() -> frozenset[str]:
    """The lexicon's plurals that are no lemma, in lower case."""
    return frozenset(n.plural.casefold() for n in nouns().values() if len(n.plural) > 3) - set(nouns())


@cache
def adjectives() -> dict[str, str]:
    """German adjectives and participles, without ending, with their English wording."""
    found: dict[str, str] = _lexicon()["adjectives"]
    return found


@cache
def names() -> frozenset[str]:
    """Names of services and systems that begin German compounds and stay as they are."""
    return frozenset(_lexicon()["names"])


def noun_of(word: str) -> Noun | None:
    """The lexicon's noun that a German word, maybe a compound, ends in."""
    folded = word.casefold()
    known = nouns()
    for start in range(max(0, len(folded) - 1)):
        # Two or three letters end many words by chance: those only as a whole or behind a hyphen.
        rest = folded[start:]
        if (found := known.get(rest)) and (len(rest) > 3 or rest in _SHORT or not start or folded[start - 1] == "-"):
            return found
    return None


def gender(word: str) -> str:
    """Gender of a German noun, m, f, n or p, by the lexicon or its ending; empty where neither tells."""
    if noun := noun_of(word):
        return noun.gender
    if re.search(r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ie|ei|in|ur|ik)\Z", word):
        return "f"
    if re.search(r"(?:chen|lein|um|ment)\Z", word):
        return "n"
    return "f" if word.endswith("e") else ""


def _regular(lemma: str, gender: str) -> str:
    """The plural that a noun's gender and ending give."""
    if gender == "f":
        return lemma + ("n" if re.search(r"e[lr]?\Z", lemma) else "nen" if lemma.endswith("in") else "en")
    return plural_by_ending(lemma) or lemma


def plural_by_ending(word: str) -> str | None:
    """A German noun's plural where its ending tells it, whatever its gender; else None."""
    for ending, many in (
        (r"in", "innen"), (r"e", "en"), (r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ur|ei|ist|ent|ant|or)", "+en"),
        (r"(?:chen|lein|er|el|en)", "+"), (r"um", "en"), (r"nis", "nisse"), (r"[oaiuy]", "+s"), (r"(?:ik|al|ekt|at)", "+e"),
    ):  # fmt: skip
        if match := re.search(ending + r"\Z", word):
            if ending == "in" and len(word) < 7:
                continue
            return word + many[1:] if many[0] == "+" else word[: match.start()] + many
    return None
