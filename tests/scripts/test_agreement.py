"""Agreement between two annotation passes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from agreement import alpha, read_passes, word_labels

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


def folder_with(tmp_path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "shop_1.de.txt").write_text(text, "utf-8")
    return tmp_path


def test_passes_are_compared_not_the_resolved_source(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        source="§1 {P Versand}: Ihr [Name|Name].",
        first_pass="§1 {P Versand}: Ihr Name.",
        second_pass="§1 {P Versand}: Ihr [Name|Username].",
    )
    [(first, second)] = read_passes(folder)
    assert first["mentions"] == []
    assert [m["category"] for m in second["mentions"]] == ["pd:Username"]


def test_passes_over_different_words_are_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, first_pass="Ihr Name.", second_pass="Ihre Namen.")
    with pytest.raises(ValueError, match="not the first pass's"):
        read_passes(folder)


def test_a_missing_pass_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no second pass"):
        read_passes(tmp_path)
    with pytest.raises(ValueError, match="no such first pass"):
        read_passes(folder_with(tmp_path, second_pass="Ihr Name."))
