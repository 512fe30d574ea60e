"""Comparing files from the command line: reading both sides, output in every format, the exit code."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from notice_nlp.batch import BAD_INPUT, complain, find, load_tagger, need_pyarrow, parse_one, start_reader, with_progress
from notice_nlp.errors import BadInput, NoticeError
from notice_nlp.files import not_onto, replacing, writable
from notice_nlp.report.output import put

if TYPE_CHECKING:
    from notice_nlp.compare import Comparison
    from notice_nlp.compare.timeline import Timeline
    from notice_nlp.notice import Notice

FOUND = 1


def run(
    files: tuple[str, str],
    languages: tuple[str, str],
    format: str,
    output: Path | None,
    report_language: str,
    fail_on: str | None,
    rules: Path | None,
    model: Path | None,
    max_mb: float,
    max_seconds: float | None = None,
) -> int:
    """Compares two files and writes the result; gives the exit code: 0, 1 where ``fail_on`` is met, 2 for bad input."""
    from notice_nlp.compare import compare, load_rules

    try:
        not_onto(output, [*files, rules])
        writable(output)
        start_reader(max_mb, max_seconds)
        if files[0] == files[1] == "-":
            raise BadInput("only one side can come from standard input")
        if format == "parquet":
            need_pyarrow()
            if output is None:
                raise BadInput("--format parquet needs --output FILE")
        used = load_rules(rules) if rules else None
        tagger = load_tagger(model)
        a, b = (parse_one(name, language, tagger, 0.0, max_mb, max_seconds) for name, language in zip(files, languages, strict=True))
        comparison = compare(a, b, report_language=None if report_language == "auto" else report_language, rules=used)
        write(comparison, format, output)
    except NoticeError as error:
        complain(error)
        return BAD_INPUT
    for warning in dict.fromkeys(comparison.warnings):
        complain(BadInput(warning))
    return FOUND if fails(comparison, fail_on) else 0


def fails(comparison: Comparison, fail_on: str | None) -> bool:
    """Whether a finding is at least as grave as ``high``, ``medium``, ``low`` or ``any`` (anything but wording)."""
    if fail_on is None:
        return False
    from notice_nlp.compare.types import WORDING, as_grave

    if fail_on == "any":
        return any(f.kind not in WORDING for f in comparison.findings)
    return any(f.severity in as_grave(fail_on) for f in comparison.findings)


def write(comparison: Comparison, format: str, output: Path | None) -> None:
    """Writes a comparison to a file or to standard output.

    Raises:
        BadInput: the file can't be written.
    """
    if format == "parquet" and output:
        with replacing(output) as place:
            comparison.to_frame().to_parquet(place, index=False)
        return
    if output is None and format == "table" and sys.stdout.isatty():
        from rich.console import Console

        from notice_nlp.report.comparison import render_comparison

        Console().print(render_comparison(comparison))
        return
    put(as_text(comparison, format), output)
    if format == "table" and not comparison.findings:
        print("notice-nlp: no findings", file=sys.stderr)


def as_text(comparison: Comparison, format: str) -> str:
    """A comparison as ``table`` (tab-separated lines), ``json``, ``csv``, ``html`` or ``markdown``."""
    from notice_nlp.report import comparison as reports

    if format == "json":
        return comparison.to_json(indent=1) + "\n"
    if format == "csv":
        from notice_nlp.compare.types import COLUMNS, records
        from notice_nlp.report.tables import csv_text

        return csv_text(records(comparison), COLUMNS)
    if format == "html":
        return reports.comparison_page([comparison])
    if format == "markdown":
        return reports.comparison_markdown(comparison)
    return "".join(f"{line}\n" for line in reports.plain_comparison(comparison))


def run_timeline(
    arguments: list[str], dates: Path | None, format: str, output: Path | None, picture: Path | None, report_language: str, max_mb: float
) -> int:
    """Reads all versions, compares each with the one before and writes the result; gives the exit code.

    A file that can't be read is named and left out (exit code 2 at the end).
    """
    from notice_nlp.compare.timeline import timeline
    from notice_nlp.report import timeline as reports

    try:
        files = list(find(arguments))
        if not files:
            raise BadInput("no notices found (suffixes: .txt .md .html .htm .docx .pdf)", " ".join(arguments))
        for path in (output, picture):
            not_onto(path, [*files, dates])
            writable(path)
        given = _dates(dates) if dates else {}
        if picture and picture.suffix.lower() not in reports.PICTURES:
            raise BadInput(f"a picture ends in {', '.join(reports.PICTURES)}", str(picture))
        tagger = load_tagger(None)
        code = 0
        notices: list[Notice] = []
        # A mapped file may be kept from removal; the system's own cleaning of temporary files has to do then.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spool:
            for name in with_progress(files, "reading"):
                try:
                    notices.append(_spooled(parse_one(name, "auto", tagger, 0.0, max_mb), Path(spool) / f"{len(notices)}.npy"))
                except NoticeError as error:
                    complain(error)
                    code = BAD_INPUT
            found = timeline(notices, given, report_language=None if report_language == "auto" else report_language)
        for warning in found.warnings:
            complain(BadInput(warning))
        write_timeline(found, format, output)
        if picture:
            with replacing(picture) as place:
                reports.plot(found, place)
    except NoticeError as error:
        complain(error)
        return BAD_INPUT
    return code


def _spooled(notice: Notice, file: Path) -> Notice:
    """The notice with its words' states in a file that is read as needed: those of many versions fill the memory."""
    import numpy as np

    from notice_nlp.notice import Vectors

    if notice.vectors is None:
        return notice
    np.save(file, notice.vectors.words, allow_pickle=False)
    return replace(notice, vectors=Vectors(np.load(file, mmap_mode="r", allow_pickle=False), notice.vectors.spans))


def write_timeline(found: Timeline, format: str, output: Path | None) -> None:
    """Writes a timeline as ``table``, ``csv`` or ``json``. Raises BadInput where the file can't be written."""
    from notice_nlp.report import timeline as reports

    if format == "table" and output is None and sys.stdout.isatty():
        from rich.console import Console

        Console().print(reports.render_timeline(found))
    elif format == "json":
        put(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n", output)
    elif format == "csv":
        put(reports.timeline_csv(found), output)
    else:
        put("".join(f"{line}\n" for line in reports.plain_timeline(found)), output)


def _dates(path: Path) -> dict[str, str]:
    """File name -> ISO date, from a CSV file with the columns ``file`` and ``date``."""
    import csv
    import io

    from notice_nlp.read.load import load
    from notice_nlp.register.discover import iso_date

    try:
        rows = list(csv.DictReader(io.StringIO(load(path).decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError:
        raise BadInput("not UTF-8", str(path)) from None
    except csv.Error as error:
        raise BadInput(f"not CSV: {error}", str(path)) from None
    if not rows or not {"file", "date"} <= rows[0].keys():
        raise BadInput("needs the columns file and date", str(path))
    for number, row in enumerate(rows, 2):
        if not row["date"] or iso_date(row["date"]) != row["date"]:
            raise BadInput(f"line {number}: {row['date']!r} is no date like 2024-05-17", str(path))
    return {row["file"]: row["date"] for row in rows}
