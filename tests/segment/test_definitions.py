"""Definitions of legal terms."""

from notice_nlp import parse
from notice_nlp.segment import definitions

DE = "Personenbezogene Daten sind alle Angaben über Sie. Dazu zählen etwa Name und Geburtsdatum. Beim Kauf speichern wir Ihren Namen."
EN = "Personal data means anything about an identified or identifiable natural person. We store your name."


def test_the_definition_and_its_examples() -> None:
    assert [DE[a:b] for a, b in definitions(DE)] == [
        "Personenbezogene Daten sind alle Angaben über Sie.",
        "Dazu zählen etwa Name und Geburtsdatum.",
    ]
    assert [EN[a:b] for a, b in definitions(EN)] == ["Personal data means anything about an identified or identifiable natural person."]
    assert definitions("Personenbezogene Daten sind für uns wichtig. Wir speichern Ihren Namen.") == []


def test_examples_of_a_definition_are_no_mentions() -> None:
    found = parse(DE, language="de").mentions
    assert all(m.start >= DE.index("Beim Kauf") for m in found)
    assert any(DE[m.start : m.end] == "Namen" for m in found)
