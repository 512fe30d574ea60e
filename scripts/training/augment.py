"""Copies of windows as they might have been typed or laid out elsewhere; spans stay where they are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from notice_nlp.segment import Piece, Window
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.view import View

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


def _map(view: View, change: Callable[[str], str]) -> View:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for char, a, b in zip(view.text, view.starts, view.ends, strict=True):
        new = change(char)
        chars.append(new)
        starts.extend([a] * len(new))
        ends.extend([b] * len(new))
    return View("".join(chars), starts, ends)


def _lower(piece: Piece) -> Piece:
    return replace(piece, view=_map(piece.view, lambda c: c.lower() if len(c.lower()) == 1 else c))


def _upper(piece: Piece) -> Piece:
    return replace(piece, view=_map(piece.view, str.upper)) if piece.kind == "heading" else piece


def _ascii(piece: Piece) -> Piece:
    return replace(piece, view=_map(piece.view, lambda c: _UMLAUTS.get(c, c)))


def _swiss(piece: Piece) -> Piece:
    return replace(piece, view=_map(piece.view, lambda c: "ss" if c == "ß" else c))


def _joined(piece: Piece) -> Piece:
    """E-Mail as eMail or Email, and other hyphens typed as a blank or not at all."""
    if not re.search(r"\w-\w", piece.view.text):
        return piece
    text = piece.view.text
    keep = [not (c == "-" and 0 < i < len(text) - 1 and text[i - 1].isalnum() and text[i + 1].isalnum()) for i, c in enumerate(text)]
    chars = [c for c, k in zip(text, keep, strict=True) if k]
    starts = [a for a, k in zip(piece.view.starts, keep, strict=True) if k]
    ends = [b for b, k in zip(piece.view.ends, keep, strict=True) if k]
    return replace(piece, view=View("".join(chars), starts, ends))


def _unmarked(piece: Piece) -> Piece:
    """Layout lost: a heading or list item that the reader took for a paragraph."""
    return replace(piece, kind="paragraph") if piece.kind in {"heading", "item", "term"} else piece


_CHANGES = (_lower, _upper, _ascii, _swiss, _joined, _unmarked, _unmarked)


@cache
def _wordings(concept: str, language: str) -> tuple[str, ...]:
    known = taxonomy()[concept]
    return (known.label[language], *known.synonyms.get(language, ()))


def _swap(piece: Piece, mentions: Sequence[Mapping[str, Any]], language: str, rng: random.Random, rate: float) -> Piece:
    """Some mentions worded as another term of their concept, so that rare wordings are seen in real contexts."""
    view = piece.view
    spans = []
    for mention in mentions:
        inside = [i for i, (a, b) in enumerate(zip(view.starts, view.ends, strict=True)) if mention["start"] <= a and b <= mention["end"]]
        whole = inside and view.starts[inside[0]] == mention["start"] and view.ends[inside[-1]] == mention["end"]
        if whole and mention["end"] - mention["start"] > 2 and rng.random() < rate:
            spans.append((inside[0], inside[-1] + 1, mention))
    spans.sort(key=lambda s: s[0])
    if any(b > c for (_, b, _), (c, _, _) in pairwise(spans)):
        return piece
    text, starts, ends, at = "", list[int](), list[int](), 0
    for a, b, mention in spans:
        new = rng.choice(_wordings(mention["category"], language))
        if view.text[a:b].islower() and language == "en":
            new = new[:1].lower() + new[1:] if new[1:2].islower() else new
        text += view.text[at:a] + new
        # The new wording's first character begins the old span and its last one ends it; the rest lies inside.
        starts += [*view.starts[at:a], mention["start"], *[mention["start"] + 1] * (len(new) - 1)]
        ends += [*view.ends[at:a], *[mention["start"] + 2] * (len(new) - 1), mention["end"]]
        at = b
    return replace(piece, view=View(text + view.text[at:], starts + list(view.starts[at:]), ends + list(view.ends[at:])))


def augment(
    window: Window, rng: random.Random, rate: float = 0.35, mentions: Sequence[Mapping[str, Any]] = (), language: str = "de"
) -> Window:
    """The window itself, or with probability ``rate`` one changed copy; now and then without its context, and with
    probability ``rate / 2`` with some mentions in other words."""
    if rng.random() < 0.1:
        window = replace(window, context="")
    if mentions and rng.random() < rate / 2:
        window = replace(window, pieces=tuple(_swap(p, mentions, language, rng, 0.4) for p in window.pieces))
    if rng.random() >= rate:
        return window
    change = rng.choice(_CHANGES)
    return replace(window, pieces=tuple(change(p) for p in window.pieces))
