"""Cutting joined mentions."""

import pytest

from notice_nlp.extract.coordination import split


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("E-Mail und Adresse", "de", ["E-Mail", "Adresse"]),
        ("Name, Telefonnummer", "de", ["Name", "Telefonnummer"]),
        ("Vor- und Nachname", "de", ["Vor- und Nachname"]),
        ("Datum und Uhrzeit", "de", ["Datum und Uhrzeit"]),
        ("name and IP address", "en", ["name", "IP address"]),
        ("browser type and version", "en", ["browser type and version"]),
        ("IP-Adresse", "de", ["IP-Adresse"]),
    ],
)
def test_split(text: str, language: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in split(text, 0, len(text), language)] == parts
