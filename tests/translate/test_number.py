"""Number of German and English noun phrases."""

import pytest

from notice_nlp.translate.number import head, is_form, is_plural, number_of, plural

PLURALS = [
    ("de", "E-Mail-Adresse", "E-Mail-Adressen"),
    ("de", "Kundennummer", "Kundennummern"),
    ("de", "Kontostand", "Kontostände"),
    ("de", "Kennwort", "Kennwörter"),
    ("de", "Lebenslauf", "Lebensläufe"),
    ("de", "Bild", "Bilder"),
    ("de", "Nutzer-ID", "Nutzer-IDs"),
    ("de", "gekürzte IP-Adresse", "gekürzte IP-Adressen"),
    ("de", "vollständiger Name", "vollständige Namen"),
    ("de", "Name des Kindes", "Namen des Kindes"),
    ("de", "Kontaktdaten", "Kontaktdaten"),
    ("de", "Alter", "Alter"),
    ("de", "Kassenbohne", "Kassenbohnen"),
    ("en", "email address", "email addresses"),
    ("en", "date of birth", "dates of birth"),
    ("en", "activity", "activities"),
    ("en", "page visited", "pages visited"),
    ("en", "invoice information", "invoice information"),
    ("en", "contact details", "contact details"),
    ("en", "name of the child", "names of the child"),
    ("en", "child", "children"),
]


@pytest.mark.parametrize(("language", "one", "many"), PLURALS)
def test_plural(language: str, one: str, many: str) -> None:
    assert plural(one, language) == many
    assert plural(many, language) == many


def test_unknown_plural_is_not_guessed() -> None:
    assert plural("Quorx", "de") is None


@pytest.mark.parametrize(
    ("form", "lemma", "preceding", "expected"),
    [
        ("E-Mail-Adressen", "E-Mail-Adresse", "", True),
        ("Betrags", "Betrag", "", False),
        ("Beträgen", "Betrag", "", True),
        ("Namen", "Name", "wir brauchen Ihren ", False),
        ("Namen", "Name", "wir veröffentlichen die ", True),
        ("Kennzeichen", "Kennzeichen", "das ", False),
        ("Kennzeichen", "Kennzeichen", "Ihre ", True),
        ("Adresse", "Adresse", "Ihre ", False),
    ],
)
def test_german_number(form: str, lemma: str, preceding: str, expected: bool) -> None:
    assert is_plural(form, lemma, "de", preceding) is expected


def test_number_of() -> None:
    assert [number_of(t, "en") for t in ("data", "addresses", "address", "status")] == ["", "plural", "singular", "singular"]
    assert [number_of(t, "de") for t in ("Standortdaten", "Rechnung", "Browser")] == ["plural", "singular", ""]


def test_head() -> None:
    text = "gekürzte Nummer des Geräts"
    assert text[slice(*head(text, "de"))] == "Nummer"
    assert "links clicked"[slice(*head("links clicked", "en"))] == "links"


@pytest.mark.parametrize(
    ("a", "b", "language", "same"),
    [
        ("Kontoinhabers", "Kontoinhaber", "de", True),
        ("gekürzter IP-Adresse", "gekürzte IP-Adresse", "de", True),
        ("Käufer", "Kauf", "de", False),
        ("participants", "participation", "en", False),
        ("use of your websites", "use of the website", "en", True),
    ],
)
def test_inflection(a: str, b: str, language: str, same: bool) -> None:
    assert is_form(a, b, language) is same
