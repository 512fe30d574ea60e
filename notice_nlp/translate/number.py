"""Singular and plural of German and English noun phrases: by rule, and by ``lexicon.json`` where rules do not suffice.

Only the head of a phrase changes: "Name des Kindes" to "Namen des Kindes", "date of birth" to "dates of birth".
"""

from __future__ import annotations

import re

from notice_nlp.notice import Span
from notice_nlp.taxonomy.words import content
from notice_nlp.translate.lexicon import gender, noun_of, plural_by_ending, plurals

# What follows the head of a phrase.
_AFTER = {
    "de": re.compile(
        r"\s+(?:(?:de[srm]|vo[nm]|zu[mr]?|für|i[nm]|a[nm]|auf|aus|mit|bei|über|nach|ohne|samt|nebst|pro|je|als|und dessen|"
        r"(?:Ihr|Dein|dein|sein|unser|ein)e[sr])\b|\()|,"
    ),
    "en": re.compile(r"\s+(?:(?:of|for|in|on|from|to|with|at|by|about|per|including|without|as|that|which|you|we|and its)\b|\()|,"),
}
# English participles that stand behind their noun ("pages visited").
_PARTICIPLE = re.compile(r"(?:\w{2,}ed|chosen|sent|bought|given|taken|made|shown|held|spent)\Z")
_UNCOUNTABLE = re.compile(
    r"(?:data|information|info|metadata|content|software|hardware|firmware|behaviour|behavior|traffic|evidence|correspondence|feedback|"
    r"income|footage|medication|consumption|mileage|humidity|creditworthiness|storage|memory|access|health|knowledge|overtime|leave|"
    r"attendance|revenue|equity|surveillance|GPS|DNA|RAM|next of kin|education|training)\Z",
    re.I,
)
_IRREGULAR = {"child": "children", "person": "people", "diagnosis": "diagnoses", "analysis": "analyses", "criterion": "criteria"}
_PLURALS = frozenset({*_IRREGULAR.values(), "people", "persons", "siblings", "goods", "means", "series", "likes"})
_SINGULAR_S = re.compile(r"(?:ss|us|is|[A-Z]S|SMS|GPS|iOS|bonus|lens|alias|news)\Z")
# German nouns that end in -n in every case but the nominative, so that "Namen" can be one or many.
_WEAK = re.compile(r"(?:namen|kunden|patienten|mandanten|zeugen)\Z", re.I)
# Articles and the like that go before many, or before a feminine.
_MANY = re.compile(r"\b(?:die|(?:ihr|dein|sein|unser|all|weiter|mehrer|beid|dies|welch|kein)e)(?:\s+[a-zäöü]+en?)*\s+\Z", re.I)


def head(text: str, language: str) -> Span:
    """Span of the noun that a phrase is about: the last word before what qualifies it from behind."""
    end = match.start() if (match := _AFTER[language].search(text)) and match.start() else len(text)
    words = [m.span() for m in re.finditer(r"\S+", text[:end])]
    if not words:
        return (0, len(text))
    if language == "en" and len(words) > 1 and _PARTICIPLE.match(text[slice(*words[-1])]):
        return words[-2]
    return words[-1]


def plural(text: str, language: str) -> str | None:
    """A phrase with its head in the plural; the phrase itself if it is plural or can't be counted, None where unknown."""
    start, end = head(text, language)
    word = text[start:end]
    if language == "en":
        return text[:start] + _english_plural(word) + text[end:]
    if number_of(word, "de") == "plural":
        return text
    many = _german_plural(word)
    if many is None:
        return None
    before = re.sub(r"\b([a-zäöüß]+?e)[rsn]\b", r"\1", text[:start])
    return before + many + text[end:]


def _english_plural(word: str) -> str:
    folded = word.casefold()
    if _UNCOUNTABLE.search(word) or number_of(word, "en") == "plural":
        return word
    for one, many in _IRREGULAR.items():
        if folded.endswith(one):
            return word[: len(word) - len(one)] + many
    if re.search(r"(?:[sxz]|[cs]h)\Z", folded):
        return word + "es"
    if re.search(r"[^aeiou]y\Z", folded):
        return word[:-1] + "ies"
    return word + "s"


def _german_plural(word: str) -> str | None:
    noun = noun_of(word)
    if noun:
        if not noun.plural:
            return word
        many = noun.plural if len(noun.lemma) == len(word) else noun.plural[0].lower() + noun.plural[1:]
        stem = word[: len(word) - len(noun.lemma)]
        return stem + (noun.plural if stem.endswith("-") or noun.lemma.isupper() else many)
    if re.fullmatch(r"(?:.*-)?[A-Z]{2,5}|.*\.", word):
        return word
    return plural_by_ending(word)


def number_of(text: str, language: str) -> str:
    """``plural`` or ``singular`` by the form of a phrase's head; empty where the form does not tell."""
    start, end = head(text, language)
    word = text[start:end]
    if language == "en":
        if _UNCOUNTABLE.search(word):
            return ""
        folded = word.casefold()
        many = folded in _PLURALS or (folded.endswith("s") and not _SINGULAR_S.search(word)) or folded.endswith(("children", "people"))
        return "plural" if many else "singular"
    folded = word.casefold()
    if folded.endswith(("daten", "angaben", "kosten", "eltern", "ferien")) or any(folded[i:] in plurals() for i in range(len(folded))):
        return "plural"
    if noun := noun_of(word):
        return "" if noun.plural == noun.lemma else "singular"
    if re.search(r"(?:[A-Z]s|ungen|heiten|keiten|schaften|ionen|täten|innen|ien)\Z", word):
        return "plural"
    return "singular" if re.search(r"(?:ung|heit|keit|schaft|ion|tät|e)\Z", word) else ""


def is_plural(form: str, lemma: str, language: str, preceding: str = "") -> bool:
    """Whether a form of a term is its plural.

    ``preceding`` is the text before the form: the article tells "Ihren Namen", one name, from "die Namen".
    """
    one, many = form[slice(*head(form, language))], lemma[slice(*head(lemma, language))]
    expected = plural(many, language)
    if language == "de" and expected is not None and _same(expected, many):
        # "Fehlern" can only be many, "Fehler" both.
        if _same(one, many + "n"):
            return True
        return _same(one, many) and gender(many) in {"m", "n"} and number_of(many, "de") != "plural" and bool(_MANY.search(preceding))
    if _same(one, many) or expected is None:
        return False
    if language == "de" and _WEAK.search(one):
        return bool(_MANY.search(preceding))
    return _same(one, expected) or (language == "de" and _same(one, expected + "n"))


def is_form(form: str, lemma: str, language: str) -> bool:
    """Whether two wordings of the same stems differ by inflection only: "Kontoinhabers" and "Kontoinhaber" do, "Käufer" and
    "Kauf", "participants" and "participation" do not. Articles and the like don't count."""
    ours, theirs = (content(text, language) for text in (form, lemma))
    if len(ours) != len(theirs):
        ours, theirs = ["".join(ours)], ["".join(theirs)]
    return all(_inflected(a, b, language) for a, b in zip(ours, theirs, strict=True))


def _inflected(a: str, b: str, language: str) -> bool:
    if language == "en":
        return a == b or _english_plural(a) == b or _english_plural(b) == a
    short, long = sorted((a.replace("ß", "ss"), b.replace("ß", "ss")), key=len)
    return bool(re.fullmatch(re.escape(short) + r"(?:e?[ns]|e|em|ens)?", long)) or (_bare(a) == _bare(b) and a[-2:] != b[-2:])


def _bare(word: str) -> str:
    """An adjective without its ending."""
    return re.sub(r"e[rnms]?\Z", "", word)


def _same(a: str, b: str) -> bool:
    return re.sub(r"[-\s]", "", a).casefold() == re.sub(r"[-\s]", "", b).casefold()
