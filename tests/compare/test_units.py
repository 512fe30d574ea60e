"""Literals that read the same in every language."""

import pytest

from notice_nlp.compare.facts import COMPANY
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
        ("Tel. 0511 555 92 10", "phone +49 511 555 92-10"),
        ("bis 16 Uhr", "until 4 p.m."),
        ("in die USA", "to the United States"),
        ("info(at)beispiel.example", "info@beispiel.example"),
        ("https://www.beispiel.example/de/datenschutz", "beispiel.example/en/datenschutz"),
    ],
)
def test_both_languages_give_the_same_values(german: str, english: str) -> None:
    if "beispiel.example/en" in english:
        english = "https://" + english
    assert [v for _, v in values(german)] == [v for _, v in values(english)] != []


@pytest.mark.parametrize(("text", "kinds"), [("Art. 6 or 7", ["reference", "number"]), ("Version 2.3", ["number"]), ("eine Frist", [])])
def test_what_is_none(text: str, kinds: list[str]) -> None:
    assert [k for k, _ in values(text)] == kinds


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


def test_letters_that_a_pattern_takes_for_others() -> None:
    assert [u.value for u in units("Stand: 3. Junı 2024") if u.kind == "date"] == ["2024-06-03"]
    assert [u.value for u in units("fıve ſix DREIẞIG") if u.kind == "number"] == ["5", "6", "30"]
