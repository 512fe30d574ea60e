"""Data in the other language: number, ellipsis, composition, and no guess."""

import pytest

from notice_nlp.notice import UNKNOWN
from notice_nlp.translate.items import COMPOSED, TERM, translate_item
from notice_nlp.translate.termbase import Entry, Term, TermBase

EMAIL, BILLING, IP, DEVICE = "pd:EmailAddress", "nn:BillingAddress", "pd:IPAddress", "nn:DeviceIdentifier"


@pytest.mark.parametrize(
    ("german", "concept", "english"),
    [
        ("E-Mail-Adressen", EMAIL, "email addresses"),
        ("Emailadresse", EMAIL, "email address"),
        ("Vorname", "pd:Name", "first name"),
        ("Geburtsdatums", "pd:BirthDate", "date of birth"),
        ("Kontoinhaber*in", "pd:BankAccount", "account holder"),
        ("gekürzter IP-Adresse", IP, "truncated IP address"),
        ("Rechnungs- und Lieferadresse", BILLING, "billing and delivery address"),
        ("Rechnungs- und Lieferadressen", BILLING, "billing and delivery addresses"),
        ("Seriennummern der Geräte", DEVICE, "serial numbers of the devices"),
        ("gehashte Seriennummer", DEVICE, "hashed serial number"),
        ("GPS-Signale", "pd:GPSCoordinate", "GPS signals"),
        ("Standort (Region)", "pd:Location", "location (region)"),
    ],
)
def test_german_to_english(german: str, concept: str, english: str) -> None:
    item = translate_item(german, concept, "de", "en")
    assert item
    assert item.text == english


@pytest.mark.parametrize(
    ("english", "concept", "german"),
    [
        ("email addresses", EMAIL, "E-Mail-Adressen"),
        ("billing and delivery address", BILLING, "Rechnungs- und Lieferadresse"),
        ("IP and MAC addresses", IP, "IP- und MAC-Adressen"),
        ("serial number of the device", DEVICE, "Seriennummer des Geräts"),
        ("encrypted email address", EMAIL, "verschlüsselte E-Mail-Adresse"),
        ("dates of birth", "pd:BirthDate", "Geburtsdaten"),
    ],
)
def test_english_to_german(english: str, concept: str, german: str) -> None:
    item = translate_item(english, concept, "en", "de")
    assert item
    assert item.text == german


def test_half_a_compound_is_completed_by_what_follows() -> None:
    item = translate_item("Rechnungs-", BILLING, "de", "en", " und Lieferadresse")
    assert item
    assert (item.text, item.short, item.status) == ("billing address", "billing", TERM)
    back = translate_item("billing", BILLING, "en", "de", " and delivery address")
    assert back
    assert (back.text, back.short) == ("Rechnungsadresse", "Rechnungs-")
    assert translate_item("Rechnungs-", BILLING, "de", "en") is None


def test_the_article_tells_number() -> None:
    one = translate_item("Namen", "pd:Name", "de", "en", preceding="wir brauchen Ihren ")
    many = translate_item("Namen", "pd:Name", "de", "en", preceding="wir nennen die ")
    assert one
    assert many
    assert (one.text, many.text) == ("name", "names")


@pytest.mark.parametrize("text", ["Lieblingsmuschel", "welche Muscheln Sie sammeln", "-", "", "aus welchem Land"])
def test_no_guess_where_only_the_concept_is_known(text: str) -> None:
    assert translate_item(text, "pd:Interest", "de", "en") is None


def test_the_concept_chooses_the_meaning() -> None:
    road = translate_item("Adresse", "pd:PhysicalAddress", "de", "en")
    title = [translate_item("Titel", c, "de", "en") for c in ("nn:FormOfAddress", UNKNOWN)]
    assert road
    assert road.score == 1.0
    assert title[0]
    assert title[0].text == "title"


def test_terms_of_the_law_are_no_data() -> None:
    assert translate_item("Vorgang", "pd:Communication", "de", "en") is None


def test_own_term_base_and_scores() -> None:
    own = TermBase((Entry("shell", "pd:Interest", terms=(Term("Lieblingsmuschel", "de"), Term("favourite shell", "en"))),))
    item = translate_item("Lieblingsmuscheln", "pd:Interest", "de", "en", termbase=own)
    assert item
    assert (item.text, item.status, item.entry) == ("favourite shells", TERM, "shell")
    composed = translate_item("gespeicherte Lieblingsmuschel", "pd:Interest", "de", "en", termbase=own)
    assert composed
    assert composed.status == COMPOSED
    assert composed.score < item.score


def test_a_noun_of_the_lexicon_alone() -> None:
    found = translate_item("Abfahrt", "pd:TravelHistory", "de", "en")
    assert found
    assert (found.text, found.status, found.score) == ("departure", "composed", 0.8)
    found = translate_item("crash", "nn:DiagnosticData", "en", "de")
    assert found
    assert found.text == "Absturz"
    found = translate_item("bestellte Stücke", "pd:Purchase", "de", "en")
    assert found
    assert found.text == "ordered pieces"
    # Several German nouns are "departure" in English; the term base knows "Absender" in another meaning.
    assert translate_item("departure", "pd:TravelHistory", "en", "de") is None
    assert translate_item("Absender", "pd:Identifier", "de", "en") is None
