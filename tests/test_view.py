"""Clean readings and their offsets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_nlp.view import clean, view


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("E\u00adMail", "EMail"), ("a\u00a0 b", "a b"), ("Tele-\nfon", "Telefon"),
        ("Rechnungs-\nund Lieferadresse", "Rechnungs- und Lieferadresse"),
        ("a\u0308", "ä"), ("\ufeffA\u200bB", "AB"), ("x\n\n y", "x y"), ("", ""),
    ],
)  # fmt: skip
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_lines_of_a_cell_are_items() -> None:
    assert view("Name\nIP-Adresse,\nOrt", line_break="; ").text == "Name; IP-Adresse, Ort"


@given(st.text(alphabet="aäA -\n\t\u00ad\u00a0\u0308\u200b\ufeff.,;", max_size=40))
def test_every_character_has_its_place(text: str) -> None:
    found = view(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert list(found.starts) == sorted(found.starts)


@given(st.text(max_size=60), st.integers(0, 20))
def test_part_of_a_text(text: str, start: int) -> None:
    start = min(start, len(text))
    assert view(text, start).text == view(text[start:]).text


@given(st.text(alphabet="aäA\u0308\u00ad\u200b -\n\r\t.und", max_size=40))
def test_clean_reads_as_view_does(text: str) -> None:
    # A soft hyphen between blanks keeps two blanks in a view, whose characters know their places.
    assert clean(text) == " ".join(view(text.replace("\u00ad", "").replace("\u200b", "")).text.split())


def test_marks_in_heaps_take_time_in_proportion() -> None:
    start = time.process_time()
    text = "a" + "\u0301\u0327" * 100_000 + " Ende"
    assert view(text).text.endswith(" Ende")
    assert clean(text).endswith(" Ende")
    assert time.process_time() - start < 5


def test_zero_bytes_are_passed_over() -> None:
    found = view("E-Mail-Ad\0resse")
    assert (found.text, found.span(0, 14)) == ("E-Mail-Adresse", (0, 15))
    assert clean("Na\0me") == "Name"
