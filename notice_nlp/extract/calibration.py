"""A confidence that means what it says: of mentions with 0.8, eight in ten have span and concept right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

# Nearer to 0 and 1 than this, the logit says nothing more.
EDGE = 1e-4


def calibrated(confidence: float, calibration: Mapping[str, float]) -> float:
    """The confidence mapped by ``slope`` and ``shift`` of a model's configuration; unchanged where there are none.

    Platt scaling of the confidence's logit (Platt 1999; Guo et al. 2017 for its use on networks). It is monotone, so that no
    order and no precision–recall curve changes, only where on it a threshold lies.
    """
    if not calibration:
        return confidence
    logit = math.log((x := min(max(confidence, EDGE), 1 - EDGE)) / (1 - x))
    return 1 / (1 + math.exp(-(calibration["slope"] * logit + calibration["shift"])))


def fit(judged: Sequence[tuple[float, bool]], steps: int = 100) -> dict[str, float]:
    """``slope`` and ``shift`` of greatest likelihood for pairs of a confidence and whether it was right (Newton's method).

    Raises:
        ValueError: all are right or all are wrong, so that nothing can be fitted.
    """
    right = np.array([float(r) for _, r in judged])
    if not 0 < right.sum() < len(right):
        raise ValueError("calibration needs mentions that are right and mentions that are wrong")
    x = np.clip(np.array([c for c, _ in judged]), EDGE, 1 - EDGE)
    features = np.stack([np.log(x / (1 - x)), np.ones_like(x)], axis=1)
    theta = np.array([1.0, 0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-features @ theta))
        step = np.linalg.solve((features * (p * (1 - p) + 1e-9)[:, None]).T @ features, features.T @ (right - p))
        theta += step
        if np.abs(step).max() < 1e-9:
            break
    return {"slope": round(float(theta[0]), 4), "shift": round(float(theta[1]), 4)}
