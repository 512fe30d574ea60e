"""Items of columns that list data."""

import pytest

from notice_nlp import parse
from notice_nlp.extract.listed import listed_items


def items(text: str, language: str = "de") -> list[str]:
    return [text[a:b] for a, b in listed_items(text, 0, len(text), language)]


def test_separators_brackets_and_clauses() -> None:
    text = "Kundennummer, zuletzt gemietete(s) Fahrrad, Kontakt (Funkruf, Postfach), die Sie beim Abholen nennen."
    assert items(text) == ["Kundennummer", "zuletzt gemietete(s) Fahrrad", "Kontakt", "Funkruf", "Postfach"]


def test_english_items() -> None:
    assert items("e.g. shoe width, foot scan; other information", "en") == ["shoe width", "foot scan"]


@pytest.mark.parametrize("text", ["", "keine", "nur wenn Sie zustimmen", "weitere Informationen", "siehe https://example.org"])
def test_no_items(text: str) -> None:
    assert items(text) == []


def test_every_item_of_a_data_column_is_a_mention() -> None:
    table = (
        "Zweck\tVerarbeitete personenbezogene Daten\n"
        "Damit wir Ihr Fahrrad passend einstellen\tName, zuletzt gemietete(s) Fahrrad, Mitschnitte von Gesprächen mit der Werkstatt\n"
    )
    notice = parse(table, language="de")
    for item in ("Name", "zuletzt gemietete(s) Fahrrad", "Mitschnitte von Gesprächen mit der Werkstatt"):
        start = table.index(item)
        assert any(m.start < start + len(item) and start < m.end for m in notice.row_mentions(notice.rows[0])), item
