"""Denials that one language alone makes."""

from collections.abc import Callable

import pytest

from notice_nlp.compare import compare
from notice_nlp.compare.denied import denials
from notice_nlp.notice import Notice


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Im Stall erfassen wir keine personenbezogenen Daten.", "In the stable we collect personal data."),
        ("Ihre Daten geben wir nicht an Dritte weiter.", "We pass your data on to third parties."),
        ("Eine automatisierte Entscheidungsfindung findet nicht statt.", "Automated decision-making takes place."),
        ("Wir verkaufen die Liste an Züchter.", "We do not sell the list to breeders."),
    ],
)
def test_one_side_alone_denies(german: str, english: str) -> None:
    assert list(denials(german, english)) == [((0, len(german)), (0, len(english)))]
    assert list(denials(english, german)) == [((0, len(english)), (0, len(german)))]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Wir geben nichts weiter.", "We pass nothing on."),
        ("Wir speichern keine Bilder mehr.", "We will no longer store pictures."),
        ("Das Tor zeichnet nicht auf.", "The gate is free of recording."),
        ("Die Daten werden niemandem gegeben.", "The data are given to nobody."),
        ("Wir nutzen sie nicht, wenn Sie widersprechen.", "We use them until you object."),
        ("Daten werden ausschließlich hier verarbeitet, nicht anderswo.", "Data are processed here only."),
        ("Sie müssen keine Daten angeben.", "Giving data is voluntary."),
        ("Kein Ziegenhof ohne Zaun.", "Every goat farm has a fence."),
    ],
)
def test_a_faithful_translation_is_quiet(german: str, english: str) -> None:
    assert list(denials(german, english)) == []
    assert list(denials(english, german)) == []


def test_blocks_with_other_numbers_of_sentences_are_left_alone() -> None:
    assert list(denials("Wir speichern nichts. Wir geben keine Daten weiter.", "We store data.")) == []


DE = """§1 {P Lieferung}
Wir verarbeiten Ihren [Namen|Name], {P um Käse zu liefern}.
Ihre Daten geben wir nicht an Dritte weiter.
"""
EN = """§1 {P Delivery}
We process your [name|Name] {P in order to deliver cheese}.
We do not pass your data on to third parties.
"""


def test_the_comparison_tells_it(notice: Callable[[str, str], Notice]) -> None:
    assert compare(notice(DE, "de"), notice(EN, "en")).findings == ()
    turned = compare(notice(DE, "de"), notice(EN.replace("do not pass", "pass"), "en")).findings
    assert [f.kind for f in turned] == ["negation_flipped"]
    assert "nicht an Dritte" in turned[0].message
