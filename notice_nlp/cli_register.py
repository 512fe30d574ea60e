"""The command line of registers: ``notice-nlp register``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from notice_nlp.batch import BAD_INPUT, one_line_errors
from notice_nlp.cli_ingest import Language, Where, progress
from notice_nlp.errors import BadInput
from notice_nlp.files import not_onto, replacing

register = typer.Typer(
    help="Looks into a register of notices made by `notice-nlp ingest`.", no_args_is_help=True, rich_markup_mode="markdown"
)
Key = Annotated[Optional[str], typer.Argument(help="Notice, as `register list` names it; * stands for anything.")]


class ListFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


@register.command("list")
def list_(
    notice: Key = None,
    register: Where = "register.db",
    language: Annotated[Optional[Language], typer.Option(help="Only this language.")] = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
) -> None:
    """Lists the versions in the register: notice, language, date, rows, mentions, file."""
    with _open(register) as opened:
        found = opened.versions(notice, language.value if language and language is not Language.auto else None)
    columns = ("notice", "language", "date", "rows", "mentions", "path")
    _put([dict(zip(columns, (v.key, v.language, v.date, v.rows, v.mentions, v.path), strict=True)) for v in found], columns, format)


@register.command()
def show(
    notice: Annotated[str, typer.Argument(help="Notice, as `register list` names it.")],
    register: Where = "register.db",
    date: Annotated[str, typer.Option(help="Which version; default: the latest.")] = "",
    language: Annotated[Language, typer.Option(help="Which language.")] = Language.auto,
    format: Annotated[str, typer.Option("--format", "-f", help="table, json, jsonl, csv or html, as of parse.")] = "table",
    output: Annotated[Optional[Path], typer.Option("--output", "-o")] = None,
) -> None:
    """Shows the rows of a version, the latest one unless --date says otherwise."""
    from notice_nlp.batch import write_notices

    with one_line_errors(), _open(register) as opened:
        not_onto(output, [register])
        chosen = opened.pick(notice, "" if language is Language.auto else language.value, date)
        write_notices([opened.notice(chosen.id)], format, output)


@register.command()
def search(
    text: Annotated[str, typer.Argument(help="Words of a mention or a purpose; empty for all.")] = "",
    register: Where = "register.db",
    concept: Annotated[str, typer.Option(help="Taxonomy id; narrower concepts count (pd:Contact finds e-mail addresses).")] = "",
    purpose: Annotated[str, typer.Option(help="Words of the row's purpose.")] = "",
    negated: Annotated[bool, typer.Option("--negated", help="Only what notices deny.")] = False,
    all_versions: Annotated[bool, typer.Option("--all-versions", help="Earlier versions too.")] = False,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
) -> None:
    """Finds mentions by words, concept or purpose, in the latest version of each notice.

    Examples:

        notice-nlp register search --concept pd:HealthRecord

        notice-nlp register search newsletter --concept pd:EmailAddress --format csv
    """
    from notice_nlp.register.queries import search as run

    with one_line_errors(), _open(register) as opened:
        found = run(opened, text, concept=concept, purpose=purpose, negated=negated, latest=not all_versions)
    _put(found, ("notice", "language", "date", "wording", "category", "negated", "purpose", "row"), format)


@register.command()
def failures(
    register: Where = "register.db",
    retry: Annotated[bool, typer.Option("--retry", help="Read them again now.")] = False,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
) -> None:
    """Lists files that could not be read, and why; --retry reads them again (exit code 2 if any still fails)."""
    if retry:
        from notice_nlp.batch import load_tagger
        from notice_nlp.register.discover import by_path
        from notice_nlp.register.ingest import ingest as run

        with one_line_errors(), _open(register) as opened, opened.alone(), progress() as show:
            run([by_path(path) for path, _, _ in opened.failures()], opened, load_tagger(None), retry=True, progress=show)
    with one_line_errors(), _open(register) as opened:
        found = opened.failures()
    columns = ("path", "reason", "tries")
    _put([dict(zip(columns, f, strict=True)) for f in found], columns, format)
    raise typer.Exit(BAD_INPUT if retry and found else 0)


@register.command()
def drift(
    notice: Key = None,
    register: Where = "register.db",
    severity: Annotated[str, typer.Option(help="Only findings this grave or graver: high, medium, low, info.")] = "low",
    report_language: Annotated[Language, typer.Option(help="Language of the sentences; auto: that of the notice.")] = Language.auto,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
) -> None:
    """Compares each version with the one before it, and keeps what it finds in the register."""
    _findings("drift", notice, register, severity, report_language, format)


@register.command()
def consistency(
    notice: Key = None,
    register: Where = "register.db",
    severity: Annotated[str, typer.Option(help="Only findings this grave or graver: high, medium, low, info.")] = "low",
    report_language: Annotated[Language, typer.Option(help="Language of the sentences; auto: that of the translation.")] = Language.auto,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
) -> None:
    """Compares the latest German version of each notice with the latest English one."""
    _findings("consistency", notice, register, severity, report_language, format)


@register.command()
def timeline(
    notice: Annotated[str, typer.Argument(help="Notice, as `register list` names it.")],
    register: Where = "register.db",
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.table,
    plot: Annotated[Optional[Path], typer.Option(help="Picture to write (.svg, .png); needs the extra plots.")] = None,
) -> None:
    """What came and went over the versions of a notice, as `notice-nlp timeline` shows it."""
    from notice_nlp.comparing import write_timeline
    from notice_nlp.register.queries import timeline_of
    from notice_nlp.report import timeline as reports

    with one_line_errors(), _open(register) as opened:
        found = timeline_of(opened, notice)
        write_timeline(found, format.value, None)
        if plot:
            with replacing(plot) as place:
                reports.plot(found, place)


@register.command()
def export(
    output: Annotated[Path, typer.Argument(help="File to write: .parquet, .csv, .jsonl or .xlsx.")],
    register: Where = "register.db",
    what: Annotated[str, typer.Option(help="mentions, rows, versions or findings.")] = "mentions",
    notice: Annotated[Optional[str], typer.Option(help="Only this notice; * stands for anything.")] = None,
) -> None:
    """Writes the register's contents as a table that pandas, DuckDB or a spreadsheet opens."""
    from notice_nlp.register.export import export as run

    with one_line_errors(), _open(register) as opened:
        not_onto(output, [register])
        count = run(opened, output, what, notice)
    typer.echo(f"{count} {what} written to {output}", err=True)


@register.command()
def prune(
    register: Where = "register.db",
    keep: Annotated[Optional[int], typer.Option(min=1, help="Keep so many versions of each notice and language, the latest ones.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Drop versions whose file is gone.")] = False,
    models: Annotated[bool, typer.Option("--models", help="Drop what earlier models found.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and drop nothing.")] = False,
) -> None:
    """Drops old versions, versions whose files are gone, and analyses of earlier models."""
    from notice_nlp.register.queries import prune as run

    with one_line_errors(), _open(register) as opened, opened.alone():
        for what, count in run(opened, keep=keep, missing=missing, models=models, dry_run=dry_run).items():
            typer.echo(f"{count} {what} {'would be' if dry_run else ''} dropped".replace("  ", " "))


@contextmanager
def _open(where: str) -> Iterator[Any]:
    from notice_nlp.register.store import Register

    with one_line_errors():
        opened = Register(where, create=False)
        try:
            yield opened
        finally:
            opened.close()


def _findings(what: str, notice: str | None, where: str, severity: str, language: Language, format: ListFormat) -> None:
    from notice_nlp.register import queries

    with one_line_errors(), _open(where) as opened:
        run = queries.drift if what == "drift" else queries.consistency
        found = list(run(opened, notice, severity, None if language is Language.auto else language.value))
        versions = opened.versions(notice)
        if notice and not versions:
            raise BadInput(f"no notice {notice!r} (notice-nlp register list)", opened.name)
    _put(found, ("notice", "before", "after", "severity", "kind", "message"), format)
    if not found:
        alone = what == "consistency" and len({v.language for v in versions}) < 2
        typer.echo(f"notice-nlp: no findings{': no notice is there in both languages' if alone else ''}", err=True)


def _put(records: list[dict[str, Any]], columns: tuple[str, ...], format: ListFormat) -> None:
    """Records as a table on a terminal, as tab-separated lines into a pipe, as CSV or JSON."""
    import json
    import sys

    from notice_nlp.report.output import put
    from notice_nlp.report.tables import csv_text
    from notice_nlp.report.terminal import printable

    if format is ListFormat.json:
        put(json.dumps(records, ensure_ascii=False, indent=1) + "\n", None)
    elif format is ListFormat.csv:
        put(csv_text(records, columns), None)
    elif sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(show_edge=False)
        for name in columns:
            table.add_column(name, overflow="fold")
        for r in records:
            table.add_row(*(Text(printable(str(r[c]))) for c in columns))
        Console().print(table)
    else:
        put("".join("\t".join(printable(" ".join(str(r[c]).split())) for c in columns) + "\n" for r in records), None)
