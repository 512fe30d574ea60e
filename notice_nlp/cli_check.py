"""The command line of checks: ``notice-nlp check`` for files that come back from a translator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from notice_nlp.batch import BAD_INPUT, complain, with_progress
from notice_nlp.errors import BadInput, NoticeError
from notice_nlp.files import not_onto, writable

if TYPE_CHECKING:
    from rich.table import Table

    from notice_nlp.extract.session import Tagger
    from notice_nlp.read.limits import Limits
    from notice_nlp.translate.segments import Draft, Note

FOUND = 1
COLUMNS = ("file", "segment", "severity", "kind", "note", "source", "target")


class CheckFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class CheckFailOn(StrEnum):
    high = "high"
    medium = "medium"
    low = "low"
    any = "any"


class CheckLanguage(StrEnum):
    auto = "auto"
    de = "de"
    en = "en"


@dataclass(frozen=True, slots=True)
class _Checked:
    file: str
    draft: Draft
    notes: dict[str, tuple[Note, ...]]

    def empty(self) -> set[str]:
        """Ids of the segments without a target."""
        from notice_nlp.translate.check import EMPTY

        return {id for id, notes in self.notes.items() if any(n.kind == EMPTY for n in notes)}

    def without(self, segments: Collection[str]) -> _Checked:
        """The same without the notes of some segments."""
        return replace(self, notes={id: notes for id, notes in self.notes.items() if id not in segments})

    def records(self) -> list[dict[str, str]]:
        """One flat record per note, in the order of the segments."""
        return [
            dict(zip(COLUMNS, (self.file, s.id, n.severity, n.kind, n.text, s.source, s.target), strict=True))
            for s in self.draft.segments
            for n in self.notes.get(s.id, ())
        ]


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="XLIFF, TMX, PO, DOCX (a table of source and target), draft JSON.")
    ],
    format: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="json: one object per file; csv: one line a note.")
    ] = CheckFormat.table,
    output: Annotated[
        Optional[Path],
        typer.Option("--output", "-o", help="XLIFF or PO to write: the same file with the notes in it; a folder for several."),
    ] = None,
    flag: Annotated[bool, typer.Option("--flag", help="In a PO file: mark entries with a high or medium note as fuzzy.")] = False,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="The translation is in work: segments without a target are counted, not noted.")
    ] = False,
    fail_on: Annotated[Optional[CheckFailOn], typer.Option(help="Exit with 1 if there is a note this grave, or any.")] = None,
    source_language: Annotated[CheckLanguage, typer.Option(help="Language of the sources; auto: as the file says.")] = CheckLanguage.auto,
    target_language: Annotated[CheckLanguage, typer.Option(help="Language of the targets; auto: as the file says.")] = CheckLanguage.auto,
    report_language: Annotated[CheckLanguage, typer.Option(help="Language of the notes; auto: that of the targets.")] = CheckLanguage.auto,
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
) -> None:
    """Checks a translator's file: what a target leaves out, adds or says otherwise than its source.

    Data, negations, legal bases, recipients, periods as compare does it, pair by pair; empty and copied targets; numbers,
    addresses and legal references.

    Exit codes: 0 checked; 1 a note as grave as --fail-on; 2 bad input or wrong usage (the other files are still checked).

    Examples:

        notice-nlp check notice.xlf

        notice-nlp check notice.xlf -o notice.checked.xlf --fail-on high

        notice-nlp check delivery/*.po --format csv > notes.csv

        notice-nlp check app.po -o app.checked.po --flag

        notice-nlp check half-done.xlf --unfinished
    """
    from notice_nlp.batch import load_tagger, one_line_errors
    from notice_nlp.read.limits import Limits

    languages = source_language.value, target_language.value, report_language.value
    with one_line_errors():
        targets = {f: output / f.name if output and len(files) > 1 else output for f in files}
        for file, target in targets.items():
            not_onto(target, files)
            writable(target)
            if target and list(targets.values()).count(target) > 1:
                raise BadInput("another of the files has this name too; check them one by one", str(file))
        done, code = _check_all(targets, languages, load_tagger(model), flag, unfinished, Limits(file_mb=max_mb))
    _write(done, format)
    if not code and fail_on and _fails(done, fail_on.value):
        code = FOUND
    raise typer.Exit(code)


def _check_all(
    targets: dict[Path, Path | None], languages: tuple[str, str, str], tagger: Tagger, flag: bool, unfinished: bool, limits: Limits
) -> tuple[list[_Checked], int]:
    """Checks the files and writes those that have a target with their notes; gives the exit code too."""
    done, code = [], 0
    for name in with_progress([str(f) for f in targets], "checking"):
        path = Path(name)
        try:
            checked = _check(path, languages, tagger, limits)
            if empty := checked.empty():
                of = f"{len(empty)} of {len(checked.draft.segments)}"
                if unfinished:
                    checked = checked.without(empty)
                    complain(BadInput(f"{of} segments have no target", name))
                elif 2 * len(empty) > len(checked.draft.segments):
                    complain(BadInput(f"{of} segments have no target yet; --unfinished leaves them out", name))
            done.append(checked)
            for warning in checked.draft.warnings:
                complain(BadInput(warning, name))
            if target := targets[path]:
                _annotate(path, target, checked, flag, limits)
        except NoticeError as error:
            complain(error)
            code = BAD_INPUT
    return done, code


def _check(path: Path, languages: tuple[str, str, str], tagger: Tagger, limits: Limits) -> _Checked:
    from notice_nlp.translate.check import check_draft
    from notice_nlp.translate.files import read_draft

    draft = read_draft(path, limits)
    try:
        report = None if languages[2] == "auto" else languages[2]
        return _Checked(str(path), draft, check_draft(draft, languages[0], languages[1], report_language=report, tagger=tagger))
    except BadInput as error:
        raise error.named(str(path)) from None


def _annotate(path: Path, output: Path, checked: _Checked, flag: bool, limits: Limits) -> None:
    """Writes the XLIFF or PO file with the notes in it. Raises BadInput for another format, or where it can't be written."""
    from notice_nlp.read.load import load
    from notice_nlp.report.output import put
    from notice_nlp.translate.check import check_kinds
    from notice_nlp.translate.files import is_po
    from notice_nlp.translate.po_notes import annotate_po
    from notice_nlp.translate.xliff import annotate_xliff

    data = load(path, limits)
    try:
        if is_po(data):
            data = annotate_po(data, checked.notes, check_kinds(), flag=flag, limits=limits)
        else:
            data = annotate_xliff(data, checked.notes, check_kinds(), limits)
    except BadInput:
        raise BadInput("checked, but --output puts notes into XLIFF and PO files only", str(path)) from None
    put(data, output)


def _fails(done: list[_Checked], fail_on: str) -> bool:
    from notice_nlp.compare.types import as_grave

    grave = as_grave(fail_on)
    return any(n.severity in grave for c in done for notes in c.notes.values() for n in notes)


def _write(done: list[_Checked], format: CheckFormat) -> None:
    """Writes the notes to standard output."""
    import json
    import sys

    from notice_nlp.report.output import put
    from notice_nlp.report.tables import csv_text
    from notice_nlp.report.terminal import printable

    records = [r for c in done for r in c.records()]
    if format is CheckFormat.json:
        found = [{"file": c.file, "segments": len(c.draft.segments), "notes": [_less(r, "file") for r in c.records()]} for c in done]
        put(json.dumps(found, ensure_ascii=False, indent=1) + "\n", None)
    elif format is CheckFormat.csv:
        put(csv_text(records, COLUMNS), None)
    elif sys.stdout.isatty():
        from rich.console import Console

        console = Console()
        for checked in done:
            console.print(_table(checked))
    else:
        put("".join("\t".join(printable(" ".join(v.split())) for v in r.values()) + "\n" for r in records), None)


def _less(record: dict[str, str], key: str) -> dict[str, str]:
    return {k: v for k, v in record.items() if k != key}


def _table(checked: _Checked) -> Table:
    """The notes of a file for a terminal, in the order of the segments."""
    from rich.table import Table
    from rich.text import Text

    from notice_nlp.report.comparison.terminal import COLOURS
    from notice_nlp.report.terminal import printable, shorten

    count = sum(map(len, checked.notes.values()))
    title = f"{checked.file}: {count} notes on {len(checked.notes)} of {len(checked.draft.segments)} segments"
    table = Table(title=Text(printable(title)), show_lines=True, expand=True, title_justify="left")
    for name, ratio in (("segment", 2), ("note", 7), ("source", 6), ("target", 6)):
        table.add_column(name, ratio=ratio)
    for record in checked.records():
        note = Text.assemble((f"{record['severity']}  ", COLOURS[record["severity"]]), printable(record["note"]))
        table.add_row(Text(printable(record["segment"])), note, *(Text(shorten(record[k], 160)) for k in ("source", "target")))
    return table
