"""Windows: the stretches of a notice that the model reads at once.

A window holds neighbouring blocks of one section, or rows of one table, behind a context line (the headings over
them, the lead-in of a list, the header of the table). What the model says of a window depends on nothing else, so
its result can be cached under the hash of the window's content.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_nlp.notice import Block, Span
from notice_nlp.segment.sections import Section, sections
from notice_nlp.segment.sentences import sentences
from notice_nlp.segment.tables import Tables
from notice_nlp.view import View, clean, view

# Characters, not tokens, so that cutting needs no tokenizer: about 230 tokens of German.
WINDOW = 900
CONTEXT = 160
# A heading that only says what the document is: it must not change what is found below it, since one copy of a notice
# has it as its first line and another in its window title. "Privacy notice for applicants" says more and stays.
_TITLE = re.compile(
    r"\W*+(?:\d[\d.]*\s+)?(?:unsere?|our|the|allgemeine|general|website|app)?\s*"
    r"(?:datenschutz(?:erklärung|hinweise?|informationen|information|bestimmungen|richtlinien?)?|"
    r"(?:privacy|data protection|data privacy)(?: (?:policy|notice|statement|information|declaration))?)\b"
    r"(?!.*\b(?:für|for|bei|zu[rm]?|to|beauftragt))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clean stretch of one block: ``kind`` is the block's, or ``cell``; ``block`` its index; ``first`` says
    whether the block begins here; ``listed`` that it is a cell of a column that lists data."""

    view: View
    kind: str
    block: int
    first: bool
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Context line and pieces, in reading order."""

    context: str
    pieces: tuple[Piece, ...]

    @property
    def blocks(self) -> tuple[int, ...]:
        """Indices of the blocks that the pieces are of, each once."""
        return tuple(dict.fromkeys(p.block for p in self.pieces))

    @property
    def key(self) -> str:
        """Hash of all that the model sees of this window."""
        content = "\x1e".join([self.context, *(f"{p.kind}\x1f{p.first}\x1f{p.listed}\x1f{p.view.text}" for p in self.pieces)])
        return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def windows(text: str, blocks: Sequence[Block], tables: Tables) -> list[Window]:
    """The notice's windows; together their pieces cover every block but table headers, once."""
    found: list[Window] = []
    headers = {row.block: row.headers for row in tables.rows}
    listed = {cell for row in tables.rows for cell, role in zip(row.cells, row.roles, strict=True) if role == "data"}
    for section in sections(blocks):
        found.extend(_of_section(text, blocks, section, tables, headers, listed))
    return found


def _of_section(
    text: str, blocks: Sequence[Block], section: Section, tables: Tables, headers: dict[int, tuple[str, ...]], listed: set[Span]
) -> Iterator[Window]:
    titles = [(i, clean(text[blocks[i].start : blocks[i].end])[:80]) for i in section.path]
    path = [title for _, title in titles if not _TITLE.match(title)]
    over = " > ".join([title for i, title in titles if i != section.heading and not _TITLE.match(title)][-2:])
    lead_in = ""
    context, pieces, size = over, list[Piece](), 0
    current_header: tuple[str, ...] = ()
    members = section.members
    for i in members:
        block = blocks[i]
        if i in tables.headers:
            continue
        header = headers.get(i, ())
        for piece in _pieces(text, block, i, listed):
            length = len(piece.view.text)
            if pieces and (size + length > WINDOW or header != current_header):
                yield Window(context, tuple(pieces))
                pieces, size = [], 0
            if not pieces:
                current_header = header
                # A window that begins inside the section needs the section's own heading as context.
                under = " > ".join(path[-2:]) if i != section.heading else over
                tail = " | ".join(h for h in header if h) or (lead_in if block.kind == "item" else "")
                context = " : ".join(filter(None, (under[-CONTEXT:], tail[-CONTEXT:])))
            pieces.append(piece)
            size += length
        if block.kind == "paragraph":
            last = clean(text[block.start : block.end])
            lead_in = last[-CONTEXT:] if last.endswith(":") else ""
    if pieces:
        yield Window(context, tuple(pieces))


def _pieces(text: str, block: Block, index: int, listed: set[Span]) -> Iterator[Piece]:
    if block.kind == "row":
        spans = list(dict.fromkeys(c for c in block.cells if block.start <= c[0] <= c[1] <= block.end and c[0] < c[1]))
        for number, (start, end) in enumerate(spans):
            for part in _cut(view(text, start, end, line_break="; ")):
                yield Piece(part, "cell", index, number == 0, (start, end) in listed)
        return
    for number, part in enumerate(_cut(view(text, block.start, block.end))):
        yield Piece(part, block.kind, index, number == 0)


def _cut(whole: View) -> Iterator[View]:
    """A view in parts of at most a window, between sentences where possible, else between words."""
    if len(whole.text) <= WINDOW:
        if whole.text.strip():
            yield whole
        return
    start = 0
    ends = [end for _, end in sentences(whole.text)]
    while len(whole.text) - start > WINDOW:
        last = bisect_right(ends, start + WINDOW) - 1
        end = ends[last] if last >= 0 and ends[last] > start else whole.text.rfind(" ", start + 1, start + WINDOW)
        if end <= start:
            end = start + WINDOW
        yield _part(whole, start, end)
        start = end
    if whole.text[start:].strip():
        yield _part(whole, start, len(whole.text))


def _part(whole: View, start: int, end: int) -> View:
    return View(whole.text[start:end], whole.starts[start:end], whole.ends[start:end])
