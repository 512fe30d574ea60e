"""Windows to token ids, and token ids back to places in the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notice_nlp.errors import BadInput
from notice_nlp.segment.windows import Piece, Window

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MAX_TOKENS = 384
MAX_CONTEXT = 64
# A word with its hyphens ("E-Mail-Adresse", "Rechnungs-", "-version") and gender mark is tagged as a whole.
WORD = re.compile(r"[-\u2010\u2011]?\w+(?:[-\u2010\u2011]\w+|[*:_]in(?:nen)?\b)*[-\u2010\u2011]?|[^\w\s]")
# Ordinary pieces of the vocabulary that mark a block's kind, so that no new embedding has to be learned.
_MARKS = {"heading": "▁#", "item": "▁-", "term": "▁-", "cell": "▁/"}


class Unit(NamedTuple):
    """A word: its tokens ``[token, token_end)``, its span ``[start, end)`` in the notice, its clean text, the number of
    the window's piece and the notice's block it stands in, and whether that is a cell that lists data. Tags are read off
    its first token."""

    token: int
    token_end: int
    start: int
    end: int
    text: str
    piece: int
    block: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window as the model reads it.

    ``ids``: token ids. ``units``: its words. ``starts``: for each block that begins here ``(token, block index)``,
    the token being the separator before it.
    """

    ids: tuple[int, ...]
    units: tuple[Unit, ...]
    starts: tuple[tuple[int, int], ...]


class Encoder:
    """Token ids of windows, with a fast tokenizer loaded from its JSON file."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.begin, self.separator = self._id("<s>"), self._id("</s>")
        self.marks = {kind: self._id(piece) for kind, piece in _MARKS.items()}

    def _id(self, token: str) -> int:
        found = self.tokenizer.token_to_id(token)
        if found is None:
            raise BadInput(f"the tokenizer lacks the piece {token!r}")
        return int(found)

    def encode(self, windows: Sequence[Window]) -> list[Encoded]:
        """Encodes windows: ``<s> context </s> [mark] block </s> [mark] block … </s>``."""
        texts: list[str] = []
        for window in windows:
            texts.append(window.context)
            texts.extend(piece.view.text for piece in window.pieces)
        encodings = iter(self.tokenizer.encode_batch(texts, add_special_tokens=False))
        return [self._assemble(window, next(encodings), encodings) for window in windows]

    def _assemble(self, window: Window, context: Encoding, encodings: Iterator[Encoding]) -> Encoded:
        ids = [self.begin, *context.ids[-MAX_CONTEXT:]]
        units: list[Unit] = []
        starts: list[tuple[int, int]] = []
        for number, piece in enumerate(window.pieces):
            encoding = next(encodings)
            if piece.first:
                starts.append((len(ids), piece.block))
            ids.append(self.separator)
            if (mark := self.marks.get(piece.kind)) is not None:
                ids.append(mark)
            room = max(0, MAX_TOKENS - 1 - len(ids))
            units.extend(_units(piece.view.text, encoding.offsets[:room], len(ids), piece, number))
            ids.extend(encoding.ids[:room])
        ids.append(self.separator)
        return Encoded(tuple(ids[:MAX_TOKENS]), tuple(units), tuple(s for s in starts if s[0] < MAX_TOKENS))


def _units(text: str, offsets: Sequence[tuple[int, int]], first: int, piece: Piece, number: int) -> list[Unit]:
    """Tokens grouped by words: a unit begins with a token at whose first visible character a word begins."""
    beginnings = {match.start() for match in WORD.finditer(text)}
    groups: list[list[int]] = []  # token, token end, start, end in the view
    for i, (a, b) in enumerate(offsets):
        while a < b and text[a].isspace():
            a += 1
        if a >= b:
            continue
        if a in beginnings or not groups:
            groups.append([i, i + 1, a, b])
        else:
            groups[-1][1], groups[-1][3] = i + 1, b
    span = piece.view.span
    return [Unit(first + i, first + j, *span(a, b), text[a:b], number, piece.block, piece.listed) for i, j, a, b in groups]
