"""Mention to concept by the term base."""

import pytest

from notice_nlp.notice import UNKNOWN
from notice_nlp.taxonomy.normalise import MIN_CONFIDENCE, expansions, look_up, normalise
from notice_nlp.taxonomy.words import key


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("E-Mail-Adressen", "pd:EmailAddress"), ("Emailadresse", "pd:EmailAddress"), ("E-Mail Adresse", "pd:EmailAddress"),
        ("IP-Adressen", "pd:IPAddress"), ("Telefonnummern", "pd:TelephoneNumber"), ("Tel.-Nr.", "pd:TelephoneNumber"),
        ("Straße", "pd:PhysicalAddress"), ("Strasse", "pd:PhysicalAddress"), ("Browsertyp/-version", "pd:UserAgent"),
        ("Namen", "pd:Name"), ("Geburtsdaten", "pd:BirthDate"), ("Datum und Uhrzeit des Zugriffs", "nn:AccessTime"),
        ("Uhrzeit und Datum des Zugriffs", "nn:AccessTime"), ("Privatkundennummer", "nn:CustomerNumber"),
        ("Gesundheitsdaten", "pd:Health"), ("Kontaktdaten", "pd:Contact"),
    ],
)  # fmt: skip
def test_german(text: str, concept: str) -> None:
    match = look_up(text, "de")
    assert match is not None
    assert match.concept == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("email addresses", "pd:EmailAddress"), ("e-mail address", "pd:EmailAddress"), ("your IP addresses", "pd:IPAddress"),
        ("date and time of access", "nn:AccessTime"), ("browser type and version", "pd:UserAgent"), ("phone numbers", "pd:TelephoneNumber"),
        ("ZIP code", "pd:PhysicalAddress"), ("company phone number", "pd:TelephoneNumber"), ("crash reports", "nn:DiagnosticData"),
    ],
)  # fmt: skip
def test_english(text: str, concept: str) -> None:
    match = look_up(text, "en")
    assert match is not None
    assert match.concept == concept


@pytest.mark.parametrize(
    ("text", "following", "language", "concept"),
    [
        ("Rechnungs-", " und Lieferadresse", "de", "nn:BillingAddress"),
        ("Liefer-", " oder Rechnungsanschrift", "de", "nn:DeliveryAddress"),
        ("Telefon-", ", Fax- und Mobilnummer", "de", "pd:TelephoneNumber"),
        ("Geräte-", " oder Browserdaten", "de", "pd:DeviceBased"),
        ("billing", " and delivery address", "en", "nn:BillingAddress"),
        ("phone", " and fax number", "en", "pd:TelephoneNumber"),
    ],
)
def test_elliptic_compounds(text: str, following: str, language: str, concept: str) -> None:
    match = look_up(text, language, following)
    assert match is not None
    assert match.concept == concept


def test_nothing_to_expand() -> None:
    assert expansions("Name", " und Anschrift", "de") == []
    assert expansions("Rechnungs-", ".", "de") == []


def test_unknown_below_the_threshold() -> None:
    assert normalise("Quarkauflauf", "de") == (UNKNOWN, 0.0)
    category, confidence = normalise("Quarkauflauf", "de", {"pd:Health": 0.2, "pd:Name": 0.1})
    assert category == UNKNOWN
    assert confidence < MIN_CONFIDENCE


def test_model_and_term_base_vote() -> None:
    assert normalise("Adresse", "de", {"pd:PhysicalAddress": 0.9})[0] == "pd:PhysicalAddress"
    # In its context the model is sure that an e-mail address is meant.
    assert normalise("Absenderangabe", "de", {"pd:EmailAddress": 0.95})[0] == "pd:EmailAddress"


def test_keys_join_spellings() -> None:
    assert key("E-Mail-Adresse", "de") == key("Emailadressen", "de") == key("E-Mail Adresse", "de")


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [("Unterlagen zu Ihrem Sportteam", "de", "nn:Attachments"), ("team photo from your passport", "en", "pd:Picture")],
)
def test_head_stands_before_the_preposition(text: str, language: str, concept: str) -> None:
    match = look_up(text, language)
    assert match is not None
    assert match.concept == concept


def test_what_follows_a_later_preposition_narrows_the_term_before_it() -> None:
    whole, before = (look_up(w, "de") for w in ("Aufzeichnungen von Anrufen bei der Annahmestelle", "Aufzeichnungen von Anrufen"))
    assert whole is not None
    assert before is not None
    assert whole.concept == before.concept == "pd:VoiceCommunicationRecording"
