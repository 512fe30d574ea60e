"""The command line of translation memories: ``notice-nlp tm``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from notice_nlp.batch import BAD_INPUT, one_line_errors, say
from notice_nlp.cli_terms import TermLanguage
from notice_nlp.files import not_onto, writable

if TYPE_CHECKING:
    from notice_nlp.translate.memory import Memory

tm = typer.Typer(
    help="Translation memories: what has been translated before, German and English.", no_args_is_help=True, rich_markup_mode="markdown"
)

Own = Annotated[
    Optional[list[Path]],
    typer.Option("--memory", "-m", help="Memories to search (.tmx, .jsonl, .jsonl.gz), instead of the shipped one; may be repeated."),
]


class Level(StrEnum):
    sentence = "sentence"
    block = "block"


class SearchFormat(StrEnum):
    table = "table"
    json = "json"


@tm.command()
def build(
    files: Annotated[list[str], typer.Argument(help="Notices by pairs, each with its translation after it.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Memory to write: .tmx, .jsonl or .jsonl.gz.")],
    level: Annotated[Level, typer.Option(help="What a unit is: a sentence or table cell, or a block.")] = Level.sentence,
    add: Annotated[bool, typer.Option("--add", help="Keep what OUTPUT holds already.")] = False,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest notice that is read, in MB.")] = 20,
) -> None:
    """Builds a memory from notices and their translations: they are aligned, and what corresponds makes a unit.

    A pair that can't be read is named and left out (exit code 2 at the end).

    Examples:

        notice-nlp tm build privacy.de.html privacy.en.html -o ours.tmx

        notice-nlp tm build app.de.md app.en.md shop.de.md shop.en.md -o ours.tmx --add
    """
    from notice_nlp.batch import complain, load_tagger, parse_one
    from notice_nlp.errors import BadInput, NoticeError
    from notice_nlp.translate.aligned import units_of
    from notice_nlp.translate.memory import Memory
    from notice_nlp.translate.memory_files import read_units, write_units

    with one_line_errors():
        if len(files) % 2:
            raise BadInput(f"{len(files)} files are no pairs: each notice needs its translation after it")
        not_onto(output, files)
        writable(output)
        tagger = load_tagger(None)
        memory = Memory(read_units(output) if add and output.exists() else ())
        code = 0
        for a, b in zip(files[::2], files[1::2], strict=True):
            try:
                pair = [parse_one(name, "auto", tagger, 0.0, max_mb) for name in (a, b)]
                if pair[0].language == pair[1].language:
                    raise BadInput(f"is in the same language as {a}", b)
                say(f"{a}, {b}: {memory.add(units_of(pair[0], pair[1], level.value, f'{Path(a).name} | {Path(b).name}'))} units")
            except NoticeError as error:
                complain(error)
                code = BAD_INPUT
        if len(memory):
            write_units(memory.units, output, segtype=level.value)
    if code:
        raise typer.Exit(code)


@tm.command()
def search(
    text: Annotated[str, typer.Argument(help="A sentence, or - to read one a line from standard input.")],
    source: Annotated[TermLanguage, typer.Option("--from", help="Language of the text.")] = TermLanguage.de,
    memory: Own = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="The most matches a sentence.")] = 3,
    min_score: Annotated[float, typer.Option(min=0, max=1, help="The least likeness, 0 to 1.")] = 0.6,
    semantic: Annotated[bool, typer.Option("--semantic", help="Also search by meaning; a memory's first time takes long.")] = False,
    format: Annotated[SearchFormat, typer.Option("--format", "-f", help="json: one object a match, a line each.")] = SearchFormat.table,
) -> None:
    """Searches a memory: exact matches, then the most alike.

    Examples:

        notice-nlp tm search "Wir löschen die Daten nach 30 Tagen."

        notice-nlp tm search - --from en --memory ours.tmx --format json < sentences.txt
    """
    import json
    import sys
    from dataclasses import asdict

    from notice_nlp.report.terminal import printable

    with one_line_errors():
        found_in = _memory(memory, semantic)
        target = "en" if source.value == "de" else "de"
        for line in (l.strip() for l in sys.stdin) if text == "-" else [text]:
            hits = found_in.search(line, source.value, target, limit, min_score, semantic=semantic) if line else []
            if line and not hits:
                typer.echo(f"nothing in the memory is {min_score:.2f} like it or more: {printable(line)}", err=True)
            for found in hits:
                if format is SearchFormat.json:
                    typer.echo(json.dumps({"text": line, **asdict(found)}, ensure_ascii=False))
                else:
                    say(f"{found.score:.2f}  {found.kind:<8}  {found.source}")
                    say(f"{' ' * 16}{found.target}  [{found.origin}]")
        _keep_vectors(memory, found_in)


@tm.command()
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .tmx, .jsonl or .jsonl.gz.")],
    memory: Own = None,
    level: Annotated[Level, typer.Option(help="What a unit is, for the header of TMX.")] = Level.sentence,
) -> None:
    """Writes a memory in another form, or several as one.

    Examples:

        notice-nlp tm export -o shipped.tmx

        notice-nlp tm export -m ours.tmx -m theirs.tmx -o all.tmx
    """
    from notice_nlp.translate.memory_files import write_units

    with one_line_errors():
        not_onto(output, memory or [])
        count = write_units(_memory(memory, False).units, output, segtype=level.value)
    say(f"{output}: {count} units")


def _memory(paths: list[Path] | None, semantic: bool) -> Memory:
    from notice_nlp.translate.encode import Encoder
    from notice_nlp.translate.memory import Memory
    from notice_nlp.translate.memory_files import read_units, shipped_units

    memory = Memory(encoder=Encoder() if semantic else None)
    for path in paths or ():
        memory.add(read_units(path))
    if not paths:
        memory.add(shipped_units())
    if memory.encoder:
        memory.encoder.load(_vectors(paths))
    return memory


def _keep_vectors(paths: list[Path] | None, memory: Memory) -> None:
    """Keeps the vectors of a memory's texts, so that they are made once."""
    from contextlib import suppress

    if memory.encoder and memory.encoder.fresh:
        with suppress(OSError):
            _vectors(paths).parent.mkdir(parents=True, exist_ok=True)
            memory.encoder.save(_vectors(paths))


def _vectors(paths: list[Path] | None) -> Path:
    """Beside the first memory named; for the shipped one in the user's cache."""
    import os

    if paths:
        return paths[0].with_name(paths[0].name + ".npz")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "notice-nlp" / "memory.npz"
