"""PDF to blocks: lines from word positions, ruled and unruled tables, running headers and footers removed."""

from __future__ import annotations

import io
from typing import Any

from notice_nlp.errors import BadInput
from notice_nlp.read.document import Builder, Document
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.read.pdf.lines import Line, drop_running, lines_of, paragraphs
from notice_nlp.read.pdf.tables import TableRow, is_header, join_broken_rows, ruled_tables, unruled_tables

GUESSED = "a table without rules on page {}: its cells were told apart by their places"


def read_pdf(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Blocks of a PDF.

    Raises:
        BadInput: encrypted, broken, too many pages, or no text in it (a scan).
    """
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.pages:
                raise BadInput(f"PDF with more than {limits.pages} pages")
            pages = [_read_page(page) for page in pdf.pages]
    except (BadInput, MemoryError):
        raise
    except Exception as error:  # pdfminer raises many kinds for encrypted and broken files
        name = type(error).__name__
        if "Password" in name or "Encrypt" in name or "Password" in repr(error):
            raise BadInput("PDF is encrypted; remove its password first") from None
        raise BadInput(f"PDF can't be read: {name}: {error}".rstrip(": ")) from None
    if not any(items for _, items in pages):
        raise BadInput("PDF without text (a scan?); run text recognition (OCR) first")
    return _compose(pages)


def _read_page(page: Any) -> tuple[int, list[Line | TableRow]]:
    words = page.extract_words(extra_attrs=["size", "fontname"], x_tolerance_ratio=0.2)
    tables = ruled_tables(page, words)
    free = [w for w in words if not any(t.contains(w) for t in tables)]
    items: list[Line | TableRow] = list(lines_of(free, page.page_number, float(page.width), float(page.height)))
    for table in tables:
        items.extend(table.rows)
    page.close()
    return page.page_number, sorted(items, key=lambda item: (item.column, item.top))


def _compose(pages: list[tuple[int, list[Line | TableRow]]]) -> Document:
    builder = Builder()
    items = drop_running([item for _, page in pages for item in page], len(pages), is_header)
    items, guessed = unruled_tables(items)
    items = join_broken_rows(items)
    builder.warnings.extend(GUESSED.format(page) for page in guessed)
    run: list[Line] = []
    previous_table: int | None = None
    body = _body_size(items)
    for item in [*items, None]:
        if isinstance(item, Line):
            run.append(item)
            continue
        for kind, level, text, place in paragraphs(run, body):
            builder.add(kind, text, level=level, place=place)
            previous_table = None
        run = []
        if item is None:
            break
        if previous_table != item.table:
            builder.tables += 1
            previous_table = item.table
        builder.add_row(list(item.cells), table=builder.tables, place=f"page {item.page}")
    return builder.document("pdf")


def _body_size(items: list[Line | TableRow]) -> float:
    """The type size most characters are set in."""
    weights: dict[float, int] = {}
    for item in items:
        if isinstance(item, Line):
            weights[item.size] = weights.get(item.size, 0) + len(item.text)
    return max(weights, key=weights.__getitem__) if weights else 0.0
