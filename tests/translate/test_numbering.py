"""Numbers of sections before a text."""

import pytest

from notice_nlp.translate.numbering import split_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1. Rechte", "1. "), ("4.2 Rechte", "4.2 "), ("a) Rechte", "a) "), ("(b) Rechte", "(b) "), ("IV. Rechte", "IV. "),
        ("c. Rechte", "c. "), ("z. B. Rechte", ""),
        ("§ 3 Rechte", "§ 3 "), ("§ 3a. Rechte", "§ 3a. "), ("  2) Rechte", "  2) "),
        ("14 Tage", ""), ("3. Mai 2024", ""), ("§ 25 TDDDG", ""), ("§ 25 Abs. 1 TDDDG", ""), ("Rechte", ""), ("1.", ""), ("", ""),
    ],
)  # fmt: skip
def test_number_and_text(text: str, number: str) -> None:
    assert split_number(text) == (number, text[len(number) :])
