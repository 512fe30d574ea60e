"""Mention to concept: term base first, then the model's similarity, with a calibrated confidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from notice_nlp.notice import UNKNOWN
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.taxonomy.words import key, key_of, loose_key, tokens
from notice_nlp.view import clean

# Below this the category is given as unknown; the group is still named.
MIN_CONFIDENCE = 0.30
# How sure each kind of term-base match is by itself, measured on the corpus's development split.
EXACT, LOOSE, HEAD = 0.97, 0.90, 0.75
MIN_HEAD = 4
MOST_STEMMED = 2
# Words of the longest term that is looked for in running text.
LONGEST_TERM = 5
# What follows these says more of the head before them: "Aufzeichnungen | von Anrufen", "copies | of letters".
_PREPOSITION = (
    r"(?<=\w)\s+(?:von|vom|bei|beim|über|im|in|aus|zur?|zum|mit|für|auf|an|am|des|der|ihre[rs]|deine[rs]|of|in|on|about|from|with|for|to|by|at|"
    r"regarding|concerning|relating)\s"
)
_NARROWS = re.compile(_PREPOSITION, re.I)
_AFTER_HEAD = re.compile(_PREPOSITION + ".*", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Match:
    """A term-base match: concept, how it matched (``exact``, ``loose``, ``head``) and its prior confidence."""

    concept: str
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _TermBase:
    exact: Mapping[str, str]
    loose: Mapping[tuple[str, ...], str]
    heads: Mapping[str, str]  # keys of single words long enough to be a compound's head


@cache
def _term_base(language: str) -> _TermBase:
    exact: dict[str, str] = {}
    loose: dict[tuple[str, ...], str] = {}
    heads: dict[str, str] = {}
    for concept in taxonomy().assignable:
        for term in (concept.label[language], *concept.synonyms.get(language, ())):
            exact.setdefault(key(term, language), concept.id)
            stems = loose_key(term, language)
            if stems:
                loose.setdefault(stems, concept.id)
            # What stemming leaves little of ends other words by chance: the stem of "Gentest" ends "Agent".
            if len(tokens(term)) == 1 and len(term) >= MIN_HEAD and len(key(term, language)) >= len(term) - MOST_STEMMED:
                heads.setdefault(key(term, language), concept.id)
    return _TermBase(exact, loose, heads)


def look_up(text: str, language: str, following: str = "") -> Match | None:
    """The term base's concept for a wording, or None.

    ``following`` is the text after the mention: it completes an elliptic compound ("Rechnungs-" before
    " und Lieferadresse", "billing" before " and delivery address").
    """
    for candidate in expansions(text, following, language):
        # Only whole terms: the heads of half a word and half another would match by chance.
        if (match := _match(candidate, language)) and match.kind == "exact":
            return match
    return _match(text, language)


# The same few thousand wordings make up nearly all mentions.
@lru_cache(maxsize=16_384)
def _match(text: str, language: str) -> Match | None:
    base = _term_base(language)
    whole = key(text, language)
    if whole in base.exact:
        return Match(base.exact[whole], "exact", EXACT)
    # A term in brackets or after a slash repeats the one before it: "Referrer (zuvor besuchte Seite)".
    bare = re.sub(r"\s*\(.*?\)", "", text)
    if bare != text and (found := base.exact.get(key(bare, language))):
        return Match(found, "exact", EXACT)
    stems = loose_key(text, language)
    if stems in base.loose:
        return Match(base.loose[stems], "loose", LOOSE)
    # What follows a preposition narrows the term before it: "recordings of calls | with our service team".
    for narrowing in reversed(list(_NARROWS.finditer(text))):
        before = text[: narrowing.start()]
        if len(tokens(before)) > 1 and (found := base.exact.get(key(before, language))):
            return Match(found, "loose", LOOSE)
    return _head_match(text, language, base)


def _head_match(text: str, language: str, base: _TermBase) -> Match | None:
    """The longest term that ends the wording up to its first preposition: the head of a German compound or a noun phrase."""
    words = tokens(_AFTER_HEAD.sub("", text))
    if not words:
        return None
    last = key(words[-1], language) if language == "en" else key("".join(words[-2:]), language)
    for start in range(1, len(last) - MIN_HEAD + 1):
        if found := base.heads.get(last[start:]):
            return Match(found, "head", HEAD)
    tail = " ".join(words[-2:])
    if len(words) > 2 and (found := base.exact.get(key(tail, language))):
        return Match(found, "head", HEAD)
    return Match(base.exact[key(words[-1], language)], "head", HEAD) if key(words[-1], language) in base.exact else None


def concepts_named(text: str, language: str) -> set[str]:
    """Every concept of which a whole term stands in the text, however it is meant there."""
    base = _term_base(language if language in {"de", "en"} else "en")
    words = tokens(text)
    found = set()
    for size in range(1, LONGEST_TERM + 1):
        for i in range(len(words) - size + 1):
            if concept := base.exact.get(key_of(words[i : i + size], language)):
                found.add(concept)
    for word in words:
        if match := _match(word, language):
            found.add(match.concept)
    return found


# A block is looked through once for each datum that came or went in it; of a long archive not all texts are kept.
@lru_cache(maxsize=4096)
def named_in(text: str, language: str) -> frozenset[str]:
    """:func:`concepts_named` of a text as it stands in a notice, kept for the next time."""
    return frozenset(concepts_named(clean(text), language))


def expansions(text: str, following: str, language: str) -> list[str]:
    """Full forms of an elliptic compound, likeliest first; none where nothing is missing."""
    if language == "de" and text.endswith(("-", "\u2010", "\u2011")):
        match = re.match(r"\s*(?:,|und|oder|bzw\.?|sowie|/|&)\s*(?:[\w-]+-\s*(?:,|und|oder|bzw\.?|/|&)\s*)*([\w-]+)", following)
        if not match:
            return []
        stem, full = text[:-1], match.group(1)
        if "-" in full:
            return [f"{stem}-{full.rsplit('-', 1)[1]}", f"{stem}{full.rsplit('-', 1)[1]}"]
        return [stem + full[i:] for i in range(2, len(full) - 3)] + [stem + full]
    if language == "en":
        match = re.match(r"\s*(?:,|and|or|/|&|and/or)\s+(?:\w+\s*(?:,|and|or)\s+)*((?:\w+\s+){1,2}\w+)", following)
        if match and len(tokens(text)) <= 2 and not _known(text, language):
            words = match.group(1).split()
            return [f"{text} {' '.join(words[i:])}" for i in range(1, len(words))]
    return []


def _known(text: str, language: str) -> bool:
    return key(text, language) in _term_base(language).exact


def normalise(text: str, language: str, scores: Mapping[str, float] | None = None, following: str = "") -> tuple[str, float]:
    """Concept id and confidence of a wording; ``("unknown", confidence)`` below :data:`MIN_CONFIDENCE`.

    Args:
        text: the mention's wording.
        language: ``de`` or ``en``; any other is treated as English.
        scores: the model's probability per concept, made from the mention in its context.
        following: the text after the mention (see :func:`look_up`).
    """
    language = language if language in {"de", "en"} else "en"
    match = look_up(text, language, following)
    if scores is None:
        return (match.concept, match.confidence) if match else (UNKNOWN, 0.0)
    votes: dict[str, float] = defaultdict(float, scores)
    if match:
        # The two sources' odds are pooled: the term base's vote weighs as much as its kind of match is reliable.
        weight = {"exact": 0.6, "loose": 0.4, "head": 0.2}[match.kind]
        votes = defaultdict(float, {c: (1 - weight) * p for c, p in scores.items()})
        votes[match.concept] += weight * match.confidence
    best = max(votes, key=lambda c: votes[c])
    confidence = votes[best]
    return (best, confidence) if confidence >= MIN_CONFIDENCE else (UNKNOWN, confidence)
