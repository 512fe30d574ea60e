"""Terms of the term base in running text, for the decoder's benefit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from notice_nlp.extract.features import WORD, Unit
from notice_nlp.taxonomy.normalise import look_up
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.taxonomy.words import key

LANGUAGES = ("de", "en")
# Words that say how a datum is kept or used, not what it is: a mention leaves them out, though terms may begin with them.
_FILLERS = re.compile(
    r"(?:verwendet|genutzt|gekürzt|verkürzt|anonymisiert|pseudonymisiert|maskiert|dynamisch|jeweil|übermittelt|bevorzugt|aktuell)\w*|"
    r"(?:shortened|truncated|anonymised|anonymized|pseudonymised|abbreviated|masked|dynamic|current|your|ihre?\w?|die|der|das)",
    re.I,
)


class Lexicon:
    """Labels and synonyms of all concepts in some languages, as sequences of word keys per language."""

    def __init__(self, languages: Sequence[str] = LANGUAGES) -> None:
        self._terms: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        self._keys: dict[tuple[str, str], str] = {}
        for language in languages:
            by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
            for concept in taxonomy().assignable:
                for term in (concept.label[language], *concept.synonyms.get(language, ())):
                    keys = tuple(filter(None, (self._key(word, language) for word in WORD.findall(term))))
                    if keys and len("".join(keys)) > 2 and not _FILLERS.fullmatch(term.split()[0]):
                        by_first[keys[0]].append((keys, concept.group))
            for terms in by_first.values():
                terms.sort(key=lambda t: -len(t[0]))
            self._terms[language] = dict(by_first)

    def _key(self, word: str, language: str) -> str:
        if (word, language) not in self._keys:
            if len(self._keys) > 100_000:
                self._keys.clear()
            self._keys[word, language] = key(word, language) if re.search(r"\w", word) else ""
        return self._keys[word, language]

    def matches(self, units: Sequence[Unit]) -> Iterator[tuple[int, int, str]]:
        """Longest terms, left to right, as ``(first unit, end unit, group)``; a term doesn't cross pieces."""
        keys = {language: [self._key(u.text, language) for u in units] for language in self._terms}
        # Most words begin no term.
        begins = [any(of[i] in self._terms[language] for language, of in keys.items()) for i in range(len(units))]
        i = 0
        while i < len(units):
            found = (0, "")
            if begins[i]:
                found = max((self._at(keys[language], units, i, language) for language in self._terms), key=lambda f: f[0])
            if "de" in self._terms and found[0] < 2 and units[i].text.endswith("-"):
                completed = self._ellipsis(units, i)
                found = completed if completed[0] else found
            if found[0]:
                yield i, i + found[0], found[1]
            i += max(1, found[0])

    def _ellipsis(self, units: Sequence[Unit], i: int) -> tuple[int, str]:
        """An elliptic compound, completed by what follows: "Rechnungs-" before "und Lieferadresse"."""
        following = " ".join(u.text for u in units[i + 1 : i + 6] if u.piece == units[i].piece)
        match = look_up(units[i].text, "de", f" {following}")
        return (1, taxonomy()[match.concept].group) if match and match.kind == "exact" else (0, "")

    def _at(self, keys: Sequence[str], units: Sequence[Unit], i: int, language: str) -> tuple[int, str]:
        for term, group in self._terms[language].get(keys[i], ()) if keys[i] else ():
            end = i + len(term)
            if tuple(keys[i:end]) == term and units[end - 1].piece == units[i].piece:
                return len(term), group
        return 0, ""
