"""Tables of a PDF: ruled ones from their lines, unruled ones from the places of their headers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from notice_nlp.read.pdf.lines import Line, join, lines_of

# A gap this many type sizes wide parts two columns; between words it is under one.
GAP = 1.3


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its cells' texts, one line per paragraph of a cell."""

    cells: tuple[str, ...]
    page: int
    top: float
    table: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table of one page: its box and rows."""

    box: tuple[float, float, float, float]
    rows: tuple[TableRow, ...]

    def contains(self, word: dict[str, Any]) -> bool:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        return bool(self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3])


def ruled_tables(page: Any, words: Sequence[dict[str, Any]]) -> list[Ruled]:
    """The tables of a page, with its words, that have rules around their cells, at least two columns wide."""
    found = []
    for number, table in enumerate(page.find_tables()):
        rows = []
        for row in table.rows:
            cells = [_cell(page, words, box) if box else "" for box in row.cells]
            if any(cells):
                rows.append(TableRow(tuple(cells), page.page_number, float(row.bbox[1]), page.page_number * 1000 + number))
        if rows and max(len(r.cells) for r in rows) >= 2:
            found.append(Ruled(table.bbox, tuple(rows)))
    return found


def _cell(page: Any, words: Sequence[dict[str, Any]], box: tuple[float, float, float, float]) -> str:
    from notice_nlp.read.pdf.lines import paragraphs

    x0, top, x1, bottom = box
    inside = [
        w for w in words if x0 - 0.5 <= (w["x0"] + w["x1"]) / 2 <= x1 + 0.5 and top - 0.5 <= (w["top"] + w["bottom"]) / 2 <= bottom + 0.5
    ]
    lines = [replace(li, margin=False, bold=False, width=x1 - x0) for li in lines_of(inside, page.page_number, x1 - x0, 1e9)]
    # Inside a cell only bullets and extra space begin a line; type size doesn't make headings there.
    return "\n".join(text for _, _, text, _ in paragraphs([replace(li, x1=x1, size=lines[0].size) for li in lines], 1e9))


def unruled_tables(items: Sequence[Line | TableRow]) -> tuple[list[Line | TableRow], list[int]]:
    """Lines under a line of column headers become table rows; gives also the pages on which that was guessed."""
    result: list[Line | TableRow] = []
    guessed: list[int] = []
    i = 0
    number = 10**6
    while i < len(items):
        item = items[i]
        if not (isinstance(item, Line) and is_header(item)):
            result.append(item)
            i += 1
            continue
        columns = _chunks(item)
        number += 1
        starts = [x for _, x in columns]
        body, i = _body(items, i + 1, starts, item)
        if not body:
            result.append(item)
            continue
        guessed.append(item.page)
        result.extend(_rows([(item, [t for t, _ in columns]), *body], starts, number))
    return result, list(dict.fromkeys(guessed))


def is_header(line: Line) -> bool:
    """Whether a line holds the headers of at least two different columns, with wide gaps between them."""
    from notice_nlp.segment.tables import header_role

    columns = _chunks(line)
    return len(columns) >= 2 and len({header_role(text) for text, _ in columns} - {""}) >= 2


def _chunks(line: Line) -> list[tuple[str, float]]:
    """Texts and left edges of a line's parts between wide gaps."""
    parts: list[tuple[list[str], float]] = []
    last = 0.0
    for text, x0, x1 in line.words:
        if parts and x0 - last < GAP * line.size:
            parts[-1][0].append(text)
        else:
            parts.append(([text], x0))
        last = x1
    return [(" ".join(words), x) for words, x in parts]


def _columns(line: Line, starts: Sequence[float]) -> list[str] | None:
    """A line's texts per column, or None where a word crosses a column's edge."""
    cells: list[list[str]] = [[] for _ in starts]
    for text, x0, x1 in line.words:
        at = max((c for c, s in enumerate(starts) if x0 >= s - 3), default=0)
        if at + 1 < len(starts) and x1 > starts[at + 1] - 1:
            return None
        cells[at].append(text)
    return [" ".join(words) for words in cells]


def _body(items: Sequence[Line | TableRow], i: int, starts: Sequence[float], header: Line) -> tuple[list[tuple[Line, list[str]]], int]:
    """The lines that go on in the header's columns; a line across the columns, or the header's like, ends the table."""
    body: list[tuple[Line, list[str]]] = []
    header_text = header.text
    while i < len(items):
        line = items[i]
        if not isinstance(line, Line) or line.column != header.column:
            break
        if line.text == header_text and line.page != header.page:
            i += 1
            continue
        cells = _columns(line, starts)
        if cells is None or line.text == header_text or line.size > header.size + 1:
            break
        alone = cells[0] and not any(cells[1:])
        if alone and line.bold and not header.bold:
            break
        body.append((line, cells))
        i += 1
    while body and not any(body[-1][1][1:]):
        following = body[-1][0]
        if len(body) > 1 and following.top - body[-2][0].bottom < following.size:
            break
        body.pop()
        i -= 1
    return body, i


def _rows(body: Sequence[tuple[Line, list[str]]], starts: Sequence[float], number: int) -> list[TableRow]:
    """Rows, the header first, parted where the space over a line is larger than the usual line spacing."""
    steps = sorted(b[0].top - a[0].top for a, b in itertools.pairwise(body) if a[0].page == b[0].page)
    usual = steps[len(steps) // 4] if steps else 0.0
    uniform = not steps or steps[-1] < 1.25 * usual
    groups: list[list[tuple[Line, list[str]]]] = []
    for entry in body:
        line, cells = entry
        last = groups[-1][-1] if groups else None
        if last is None:
            groups.append([entry])
            continue
        same_page = last[0].page == line.page
        apart = same_page and line.top - last[0].top > 1.25 * usual
        # Without space between rows, a row begins where every column has text and the line before it ended all cells.
        begins = uniform and all(cells) and (not all(last[1]) or len(groups) == 1)
        # At a page's end a row whose purpose ends a sentence is over, unless the next page fills only one column.
        over = not same_page and all(cells) and join([c[0] for _, c in groups[-1] if c[0]])[-1:] in ".!?"
        if apart or begins or over or (uniform and len(groups[-1]) == 1 and all(cells) and all(last[1]) and last[1][-1].endswith(".")):
            groups.append([entry])
        else:
            groups[-1].append(entry)
    return [
        TableRow(
            tuple(join([cells[c] for _, cells in group if cells[c]]) for c in range(len(starts))),
            group[0][0].page,
            group[0][0].top,
            number,
            group[0][0].column,
        )
        for group in groups
    ]


def join_broken_rows(items: Sequence[Line | TableRow]) -> list[Line | TableRow]:
    """A table goes on over a page: its repeated header and a row broken by the page's end are put together."""
    result: list[Line | TableRow] = []
    for item in items:
        last = result[-1] if result else None
        if isinstance(item, TableRow) and isinstance(last, TableRow) and last.page < item.page and len(last.cells) == len(item.cells):
            first_of_table = next(r for r in result if isinstance(r, TableRow) and r.table == last.table)
            if item.cells == first_of_table.cells:
                result.append(replace(item, table=last.table))
                continue
            broken = not item.cells[0] or not last.cells[0]
            unfinished = item.cells[0][:1].islower() and last.cells[0][-1:] not in ".!?:"
            if broken or unfinished:
                cells = tuple(join([a, b]) if a and b else a or b for a, b in zip(last.cells, item.cells, strict=True))
                result[-1] = replace(last, cells=cells)
                continue
        result.append(item)
    return result
