"""A clean reading of a piece of text that remembers where each character came from.

``Notice.text`` stays as the file has it; matching and the model want NFC, plain blanks and no invisible characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Zero bytes (dirt in a file), soft hyphen, zero-width characters, byte-order mark, direction controls: nothing a reader sees.
INVISIBLE = "\0\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# A word broken at a line end; "Rechnungs-\nund Lieferadresse" is an ellipsis, not a broken word.
LINE_HYPHEN = r"-[ \t]*\r?\n[ \t]*(?=[a-zäöüß])(?!(?:und|oder|bzw|and|or)\b)"
_BROKEN = re.compile(LINE_HYPHEN)
_BLANKS = re.compile(r"\s+")
_STEP = re.compile(f"[{INVISIBLE}]|\\S[\u0300-\u036f]{{1,30}}|{LINE_HYPHEN}|\\s+|.", re.S)

# Composing takes time quadratic in the number of marks on one letter; UAX #15 (stream-safe text) reckons with 30 at most.
# All marks are among these characters, which are no letters, digits or blanks.
_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{30}")


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the clean reading; its character i stands for the original's ``[starts[i], ends[i])``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty span of the clean text lies in the original."""
        return self.starts[start], self.ends[end - 1]


def view(text: str, start: int = 0, end: int | None = None, *, line_break: str = " ") -> View:
    """Clean reading of ``text[start:end]``: NFC, runs of white space as one blank, invisible characters and
    hyphenation at line ends removed. A line break becomes ``line_break`` (``"; "`` inside table cells, where
    each line is an item).
    """
    end = len(text) if end is None else end
    piece = text[start:end]
    if not re.search(r"[^\S ]|  ", piece) and not _INVISIBLE.search(piece) and is_nfc(piece):
        return View(piece, range(start, end), range(start + 1, end + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _STEP.finditer(piece):
        step = match.group()
        if _INVISIBLE.fullmatch(step) or (step[0] == "-" and "\n" in step):
            continue
        if step.isspace():
            glued = not chars or chars[-1] in ",;:."
            new = " " if glued or "\n" not in step else line_break
        else:
            new = nfc(step)
        chars.extend(new)
        starts.extend([start + match.start()] * len(new))
        ends.extend([start + match.end()] * len(new))
    return View("".join(chars), starts, ends)


def nfc(text: str) -> str:
    """The text composed (NFC), in linear time: of more than 30 marks in a row each 30 are composed by themselves."""
    pieces, at = [], 0
    for match in _MARKS.finditer(text):
        pieces.append(unicodedata.normalize("NFC", text[at : match.end()]))
        at = match.end()
    return "".join(pieces) + unicodedata.normalize("NFC", text[at:])


def is_nfc(text: str) -> bool:
    """Whether :func:`nfc` leaves the text as it is."""
    return nfc(text) == text if _MARKS.search(text) else unicodedata.is_normalized("NFC", text)


def clean(text: str) -> str:
    """The clean reading alone, without blanks at its ends; as :func:`view` reads it, several times as fast."""
    if not re.search(r"[^\S ]|  ", text) and not _INVISIBLE.search(text) and is_nfc(text):
        return text.strip()
    return _BLANKS.sub(" ", nfc(_BROKEN.sub("", _INVISIBLE.sub("", text)))).strip()
