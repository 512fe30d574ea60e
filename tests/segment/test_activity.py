"""Headings that name an activity."""

import pytest

from notice_nlp.read import read_text
from notice_nlp.segment import activity_heading, sections


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Google Maps", "Google Maps"), ("4. Newsletter", "Newsletter"), ("VI. Registrierung im Shop", "Registrierung im Shop"),
        ("Filmplayer mit erweitertem Datenschutz", "Filmplayer mit erweitertem Datenschutz"), ("Hinweise zum Datenschutz", None),
        ("Ihre Rechte", None), ("Welche Daten wir erheben", None), ("Storage period", None), ("Do you use cookies?", None),
        ("Was passiert, wenn Sie bei uns im Laden mit Karte bezahlen", None),
    ],
)  # fmt: skip
def test_activity_heading(heading: str, named: str | None) -> None:
    document = read_text(f"# {heading}\n\nHier steht ein Satz.\n", "markdown")
    (section,) = sections(document.blocks)
    span = activity_heading(document.text, document.blocks, section)
    assert (document.text[slice(*span)] if span else None) == named


def test_before_the_first_heading_there_is_none() -> None:
    document = read_text("Nur ein Satz ohne alles.\n", "text")
    assert activity_heading(document.text, document.blocks, sections(document.blocks)[0]) is None
