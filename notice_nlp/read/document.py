"""What a reader gives: the text and its blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from notice_nlp.notice import Block, Span


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: ``blocks`` are in reading order and point into ``text``."""

    text: str
    blocks: tuple[Block, ...]
    format: str
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()


@dataclass
class Builder:
    """Collects blocks and the text they are cut from, for formats whose text has to be composed.

    Blocks are separated by a line feed, a table row's cells by a tab.
    """

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    length: int = 0
    tables: int = 0

    def _append(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def add(self, kind: str, text: str, *, level: int = 0, place: str = "") -> None:
        """Adds one block; text without a visible character adds nothing."""
        text = text.strip()
        if not text:
            return
        if self.parts:
            self._append("\n")
        start, end = self._append(text)
        self.blocks.append(Block(start, end, kind, level=level, place=place))

    def add_row(self, cells: list[Span | str], *, table: int, header: bool = False, place: str = "") -> list[Span]:
        """Adds a table row and gives its cells' spans; a cell given as a span has been written by an earlier row."""
        if self.parts:
            self._append("\n")
        start = self.length
        spans: list[Span] = []
        for i, cell in enumerate(cells):
            if i:
                self._append("\t")
            spans.append(cell if isinstance(cell, tuple) else self._append(cell.strip()))
        self.blocks.append(Block(start, self.length, "row", cells=tuple(spans), table=table, header=header, place=place))
        return spans

    def document(self, format: str, encoding: str = "utf-8") -> Document:
        return Document("".join(self.parts), tuple(self.blocks), format, encoding, tuple(self.warnings))
