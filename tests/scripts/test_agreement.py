"""Agreement between two annotation passes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from agreement import alpha, word_labels

from notice_nlp.benchmark.inline import parse_inline


def test_alpha_of_a_known_example() -> None:
    # Krippendorff (2011), nominal data of two observers on ten units: 0.095.
    first, second = "0100000000", "1110010010"
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_perfect_and_no_agreement() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "b"), ("b", "a")]) < 0


def test_words_bear_the_concept_of_their_mention() -> None:
    record = parse_inline("§1 {P Versand}: Ihre [E-Mail-Adresse|EmailAddress] und [Name|Name].")
    assert word_labels(record) == ["", "", *["pd:EmailAddress"] * 3, "", "pd:Name"]
