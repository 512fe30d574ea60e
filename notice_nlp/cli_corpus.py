"""The command line of gold corpora: ``notice-nlp corpus stats`` and what else is done with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

BAD_INPUT = 2
corpus = typer.Typer(help="Looks into gold corpora of annotated notices.", no_args_is_help=True, rich_markup_mode="markdown")

Gold = Annotated[list[Path], typer.Argument(help="Gold files in JSON Lines, or folders with train, dev and test.jsonl.")]


class StatsFormat(StrEnum):
    table = "table"
    json = "json"


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Bad input ends the command with one line and exit code 2."""
    from notice_nlp.errors import NoticeError

    try:
        yield
    except NoticeError as error:
        _complain(error)
        raise typer.Exit(BAD_INPUT) from None


def _complain(error: object) -> None:
    from notice_nlp.report.terminal import printable

    typer.echo(f"notice-nlp: {printable(str(error))}", err=True)


def _say(text: str) -> None:
    from notice_nlp.report.terminal import printable

    typer.echo(printable(text))


@corpus.command()
def stats(
    files: Gold,
    format: Annotated[StatsFormat, typer.Option("--format", "-f", help="table: plain text; json: one object.")] = StatsFormat.table,
) -> None:
    """Counts notices, words, mentions, concepts and shared sentences; ends with a signature of the corpus.

    Examples:

        notice-nlp corpus stats corpora/privacy_notices

        notice-nlp corpus stats train.jsonl dev.jsonl --format json
    """
    import json

    from notice_nlp.benchmark.gold import corpus as read
    from notice_nlp.benchmark.stats import lines, statistics

    with _one_line_errors():
        figures = statistics(read(*files))
        if format is StatsFormat.json:
            typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            for line in lines(figures):
                _say(line)


@corpus.command()
def validate(files: Gold) -> None:
    """Checks gold files against the format: one line a problem, exit code 2 if there is any.

    Examples:

        notice-nlp corpus validate corpora/privacy_notices

        notice-nlp corpus validate annotated.jsonl
    """
    from notice_nlp.benchmark.validate import validate as check

    with _one_line_errors():
        count, problems = check(files)
    for problem in problems:
        _say(str(problem))
    if problems:
        _complain(f"problems: {len(problems)}, in {count} records")
        raise typer.Exit(BAD_INPUT)
    _say(f"{count} records, no problem")
