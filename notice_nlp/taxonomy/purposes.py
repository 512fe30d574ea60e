"""Purposes: wordings to DPV purposes by cues."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from notice_nlp.taxonomy.store import _load

# A purpose cell can name several; more than this many is noise of a long sentence.
MOST = 3


@cache
def purposes() -> list[dict[str, Any]]:
    """The purposes of the taxonomy, as in ``purposes.json``."""
    found: list[dict[str, Any]] = _load("purposes.json")["purposes"]
    return found


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (p["id"], re.compile("|".join(_cue(c) for c in cues)))
        for p in purposes()
        if (cues := sorted({c for words in p["cues"].values() for c in words}, key=len, reverse=True))
    ]


def _cue(cue: str) -> str:
    """A cue counts inside words, for German compounds; a short one, or one with a leading ^, only at a word's start."""
    bare = re.escape(cue.lstrip("^").casefold())
    return rf"(?<!\w){bare}" if cue.startswith("^") or len(cue) < 5 else bare


def match_purposes(text: str) -> list[str]:
    """Ids of the DPV purposes a purpose text speaks of, the ones with most cue letters first, at most three."""
    folded = " ".join(text.casefold().split())
    weights: dict[str, int] = {}
    for id, pattern in _patterns():
        hits = {m.group() for m in pattern.finditer(folded)}
        if hits:
            weights[id] = sum(map(len, hits))
    return sorted(weights, key=lambda id: -weights[id])[:MOST]
