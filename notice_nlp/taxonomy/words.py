"""Wordings to comparable keys: stems, spelling variants, German compounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import snowballstemmer

from notice_nlp.view import nfc

_STOP = {
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "den",
            "dem",
            "des",
            "ein",
            "eine",
            "einen",
            "einer",
            "eines",
            "einem",
            "ihr",
            "ihre",
            "ihren",
            "ihrer",
            "ihres",
            "ihrem",
            "dein",
            "deine",
            "deinen",
            "deiner",
            "deines",
            "unser",
            "unsere",
            "unserer",
            "unseren",
            "von",
            "vom",
            "zu",
            "zur",
            "zum",
            "im",
            "in",
            "am",
            "an",
            "auf",
            "für",
            "mit",
            "bei",
            "über",
            "und",
            "oder",
            "sowie",
            "bzw",
            "sie",
            "du",
            "dich",
            "dir",
            "wir",
            "jeweilige",
            "jeweiligen",
            "jeweils",
            "etwaige",
            "etwaigen",
            "gegebenenfalls",
            "ggf",
            "ggfs",
            "verwendete",
            "verwendeten",
            "verwendetes",
            "verwendeter",
            "genutzte",
            "genutzten",
            "genutztes",
            "angegebene",
            "angegebenen",
            "hinterlegte",
            "hinterlegten",
            "eingegebene",
            "eingegebenen",
            "aktuelle",
            "aktuellen",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "your",
            "our",
            "their",
            "his",
            "her",
            "its",
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "from",
            "with",
            "by",
            "and",
            "or",
            "you",
            "we",
            "that",
            "which",
            "is",
            "are",
            "used",
            "provided",
            "given",
            "stored",
            "current",
            "respective",
            "any",
        ]
    ),
}
_TOKEN = re.compile(r"[^\W_]+")
_FOLD = str.maketrans({"ß": "ss"})
_UMLAUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("german" if language == "de" else "english")


@cache
def stem(word: str, language: str) -> str:
    """Snowball stem of a lower-case word; German umlauts written out, so that both spellings meet."""
    found = str(_stemmer(language).stemWord(word.translate(_FOLD)))
    return found.translate(_UMLAUT) if language == "de" else found


def tokens(text: str) -> list[str]:
    """Lower-case words; hyphens and gender marks inside a word ("Nutzer*innen") are dropped."""
    text = nfc(text)
    text = re.sub(r"(?<=\w)[*:_](?=in(?:nen)?\b)|/-?(?=in(?:nen)?\b)", "", text)
    text = re.sub(r"\((?:n|en|r|s|e|es)\)", "", text)
    return [t.casefold() for t in _TOKEN.findall(text)]


def key(text: str, language: str) -> str:
    """A wording's key: the stems of its content words in order, joined without blanks, so that "E-Mail Adresse",
    "Email-Adressen" and "E-Mailadresse" have one."""
    return key_of(tokens(text), language)


def key_of(words: Sequence[str], language: str) -> str:
    """The key of a wording given as its :func:`tokens`."""
    return "".join(stem(w, language) for w in _content(words, language))


def content(text: str, language: str) -> list[str]:
    """The words of a wording without articles, pronouns and the like; all of them where nothing else is there."""
    return list(_content(tokens(text), language))


def _content(words: Sequence[str], language: str) -> Sequence[str]:
    return [w for w in words if w not in _STOP[language]] or words


def loose_key(text: str, language: str) -> tuple[str, ...]:
    """The set of stems, sorted: word order and repetition don't count."""
    content = [w for w in tokens(text) if w not in _STOP[language]]
    return tuple(sorted({stem(w, language) for w in content}))
