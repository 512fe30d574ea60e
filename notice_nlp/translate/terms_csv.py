"""Term bases as CSV: one line a term, the lines of an entry together."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.bounded import read_bounded
from notice_nlp.translate.termbase import NUMBERS, STATUSES, Entry, Term, TermBase

COLUMNS = ("entry", "concept", "language", "term", "status", "number", "part_of_speech", "definition", "references")
NEEDED = ("entry", "language", "term")
# What begins a formula in a spreadsheet; such a cell gets an apostrophe before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(base: TermBase) -> str:
    """A term base as CSV with a heading line; ``definition`` is in the term's language, on the entry's first line of it."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in base.entries:
        defined: set[str] = set()
        for term in entry.terms:
            definition = "" if term.language in defined else entry.definition.get(term.language, "")
            defined.add(term.language)
            values = (
                entry.id, entry.concept, term.language, term.text, term.status, term.number, term.part_of_speech, definition,
                "; ".join(entry.references),
            )  # fmt: skip
            writer.writerow({c: f"'{v}" if v.startswith(_FORMULA) else v for c, v in zip(COLUMNS, values, strict=True)})
    return stream.getvalue()


def read_csv(path: Path, limits: Limits = DEFAULT) -> TermBase:
    """The term base of a CSV file; lines of one entry id make an entry, wherever they stand.

    Only the columns ``entry``, ``language`` and ``term`` are needed; a term without status is preferred if it is the first of
    its entry in its language, else admitted.

    Raises:
        BadInput: the file can't be read, lacks a column, or a line has no term or an unknown status or number.
    """
    try:
        text = read_bounded(path, limits).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", str(path)) from None
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    if missing := [c for c in NEEDED if c not in (reader.fieldnames or ())]:
        raise BadInput(f"lacks the column {', '.join(missing)}", str(path))
    try:
        return _gathered((reader.line_num, {k: _plain(v) for k, v in row.items() if isinstance(k, str)}) for row in reader)
    except csv.Error as error:
        raise BadInput(f"not CSV: {error}", str(path)) from None
    except BadInput as error:
        raise error.named(str(path)) from None


def _plain(cell: str | None) -> str:
    cell = (cell or "").strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _gathered(rows: Iterable[tuple[int, dict[str, str]]]) -> TermBase:
    entries: dict[str, Entry] = {}
    for line, row in rows:
        if not any(row.values()):
            continue
        id, language, text = (row[c] for c in NEEDED)
        if not id or not language or not text:
            raise BadInput(f"line {line}: needs entry, language and term")
        old = entries.get(id, Entry(id))
        first = all(t.language != language for t in old.terms)
        status = row.get("status") or (STATUSES[0] if first else STATUSES[1])
        number = row.get("number", "")
        for value, known, name in ((status, STATUSES, "status"), (number, NUMBERS, "number")):
            if value not in known:
                raise BadInput(f"line {line}: {name} {value!r} is not one of {', '.join(filter(None, known))}")
        definition = dict(old.definition) | ({language: row["definition"]} if row.get("definition") else {})
        references = tuple(r.strip() for r in row.get("references", "").split(";") if r.strip())
        term = Term(text, language, status, number, row.get("part_of_speech", ""))
        entries[id] = Entry(id, row.get("concept") or old.concept, definition, references or old.references, (*old.terms, term))
    if not entries:
        raise BadInput("no terms")
    return TermBase(tuple(entries.values()))
