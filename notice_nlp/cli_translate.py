"""The command line of drafts: ``notice-nlp translate``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from notice_nlp.errors import BadInput
from notice_nlp.files import not_onto, writable

if TYPE_CHECKING:
    from notice_nlp.translate.segments import Draft


class Target(StrEnum):
    de = "de"
    en = "en"


class DraftFormat(StrEnum):
    table = "table"
    xliff = "xliff"
    xliff2 = "xliff2"
    po = "po"
    docx = "docx"
    json = "json"


class Level(StrEnum):
    paragraph = "paragraph"
    sentence = "sentence"


def translate(
    notice: Annotated[Path, typer.Argument(help="Notice to translate: text, Markdown, HTML, DOCX or PDF.")],
    to: Annotated[Target, typer.Option("--to", help="Language of the draft.")],
    format: Annotated[DraftFormat, typer.Option("--format", "-f", help="table: plain lines; xliff: 1.2; xliff2: 2.1.")] = DraftFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    segment: Annotated[Level, typer.Option(help="What a segment is: a sentence, or a whole paragraph.")] = Level.sentence,
    memory: Annotated[Optional[list[Path]], typer.Option(help="Translation memory (TMX, JSON Lines) beside the shipped one.")] = None,
    engine: Annotated[
        Optional[str],
        typer.Option(help="Machine translation for what is left open: a folder or hub id, as marian:…, transformers:… or ctranslate2:…"),
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=1024, help="Sentences that the engine translates at once.")] = 16,
    check: Annotated[bool, typer.Option(help="Compare the draft with the notice and put findings on its segments as notes.")] = True,
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
) -> None:
    """Drafts a notice in the other language: what is known is filled in, the rest is left open, nothing is guessed.

    Texts that the translation memory has word for word or but for a number, and lists of data by their concepts and the term base;
    each segment says where its target comes from and how sure it is. Near hits of the memory are shown beside it. How many segments and
    words were filled in by what is told on standard error, and in JSON.

    With --engine a network translates the rest, sentence by sentence; numbers, addresses and legal references are kept from it, and
    what it gets wrong stays open with a note. What it wrote needs a review (state "initial"). docs/engines.md says where to get one.

    Exit codes: 0 drafted; 2 bad input or wrong usage.

    Examples:

        notice-nlp translate privacy.de.html --to en --format xliff -o privacy.xlf

        notice-nlp translate privacy.de.md --to en --memory ours.tmx | less

        notice-nlp translate privacy.de.md --to en --engine marian:Helsinki-NLP/opus-mt-de-en -f xliff2 -o privacy.xlf

        notice-nlp translate privacy.en.md --to de --engine ctranslate2:models/en-de --batch 64
    """
    from notice_nlp.batch import one_line_errors
    from notice_nlp.report.output import put
    from notice_nlp.translate.statistics import statistics, summary

    with one_line_errors():
        not_onto(output, [notice, *(memory or ())])
        writable(output)
        made = _draft(notice, to.value, segment, memory or [], engine, batch, check, model, max_mb)
        put(_bytes(made, format), output)
    typer.echo(summary(statistics(made)), err=True)


def _draft(
    notice: Path,
    to: str,
    segment: Level,
    memory: list[Path],
    engine: str | None,
    batch: int,
    check: bool,
    model: Path | None,
    max_mb: float,
) -> Draft:
    """Reads the notice, drafts it and puts the findings of a check on it."""
    from dataclasses import replace

    from notice_nlp.batch import load_tagger, parse_one
    from notice_nlp.translate.check import check_draft, checked
    from notice_nlp.translate.draft import draft
    from notice_nlp.translate.engines import open_engine
    from notice_nlp.translate.memory import Memory
    from notice_nlp.translate.memory_files import read_units, shipped_units

    tagger = load_tagger(model)
    read = parse_one(str(notice), "auto", tagger, 0.0, max_mb)
    if read.language == to:
        raise BadInput(f"is in {read.language!r} already", str(notice))
    known = Memory(shipped_units())
    for path in memory:
        known.add(read_units(path))
    with _progress() as progress:
        opened = open_engine(engine, read.language, to, batch=batch, progress=progress) if engine else None
        made = draft(read, to, known, opened, by_sentence=segment is Level.sentence)
    if check and any(s.target for s in made.segments):
        notes = check_draft(replace(made, segments=tuple(s for s in made.segments if s.target)), tagger=tagger)
        made = replace(made, segments=checked(made.segments, notes))
    return made


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error, told how many sentences an engine has done."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("translating", total=None, visible=False)
        yield lambda done, of: bar.update(task, completed=done, total=of, visible=True)


def _bytes(made: Draft, format: DraftFormat) -> bytes:
    """A draft in one of the formats; XLIFF names its own encoding."""
    import json

    from notice_nlp.report.terminal import printable
    from notice_nlp.translate.docx import write_docx
    from notice_nlp.translate.po import write_po
    from notice_nlp.translate.statistics import statistics, to_dict
    from notice_nlp.translate.xliff import write_xliff

    if format is DraftFormat.table:
        lines = ((s.id, s.origin, f"{s.score:.2f}", s.source, s.target) for s in made.segments)
        return "".join("\t".join(printable(" ".join(cell.split())) for cell in line) + "\n" for line in lines).encode()
    if format is DraftFormat.json:
        counted = made.to_dict() | {"statistics": to_dict(statistics(made))}
        return (json.dumps(counted, ensure_ascii=False, indent=1) + "\n").encode()
    if format is DraftFormat.po:
        return write_po(made)
    if format is DraftFormat.docx:
        return write_docx(made)
    return write_xliff(made, "1.2" if format is DraftFormat.xliff else "2.1")
