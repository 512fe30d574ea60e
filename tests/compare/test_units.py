"""Literals that read the same in every language."""

import pytest

from notice_nlp.compare.names import COMPANY
from notice_nlp.compare.units import canonical, days, units


def values(text: str) -> list[tuple[str, str]]:
    return [(u.kind, u.value) for u in units(text)]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("zwölf Monate", "one year"),
        ("12 Monate", "twelve months"),
        ("sieben Tage", "1 week"),
        ("ein halbes Jahr", "half a year"),
        ("am 12. März 2024", "on 12 March 2024"),
        ("12.03.2024", "March 12, 2024"),
        ("1.200,50 €", "€1,200.50"),
        ("5 Prozent", "5 %"),
        ("Art. 6 Abs. 1 Satz 1 lit. f DSGVO", "Article 6(1)(f) GDPR"),
        ("Art. 6 Abs. 1 lit. b DSGVO", "point (b) of the first sentence of Article 6(1) GDPR"),
        ("§ 25 Abs. 2 Nr. 2 TDDDG", "Section 25(2) no. 2 TDDDG"),
        ("Art 6 Abs 1 lit b DSGVO", "Art. 6 (1) (b) GDPR"),
        ("Artikel 6 Absatz 1 Unterabsatz 1 Buchstabe f der Datenschutz-Grundverordnung", "Article 6(1)(f) of the GDPR"),
        ("Art. 6 Abs. 1 UAbs. 1 Buchst. c DSGVO", "Article 6 paragraph 1 subparagraph 1 point (c) GDPR"),
        ("Art. 6 I lit. b DSGVO", "Art. 6 par. 1 sent. 1 lit. b GDPR"),
        ("§25 TDDDG", "Sect. 25 TDDDG"),
        ("§ 25 Abs. 1 TDDDG", "Sec. 25(1) TDDDG"),
        ("01.07.2021", "1 July 2021"),
        ("01.07.21", "01/07/2021"),
        ("Tel. 0511 555 92 10", "phone +49 511 555 92-10"),
        ("bis 16 Uhr", "until 4 p.m."),
        ("in die USA", "to the United States"),
        ("aus den Artikeln 13 bis 18 DSGVO", "in Articles 13 to 18 GDPR"),
        ("800 Millionen", "800 million"),
        ("1,5 Milliarden", "1.5 billion"),
        ("zwei Mio.", "2,000,000"),
        ("info(at)beispiel.example", "info@beispiel.example"),
        ("https://www.beispiel.example/de/datenschutz", "beispiel.example/en/datenschutz"),
    ],
)
def test_both_languages_give_the_same_values(german: str, english: str) -> None:
    if "beispiel.example/en" in english:
        english = "https://" + english
    assert [v for _, v in values(german)] == [v for _, v in values(english)] != []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Art. 6 or 7", ["reference", "number"]), ("Version 2.3", ["number"]), ("eine Frist", []), ("Tel. 01.23.45.67", ["phone"]),
        ("Version 2.3.14", ["number"]), ("030/12/2024-18", ["phone"]), ("a delay of 5 sec 3 times", ["number", "number"]),
    ],
)  # fmt: skip
def test_what_is_none(text: str, kinds: list[str]) -> None:
    assert [k for k, _ in values(text)] == kinds


def test_runs_and_large_numbers_differ() -> None:
    assert values("Artikeln 13 bis 18 DSGVO") != values("Articles 12 to 18 GDPR")
    assert values("800 Millionen") != values("1 billion")


def test_periods_have_one_form() -> None:
    assert canonical("P24M") == "P2Y"
    assert canonical("PT48H") == "P2D"
    assert canonical("P30D") == "P30D"
    assert days("P1Y") > days("P11M") > days("P300D") > days("P1W") == 7


def test_a_stretch_counts_once() -> None:
    assert values("am 3. Mai 2024") == [("date", "2024-05-03")]


@pytest.mark.parametrize("part", ["a.", "1.1", "0-", "www.", "a@", "Art. 6 ", "12 bis ", "Abc.def", "Ab & ", "A, "])
def test_long_lines_take_no_time(part: str) -> None:
    # Each of these made a careless pattern try every way to cut it; a bound on time would depend on the machine, so the test
    # is that it ends within the suite's patience at a length where it otherwise would not.
    line = part * 8_000
    assert len(units(line)) <= len(line)
    assert not list(COMPANY.finditer(line))


def test_a_date_is_no_telephone_number_and_a_currency_word_is_whole() -> None:
    text = "Seit 01.02.2023 kostet es 20 Euro."
    assert [(u.kind, u.value, text[u.start : u.end]) for u in units(text)] == [
        ("date", "2023-02-01", "01.02.2023"), ("amount", "20 EUR", "20 Euro"),
    ]  # fmt: skip


def test_letters_that_a_pattern_takes_for_others() -> None:
    assert [u.value for u in units("Stand: 3. Junı 2024") if u.kind == "date"] == ["2024-06-03"]
    assert [u.value for u in units("fıve ſix DREIẞIG") if u.kind == "number"] == ["5", "6", "30"]


@pytest.mark.parametrize(("text", "code"), [("auf den Britischen Jungferninseln", "VG"), ("in den Vereinigten Arabischen Emiraten", "AE")])
def test_countries_in_another_case(text: str, code: str) -> None:
    assert [u.value for u in units(text) if u.kind == "country"] == [code]
