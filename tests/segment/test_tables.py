"""Tables: headers, roles, vertical tables."""

import json
from importlib import resources

import pytest

from notice_nlp.read import read_text
from notice_nlp.segment.tables import ROLES, Tables, header_role, read_tables


def tables(text: str) -> tuple[str, Tables]:
    document = read_text(text)
    return document.text, read_tables(document.text, document.blocks)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Zweck", "purpose"), ("Verarbeitungszweck", "purpose"), ("Wofür wir Ihre Daten nutzen", "purpose"),
        ("Zweck der Datenverarbeitung", "purpose"), ("Purpose of processing", "purpose"), ("Why we need it", "purpose"),
        ("Datenkategorien", "data"), ("Welche Daten?", "data"), ("Verarbeitete personenbezogene Daten", "data"),
        ("Categories of personal data", "data"), ("What we collect", "data"), ("Art der Daten", "data"),
        ("Rechtsgrundlage", "legal_basis"), ("Legal basis for processing", "legal_basis"),
        ("Empfänger der Daten", "recipients"), ("Shared with", "recipients"),
        ("Speicherdauer", "retention"), ("Wie lange?", "retention"), ("How long we keep it", "retention"),
        ("Retention period", "retention"),
        ("Hinweise", ""), ("", ""), ("Anmerkung der Redaktion", ""),
    ],
)  # fmt: skip
def test_header_wordings(text: str, role: str) -> None:
    assert header_role(text) == role


def test_vocabulary_names_every_role_in_both_languages() -> None:
    data = json.loads(resources.files("notice_nlp.segment").joinpath("headers.json").read_text("utf-8"))
    assert set(data["roles"]) == set(ROLES)
    assert all(set(v) == {"de", "en"} and all(v.values()) for v in data["roles"].values())


def test_repeated_header_and_any_column_order() -> None:
    text, found = tables("Daten\tZweck\nName\tVersand\n\nDaten\tZweck\nIBAN\tZahlung der Ware\n")
    assert found.headers == {0, 2}
    assert [r.roles for r in found.rows] == [("data", "purpose")] * 2
    assert [text[slice(*r.cells[1])] for r in found.rows] == ["Versand", "Zahlung der Ware"]


def test_missing_header_is_guessed() -> None:
    _, found = tables("Versand der Ware\tName, Anschrift\nZahlung\tIBAN\n")
    assert not found.headers
    assert all(r.guessed for r in found.rows)


def test_vertical_table() -> None:
    text, found = tables(
        "Zweck\tVersand der Ware\nDaten\tName, Anschrift\nRechtsgrundlage\tVertrag\n"
        "Zweck\tWerbung\nDaten\tMail\nRechtsgrundlage\tEinwilligung\n"
    )
    assert len(found.rows) == 2
    first = dict(zip(found.rows[0].roles, (text[slice(*c)] for c in found.rows[0].cells), strict=True))
    assert first == {"purpose": "Versand der Ware", "data": "Name, Anschrift", "legal_basis": "Vertrag"}


def test_vertical_table_with_an_activity_per_column() -> None:
    text, found = tables("Zweck\tVersand\tWerbung\nDaten\tName\tMail\nSpeicherdauer\t1 Jahr\t2 Jahre\n")
    assert [[text[slice(*c)] for c in r.cells] for r in found.rows] == [["Versand", "Name", "1 Jahr"], ["Werbung", "Mail", "2 Jahre"]]


def test_header_words_in_a_data_row_are_no_header() -> None:
    _, found = tables("Zweck\tDaten\nZweckmäßige Auswertung von Angaben zu Ihrem Konto im laufenden Betrieb\tKontodaten\n")
    assert found.headers == {0}
    assert len(found.rows) == 1


def test_table_goes_on_after_a_break() -> None:
    document = read_text("<table><tr><th>Zweck</th><th>Daten</th></tr><tr><td>Versand</td><td>Name</td></tr></table>"
                         "<table><tr><td>Werbung</td><td>Mail</td></tr></table>", "html")  # fmt: skip
    found = read_tables(document.text, document.blocks)
    assert [r.roles for r in found.rows] == [("purpose", "data")] * 2
