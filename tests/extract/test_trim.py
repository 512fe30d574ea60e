"""Trimming of mentions."""

import pytest

from notice_nlp.extract.listed import listed_items
from notice_nlp.extract.trim import complete, is_fragment, is_generic, trim


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ihre E-Mail-Adresse,", "E-Mail-Adresse"), ("die IP-Adresse", "IP-Adresse"), ("your other contact details.", "contact details"),
        ("(Name", "Name"), ("Anschrift)", "Anschrift"), ("Tel.-Nr.", "Tel.-Nr."),
        ("Datum und Uhrzeit des Zugriffs", "Datum und Uhrzeit des Zugriffs"),
        ("verwendetes Betriebssystem", "Betriebssystem"), ("IP-Adresse des anfragenden Rechners", "IP-Adresse"),
        ("Hostname des zugreifenden Rechners", "Hostname des zugreifenden Rechners"),
        ("Rechnungs-", "Rechnungs-"), ("Rechnungs- und", "Rechnungs-"), ("amount of the", "amount"),
        ("und Name", "Name"), ("Browser (Typ)", "Browser (Typ)"),
        ("operating system used", "operating system"), ("features used", "features used"), ("user's handle", "handle"),
        ("Seiten auf unserer Website", "Seiten"), ("Besuch auf unserer Website", "Besuch auf unserer Website"),
        ("contact details you", "contact details"), ("who follows you", "who follows you"), ("Bewertungen bei", "Bewertungen"),
        ("die", "die"), ("Anrede", "Anrede"), ("Theaterabo", "Theaterabo"),
    ],
)  # fmt: skip
def test_trim(text: str, left: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == left


def test_closing_bracket_is_taken_in() -> None:
    assert trim("Benutzername(n), Ort", 0, 14) == (0, 15)


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("Daten", True), ("Sie", True), ("personal data", True), ("the information", True),
        ("IP-Adresse", False),
        ("usage data", False), ("Standortdaten", False),
    ],
)  # fmt: skip
def test_generic_words(text: str, generic: bool) -> None:
    assert is_generic(text) is generic


@pytest.mark.parametrize(
    ("wording", "language", "fragment"),
    [
        ("angenommene", "de", True),
        ("letzten 50", "de", True),
        ("wo du wohnst", "de", False),
        ("hinterlegtes Bild", "de", False),
        ("encrypted", "en", True),
        ("encrypted backup", "en", False),
        ("rating", "en", False),
    ],
)
def test_what_only_stands_before_a_noun_is_a_fragment(wording: str, language: str, fragment: bool) -> None:
    assert is_fragment(wording, language) is fragment


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Websites that are opened from here, and the time", "Websites that", "Websites that are opened from here"),
        ("Meldung, ob alles ankam\nZeit", "Meldung", "Meldung, ob alles ankam"),
        ("pages you like", "pages", "pages"),
        ("Zeit, die Sie angeben", "Zeit", "Zeit"),
    ],
)
def test_a_broken_off_clause_is_completed(text: str, found: str, whole: str) -> None:
    assert text[: complete(text, 0, len(found))] == whole


def test_separators_in_heaps() -> None:
    for heap in (" ", ",", "* ", ". ", "und "):
        text = "Name" + heap * 3000 + "Anschrift"
        assert trim(text, 0, len(text)) == (0, len(text))
    text = "die Anschrift und,  oder der"
    assert text[slice(*trim(text, 0, len(text)))] == "Anschrift"
    assert list(listed_items("Name" + " " * 50_000 + "Anschrift", 0, 50_013, "de")) == []
