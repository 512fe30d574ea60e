"""Calibrated confidence."""

import random

import pytest

from notice_nlp.extract.calibration import calibrated, fit


def test_nothing_fitted_changes_nothing() -> None:
    assert calibrated(0.42, {}) == 0.42


def test_it_keeps_the_order_and_the_bounds() -> None:
    values = [calibrated(i / 20, {"slope": 0.8, "shift": -0.5}) for i in range(21)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1


def test_fit_finds_how_over_sure_the_confidences_are() -> None:
    chance = random.Random(1)
    # Said 0.9, right seven times in ten; said 0.5, right three times in ten.
    judged = [(0.9, chance.random() < 0.7) for _ in range(4000)] + [(0.5, chance.random() < 0.3) for _ in range(4000)]
    fitted = fit(judged)
    assert calibrated(0.9, fitted) == pytest.approx(0.7, abs=0.03)
    assert calibrated(0.5, fitted) == pytest.approx(0.3, abs=0.03)


def test_all_right_can_not_be_fitted() -> None:
    with pytest.raises(ValueError, match="right and mentions that are wrong"):
        fit([(0.9, True), (0.8, True)])
