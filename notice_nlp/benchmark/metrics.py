"""Scores of mentions and rows against gold: strict, overlap, concept, negation, purpose–concept pairs.

The definitions are those of MUC/CoNLL practice: *strict* asks for the same start and end (Tjong Kim Sang and De Meulder
2003), *overlap* is the harmonic mean of the shares of predicted and gold spans that touch one of the other side.
White space is disregarded: both texts are compared by their visible characters.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Counts = dict[str, tuple[int, int, int]]
RESAMPLES = 1000


def visible_offsets(text: str) -> list[int]:
    """For each offset of the text the number of visible characters before it."""
    offsets, count = [], 0
    for char in text:
        offsets.append(count)
        count += not char.isspace()
    return [*offsets, count]


def f1(hits: int, predicted: int, gold: int) -> float:
    """Harmonic mean of precision and recall; 0 where either has no denominator."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


@dataclass(frozen=True, slots=True)
class _Side:
    mentions: dict[tuple[int, int], tuple[str, bool]]
    spans: list[tuple[int, int]]
    purposes: dict[str, list[tuple[int, int]]]
    concepts: dict[str, set[str]]


def _side(record: Mapping[str, Any]) -> _Side:
    at = visible_offsets(record["text"])
    spans = [(at[m["start"]], at[m["end"]]) for m in record["mentions"]]
    mentions = {s: (m["category"], bool(m["negated"])) for s, m in zip(spans, record["mentions"], strict=True)}
    purposes = {r["id"]: [(at[a], at[b]) for a, b in r["purpose"]] for r in record["rows"]}
    concepts = {
        r["id"]: {record["mentions"][i]["category"] for i in r["data"] if not record["mentions"][i]["negated"]} for r in record["rows"]
    }
    return _Side(mentions, spans, {k: v for k, v in purposes.items() if v}, concepts)


def count(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Counts:
    """Counts ``metric -> (hits, predicted, gold)`` of one notice.

    Both records have ``text``, ``mentions`` and ``rows`` as in the gold format.

    Raises:
        ValueError: the two texts differ in their visible characters.
    """
    if "".join(gold["text"].split()) != "".join(predicted["text"].split()):
        raise ValueError(f"{gold.get('id', 'notice')}: predicted text differs from the gold's")
    g, p = _side(gold), _side(predicted)
    both = g.mentions.keys() & p.mentions.keys()
    right = sum(g.mentions[s][0] == p.mentions[s][0] for s in both)
    touched_p = sum(_touches(s, g.spans) for s in p.spans)
    touched_g = sum(_touches(s, p.spans) for s in g.spans)
    match = {(r, q) for r in g.purposes for q in p.purposes if any(_touches(s, p.purposes[q]) for s in g.purposes[r])}
    gold_pairs = {(r, c) for r in g.purposes for c in g.concepts[r]}
    own_pairs = {(q, c) for q in p.purposes for c in p.concepts[q]}
    found_g = sum(any((r, q) in match and c in p.concepts[q] for q in p.purposes) for r, c in gold_pairs)
    found_p = sum(any((r, q) in match and c in g.concepts[r] for r in g.purposes) for q, c in own_pairs)
    negated = sum(g.mentions[s][1] and p.mentions[s][1] for s in both)
    return {
        "strict": (len(both), len(p.mentions), len(g.mentions)),
        "strict_concept": (right, len(p.mentions), len(g.mentions)),
        "concept_on_matched": (right, len(both), len(both)),
        "negation": (negated, sum(n for _, n in p.mentions.values()), sum(n for _, n in g.mentions.values())),
        "overlap_precision": (touched_p, len(p.spans), len(p.spans)),
        "overlap_recall": (touched_g, len(g.spans), len(g.spans)),
        "pair_precision": (found_p, len(own_pairs), len(own_pairs)),
        "pair_recall": (found_g, len(gold_pairs), len(gold_pairs)),
    }


def _touches(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def total(counts: Sequence[Counts]) -> dict[str, float]:
    """Micro-averaged scores over notices."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item in counts:
        for metric, values in item.items():
            for i, value in enumerate(values):
                sums[metric][i] += value
    scores = {m: f1(*sums[m]) for m in ("strict", "strict_concept", "concept_on_matched", "negation")}
    hits, predicted, gold = sums["strict"]
    scores["strict_precision"], scores["strict_recall"] = hits / max(1, predicted), hits / max(1, gold)
    for name in ("overlap", "pair"):
        p, r = (sums[f"{name}_{side}"][0] / max(1, sums[f"{name}_{side}"][2]) for side in ("precision", "recall"))
        scores[name] = 2 * p * r / (p + r) if p + r else 0.0
    return scores


@dataclass(frozen=True, slots=True)
class Result:
    """Scores with 95 % bootstrap intervals over notices (Efron and Tibshirani 1993), and the numbers behind them."""

    scores: dict[str, float]
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    notices: int = 0
    mentions: int = 0


def score(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], seed: int = 0) -> Result:
    """Scores of (gold, predicted) records."""
    counts = [count(g, p) for g, p in pairs]
    rng = random.Random(seed)
    draws: dict[str, list[float]] = defaultdict(list)
    for _ in range(RESAMPLES if counts else 0):
        for metric, value in total(rng.choices(counts, k=len(counts))).items():
            draws[metric].append(value)
    low, high = int(0.025 * RESAMPLES), int(0.975 * RESAMPLES) - 1
    intervals = {m: (sorted(v)[low], sorted(v)[high]) for m, v in draws.items()}
    return Result(total(counts), intervals, len(counts), sum(len(g["mentions"]) for g, _ in pairs))
