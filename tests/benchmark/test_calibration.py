"""Calibration, counted by hand."""

from typing import Any

import pytest

from notice_nlp.benchmark.calibration import curve, judged, reliability


def pair() -> tuple[dict[str, Any], dict[str, Any]]:
    text = "Name, Mail, Ort"
    gold = [(0, 4, "pd:Name"), (6, 10, "pd:EmailAddress")]
    own = [(0, 4, "pd:Name", 0.95), (6, 10, "pd:Username", 0.6), (12, 15, "pd:Location", 0.3)]
    mentions = [{"start": a, "end": b, "category": c, "negated": False} for a, b, c in gold]
    predicted = [{"start": a, "end": b, "category": c, "negated": False, "confidence": p} for a, b, c, p in own]
    return {"id": "x", "text": text, "mentions": mentions, "rows": []}, {"text": text, "mentions": predicted, "rows": []}


def test_right_means_span_and_category() -> None:
    assert judged([pair()]) == [(0.95, True), (0.6, False), (0.3, False)]


def test_white_space_does_not_count() -> None:
    gold, predicted = pair()
    gold["text"] = "  " + gold["text"]
    for mention in gold["mentions"]:
        mention["start"] += 2
        mention["end"] += 2
    assert [right for _, right in judged([(gold, predicted)])] == [True, False, False]


def test_reliability_by_hand() -> None:
    result = reliability([(0.9, True), (0.85, False), (0.3, False), (0.0, False), (1.0, True)])
    counts = {round(b["high"], 1): b["mentions"] for b in result["bins"] if b["mentions"]}
    assert counts == {0.9: 2, 0.3: 1, 0.1: 1, 1.0: 1}
    assert result["expected_calibration_error"] == pytest.approx(2 / 5 * (0.875 - 0.5) + 1 / 5 * 0.3)


@pytest.mark.parametrize("edge", [round(0.1 * i, 1) for i in range(1, 11)])
def test_an_edge_belongs_to_the_bin_below(edge: float) -> None:
    full = [b for b in reliability([(edge, True)])["bins"] if b["mentions"]]
    assert [b["high"] for b in full] == [edge]


def test_nothing_found_has_no_error() -> None:
    assert reliability([])["expected_calibration_error"] is None


def test_curve_by_hand() -> None:
    points = {p["min_confidence"]: p for p in curve([pair()])}
    assert len(points) == 10
    assert (points[0.0]["precision"], points[0.0]["recall"], points[0.0]["mentions"]) == (1 / 3, 1 / 2, 3)
    assert (points[0.0]["strict_precision"], points[0.0]["strict_recall"]) == (2 / 3, 1.0)
    assert points[0.3]["mentions"] == 3  # a mention exactly as sure as the threshold stays
    assert (points[0.4]["precision"], points[0.4]["strict_precision"]) == (1 / 2, 1.0)
    assert (points[0.9]["precision"], points[0.9]["recall"]) == (1.0, 1 / 2)


def test_no_mention_left_has_no_precision() -> None:
    gold, predicted = pair()
    predicted["mentions"] = predicted["mentions"][2:]
    last = curve([(gold, predicted)])[-1]
    assert (last["precision"], last["recall"], last["f1"]) == (None, 0.0, 0.0)
