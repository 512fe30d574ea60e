"""The register's contents as a table in a file: Parquet, CSV, JSON Lines, XLSX. Written in portions, so that size does not matter."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.files import replacing
from notice_nlp.register.ingest import batched
from notice_nlp.register.queries import plain
from notice_nlp.register.store import Register, like
from notice_nlp.report.tables import inert

PORTION = 5000
# A spreadsheet takes no more lines, and cells no longer.
XLSX_LINES, XLSX_CELL = 1_048_575, 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Record = dict[str, Any]
Sink = Callable[[Sequence[Record]], None]


def export(register: Register, output: Path, what: str = "mentions", notice: str | None = None) -> int:
    """Writes ``mentions``, ``rows``, ``versions`` or ``findings`` and gives their number; the file's suffix names the format.

    Raises:
        BadInput: another suffix or content, or the file can't be written.
        MissingExtra: pyarrow or openpyxl is not installed.
    """
    suffix = output.suffix.lower()
    if suffix not in _SINKS:
        raise BadInput(f"a file to export to ends in {', '.join(_SINKS)}", str(output))
    columns, query = _query(what, notice)
    count = 0
    with register.transaction() as connection, replacing(output) as place, _SINKS[suffix](place, columns) as write:
        found = connection.execution_options(stream_results=True, yield_per=PORTION).execute(query)
        for portion in batched(found, PORTION):
            count += len(portion)
            if suffix == ".xlsx" and count > XLSX_LINES:
                raise BadInput(f"more than {XLSX_LINES} lines do not fit into a spreadsheet; export Parquet or CSV", str(output))
            write([{c: plain(v) for c, v in zip(columns, row, strict=True)} for row in portion])
    return count


def _query(what: str, notice: str | None) -> tuple[tuple[str, ...], Any]:
    from sqlalchemy import and_, select

    from notice_nlp.register import schema as s

    v, m, r, f, c = s.versions, s.mentions, s.rows, s.findings, s.comparisons
    names: tuple[str, ...]
    head = {"notice": s.notices.c.key, "language": v.c.language, "date": v.c.date, "path": v.c.path}
    if what == "versions":
        fields = head | {"format": v.c.format, "sha256": v.c.sha256, "model": v.c.model, "warnings": v.c.warnings}
        source = v.join(s.notices)
    elif what == "rows":
        names = ("layout", "purpose_text", "purpose", "data", "legal_basis", "recipients", "retention", "concepts")
        fields = head | {"row": r.c.row} | {n: r.c[n] for n in names}
        source = r.join(v).join(s.notices)
    elif what == "mentions":
        names = ("wording", "category", "group", "negated", "confidence", "start", "end")
        fields = head | {"row": m.c.row, "purpose": r.c.purpose_text} | {n: m.c[n] for n in names}
        source = m.join(v).join(s.notices).outerjoin(r, and_(r.c.version_id == m.c.version_id, r.c.row == m.c.row))
    elif what == "findings":
        names = ("severity", "kind", "concept", "message", "rule", "row_a", "row_b", "a", "b")
        before = v.alias("before")
        fields = head | {"before_date": before.c.date, "before_path": before.c.path, "mode": c.c.mode} | {n: f.c[n] for n in names}
        source = f.join(c).join(v, v.c.id == c.c.b_id).join(s.notices).join(before, before.c.id == c.c.a_id)
    else:
        raise BadInput(f"{what!r} is none of mentions, rows, versions, findings", "--what")
    query = select(*fields.values()).select_from(source).order_by(s.notices.c.key, v.c.language, v.c.date, v.c.id)
    if notice:
        query = query.where(s.notices.c.key.like(like(notice), escape="\\"))
    return tuple(fields), query


@contextmanager
def _csv(output: Path, columns: Sequence[str]) -> Iterator[Sink]:
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        yield lambda records: writer.writerows({k: inert(v) for k, v in r.items()} for r in records)


@contextmanager
def _jsonl(output: Path, columns: Sequence[str]) -> Iterator[Sink]:
    with output.open("w", encoding="utf-8") as stream:
        yield lambda records: stream.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


@contextmanager
def _parquet(output: Path, columns: Sequence[str]) -> Iterator[Sink]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("parquet", "Parquet") from None
    kinds = {"start": pa.int64(), "end": pa.int64(), "confidence": pa.float64(), "negated": pa.bool_()}
    schema = pa.schema([(c, kinds.get(c, pa.string())) for c in columns])
    with pq.ParquetWriter(output, schema) as writer:
        yield lambda records: writer.write_table(pa.Table.from_pylist(list(records), schema=schema))


@contextmanager
def _xlsx(output: Path, columns: Sequence[str]) -> Iterator[Sink]:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtra("xlsx", "XLSX") from None

    def cell(value: Any) -> Any:
        return inert(_NOT_IN_XML.sub("\ufffd", value)[:XLSX_CELL]) if isinstance(value, str) else value

    def write(records: Sequence[Record]) -> None:
        for record in records:
            sheet.append([cell(v) for v in record.values()])

    book = Workbook(write_only=True)
    sheet = book.create_sheet("notice_nlp")
    sheet.append(list(columns))
    yield write
    book.save(output)


_SINKS: dict[str, Callable[[Path, Sequence[str]], AbstractContextManager[Sink]]] = {
    ".parquet": _parquet, ".csv": _csv, ".jsonl": _jsonl, ".xlsx": _xlsx,
}  # fmt: skip
