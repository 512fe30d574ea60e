"""Copies of windows as they might have been typed or laid out elsewhere; spans stay where they are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from notice_nlp.segment import Piece, Window
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


def augment(window: Window, rng: random.Random, rate: float = 0.35) -> Window:
    """The window itself, or with probability ``rate`` one changed copy; now and then without its context."""
    if rng.random() < 0.1:
        window = replace(window, context="")
    if rng.random() >= rate:
        return window
    change = rng.choice(_CHANGES)
    return replace(window, pieces=tuple(change(p) for p in window.pieces))
