"""Drafts: what is known is filled in, the rest stays open."""

from collections.abc import Sequence

import pytest

from notice_nlp import parse
from notice_nlp.translate.draft import draft
from notice_nlp.translate.engines import Translation
from notice_nlp.translate.memory import Memory, Unit
from notice_nlp.translate.segments import Note, Segment

TABLE = (
    "Zweck\tVerarbeitete Daten\n"
    "Lieferung der Möbel an die Haustür\tName, Rechnungs- und Lieferadresse, Telefonnummer\n"
    "Abholung im Lager\tName (Vorname und Nachname) sowie das Wetter von gestern\n"
)


def segments(memory: Memory, engine: object = None) -> dict[str, Segment]:
    made = draft(parse(TABLE, language="de"), "en", memory, engine)  # type: ignore[arg-type]
    assert all(made.text[s.span[0] : s.span[1]] == s.source for s in made.segments)
    return {s.source: s for s in made.segments}


def test_lists_of_data_by_the_term_base() -> None:
    found = segments(Memory())["Name, Rechnungs- und Lieferadresse, Telefonnummer"]
    assert found.target == "Name, billing and delivery address, telephone number"
    assert (found.origin, found.part, found.state) == ("termbase", "data", "translated")


def test_the_memory_fills_in_what_it_has_word_for_word() -> None:
    memory = Memory([Unit("Lieferung der Möbel an die Haustür", "Delivery of the furniture to your door", "de", "en", "ours")])
    found = segments(memory)["Lieferung der Möbel an die Haustür"]
    assert (found.target, found.origin, found.score, found.part) == ("Delivery of the furniture to your door", "tm:exact", 1.0, "purpose")


def test_a_near_hit_is_shown_and_not_filled_in() -> None:
    memory = Memory([Unit("Lieferung der Möbel an die Wohnungstür", "Delivery of the furniture to the flat", "de", "en", "ours")])
    found = segments(memory)["Lieferung der Möbel an die Haustür"]
    assert (found.target, found.origin) == ("", "untranslated")
    assert found.matches[0].origin == "tm:fuzzy"


def test_what_is_more_than_a_list_stays_open() -> None:
    found = segments(Memory())["Name (Vorname und Nachname) sowie das Wetter von gestern"]
    assert (found.target, found.origin) == ("", "untranslated")


def test_a_hit_that_differs_in_a_number_is_filled_in_with_it() -> None:
    memory = Memory([Unit("Abholung in Halle 3", "Pick-up in hall 3", "de", "en", "ours")])
    made = draft(parse(TABLE.replace("im Lager", "in Halle 12"), language="de"), "en", memory)
    found = {s.source: s for s in made.segments}["Abholung in Halle 12"]
    assert (found.target, found.origin, found.state) == ("Pick-up in hall 12", "tm:fuzzy", "translated")
    assert 0.7 < found.score < 1


def test_a_legal_basis_alone_needs_no_engine() -> None:
    made = draft(parse("Grundlage:\n\nArt. 6 Abs. 1 lit. b DSGVO, § 257 HGB\n", language="de"), "en", Memory())
    found = {s.source: s for s in made.segments}["Art. 6 Abs. 1 lit. b DSGVO, § 257 HGB"]
    assert (found.target, found.origin) == ("Article 6(1)(b) GDPR, section 257 HGB", "literals")


class Upper:
    """An engine that shouts, and gives up on what has "Wetter"."""

    name = "upper"
    asked: Sequence[str] = ()

    def translate(self, texts: Sequence[str], source_language: str, target_language: str) -> list[Translation]:
        self.asked = texts
        lost = Note("lost", "medium", "mt_failed")
        return [Translation("", 0.2, (lost,), "[…]") if "Wetter" in t else Translation(t.upper(), 0.8) for t in texts]


def test_an_engine_gets_only_what_is_open() -> None:
    engine = Upper()
    found = segments(Memory(), engine)
    assert "Name, Rechnungs- und Lieferadresse, Telefonnummer" not in engine.asked
    made = found["Abholung im Lager"]
    assert (made.target, made.origin, made.score, made.state) == ("ABHOLUNG IM LAGER", "mt:upper", 0.8, "initial")


def test_what_an_engine_gave_up_stays_open_and_says_why() -> None:
    found = segments(Memory(), Upper())["Name (Vorname und Nachname) sowie das Wetter von gestern"]
    assert (found.target, found.origin, found.score) == ("", "untranslated", 0.0)
    assert [n.kind for n in found.notes] == ["mt_failed"]
    assert (found.matches[-1].target, found.matches[-1].origin) == ("[…]", "mt:upper")


def test_only_between_the_two_languages() -> None:
    with pytest.raises(ValueError, match="no translation"):
        draft(parse(TABLE, language="de"), "de", Memory())
