"""Standing wordings of notices."""

import json
from importlib import resources

import pytest

from notice_nlp.translate.standing import COPIED, STANDING, Known, standing


@pytest.mark.parametrize(
    ("text", "target", "wording", "origin"),
    [
        ("Newsletter", "en", "Newsletter", STANDING),
        ("II. Empfänger der Daten", "en", "II. Recipients of the data", STANDING),
        ("4.2 DEINE RECHTE", "en", "4.2 YOUR RIGHTS", STANDING),
        ("Your rights:", "de", "Ihre Rechte:", STANDING),
        ("Recht auf Löschung („Recht auf Vergessenwerden“)", "en", "Right to erasure (“right to be forgotten”)", STANDING),
        ("E-Mail: post@tierarzt.example", "en", "Email: post@tierarzt.example", STANDING),
        ("Telefon +49 30 5550 17", "en", "Telephone +49 30 5550 17", STANDING),
        ("Stand: 3. Mai 2024", "en", "Last updated: 3 May 2024", STANDING),
        ("Google Maps", "en", "Google Maps", COPIED),
        ("Sie haben folgende Rechte:", "en", "You have the following rights:", STANDING),
    ],
)
def test_what_notices_share(text: str, target: str, wording: str, origin: str) -> None:
    assert standing(text, "en" if target == "de" else "de", target) == Known(wording, origin)


@pytest.mark.parametrize("text", ["Unsere Ziegen", "E-Mail: schreiben Sie uns", "Newsletter für Ziegenfreunde", "Preis: auf Anfrage", ""])
def test_anything_else_stays_open(text: str) -> None:
    assert standing(text, "de", "en") is None


def test_the_table_is_sound() -> None:
    table = json.loads(resources.files("notice_nlp.translate").joinpath("standing.json").read_text("utf-8"))
    german = [pair[0] for part in ("headings", "sentences") for pair in table[part]]
    assert len(german) == len(set(german)) >= 300
    for part in ("headings", "labels", "sentences"):
        for before, after in table[part]:
            assert before == before.strip() != ""
            assert after == after.strip() != ""
            assert part == "labels" or (before[-1] in ".:?") == (after[-1] in ".:?")
