"""Tables: which rows are headers, what each column says, and which cells make one activity."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from notice_nlp.notice import Block, Span
from notice_nlp.view import clean

HEADER_LENGTH = 80
ROLES = ("purpose", "data", "legal_basis", "recipients", "retention")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One activity of a table: its cells with their roles (``""``: none known) and header texts."""

    block: int
    cells: tuple[Span, ...]
    roles: tuple[str, ...]
    headers: tuple[str, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """``rows`` are the tables' activities in reading order; ``headers`` the indices of header blocks;
    ``keys`` the spans of the key cells of vertical tables."""

    rows: tuple[TableRow, ...] = ()
    headers: frozenset[int] = frozenset()
    keys: frozenset[Span] = field(default_factory=frozenset)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = json.loads(resources.files(__package__).joinpath("headers.json").read_text("utf-8"))
    compiled = []
    for role, languages in data["roles"].items():
        phrases = [p for phrases in languages.values() for p in phrases]
        compiled.append((role, re.compile("|".join(_regex(p) for p in phrases), re.I)))
    return tuple(compiled)


def _regex(phrase: str) -> str:
    body = phrase.strip("^$*")
    words = r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in body.split())
    head = "^" if phrase.startswith("^") else r"(?<!\w)"
    tail = "$" if phrase.endswith("$") else (r"\w*" if phrase.endswith("*") else r"(?!\w)")
    return head + words + tail


def header_role(text: str) -> str:
    """The role a header text names, or ``""``."""
    text = clean(text).strip(" :?!*_.").replace("*", "")
    if not text or len(text) > HEADER_LENGTH:
        return ""
    return next((role for role, pattern in _patterns() if pattern.search(text)), "")


def read_tables(text: str, blocks: Sequence[Block]) -> Tables:
    """Activities of all tables of a notice.

    A header row may be repeated, and may be missing where a table goes on after a break with as many columns. A
    table without any known header has roles ``""`` and is marked as guessed: its columns are told apart by what is
    found in them.
    """
    rows: list[TableRow] = []
    headers: set[int] = set()
    keys: set[Span] = set()
    known: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # roles and header texts in force
    known_table: int | None = None
    for table, members in _by_table(blocks):
        if vertical := _vertical(text, blocks, members):
            rows.extend(vertical[0])
            keys |= vertical[1]
            continue
        if table != known_table and known and not _continues(blocks, members, known):
            known = None
        known_table = table
        for position, i in enumerate(members):
            block = blocks[i]
            roles = tuple(header_role(text[a:b]) for a, b in block.cells)
            if _is_header(text, block, roles, position == 0):
                headers.add(i)
                known = (_single_purpose(roles), tuple(clean(text[a:b]) for a, b in block.cells))
                continue
            if known and len(known[0]) == len(block.cells):
                rows.append(TableRow(i, block.cells, known[0], known[1], guessed="purpose" not in known[0]))
            else:
                blank = ("",) * len(block.cells)
                rows.append(TableRow(i, block.cells, blank, blank, guessed=True))
    return Tables(tuple(rows), frozenset(headers), frozenset(keys))


def _by_table(blocks: Sequence[Block]) -> list[tuple[int, list[int]]]:
    tables: list[tuple[int, list[int]]] = []
    for i, block in enumerate(blocks):
        if block.kind != "row" or block.table is None:
            continue
        if tables and tables[-1][0] == block.table:
            tables[-1][1].append(i)
        else:
            tables.append((block.table, [i]))
    return tables


def _continues(blocks: Sequence[Block], members: list[int], known: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    first = members[0]
    near = first > 0 and blocks[first - 1].kind == "row"
    return near and len(blocks[first].cells) == len(known[0])


def _is_header(text: str, block: Block, roles: tuple[str, ...], first: bool) -> bool:
    cells = [clean(text[a:b]) for a, b in block.cells]
    filled = [(c, r) for c, r in zip(cells, roles, strict=True) if c]
    if len(filled) < 2 or any(len(c) > HEADER_LENGTH for c, _ in filled):
        return False
    named = {r for _, r in filled if r}
    # A data cell can hold a header's word ("Angaben zum Konto"), so two columns have to be named, or the row be
    # marked as a header by the source.
    if len(named) >= 2 and all(len(c.split()) <= 9 for c, _ in filled):
        return first or block.header or sum(bool(r) for _, r in filled) == len(filled)
    return block.header and first


def _single_purpose(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Of several columns with one role only the first is the purpose; further ones are plain text."""
    seen: set[str] = set()
    result = []
    for role in roles:
        result.append("" if role == "purpose" and role in seen else role)
        seen.add(role)
    return tuple(result)


def _vertical(text: str, blocks: Sequence[Block], members: list[int]) -> tuple[list[TableRow], set[Span]] | None:
    """A key/value table: the first column names the roles, each further column is an activity; a key seen again
    begins the next one."""
    keys = [header_role(text[slice(*blocks[i].cells[0])]) if blocks[i].cells else "" for i in members]
    across = [header_role(text[a:b]) for a, b in blocks[members[0]].cells]
    width = min(len(blocks[i].cells) for i in members)
    named = sum(bool(k) for k in keys)
    if width < 2 or len({k for k in keys if k} & set(ROLES)) < 2 or named < 0.6 * len(keys) or len(members) < 2:
        return None
    if len({r for r in across if r}) >= 2 and "purpose" not in keys[1:]:
        return None
    rows: list[TableRow] = []
    key_spans = {blocks[i].cells[0] for i in members}
    records: list[list[int]] = []
    for position, i in enumerate(members):
        first_key = keys[position] and keys[position] == next((k for k in keys if k), "")
        if not records or first_key:
            records.append([])
        records[-1].append(i)
    for record in records:
        for column in range(1, width):
            cells = tuple(blocks[i].cells[column] for i in record)
            roles = _single_purpose(tuple(keys[members.index(i)] for i in record))
            names = tuple(clean(text[slice(*blocks[i].cells[0])]) for i in record)
            rows.append(TableRow(record[0], cells, roles, names, guessed="purpose" not in roles))
    return rows, key_spans
