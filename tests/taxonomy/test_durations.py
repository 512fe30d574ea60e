"""Storage periods."""

import pytest

from notice_nlp.taxonomy.durations import durations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nach 14 Tagen", ["P14D"]), ("zehn Jahre", ["P10Y"]), ("für die Dauer von 6 Monaten", ["P6M"]), ("12-month", ["P12M"]),
        ("six months after the end of the contract", ["P6M"]), ("72 hours", ["PT72H"]), ("two weeks, then ten years", ["P2W", "P10Y"]),
        ("sechs bzw. 10 Jahre", ["P10Y"]), ("bis zu Ihrem Widerruf", []), ("30 Kalendertage", ["P30D"]), ("eines Monats", ["P1M"]),
        ("drei volle Jahre", ["P3Y"]), ("Artikel 30 Absatz 1", []),
    ],
)  # fmt: skip
def test_durations(text: str, found: list[str]) -> None:
    assert durations(text) == found


def test_letters_that_a_pattern_takes_for_others() -> None:
    assert durations("fıve years, ſechs Monate, DREIẞIG Tage") == ["P5Y", "P6M", "P30D"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("fünfzig Tage", "P50D"), ("three full calendar years", "P3Y"), ("drei volle Kalenderjahre", "P3Y"), ("within a second", "PT1S")],
)
def test_numbers_and_units_in_full(text: str, value: str) -> None:
    assert durations(text) == [value]


def test_a_second_of_something_is_no_period() -> None:
    assert durations("with a second copy elsewhere") == []
