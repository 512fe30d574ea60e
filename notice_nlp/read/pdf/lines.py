"""Words to lines, lines to paragraphs, headings and list items."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from notice_nlp.view import INVISIBLE, nfc

if TYPE_CHECKING:
    from notice_nlp.read.pdf.tables import TableRow

    Item = TypeVar("Item", "Line | TableRow", "Line | TableRow")

_BULLET = re.compile(r"^(?:[-–•·▪►◦●○■□✓*\uf0b7\x7f]|\(cid:\d+\)|\(?[a-z]\)|\(?\d{1,2}\))\s+")
_CUT = re.compile(f"[{INVISIBLE.replace(chr(0xAD), '')}]")
_KEEPS_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|and|or)\b")
# Shares of the page's height that running headers and footers live in.
MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words with their places, in points from the page's top left."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    words: tuple[tuple[str, float, float], ...]
    margin: bool
    column: int = 0
    width: float = 0.0


def lines_of(words: Sequence[dict[str, Any]], page: int, width: float, height: float) -> list[Line]:
    """Lines in reading order; a page set in two text columns is read column by column."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (round(float(w["bottom"]), 1), float(w["x0"]))):
        if rows and abs(float(rows[-1][0]["bottom"]) - float(word["bottom"])) < 0.35 * float(word["size"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [_line(row, page, width, height) for row in rows]
    from notice_nlp.read.pdf.tables import is_header

    # Cells can fill their column as running text does, but newspaper columns have no headers side by side.
    gutter = None if any(map(is_header, lines)) else _gutter(lines, width)
    if gutter is None:
        return lines
    split: list[Line] = []
    for row, line in zip(rows, lines, strict=True):
        left = [w for w in row if float(w["x1"]) <= gutter + 1]
        right = [w for w in row if float(w["x0"]) >= gutter - 1]
        if left and right and len(left) + len(right) == len(row):
            split.append(_line(left, page, width, height, 1))
            split.append(_line(right, page, width, height, 2))
        elif len(left) == len(row):
            split.append(_line(row, page, width, height, 1))
        elif len(right) == len(row):
            split.append(_line(row, page, width, height, 2))
        else:
            split.append(line)
    return sorted(split, key=lambda li: (li.column, li.top))


def _line(row: Sequence[dict[str, Any]], page: int, width: float, height: float, column: int = 0) -> Line:
    row = sorted(row, key=lambda w: float(w["x0"]))
    top, bottom = min(float(w["top"]) for w in row), max(float(w["bottom"]) for w in row)
    texts = [_CUT.sub("", nfc(str(w["text"]))).replace("\u00a0", " ") for w in row]
    return Line(
        text=" ".join(t for t in texts if t),
        page=page,
        x0=float(row[0]["x0"]),
        x1=max(float(w["x1"]) for w in row),
        top=top,
        bottom=bottom,
        size=round(float(row[0]["size"]) * 2) / 2,
        bold=all(re.search(r"bold|black|heavy|semibold|demi", str(w["fontname"]), re.I) for w in row),
        words=tuple((t, float(w["x0"]), float(w["x1"])) for t, w in zip(texts, row, strict=True) if t),
        margin=top < MARGIN * height or bottom > (1 - MARGIN) * height,
        column=column,
        width=width,
    )


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """The middle of an empty strip near the page's centre that most lines leave free on both sides of it, where the
    two sides' lines are set independently of each other, as newspaper columns are and table columns are not."""
    inner = [li for li in lines if not li.margin]
    if len(inner) < 12:
        return None
    for x in (width * f / 100 for f in range(42, 59)):
        crossing = sum(any(a < x + 4 and x - 4 < b for _, a, b in li.words) for li in inner)
        both = [li for li in inner if li.words[0][1] < x - 4 and li.words[-1][2] > x + 4]
        if crossing > 0.1 * len(inner) or len(both) < 0.5 * len(inner):
            continue
        # In running text a left line reaches the gutter nearly always; a table's cells end anywhere.
        reach = [max((b for _, a, b in li.words if b <= x + 4), default=0.0) for li in both]
        if sum(x - r < 0.08 * width for r in reach) > 0.6 * len(both):
            return x
    return None


def drop_running(items: list[Line | TableRow], pages: int, keep: Callable[[Line], bool]) -> list[Line | TableRow]:
    """Items without page numbers and without lines that stand in the margin of most pages, digits disregarded; lines that
    ``keep`` names stay: a table's header repeats at the top of its pages too."""

    def shape(line: Line) -> str:
        return re.sub(r"\d+", "#", line.text.casefold())

    counts = Counter(shape(i) for i in items if isinstance(i, Line) and i.margin)
    kept: list[Line | TableRow] = []
    for item in items:
        if isinstance(item, Line) and item.margin and not keep(item):
            repeated = pages > 1 and counts[shape(item)] >= max(2, 0.5 * pages)
            number = re.fullmatch(r"(?:(?:seite|page|s\.)\s*)?[-–]?\s*\d+\s*[-–]?(?:\s*(?:/|von|of)\s*\d+)?", item.text.casefold())
            if repeated or number:
                continue
        kept.append(item)
    return kept


def paragraphs(lines: Sequence[Line], body: float) -> Iterator[tuple[str, int, str, str]]:
    """Blocks ``(kind, level, text, place)`` of a run of lines."""
    group: list[Line] = []
    right = max((li.x1 for li in lines), default=0.0)
    spacing = _spacing(lines)
    for line in lines:
        if group and _breaks(group[-1], line, right, spacing, body, _BULLET.match(group[0].text) is not None):
            yield _block(group, body)
            group = []
        group.append(line)
    if group:
        yield _block(group, body)


def _spacing(lines: Sequence[Line]) -> float:
    """The usual distance between baselines, relative to the type size."""
    steps = sorted(
        (b.bottom - a.bottom) / max(a.size, 1)
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and 0 < b.bottom - a.bottom < 4 * a.size
    )
    return steps[len(steps) // 4] if steps else 1.2


def _breaks(last: Line, line: Line, right: float, spacing: float, body: float, in_item: bool) -> bool:
    if _BULLET.match(line.text) or abs(line.size - last.size) > 0.6 or line.bold != last.bold:
        return True
    short = last.x1 < right - 0.12 * max(last.width, 1)
    if last.page != line.page or last.column != line.column:
        # A paragraph goes on over the page or column if its last line is full and ends no sentence.
        return short or last.text[-1:] in ".:!?" or _heading(last, body)
    step = (line.bottom - last.bottom) / max(last.size, 1)
    if step > 1.25 * spacing + 0.1:
        return True
    # A short line ends a list item, and with a full stop a paragraph set without extra space.
    return last.x1 < right - 0.2 * max(last.width, 1) if in_item else short and last.text[-1:] in ".:!?;" and line.text[:1].isupper()


def _heading(line: Line, body: float) -> bool:
    return (line.size > 1.08 * body or line.bold) and len(line.text) <= 140


def _block(group: Sequence[Line], body: float) -> tuple[str, int, str, str]:
    text = join([li.text for li in group])
    place = f"page {group[0].page}"
    if bullet := _BULLET.match(text):
        return "item", 1, text[bullet.end() :], place
    if all(_heading(li, body) for li in group) and len(text) <= 200 and text[-1:] not in ".;,:":
        level = 1 if group[0].size > 1.5 * body else 2 if group[0].size > 1.25 * body else 3 if group[0].size > 1.08 * body else 4
        return "heading", level, text, place
    return "paragraph", 0, text, place


def join(lines: Sequence[str]) -> str:
    """Lines as running text: words broken at a line end are made whole."""
    text = ""
    for line in lines:
        line = line.strip()
        if not text:
            text = line
        elif text.endswith("\u00ad") or (re.search(r"\w[-\u2010]$", text) and line[:1].islower() and not _KEEPS_HYPHEN.match(line)):
            text = text[:-1] + line
        elif re.search(r"\w[-\u2010/]$", text) and line[:1].isalnum() and not _KEEPS_HYPHEN.match(line):
            text += line
        else:
            text += " " + line
    return text.replace("\u00ad", "")
