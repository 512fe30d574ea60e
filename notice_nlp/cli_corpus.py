"""The command line of gold corpora: ``notice-nlp corpus stats`` and what else is done with one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from notice_nlp.batch import BAD_INPUT, complain, one_line_errors, say
from notice_nlp.errors import BadInput

corpus = typer.Typer(help="Looks into gold corpora of annotated notices.", no_args_is_help=True, rich_markup_mode="markdown")

Gold = Annotated[list[Path], typer.Argument(help="Gold files in JSON Lines, or folders with train, dev and test.jsonl.")]


class StatsFormat(StrEnum):
    table = "table"
    json = "json"


class Form(StrEnum):
    conll = "conll"
    spacy = "spacy"
    labelstudio = "labelstudio"
    brat = "brat"
    jsonl = "jsonl"


class Source(StrEnum):
    auto = "auto"
    jsonl = "jsonl"
    labelstudio = "labelstudio"


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

    with one_line_errors():
        figures = statistics(read(*files))
        if format is StatsFormat.json:
            typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            for line in lines(figures):
                say(line)


@corpus.command()
def validate(files: Gold) -> None:
    """Checks gold files against the format: one line a problem, exit code 2 if there is any.

    Examples:

        notice-nlp corpus validate corpora/privacy_notices

        notice-nlp corpus validate annotated.jsonl
    """
    from notice_nlp.benchmark.validate import validate as check

    with one_line_errors():
        count, problems = check(files)
    for problem in problems:
        say(str(problem))
    if problems:
        complain(BadInput(f"problems: {len(problems)}, in {count} records"))
        raise typer.Exit(BAD_INPUT)
    say(f"{count} records, no problem")


@corpus.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A gold file, a corpus folder, or an export of Label Studio (.json).")],
    to: Annotated[Form, typer.Option("--to", help="Format to write.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write; a folder for brat, or where IN is a folder.")],
    form: Annotated[Source, typer.Option("--from", help="Format of IN; auto: by its suffix.")] = Source.auto,
) -> None:
    """Converts a gold corpus for other tools, or a Label Studio export (JSON or JSON_MIN) back to gold.

    Of a corpus folder each split gives a file. CoNLL keeps mentions, but neither negation nor rows.

    Examples:

        notice-nlp corpus convert corpora/privacy_notices --to spacy -o out/

        notice-nlp corpus convert dev.jsonl --to labelstudio -o tasks.json

        notice-nlp corpus convert export.json --to jsonl -o corrected.jsonl
    """
    from notice_nlp.benchmark.convert import convert as run

    with one_line_errors():
        written, errors = run(source, to.value, output, form.value)
    for place, count in written:
        say(f"{place}: {count} records")
    for error in errors:
        complain(error)
    if errors:
        raise typer.Exit(BAD_INPUT)
