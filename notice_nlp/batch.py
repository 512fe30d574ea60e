"""Parsing many files from the command line: finding them, progress, errors that don't stop the batch, output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from notice_nlp.errors import BadInput, NoticeError
from notice_nlp.files import Unwritable, not_onto, replacing, writable, writing

if TYPE_CHECKING:
    from notice_nlp.extract.session import OnnxTagger
    from notice_nlp.notice import Notice

BAD_INPUT = 2
FORMATS = ("table", "json", "jsonl", "csv", "parquet", "html")


def find(arguments: Iterable[str]) -> Iterator[str]:
    """Files of the arguments, in order; of a folder all with a notice's suffix, below it too, but no hidden ones and no links out of it."""
    from notice_nlp.read import SUFFIXES
    from notice_nlp.read.load import stays_below

    for argument in arguments:
        path = Path(argument)
        if argument == "-" or not path.is_dir():
            yield argument
            continue
        for folder, names, files in os.walk(path):
            names[:] = sorted(n for n in names if not n.startswith("."))
            for file in (Path(folder, f) for f in sorted(files) if Path(f).suffix.lower() in SUFFIXES and not f.startswith(".")):
                if stays_below(file, path):
                    yield str(file)
                else:
                    complain(BadInput("a link that leads out of the folder; name its target to have it read", str(file)))


def run(
    arguments: list[str],
    language: str,
    format: str,
    output: Path | None,
    min_confidence: float,
    model: Path | None,
    max_mb: float,
    max_seconds: float | None = None,
) -> int:
    """Parses the files and writes the result; gives the exit code."""
    files = list(find(arguments))
    if not files:
        complain(BadInput("no notices found (suffixes: .txt .md .html .htm .docx .pdf)", " ".join(arguments)))
        return BAD_INPUT
    try:
        not_onto(output, files)
        start_reader(max_mb, max_seconds)
        tagger = load_tagger(model)
        writer = _Writer(format, output, many=len(files) > 1)
    except NoticeError as error:
        complain(error)
        return BAD_INPUT
    code = 0
    try:
        with writer:
            for found in parse_all(with_progress(files, "reading"), language, tagger, min_confidence, max_mb, max_seconds):
                try:
                    if isinstance(found, NoticeError):
                        raise found
                    writer.write(found)
                except Unwritable:
                    raise
                except NoticeError as error:
                    complain(error)
                    code = BAD_INPUT
    except BadInput as error:
        complain(error)
        return BAD_INPUT
    return code


def write_notices(notices: list[Notice], format: str, output: Path | None) -> None:
    """Writes notices as ``parse`` does. Raises BadInput for another format, or where the file can't be written."""
    if format not in FORMATS:
        raise BadInput(f"format {format!r} is none of {', '.join(FORMATS)}")
    with _Writer(format, output, many=len(notices) > 1) as writer:
        for notice in notices:
            writer.write(notice)


def load_tagger(model: Path | None) -> OnnxTagger:
    """The model of a folder, or the shipped one."""
    from notice_nlp.analyse import default_tagger
    from notice_nlp.extract.session import OnnxTagger

    return OnnxTagger(model) if model else default_tagger()


def start_reader(max_mb: float, max_seconds: float | None) -> None:
    """Starts the reading process, so that it gets ready while the model is loaded. Raises BadInput for wrong bounds."""
    from notice_nlp.read.apart import reader
    from notice_nlp.read.limits import from_environment

    reader(from_environment(file_mb=max_mb, seconds=max_seconds)).start()


def parse_one(
    name: str, language: str, tagger: OnnxTagger, min_confidence: float, max_mb: float, max_seconds: float | None = None
) -> Notice:
    """The notice of a file, or of standard input for the name ``-``, read in another process that the bounds hold for."""
    found = next(parse_all([name], language, tagger, min_confidence, max_mb, max_seconds))
    if isinstance(found, NoticeError):
        raise found
    return found


def parse_all(
    names: Iterable[str], language: str, tagger: OnnxTagger, min_confidence: float, max_mb: float, max_seconds: float | None = None
) -> Iterator[Notice | NoticeError]:
    """The notices of files as :func:`parse_one` gives them, or what it would raise, in order. Raises BadInput for wrong bounds."""
    from notice_nlp.analyse import prepare
    from notice_nlp.many import Given, finished
    from notice_nlp.read.apart import reader
    from notice_nlp.read.limits import from_environment
    from notice_nlp.read.load import load

    limits = from_environment(file_mb=max_mb, seconds=max_seconds)

    def given() -> Iterator[Given]:
        for name in names:
            path = Path(name)
            source = "<stdin>" if name == "-" else str(path)
            try:
                data = sys.stdin.buffer.read(int(max_mb * 1e6) + 1) if name == "-" else load(path, limits)
                document = reader(limits).read(data, "" if name == "-" else path.suffix)
                yield prepare(document, language=language), source
            except BadInput as error:
                yield error.named(source)
            except NoticeError as error:
                yield error
            except (RecursionError, MemoryError) as error:
                yield BadInput(f"too complex to read ({type(error).__name__})", source)

    return finished(given(), tagger, min_confidence, limits.seconds)


def complain(error: NoticeError) -> None:
    """One line on standard error."""
    from notice_nlp.report.terminal import printable

    print(f"notice-nlp: {printable(str(error))}", file=sys.stderr)


def say(text: str) -> None:
    """One line on standard output, without what could steer a terminal."""
    from notice_nlp.report.terminal import printable

    print(printable(text))


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Bad input ends the command with one line and exit code 2."""
    from typer import Exit

    try:
        yield
    except NoticeError as error:
        complain(error)
        raise Exit(BAD_INPUT) from None


def with_progress(files: list[str], what: str) -> Iterable[str]:
    """The files, with a progress bar on a terminal's standard error where there are several."""
    if len(files) < 2:
        return files
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)

    def bar() -> Iterator[str]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(what, total=len(files))
            for name in files:
                progress.update(task, description=Path(name).name[:30])
                yield name
                progress.advance(task)

    return bar()


class _Writer:
    """Writes notices one by one, so that what is done is kept whatever comes after; Parquet and a JSON array of
    several are closed at the end. An older file gives way at the end, and only where there was a notice."""

    def __init__(self, format: str, output: Path | None, many: bool) -> None:
        self.format, self.output, self.many = format, output, many
        self.count = 0
        self.frames: list[Any] = []
        if format == "parquet":
            need_pyarrow()
            if output is None:
                raise BadInput("--format parquet needs --output FILE")
        writable(output)
        self.stream: TextIO = sys.stdout
        self.files = ExitStack()
        self.begun = False

    def __enter__(self) -> _Writer:
        return self

    def _begin(self) -> None:
        """Opens the file and writes what comes first."""
        self.begun = True
        if self.output is not None and self.format != "parquet":
            place = self.output
            if place.exists():
                place = self.files.enter_context(replacing(place))
            else:
                self.files.enter_context(writing(place))
            self.stream = self.files.enter_context(place.open("w", encoding="utf-8", newline=""))
        if self.format == "json" and self.many:
            self.stream.write("[\n")
        if self.format == "html":
            from notice_nlp.report.html import HEAD

            self.stream.write(HEAD)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not self.begun and self.output is not None:
            return
        with self.files:
            if isinstance(error, Unwritable):
                raise error  # and an older file stays
            self._end()

    def _end(self) -> None:
        if not self.begun:
            self._begin()
        if self.format == "json" and self.many:
            self.stream.write("\n]\n")
        if self.format == "html":
            from notice_nlp.report.html import FOOT

            self.stream.write(FOOT)
        if self.format == "parquet" and self.output:
            _write_parquet(self.frames, self.output)
        self.stream.flush()

    def write(self, notice: Notice) -> None:
        """Raises Unwritable where the file can't be written: then the rest of the batch can't be kept either."""
        try:
            if not self.begun:
                self._begin()
            getattr(self, f"_{self.format}")(notice)
            if self.format in {"csv", "parquet"} or (self.format == "table" and not self._tells()):
                for warning in notice.warnings:
                    complain(BadInput(warning, notice.source))
            if self.stream is not sys.stdout:
                self.stream.flush()
        except OSError as error:
            if self.output is None:
                raise
            raise Unwritable(error.strerror or str(error), str(self.output)) from None
        self.count += 1

    def _json(self, notice: Notice) -> None:
        self.stream.write(",\n" if self.count else "")
        self.stream.write(notice.to_json(indent=None if self.many else 1) + ("" if self.many else "\n"))

    def _jsonl(self, notice: Notice) -> None:
        self.stream.write(notice.to_json() + "\n")

    def _csv(self, notice: Notice) -> None:
        import csv

        from notice_nlp.notice import COLUMNS, records
        from notice_nlp.report.tables import inert

        writer = csv.DictWriter(self.stream, COLUMNS)
        if not self.count:
            writer.writeheader()
        for record in records(notice):
            writer.writerow({k: inert(v) for k, v in record.items()})

    def _parquet(self, notice: Notice) -> None:
        self.frames.append(notice.to_frame())

    def _html(self, notice: Notice) -> None:
        from notice_nlp.report.html import section

        self.stream.write(section(notice, number=self.count + 1))

    def _table(self, notice: Notice) -> None:
        from notice_nlp.report.terminal import plain, render

        if self._tells():
            from rich.console import Console

            Console().print(render(notice))
            return
        for line in plain(notice):
            self.stream.write(line + "\n")

    def _tells(self) -> bool:
        """Whether a table is shown on a terminal, with the warnings below it."""
        return self.stream is sys.stdout and sys.stdout.isatty()


def need_pyarrow() -> None:
    """Raises MissingExtra where the library that writes Parquet is not installed."""
    from importlib.util import find_spec

    from notice_nlp.errors import MissingExtra

    if find_spec("pyarrow") is None:
        raise MissingExtra("parquet", "Parquet output")


def _write_parquet(frames: list[Any], output: Path) -> None:
    import pandas as pd

    from notice_nlp.notice import COLUMNS

    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COLUMNS)
    with replacing(output) as place:
        whole.to_parquet(place, index=False)
