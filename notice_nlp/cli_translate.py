"""The command line of drafts: ``notice-nlp translate``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

BAD_INPUT = 2


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


def translate(
    notice: Annotated[Path, typer.Argument(help="Notice to translate: text, Markdown, HTML, DOCX or PDF.")],
    to: Annotated[Target, typer.Option("--to", help="Language of the draft.")],
    format: Annotated[DraftFormat, typer.Option("--format", "-f", help="table: plain lines; xliff: 1.2; xliff2: 2.1.")] = DraftFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
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
    each segment says where its target comes from and how sure it is. Near hits of the memory are shown beside it.

    With --engine a network translates the rest, sentence by sentence; numbers, addresses and legal references are kept from it, and
    what it gets wrong stays open with a note. What it wrote needs a review (state "initial"). docs/engines.md says where to get one.

    Exit codes: 0 drafted; 2 bad input or wrong usage.

    Examples:

        notice-nlp translate privacy.de.html --to en --format xliff -o privacy.xlf

        notice-nlp translate privacy.de.md --to en --memory ours.tmx | less

        notice-nlp translate privacy.de.md --to en --engine marian:Helsinki-NLP/opus-mt-de-en -f xliff2 -o privacy.xlf

        notice-nlp translate privacy.en.md --to de --engine ctranslate2:models/en-de --batch 64
    """
    from notice_nlp.batch import complain, load_tagger, not_onto, parse_one
    from notice_nlp.errors import BadInput, NoticeError
    from notice_nlp.translate.check import check_draft, checked
    from notice_nlp.translate.draft import draft
    from notice_nlp.translate.engines import open_engine
    from notice_nlp.translate.memory import Memory
    from notice_nlp.translate.memory_files import read_units, shipped_units

    try:
        not_onto(output, [str(notice)])
        tagger = load_tagger(model)
        read = parse_one(str(notice), "auto", tagger, 0.0, max_mb)
        if read.language == to.value:
            raise BadInput(f"is in {read.language!r} already", str(notice))
        known = Memory(shipped_units())
        for path in memory or ():
            known.add(read_units(path))
        with _progress() as progress:
            opened = open_engine(engine, read.language, to.value, batch=batch, progress=progress) if engine else None
            made = draft(read, to.value, known, opened)
        if check and any(s.target for s in made.segments):
            from dataclasses import replace

            notes = check_draft(replace(made, segments=tuple(s for s in made.segments if s.target)), tagger=tagger)
            made = replace(made, segments=checked(made.segments, notes))
        _write(made, format, output)
    except NoticeError as error:
        complain(error)
        raise typer.Exit(BAD_INPUT) from None
    done = sum(bool(s.target) for s in made.segments if s.translate)
    typer.echo(f"{done} of {sum(s.translate for s in made.segments)} segments drafted", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error, told how many sentences an engine has done."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("translating", total=None, visible=False)
        yield lambda done, of: bar.update(task, completed=done, total=of, visible=True)


def _write(made: object, format: DraftFormat, output: Path | None) -> None:
    import sys
    from io import BufferedIOBase

    from notice_nlp.errors import BadInput
    from notice_nlp.report.terminal import printable
    from notice_nlp.translate.docx import write_docx
    from notice_nlp.translate.po import write_po
    from notice_nlp.translate.segments import Draft
    from notice_nlp.translate.xliff import write_xliff

    assert isinstance(made, Draft)
    if format is DraftFormat.table:
        lines = ("\t".join((s.id, s.origin, f"{s.score:.2f}", s.source, s.target)) for s in made.segments)
        data = "".join("\t".join(printable(" ".join(c.split())) for c in line.split("\t")) + "\n" for line in lines).encode()
    elif format is DraftFormat.json:
        data = (made.to_json(indent=1) + "\n").encode()
    elif format is DraftFormat.po:
        data = write_po(made)
    elif format is DraftFormat.docx:
        data = write_docx(made)
    else:
        data = write_xliff(made, "1.2" if format is DraftFormat.xliff else "2.1")
    if output is None:
        # Bytes, since XLIFF names its own encoding; a stream without them (a test's) takes text.
        if isinstance(stream := getattr(sys.stdout, "buffer", None), BufferedIOBase):
            sys.stdout.flush()
            stream.write(data)
        else:
            sys.stdout.write(data.decode())
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise BadInput(error.strerror or str(error), str(output)) from None
