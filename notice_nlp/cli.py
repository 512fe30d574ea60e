"""The command line: parses arguments, calls the library, chooses the exit code.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Optional

import typer

from notice_nlp.cli_benchmark import benchmark
from notice_nlp.cli_check import check
from notice_nlp.cli_corpus import corpus
from notice_nlp.cli_demo import demo
from notice_nlp.cli_ingest import ingest, watch
from notice_nlp.cli_register import register
from notice_nlp.cli_terms import terms
from notice_nlp.cli_tm import tm
from notice_nlp.cli_translate import translate

app = typer.Typer(
    help="Reads and compares privacy notices: what for, which data, on what legal basis, to whom, how long.\n\n"
    "A file that is there gives way only when all has been written, and an input never does; folders that are missing are made.\n\n"
    "Exit codes: 0 all went well; 1 compare or check found what --fail-on names; 2 bad input or wrong usage (the other files of a "
    "batch are still done).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


class Language(StrEnum):
    auto = "auto"
    de = "de"
    en = "en"


class ParseFormat(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    html = "html"


class CompareFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    html = "html"
    markdown = "markdown"


class TimelineFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class FailOn(StrEnum):
    high = "high"
    medium = "medium"
    low = "low"
    any = "any"


class TaxonomyFormat(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"
    jsonld = "jsonld"


def _version(value: bool) -> None:
    if value:
        from notice_nlp import __version__

        typer.echo(f"notice-nlp {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Reads and compares privacy notices: what for, which data, on what legal basis, to whom, how long."""


@app.command()
def parse(
    files: Annotated[list[str], typer.Argument(help="Files, folders (searched for notices), or - for standard input.")],
    language: Annotated[Language, typer.Option(help="Language of the notices; auto detects it block by block.")] = Language.auto,
    format: Annotated[
        ParseFormat,
        typer.Option(
            "--format",
            "-f",
            help="json: one object for one notice, an array for several; jsonl: one object a line; csv, parquet: one line a mention.",
        ),
    ] = ParseFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out mentions less sure than this.")] = 0.0,
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
    max_seconds: Annotated[Optional[float], typer.Option(min=0.1, help="Longest time for reading one file; default 120.")] = None,
) -> None:
    """Finds the processing activities of notices (text, Markdown, HTML, DOCX, PDF).

    Examples:

        notice-nlp parse notice.html

        notice-nlp parse notices/ --format csv -o rows.csv

        curl -s https://example.org/privacy | notice-nlp parse - --format json
    """
    from notice_nlp.batch import run

    raise typer.Exit(run(files, language.value, format.value, output, min_confidence, model, max_mb, max_seconds))


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="The earlier version, or the original; - for standard input.")],
    b: Annotated[str, typer.Argument(help="The later version, or the translation.")],
    format: Annotated[
        CompareFormat,
        typer.Option("--format", "-f", help="html: one page with both notices side by side; csv, parquet: one line a finding."),
    ] = CompareFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    language_a: Annotated[Language, typer.Option(help="Language of A; auto detects it.")] = Language.auto,
    language_b: Annotated[Language, typer.Option(help="Language of B; auto detects it.")] = Language.auto,
    report_language: Annotated[Language, typer.Option(help="Language of the findings; auto: that of B.")] = Language.auto,
    fail_on: Annotated[
        Optional[FailOn], typer.Option(help="Exit with 1 if there is a finding this grave, or any but a change of wording.")
    ] = None,
    rules: Annotated[Optional[Path], typer.Option(help="Your own rules of severity (a copy of severity.json).")] = None,
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
    max_seconds: Annotated[Optional[float], typer.Option(min=0.1, help="Longest time for reading one file; default 120.")] = None,
) -> None:
    """Compares two notices: versions in one language for drift, German against English for consistency.

    Which of the two it is follows from the languages of A and B.

    Exit codes: 0 compared; 1 a finding as grave as --fail-on; 2 bad input or wrong usage.

    Examples:

        notice-nlp compare 2024.html 2025.html

        notice-nlp compare privacy.de.md privacy.en.md --format html -o check.html

        notice-nlp compare old.html new.html --fail-on high --format markdown
    """
    from notice_nlp.comparing import run

    fail = fail_on.value if fail_on else None
    languages = (language_a.value, language_b.value)
    raise typer.Exit(run((a, b), languages, format.value, output, report_language.value, fail, rules, model, max_mb, max_seconds))


@app.command()
def timeline(
    files: Annotated[list[str], typer.Argument(help="Versions of one notice: files or folders; both languages may be among them.")],
    dates: Annotated[
        Optional[Path], typer.Option(help="CSV with the columns file and date, for files whose name and text don't tell their date.")
    ] = None,
    format: Annotated[
        TimelineFormat, typer.Option("--format", "-f", help="csv: first and last seen per kind of data and purpose; json: everything.")
    ] = TimelineFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    plot: Annotated[Optional[Path], typer.Option(help="Picture to write (.svg, .png): change by version, data by version.")] = None,
    report_language: Annotated[Language, typer.Option(help="Language of the findings; auto: that of the notice.")] = Language.auto,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
) -> None:
    """Follows a notice through its versions: what came and went when, how much changed, which language lags behind.

    Dates come from --dates, the file's or folder's name (2024-05-17, 202405), or the notice ("Stand: 3. Mai 2024").

    Examples:

        notice-nlp timeline archive/ --plot history.svg

        notice-nlp timeline de/ en/ --format csv -o seen.csv
    """
    from notice_nlp.comparing import run_timeline

    raise typer.Exit(run_timeline(files, dates, format.value, output, plot, report_language.value, max_mb))


@app.command()
def taxonomy(
    concept: Annotated[Optional[str], typer.Argument(help="Id of a concept (pd:EmailAddress), purpose or legal basis to show.")] = None,
    search: Annotated[
        Optional[str], typer.Option("--search", "-s", help="Concepts whose id, label or synonym contains these words.")
    ] = None,
    format: Annotated[
        TaxonomyFormat, typer.Option("--format", "-f", help="csv and json: flat; ttl and jsonld: SKOS with DPV mappings.")
    ] = TaxonomyFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
) -> None:
    """Browses or exports the concepts that mentions are mapped to.

    Examples:

        notice-nlp taxonomy --search mail

        notice-nlp taxonomy pd:EmailAddress

        notice-nlp taxonomy --format ttl -o concepts.ttl
    """
    from notice_nlp.batch import one_line_errors
    from notice_nlp.report.concepts import browse

    with one_line_errors():
        browse(concept, search, format.value, output)


# Shown in this order after the commands above.
app.command()(check)
app.command()(translate)
app.command()(ingest)
app.command()(watch)
app.add_typer(register, name="register")
app.add_typer(terms, name="terms")
app.add_typer(tm, name="tm")
app.add_typer(corpus, name="corpus")
app.command()(benchmark)
app.command()(demo)


def run() -> None:
    """Entry point: a closed pipe ends quietly, and a full disk with one line."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by who started this
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # Windows gives a pipe an encoding and line ends of its own.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # what fails when Python ends can't be told any more
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        _let_go()
        sys.exit(0)  # 1, as Typer has it, would be a finding
    except BrokenPipeError:
        _let_go()
        sys.exit(0)
    except OSError as error:
        # A full disk, most often; commands name their own files, so that standard output is what is left.
        with suppress(OSError):
            print(f"notice-nlp: {error.filename or 'standard output'}: {error.strerror or error}", file=sys.stderr)
        _let_go()
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _let_go() -> None:
    """What could not be written stays in the streams, which would try again when they are closed."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    run()
