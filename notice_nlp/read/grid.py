"""HTML tables to grid rows: every cell in each place its row and column spans cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from notice_nlp.errors import BadInput
from notice_nlp.notice import Span
from notice_nlp.read.document import Builder
from notice_nlp.read.limits import Limits


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """The table's own ``tr`` elements, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places text on the page: one column, or tables and headings inside its cells."""
    if table.get("role") in {"presentation", "none"}:
        return True
    widths = [sum(1 for cell in row if cell.tag in {"td", "th"}) for row in rows_of(table)]
    if not widths or max(widths) < 2:
        return True
    return bool(table.xpath(".//table | .//td//h1 | .//td//h2 | .//td//h3"))


def add_table(builder: Builder, table: HtmlElement, cell_text: Callable[[HtmlElement], str], limits: Limits, place: str) -> None:
    """Adds the table's rows to the builder.

    Raises:
        BadInput: the filled grid has more than ``limits.table_cells`` places.
    """
    builder.tables += 1
    caption = table.find("caption")
    if caption is not None:
        builder.add("paragraph", cell_text(caption), place=place)
    # column -> (rows still to cover, the cell's span)
    hanging: dict[int, tuple[int, Span]] = {}
    size = 0
    for row in rows_of(table):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        header = bool(cells) and (all(c.tag == "th" for c in cells) or row.getparent().tag == "thead")
        grid: list[Span | str] = []
        owners: list[tuple[int, int, HtmlElement]] = []  # grid column, row span, cell
        new_hanging = {c: (n - 1, span) for c, (n, span) in hanging.items() if n > 1}
        column = 0
        for cell in cells:
            while column in hanging:
                grid.append(hanging[column][1])
                column += 1
            width = _span(cell, "colspan", limits)
            owners.append((column, _span(cell, "rowspan", limits), cell))
            grid.append(cell_text(cell))
            column += 1
            for _ in range(width - 1):
                grid.append("")
                owners.append((column, -1, cell))
                column += 1
        while column in hanging:
            grid.append(hanging[column][1])
            column += 1
        size += len(grid)
        if size > limits.table_cells:
            raise BadInput(f"table with more than {limits.table_cells} cells")
        if not any(isinstance(c, tuple) or c.strip() for c in grid):
            hanging = new_hanging
            continue
        spans = builder.add_row(grid, table=builder.tables, header=header, place=place)
        for at, tall, _ in owners:
            if tall > 1:
                new_hanging[at] = (tall - 1, spans[at])
        hanging = new_hanging


def _span(cell: HtmlElement, name: str, limits: Limits) -> int:
    return whole_number(cell.get(name), 1, limits.table_cells)


def whole_number(value: str | None, default: int, most: int) -> int:
    """An attribute's number between 1 and ``most``; the default where it is none."""
    value = (value or "").strip()
    # Neither digits of other scripts nor numbers so long that Python refuses to convert them.
    if not value.isascii() or not value.isdigit():
        return default
    return max(1, min(int(value[:9]), most))
