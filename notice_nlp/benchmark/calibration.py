"""Whether a mention's confidence means what it says: reliability table, expected calibration error, precision by threshold.

A predicted mention is right if a gold mention has the same span (strict, white space disregarded) and the same category.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from notice_nlp.benchmark.metrics import count, f1, visible_offsets

BINS = 10
THRESHOLDS = tuple(round(0.1 * i, 1) for i in range(10))
Pairs = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


def judged(pairs: Pairs) -> list[tuple[float, bool]]:
    """Confidence of each predicted mention, and whether span and category are both right."""
    found = []
    for gold, predicted in pairs:
        at, own = visible_offsets(gold["text"]), visible_offsets(predicted["text"])
        right = {(at[m["start"]], at[m["end"]], m["category"]) for m in gold["mentions"]}
        found += [(float(m["confidence"]), (own[m["start"]], own[m["end"]], m["category"]) in right) for m in predicted["mentions"]]
    return found


def reliability(found: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Ten equal-width bins ``(low, high]`` (0 falls into the first) and the expected calibration error.

    The error is the mean distance between a bin's accuracy and its mean confidence, weighted by its mentions (Guo et al.
    2017, On Calibration of Modern Neural Networks). Accuracy and confidence of an empty bin are None, and so is the error
    of no mentions.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in found:
        # Rounded first: 0.3 * 10 is a little more than 3, and belongs below the edge all the same.
        members[min(BINS - 1, max(0, math.ceil(round(confidence * BINS, 9)) - 1))].append((confidence, right))
    bins = []
    error = 0.0
    for i, bin in enumerate(members):
        mean = sum(c for c, _ in bin) / len(bin) if bin else None
        accuracy = sum(r for _, r in bin) / len(bin) if bin else None
        if mean is not None and accuracy is not None:
            error += len(bin) / len(found) * abs(accuracy - mean)
        bins.append({"low": i / BINS, "high": (i + 1) / BINS, "mentions": len(bin), "confidence": mean, "accuracy": accuracy})
    return {"mentions": len(found), "expected_calibration_error": error if found else None, "bins": bins}


def curve(pairs: Pairs) -> list[dict[str, float | int | None]]:
    """Precision, recall and F1 of span and concept, and of the span alone (``strict_…``), by least confidence.

    Mentions below a threshold are left out of the whole result; ``parse --min-confidence`` may put an item of a table's data
    column in such a mention's place, which this doesn't follow. Precision without mentions is None.
    """
    return [_point(pairs, threshold) for threshold in THRESHOLDS]


def _point(pairs: Pairs, threshold: float) -> dict[str, float | int | None]:
    counts = []
    for gold, predicted in pairs:
        kept = [m for m in predicted["mentions"] if m["confidence"] >= threshold]
        counts.append(count({**gold, "rows": []}, {**predicted, "mentions": kept, "rows": []}))
    point: dict[str, float | int | None] = {"min_confidence": threshold}
    for name, prefix in (("strict_concept", ""), ("strict", "strict_")):
        hits, found, wanted = (sum(c[name][i] for c in counts) for i in range(3))
        point[f"{prefix}precision"] = hits / found if found else None
        point[f"{prefix}recall"] = hits / wanted if wanted else 0.0
        point[f"{prefix}f1"] = f1(hits, found, wanted)
        point["mentions"] = found
    return point
