"""Turns of phrase that name a datum, and words that only look like one."""

import json
import re
from importlib import resources

import pytest

from notice_nlp.extract.phrases import names_no_datum, phrases
from notice_nlp.taxonomy.store import taxonomy


@pytest.mark.parametrize(
    ("language", "text", "found", "concept"),
    [
        ("de", "Alle bei der Anmeldung abgefragten Angaben bleiben hier.", "bei der Anmeldung abgefragten Angaben", "nn:AccountData"),
        ("de", "Er wertet das Surfverhalten aus.", "Surfverhalten", "pd:BrowsingBehaviour"),
        ("de", "Wir zählen, wie die Besucher diese Seite nutzen.", "wie die Besucher diese Seite nutzen", "nn:UsageData"),
        ("de", "Browsertyp und verwendete Version", "Browsertyp und verwendete Version", None),
        ("en", "Details you enter when signing up are kept.", "Details you enter when signing up", "nn:AccountData"),
        ("en", "It shows us how visitors use the site.", "how visitors use the site", "nn:UsageData"),
        ("en", "latitude / longitude of the find", "latitude / longitude", None),
    ],
)
def test_phrase(language: str, text: str, found: str, concept: str | None) -> None:
    (phrase,) = phrases(text, 0, len(text), language)
    assert (text[slice(*phrase.span)], phrase.concept) == (found, concept)


def test_what_is_entered_for_a_newsletter_is_no_account() -> None:
    text = "Data provided when registering for the newsletter is deleted."
    assert not list(phrases(text, 0, len(text), "en"))


@pytest.mark.parametrize(
    ("language", "text", "datum", "nothing"),
    [
        ("de", "Widerrufen können Sie per E-Mail.", "E-Mail", True),
        ("de", "Wir speichern Ihre E-Mail.", "E-Mail", False),
        ("de", "Name und Anschrift des Verantwortlichen", "Name", True),
        ("de", "Name und Anschrift des Bestellers", "Name", False),
        ("de", "Die Speicherung in Logfiles dient der Sicherheit.", "Logfiles", True),
        ("de", "Unsere Logfiles enthalten die IP-Adresse.", "Logfiles", False),
        ("en", "who decides on purposes and means (names, addresses and so on)", "addresses", True),
        ("en", "Write to us at the address given below.", "address", True),
        ("en", "We keep your address.", "address", False),
        ("en", "videos of third parties", "videos", True),
    ],
)
def test_no_datum(language: str, text: str, datum: str, nothing: bool) -> None:
    start = text.index(datum)
    assert names_no_datum(text, start, start + len(datum), language) is nothing


def test_every_concept_is_in_the_taxonomy_and_every_rule_says_why() -> None:
    folder = resources.files("notice_nlp.extract")
    known = {c.id for c in taxonomy().assignable}
    for entries in json.loads(folder.joinpath("phrases.json").read_text("utf-8")).values():
        assert all(e["concept"] is None or e["concept"] in known for e in entries)
        assert all(re.compile(e["pattern"]) for e in entries)
    for entries in json.loads(folder.joinpath("not_data.json").read_text("utf-8")).values():
        assert all(e["why"] and (e.get("span") or e.get("before") or e.get("after")) for e in entries)
