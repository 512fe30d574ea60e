"""Scores of parts: by taxonomy group, by the notice's layout, and of the normaliser on gold spans alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from notice_nlp.benchmark.baselines import FOLLOWING
from notice_nlp.benchmark.metrics import count, total
from notice_nlp.notice import UNKNOWN
from notice_nlp.taxonomy.normalise import normalise
from notice_nlp.taxonomy.store import taxonomy

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]
UNGROUPED = "unknown"


def group(mention: Mapping[str, Any]) -> str:
    """A mention's taxonomy group: of its category, or as predicted where that is unknown; ``unknown`` where neither tells."""
    concept = taxonomy().concepts.get(mention["category"])
    return concept.group if concept else str(mention.get("group") or UNGROUPED)


def by_group(pairs: Sequence[Pair]) -> dict[str, dict[str, float | int]]:
    """Strict and overlap F1 of the mentions of each group, in the taxonomy's order; groups that neither side has are left out."""
    seen = {group(m) for pair in pairs for record in pair for m in record["mentions"]}
    order = [g for g in taxonomy().groups if g in seen] + ([UNGROUPED] if UNGROUPED in seen else [])
    return {name: _spans([(_only(g, name), _only(p, name)) for g, p in pairs]) for name in order}


def by_layout(pairs: Sequence[Pair]) -> dict[str, dict[str, float | int]]:
    """Strict and overlap F1 of the notices of each layout, in order of name; notices that state none are left out."""
    layouts = sorted({g["layout"] for g, _ in pairs if g.get("layout")})
    return {name: _spans([(g, p) for g, p in pairs if g.get("layout") == name]) for name in layouts}


def _only(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**record, "mentions": [m for m in record["mentions"] if group(m) == name], "rows": []}


def _spans(pairs: Sequence[Pair]) -> dict[str, float | int]:
    scores = total([count({**g, "rows": []}, {**p, "rows": []}) for g, p in pairs])
    gold, predicted = (sum(len(pair[side]["mentions"]) for pair in pairs) for side in (0, 1))
    return {"notices": len(pairs), "mentions": gold, "predicted": predicted, "strict": scores["strict"], "overlap": scores["overlap"]}


def normaliser(records: Sequence[Mapping[str, Any]]) -> dict[str, float | int]:
    """How often the term base alone gives the gold wording its gold concept: ``accuracy`` over all gold mentions, ``answered``
    the share for which it gives any concept."""
    right = answered = mentions = 0
    for record in records:
        text = record["text"]
        for m in record["mentions"]:
            found, _ = normalise(text[m["start"] : m["end"]], record["language"], following=text[m["end"] : m["end"] + FOLLOWING])
            right += found == m["category"]
            answered += found != UNKNOWN
            mentions += 1
    return {"mentions": mentions, "accuracy": right / max(1, mentions), "answered": answered / max(1, mentions)}
