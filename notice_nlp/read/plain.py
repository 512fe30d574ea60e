"""Plain text: headings, list items and tab-separated tables told apart by their looks.

The document's text is the file's text, unchanged; blocks are cut out of it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from notice_nlp.errors import BadInput
from notice_nlp.notice import Block
from notice_nlp.read.document import Document
from notice_nlp.read.limits import DEFAULT, Limits

_BULLET = re.compile(r"(?:[-*•·▪►◦‣●○–—✓✔➤»+]|\(?[a-z]\)|\(?\d{1,2}\)|\([ivx]+\))\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_NUMBER = re.compile(r"(?:§ ?)?(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])(?:\.|\))?\s+(?=\S)")
_RULE = re.compile(r"\s*([-=_*~+|]\s?){3,}\s*$")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_PLACE_OR_PHONE = re.compile(
    r"\b\d{4,5}\b|@|https?:|www\.|\b(?:Tel|Telefon|Telefax|Fax|Phone|Stra(?:ß|ss)e|Str\.|Street|Road|Platz|Weg|Allee)\b|"
    r"(?:stra(?:ß|ss)e|platz|weg|gasse|allee) \d+"
)
_ANAPHOR = re.compile(
    r"(?:Diese|Dies|Die (?:genannten|vorgenannten|vorstehenden|Daten|Angaben|Erfassung|Speicherung|Verarbeitung)|"
    r"Eine (?:Zusammenführung|Weitergabe)|These|This|The (?:data|above|basis|information|legal)|It |They |Dabei|"
    r"Rechtsgrundlage|Legal basis|Aus diesen)\b"
)
LONG = 100
_BLANK = " \t\r\n\f\v\u00a0\u2028\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    number: int
    after_blank: bool
    text: str

    @property
    def short(self) -> bool:
        return len(self.text) <= LONG and len(self.text.split()) <= 14

    @property
    def titled(self) -> bool:
        """Could be a heading by its own looks: short, capitalised, without a sentence's end."""
        first = self.text.lstrip("„\"'«»*_(")[:1]
        return (
            self.short
            and self.text[-1] not in ".,;!:…"
            and (first.isupper() or first.isdigit() or first == "§")
            and not _PLACE_OR_PHONE.search(self.text)
        )


def read_plain(text: str, encoding: str = "utf-8", limits: Limits = DEFAULT) -> Document:
    """Blocks of a plain text.

    Raises:
        BadInput: a table has more cells than the limits allow.
    """
    lines = _unwrapped(_lines(text))
    blocks: list[Block] = []
    in_list = False
    tables = cells = 0
    for i, line in enumerate(lines):
        where = f"line {line.number}"
        if _RULE.match(line.text):
            continue
        if "\t" in line.text or _PIPES.match(line.text):
            if not (i and ("\t" in lines[i - 1].text or _PIPES.match(lines[i - 1].text))):
                tables += 1
                cells = 0
            blocks.append(_table_row(line, tables, where))
            cells += len(blocks[-1].cells)
            if cells > limits.table_cells:
                raise BadInput(f"table with more than {limits.table_cells} cells")
            in_list = False
            continue
        kind, level, skip = _kind(line, lines[i + 1] if i + 1 < len(lines) else None, lines, i, in_list)
        in_list = line.text.endswith(":") or (in_list and kind == "item" and not _closes(line, lines, i))
        blocks.append(Block(line.start + skip, line.end, kind, level=level, place=where))
    return Document(text, tuple(blocks), "text", encoding)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    position, blank = 0, True
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        body = raw.strip(_BLANK)
        body = body if body.strip() else ""  # blanks of other scripts, separators of records
        if body and "\t" in raw.strip("\r\n"):
            body = raw.strip("\r\n\ufeff ")  # a tab at a line's ends stands for an empty cell
        if body:
            start = position + raw.index(body)
            lines.append(_Line(start, start + len(body), number, blank, body))
        blank = not body
        position += len(raw)
    return lines


def _unwrapped(lines: list[_Line]) -> list[_Line]:
    """Joins the lines of hard-wrapped paragraphs, where the file looks wrapped: no line is long, and most lines that
    another line follows directly are nearly as long as the longest."""
    inner = [a for a, b in itertools.pairwise(lines) if not b.after_blank and not _starts_block(b.text)]
    longest = max((len(line.text) for line in lines), default=0)
    if longest > 120 or len(inner) < 4 or sum(len(a.text) > 0.7 * longest for a in inner) < 0.7 * len(inner):
        return lines
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not line.after_blank and not _starts_block(line.text) and "\t" not in groups[-1][0].text:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_Line(g[0].start, g[-1].end, g[0].number, g[0].after_blank, " ".join(line.text for line in g)) for g in groups]


def _starts_block(text: str) -> bool:
    return bool(_BULLET.match(text) or _HASHES.match(text) or "\t" in text or re.match(r"\d{1,2}(\.\d{1,2})*\.? [A-ZÄÖÜ]", text))


def _kind(line: _Line, following: _Line | None, lines: list[_Line], i: int, in_list: bool) -> tuple[str, int, int]:
    """Kind and level of a line's block, and how many leading characters are its mark."""
    if mark := _HASHES.match(line.text):
        return "heading", len(mark.group(1)), mark.end()
    if mark := _BULLET.match(line.text):
        return "item", 1, mark.end()
    if (mark := _NUMBER.match(line.text)) and line.titled and len(line.text) > mark.end():
        run = following and following.short and (next_mark := _NUMBER.match(following.text)) and following.titled
        if not (in_list and run) and not (run and next_mark and i and lines[i - 1].text.endswith(":")):
            return "heading", 1 + mark.group(1).count(".") + 1, 0
    if in_list and _is_item(line, following, lines, i):
        return "item", 1, 0
    if line.titled and following and _heads(line, lines, i):
        stacked = following.titled and not following.text.endswith("?")
        return "heading", 2 if stacked else 3, 0
    return "paragraph", 0, 0


def _is_item(line: _Line, following: _Line | None, lines: list[_Line], i: int) -> bool:
    previous = lines[i - 1].text
    if previous[-1] in ",;":
        return True
    if previous.endswith(":"):
        # The lead-in's first item; one paragraph alone after a colon is no list.
        return line.short or line.text[-1] in ",;" or bool(following and following.text[-1] in ",;")
    if line.text[-1] in ",;":
        return True
    if previous.endswith("."):
        return line.short and line.text.endswith(".") and not line.after_blank
    if not line.short or (line.text.endswith(".") and len(line.text.split()) > 6):
        return False
    # The last of a bare list, or the next heading: a heading has a blank line before it or a new subject after it.
    if following and not following.short and line.titled:
        return not line.after_blank and bool(_ANAPHOR.match(following.text))
    return True


def _closes(line: _Line, lines: list[_Line], i: int) -> bool:
    """Whether a list ends with this item: it has the full stop that the items before it lack."""
    return line.text.endswith(".") and i > 0 and lines[i - 1].text[-1] in ",;"


def _heads(line: _Line, lines: list[_Line], i: int) -> bool:
    """Whether a bare title line stands over text: within three title lines there is a paragraph, lead-in or table."""
    for following in lines[i + 1 : i + 4]:
        if "\t" in following.text or _BULLET.match(following.text) or following.text[-1] in ".:" or not following.short:
            return True
        if not following.titled:
            return False
    return False


def _table_row(line: _Line, table: int, where: str) -> Block:
    piped = "\t" not in line.text
    body, offset = line.text, line.start
    if piped:
        inner = body.strip("| ")
        offset += body.index(inner) if inner else 0
        body = inner
    cells = []
    for part in body.split("|" if piped else "\t"):
        start = offset + len(part) - len(part.lstrip())
        cells.append((start, start + len(part.strip())))
        offset += len(part) + 1
    return Block(line.start, line.end, "row", cells=tuple(cells), table=table, place=where)
