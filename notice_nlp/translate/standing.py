"""Standing headings, labels and short sentences of privacy notices, and names that no language changes (``standing.json``)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from notice_nlp.translate.forms import literal_only
from notice_nlp.translate.memory import normal
from notice_nlp.translate.numbering import split_number

STANDING, COPIED = "standing", "copied"
# What may follow a heading or a sentence, as its place wants it.
_STOPS = ".:!"
# A label before an address, a number or a date: "E-Mail: …", "Stand: …".
_LABEL = re.compile(r"(?P<label>[^:\n]{2,40}?)(?P<stop>\s*:\s+|\s+(?=\d|\+))(?P<rest>\S.*)", re.S)
_QUOTES = str.maketrans({"„": '"', "“": '"', "”": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Known:
    """A wording in the other language and where it comes from: ``standing`` (the table), ``copied`` (a name stays as it is)."""

    text: str
    origin: str


@cache
def _table() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = json.loads(resources.files(__package__).joinpath("standing.json").read_text("utf-8"))
    return found


@cache
def _pairs(part: str, source: str) -> dict[str, str]:
    """Wordings of one language by their normal form; of several translations the first."""
    found: dict[str, str] = {}
    for german, english in _table()[part]:
        before, after = (german, english) if source == "de" else (english, german)
        found.setdefault(_key(before), after)
    return found


@cache
def _names() -> frozenset[str]:
    return frozenset(str(name) for name in _table()["names"])


def _key(text: str) -> str:
    return normal(text.translate(_QUOTES)).rstrip(_STOPS + " ")


def standing(text: str, source: str, target: str) -> Known | None:
    """A whole text in the other language: a standing heading or sentence, a label with what needs no translation behind it, or a
    name; its number and its stop are kept. None for anything else.

    Args:
        text: a segment's source.
        source: its language, ``de`` or ``en``.
        target: the other one.
    """
    number, body = split_number(text.strip())
    bare = body.rstrip(_STOPS + " ")
    stop = body[len(bare) :]
    if bare in _names():
        return Known(number + body, COPIED)
    for part in ("headings", "sentences"):
        if found := _pairs(part, source).get(_key(bare)):
            return Known(number + _cased(found.rstrip(_STOPS), bare) + stop, STANDING)
    if found := _labelled(body, source, target):
        return Known(number + found, STANDING)
    return None


def _labelled(text: str, source: str, target: str) -> str:
    match = _LABEL.fullmatch(text)
    if not match:
        return ""
    label = _pairs("labels", source).get(_key(match["label"]))
    rest = match["rest"] if match["rest"].strip() in _names() else literal_only(match["rest"], source, target)
    return f"{_cased(label, match['label'])}{match['stop']}{rest}" if label and rest else ""


def _cased(text: str, like: str) -> str:
    """Written in capitals where the original is."""
    return text.upper() if like.isupper() and len(like) > 4 else text
