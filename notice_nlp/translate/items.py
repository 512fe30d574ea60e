"""What a datum is called in the other language: by the term base, or put together from parts that are in it; never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from notice_nlp.notice import UNKNOWN
from notice_nlp.taxonomy.normalise import expansions
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.taxonomy.words import content, tokens
from notice_nlp.translate.compose import adjective_phrase, bare, compound, genitive, known_adjective
from notice_nlp.translate.ellipsis import elided, together
from notice_nlp.translate.lexicon import noun_of
from notice_nlp.translate.number import plural
from notice_nlp.translate.termbase import FORBIDDEN, STATUSES, Hit, TermBase, default_termbase, fold
from notice_nlp.view import clean

TERM, COMPOSED = "term", "composed"
# How sure a wording is: a term of the datum's concept, of a broader or narrower one, of another; each part put together takes off.
SAME, KIN, OTHER, PER_PART = 1.0, 0.9, 0.8, 0.8
_AND = {"und": "and", "sowie": "and", "oder": "or", "bzw.": "or", "beziehungsweise": "or", "&": "&", "and": "und", "or": "oder"}
_JOINTS = {
    "de": re.compile(r"\s+(und|sowie|oder|bzw\.|beziehungsweise|&)\s+|\s*([,/])\s*"),
    "en": re.compile(r",?\s+(and|or|&)\s+|\s*([,/])\s*"),
}
# In a clause the little words count: "from which country" is no "country".
_CLAUSE = re.compile(r"\b(?:welche[rsnm]?|ob|wer|wen|wem|wie|wo|wann|dass|which|whether|what|who|whom|how|where|when|that)\b", re.I)
# "Kontoinhaber*in", "Käufer:innen": the term base has the plain form.
_GENDERED = re.compile(r"(\w{3,}(?:er|ent|ant|or|eur))(?:[*:_]|/-?)in(?:nen)?\b")


@dataclass(frozen=True, slots=True)
class Item:
    """A datum's wording in the other language.

    ``status`` is ``term`` where the term base has the wording, ``composed`` where it has the parts only; ``score`` in 0..1;
    ``short`` is the elliptic form ("billing" for "Rechnungs-"), for use before its fellow with the same head.
    ``entry`` is the id of the term base's entry, empty for a composed wording.
    """

    text: str
    status: str = TERM
    score: float = SAME
    short: str = ""
    entry: str = ""


def translate_item(
    text: str,
    concept: str,
    source_language: str,
    target_language: str,
    following: str = "",
    *,
    preceding: str = "",
    termbase: TermBase | None = None,
) -> Item | None:
    """The wording of a datum in the other language, or None where only its broader concept is known.

    Args:
        text: the mention's wording.
        concept: its taxonomy id, or ``unknown``.
        source_language: ``de`` or ``en``.
        target_language: the other one.
        following: the text after the mention; it completes an elliptic compound ("Rechnungs-" before " und Lieferadresse").
        preceding: the text before it; an article tells number where the noun does not ("Ihren Namen").
        termbase: another term base than the shipped one.
    """
    translator = _Translator(termbase or default_termbase(), concept, source_language, target_language)
    wording = _GENDERED.sub(r"\1", " ".join(clean(text).split()).strip(" ,;:"))
    if not wording:
        return None
    for full in expansions(wording, following, source_language):
        if found := translator.term(full):
            return replace(found, short=_short(found.text, translator, following))
    if wording.endswith("-"):
        return None
    return translator.whole(wording, preceding)


@dataclass(frozen=True, slots=True)
class _Translator:
    base: TermBase
    concept: str
    source: str
    target: str

    def whole(self, text: str, preceding: str = "") -> Item | None:
        """A term, or a wording put together."""
        if found := self.term(text, preceding):
            return found
        ways: tuple[Callable[[str], Item | None], ...] = (self._bracketed, self._joined, self._composed)
        return next((found for way in ways if (found := way(text))), None)

    def term(self, text: str, preceding: str = "", *, kin_only: bool = False) -> Item | None:
        """The term base's counterpart in the number of the wording; one of another concept only if all agree on it."""
        hits = [h for h in self.base.hits(text, self.source, preceding) if h.term.status != FORBIDDEN]
        if _CLAUSE.search(text) or self._drops_adjective(text):
            hits = [h for h in hits if h.exact]
        # Where several meanings have a wording, it is the preferred one of the likeliest.
        hits.sort(key=lambda h: STATUSES.index(h.term.status))
        if self.concept == UNKNOWN:
            return self._agreed(hits)
        kin = {self.concept: SAME} | dict.fromkeys(taxonomy().ancestors(self.concept), KIN)
        own = [h for h in hits if h.entry.concept == self.concept]
        near = [h for h in hits if h.entry.concept in kin or self.concept in taxonomy().ancestors(h.entry.concept)]
        for found, score in ((own, SAME), (near, KIN)):
            if found and (item := self._item(found[0], score)):
                return item
        # A bare word is used for many things: of another concept only a wording of some parts will do.
        return None if kin_only or self._bare(text) else self._agreed(hits)

    def _drops_adjective(self, text: str) -> bool:
        """Whether the stems leave out a word that means something here: "aktuelle Anschrift" is not just any."""
        dropped = set(tokens(text)) - set(content(text, self.source))
        return any(known_adjective(word, self.source) for word in dropped)

    def _bare(self, text: str) -> bool:
        noun = noun_of(text) if self.source == "de" else None
        return " " not in text and (self.source == "en" or (noun is not None and len(noun.lemma) >= len(text) - 2))

    def _agreed(self, hits: list[Hit]) -> Item | None:
        """What all meanings agree on, or the likeliest if they are of one concept; terms of the law and of purposes are about
        other things."""
        data = [h for h in hits if h.entry.concept in taxonomy().concepts or not (h.entry.concept or h.entry.references)]
        items = [item for h in data if (item := self._item(h, OTHER))]
        agreed = len({h.entry.concept for h in data}) == 1 or len({fold(i.text) for i in items}) == 1
        return items[0] if items and agreed else None

    def _item(self, hit: Hit, score: float) -> Item | None:
        target = self.base.preferred(hit.entry, self.target)
        if target is None:
            return None
        text = plural(target.text, self.target) if hit.plural else target.text
        return Item(text, TERM, score, entry=hit.entry.id) if text else None

    def _bracketed(self, text: str) -> Item | None:
        """ "Browser (Typ)": what is in brackets is a wording of its own."""
        match = re.fullmatch(r"(.+?)\s+\((.+)\)", text)
        if not match:
            return None
        outside, inside = self.whole(match[1]), self.whole(match[2])
        return _composed(f"{outside.text} ({inside.text})", outside, inside) if outside and inside else None

    def _joined(self, text: str) -> Item | None:
        """Several data in one wording; a head they share is said once in the other language too."""
        pieces = _JOINTS[self.source].split(text)
        parts, joints = pieces[::3], [a or b for a, b in zip(pieces[1::3], pieces[2::3], strict=True)]
        if len(parts) < 2 or not all(parts):
            return None
        items = []
        for i, part in enumerate(parts):
            full = next((t for e in self._completed(part, parts[-1]) if (t := self.term(e))), None) if i + 1 < len(parts) else None
            item = full or (None if part.endswith("-") else self.whole(part))
            if item is None:
                return None
            items.append(item)
        words = [_AND.get(j, j) for j in joints]
        return _composed(together([i.text for i in items], words, self.target), *items)

    def _completed(self, part: str, last: str) -> list[str]:
        """Full forms of a part that may lack the head of the last one ("IP" before "MAC addresses")."""
        if self.source == "de":
            return expansions(part, f" und {last}", "de") if part.endswith("-") else []
        words = last.split()
        return [f"{part} {' '.join(words[i:])}" for i in range(1, len(words))]

    def _composed(self, text: str) -> Item | None:
        for way in (genitive, adjective_phrase, compound):
            if found := way(text, self.source, self._part):
                return Item(found.text, COMPOSED, round(PER_PART**found.parts, 3))
        # Of what the term base knows in another meaning, the lexicon's is a guess.
        alone = bare(text, self.source) if not self.base.hits(text, self.source) else None
        return Item(alone.text, COMPOSED, PER_PART) if alone else None

    def _part(self, text: str) -> str | None:
        """A part's wording, if it is a term of the datum's concept or near it."""
        found = self.term(text, kin_only=True)
        return found.text if found else None


def _composed(text: str, *parts: Item) -> Item:
    score = min(p.score for p in parts) * PER_PART
    return Item(text, COMPOSED, round(score, 3))


def _short(text: str, translator: _Translator, following: str) -> str:
    """The elliptic form of a wording before a fellow that follows and has the same head."""
    match = re.match(r"\s*(?:,|/|&|und|oder|bzw\.|sowie|and|or)\s*([\w-]+(?:\s[\w-]+)?)", following)
    if not match:
        return ""
    fellow = translator.term(match[1]) or translator.term(match[1].split()[0])
    return elided(text, fellow.text, translator.target) if fellow else ""
