"""Literals in the form of the other language."""

from __future__ import annotations

from itertools import pairwise

import pytest

from notice_nlp.compare.units import units
from notice_nlp.translate.forms import literal_only, literals
from notice_nlp.translate.literals import differences


def forms(text: str, source: str) -> list[str]:
    return [l.form for l in literals(text, source, "en" if source == "de" else "de")]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Art. 6 Abs. 1 S. 1 lit. f DSGVO", "Article 6(1) sentence 1 (f) GDPR"),
        ("Artikel 6 Absatz 1 Buchstabe b DS-GVO", "Article 6(1)(b) GDPR"),
        ("§ 25 Abs. 1 Satz 2 TDDDG", "section 25(1) sentence 2 TDDDG"),
        ("§ 7 Abs. 3 Nr. 4 UWG", "section 7(3)(4) UWG"),
        ("1. März 2024", "1 March 2024"),
        ("01.02.2023", "1 February 2023"),
        ("Mai 2022", "May 2022"),
        ("2024-05-06", "2024-05-06"),
        ("1.200,50 €", "€1,200.50"),
        ("20 Euro", "20 euros"),
        ("CHF 10", "CHF 10"),
        ("3,5 Prozent", "3.5 percent"),
        ("5 %", "5%"),
        ("14 Uhr", "14:00"),
        ("20.000", "20,000"),
        ("post@lindenhof.example", "post@lindenhof.example"),
        ("https://lindenhof.example.org/de/recht", "https://lindenhof.example.org/de/recht"),
        ("0431 55 66 77", "0431 55 66 77"),
    ],
)
def test_german_to_english(german: str, english: str) -> None:
    assert forms(f"Stand {german} und mehr", "de") == [english]
    assert not list(differences(german, english))


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Article 6(1)(f) GDPR", "Art. 6 Abs. 1 lit. f DSGVO"),
        ("point (b) of Article 6(1) GDPR", "Art. 6 Abs. 1 lit. b DSGVO"),
        ("Article 6(1)(f) UK GDPR", "Art. 6 Abs. 1 lit. f UK GDPR"),
        ("Section 7 (2) no. 3 UWG", "§ 7 Abs. 2 Nr. 3 UWG"),
        ("March 1, 2024", "1. März 2024"),
        ("€1,200.50", "1.200,50 €"),
        ("2 pm", "14:00 Uhr"),
        ("20,000", "20.000"),
        ("Version 1.2", "1.2"),
        ("2.5 million", "2,5"),
    ],
)
def test_english_to_german(english: str, german: str) -> None:
    assert forms(f"This is {english} and more", "en") == [german]


def test_of_what_is_not_certain_only_the_digits() -> None:
    assert forms("nach 14 Tagen, von 8 bis 17 Uhr, §§ 5, 6 TMG", "de") == ["14", "8", "17", "5", "6"]
    # A paragraph in Roman numerals must not get lost.
    assert forms("Art. 6 I b DSGVO", "de") == ["6"]
    # A section of the notice itself is no paragraph of a law.
    assert forms("see section 4", "en") == ["4"]


def test_number_words_and_countries_are_left_alone() -> None:
    assert forms("zwölf Monate in Deutschland", "de") == []


def test_literals_are_in_order_and_apart() -> None:
    text = "Am 3.4.2024 zahlten 12 Leute 5,50 Euro an a@b.example nach § 3 HGB."
    found = list(literals(text, "de", "en"))
    assert all(x.end <= y.start for x, y in pairwise(found))
    assert len(found) == len(units(text))


def test_what_means_the_same_has_one_key() -> None:
    german, english = literals("20.000 Euro nach 14 Tagen", "de", "en"), literals("EUR 20,000 after 14 days", "en", "de")
    assert [l.key for l in german] == [l.key for l in english]


def test_nothing_but_literals() -> None:
    assert literal_only("Art. 6 Abs. 1 lit. b DSGVO; § 257 HGB", "de", "en") == "Article 6(1)(b) GDPR; section 257 HGB"
    assert literal_only("Art. 6 Abs. 1 lit. b DSGVO und mehr", "de", "en") == ""
    assert literal_only("—", "de", "en") == ""
