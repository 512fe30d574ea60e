"""Scores, on cases small enough to count by hand."""

from typing import Any

import pytest

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.benchmark.metrics import count, score, total


def record(source: str) -> dict[str, Any]:
    return parse_inline(source, id="x", language="de")


GOLD = record("§1 {P Versand}: [Name|Name], [Mail|EmailAddress], keine [IP|!IPAddress]\n§2 {P Werbung}: [Mail|EmailAddress]")


def test_gold_against_itself_is_perfect() -> None:
    assert set(total([count(GOLD, GOLD)]).values()) == {1.0}


def test_counts_by_hand() -> None:
    predicted = record("§1 {P Versand}: [Name|Username], [Mail|EmailAddress], [keine IP|IPAddress]\n§2 {P Werbung}: Mail")
    counts = count(GOLD, predicted)
    assert counts["strict"] == (2, 3, 4)
    assert counts["strict_concept"] == (1, 3, 4)
    assert counts["concept_on_matched"] == (1, 2, 2)
    assert counts["negation"] == (0, 0, 1)
    assert counts["overlap_precision"] == (3, 3, 3)
    assert counts["overlap_recall"] == (3, 4, 4)
    assert counts["pair_recall"] == (1, 3, 3)
    assert counts["pair_precision"] == (1, 3, 3)


def test_white_space_does_not_count() -> None:
    source = "§1 {P Versand}:  [Name|Name], [Mail|EmailAddress], keine [IP|!IPAddress]\n\n§2 {P Werbung}: [Mail|EmailAddress]"
    assert total([count(GOLD, record(source))])["strict"] == 1.0


def test_other_text_is_refused() -> None:
    with pytest.raises(ValueError, match="differs"):
        count(GOLD, record("Anderes"))


def test_intervals_hold_the_score() -> None:
    result = score([(GOLD, GOLD), (GOLD, record("§1 {P Versand}: [Name|Name], Mail, keine IP\n§2 {P Werbung}: Mail"))])
    low, high = result.intervals["strict"]
    assert low <= result.scores["strict"] <= high
    assert low < high
