"""Trimming of mentions."""

import pytest

from notice_nlp.extract.trim import trim


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ihre E-Mail-Adresse,", "E-Mail-Adresse"), ("die IP-Adresse", "IP-Adresse"), ("your other contact details.", "contact details"),
        ("(Name", "Name"), ("Anschrift)", "Anschrift"), ("Tel.-Nr.", "Tel.-Nr."),
        ("Datum und Uhrzeit des Zugriffs", "Datum und Uhrzeit des Zugriffs"),
        ("Rechnungs-", "Rechnungs-"), ("Rechnungs- und", "Rechnungs-"), ("amount of the", "amount"),
        ("und Name", "Name"), ("Browser (Typ)", "Browser (Typ)"),
        ("die", "die"), ("Anrede", "Anrede"), ("Theaterabo", "Theaterabo"),
    ],
)  # fmt: skip
def test_trim(text: str, left: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == left
