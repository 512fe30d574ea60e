"""Terms in German and English, meaning by meaning: which is preferred, which will do, which is wrong."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from notice_nlp.notice import Span
from notice_nlp.taxonomy.legal import legal_bases
from notice_nlp.taxonomy.purposes import purposes
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.taxonomy.words import key, tokens
from notice_nlp.translate.number import is_form, is_plural, number_of, plural

LANGUAGES = ("de", "en")
PREFERRED, ADMITTED, FORBIDDEN = STATUSES = ("preferred", "admitted", "forbidden")
NUMBERS = ("", "singular", "plural")


@dataclass(frozen=True, slots=True)
class Term:
    """A wording in one language. ``status`` is one of :data:`STATUSES`; ``number`` is ``singular``, ``plural`` or empty
    where the form does not tell or it cannot be counted."""

    text: str
    language: str
    status: str = PREFERRED
    number: str = ""
    part_of_speech: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning with its terms, in order of preference.

    ``concept`` is the taxonomy id of the data, purpose or legal basis meant, or of the nearest broader one; empty for a
    legal term. ``definition`` is by language; ``references`` name provisions, as ``GDPR 4(7)``.
    """

    id: str
    concept: str = ""
    definition: Mapping[str, str] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found for a wording; ``plural`` says that the wording is the term's plural, ``exact`` that it differs from
    the term in blanks, hyphens, case and number only."""

    entry: Entry
    term: Term
    plural: bool = False
    exact: bool = True


_Index = dict[tuple[str, str], list[tuple[Entry, Term]]]


@dataclass(frozen=True)
class TermBase:
    """Entries, looked up by wording."""

    entries: tuple[Entry, ...]

    def lookup(self, text: str, language: str) -> tuple[Entry, ...]:
        """The entries that have a wording as a term of whatever status, in any number or case."""
        return tuple({h.entry.id: h.entry for h in self.hits(text, language)}.values())

    def hits(self, text: str, language: str, preceding: str = "") -> tuple[Hit, ...]:
        """The terms that a wording is a form of: exact ones, or else those with its stems.

        ``preceding`` is the text before the wording; it may tell its number.
        """
        exact, stems = self._index
        forms = exact.get((language, fold(text)), ())
        if language not in LANGUAGES:
            return tuple(Hit(e, t) for e, t in forms)
        if forms:
            return tuple(Hit(e, t, is_plural(text, t.text, language, preceding)) for e, t in forms)
        near = [(e, t) for e, t in stems.get((language, key(text, language)), ()) if is_form(text, t.text, language)]
        return tuple(Hit(e, t, is_plural(text, t.text, language, preceding), False) for e, t in near)

    def preferred(self, entry: Entry, language: str) -> Term | None:
        """An entry's preferred term in a language; the first admitted one where none is preferred."""
        good = [t for t in entry.terms if t.language == language and t.status != FORBIDDEN]
        return min(good, key=lambda t: STATUSES.index(t.status), default=None)

    def is_admitted(self, text: str, entry: Entry, language: str) -> bool:
        """Whether a wording is a preferred or admitted term of an entry, in any number or case."""
        return any(h.entry.id == entry.id and h.term.status != FORBIDDEN for h in self.hits(text, language))

    def find(self, text: str, language: str) -> list[tuple[Span, Hit]]:
        """Terms that stand in a text, the longest at each place, in reading order; several where a wording has several meanings."""
        words = [m.span() for m in re.finditer(r"[^\W_]+(?:[-'’*:/][^\W_]+)*", text)]
        found: list[tuple[Span, Hit]] = []
        i = 0
        while i < len(words):
            for size in range(min(self._longest, len(words) - i), 0, -1):
                span = (words[i][0], words[i + size - 1][1])
                hits = self.hits(text[slice(*span)], language, text[max(0, span[0] - 30) : span[0]])
                # An article before a term is no part of it.
                if hits := tuple(h for h in hits if h.exact or len(tokens(h.term.text)) == len(tokens(text[slice(*span)]))):
                    found += [(span, hit) for hit in hits]
                    i += size - 1
                    break
            i += 1
        return found

    @cached_property
    def _longest(self) -> int:
        """Words of the longest term."""
        return max((len(t.text.split()) for e in self.entries for t in e.terms), default=0)

    @cached_property
    def _index(self) -> tuple[_Index, _Index]:
        """Terms by language and wording, plurals included, and by language and stems."""
        exact: dict[tuple[str, str], list[tuple[Entry, Term]]] = defaultdict(list)
        stems: dict[tuple[str, str], list[tuple[Entry, Term]]] = defaultdict(list)
        many: list[tuple[Entry, Term, str]] = []
        for entry in self.entries:
            for term in entry.terms:
                exact[term.language, fold(term.text)].append((entry, term))
                if term.language not in LANGUAGES:
                    continue
                if tokens(term.text):
                    stems[term.language, key(term.text, term.language)].append((entry, term))
                if term.part_of_speech in {"", "noun"} and (form := plural(term.text, term.language)):
                    many.append((entry, term, form))
        for entry, term, form in many:
            # A plural that is a term itself is that term, unless it means something else.
            for spelling in {fold(form), *([fold(form + "n")] if term.language == "de" and form[-1] in "elr" else [])}:
                known = exact[term.language, spelling]
                if not any(e.concept == entry.concept for e, _ in known):
                    known.append((entry, term))
        return dict(exact), dict(stems)


def fold(text: str) -> str:
    """A wording without regard to case, blanks and hyphens: "E-Mail Adresse" and "Emailadresse" are one."""
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", text).casefold()


@cache
def default_termbase() -> TermBase:
    """The term base that ships with the package: wordings of the taxonomy's concepts, purposes, legal bases, and terms of
    data protection law."""
    return TermBase((*_data(), *_labels(), *_legal()))


def _load(name: str) -> Any:
    return json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def _data() -> Iterable[Entry]:
    """One entry per meaning of ``wordings.json``; the one that has a concept's label is the concept's own."""
    used: set[str] = set()
    for concept, senses in _load("wordings.json")["concepts"].items():
        known = taxonomy()[concept]
        own = _own({l: fold(known.label[l]) for l in LANGUAGES}, senses)
        if own is None:
            senses = [*senses, [[known.label["de"]], [known.label["en"]]]]
            own = len(senses) - 1
        for i, (german, english) in enumerate(senses):
            id = _id(concept) if i == own else f"{_id(concept)}.{re.sub(r'[^a-z0-9]+', '-', english[0].casefold()).strip('-')}"
            while id in used:
                id += "-2"
            used.add(id)
            yield _entry(id, concept, known.definition if i == own else {}, (), {"de": german, "en": english})


def _own(labels: Mapping[str, str], senses: list[list[list[str]]]) -> int | None:
    """The meaning that has both labels of a concept, else the first that has one."""

    def forms(side: list[str], language: str) -> set[str]:
        return {fold(f) for text in side for f in (text, plural(text, language)) if f}

    has = [sum(labels[l] in forms(side, l) for l, side in zip(LANGUAGES, sense, strict=True)) for sense in senses]
    return has.index(max(has)) if any(has) else None


def _labels() -> Iterable[Entry]:
    for item in (*purposes(), *legal_bases()):
        yield _entry(_id(item["id"]), item["id"], {}, (), {l: [item["label"][l]] for l in LANGUAGES})


def _legal() -> Iterable[Entry]:
    for item in _load("legal_terms.json")["terms"]:
        good = {l: item[l]["terms"] for l in LANGUAGES}
        wrong = {l: item[l].get("forbidden", []) for l in LANGUAGES}
        part = item.get("part_of_speech", "noun")
        yield _entry(f"gdpr.{item['id']}", "", item["definition"], tuple(item["references"]), good, wrong, part)


def _id(concept: str) -> str:
    """An entry's id, which may stand in XML as one."""
    return re.sub(r"[^\w.-]", ".", concept)


def _entry(
    id: str,
    concept: str,
    definition: Mapping[str, str],
    references: tuple[str, ...],
    good: Mapping[str, list[str]],
    wrong: Mapping[str, list[str]] | None = None,
    part: str = "noun",
) -> Entry:
    terms = [
        Term(text, language, status, number_of(text, language) if part == "noun" else "", part)
        for language in LANGUAGES
        for status, texts in ((PREFERRED, good[language][:1]), (ADMITTED, good[language][1:]), (FORBIDDEN, (wrong or {}).get(language, [])))
        for text in texts
    ]
    return Entry(id, concept, dict(definition), references, tuple(terms))
