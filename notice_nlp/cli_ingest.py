"""The command line of what fills a register: ``notice-nlp ingest`` and ``notice-nlp watch``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from notice_nlp.batch import BAD_INPUT, complain, one_line_errors
from notice_nlp.errors import BadInput

if TYPE_CHECKING:
    from notice_nlp.extract.session import Tagger
    from notice_nlp.read.limits import Limits
    from notice_nlp.register.discover import Item
    from notice_nlp.register.feed import Feed
    from notice_nlp.register.ingest import Summary
    from notice_nlp.register.store import Register
    from notice_nlp.register.watch import Change

Where = Annotated[
    str, typer.Option("--register", "-r", envvar="NOTICE_NLP_REGISTER", help="SQLite file, or URL of a database: postgresql://user@host/name.")
]  # fmt: skip


class Language(StrEnum):
    auto = "auto"
    de = "de"
    en = "en"


class Engine(StrEnum):
    local = "local"
    ray = "ray"


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="DIR|FILE|MANIFEST.csv...", help="Folders, files, or manifests (CSV with a column path).")
    ],
    register: Where = "register.db",
    pattern: Annotated[
        str, typer.Option(help="How paths name notices: {notice}/{date}.{language}.{ext}; * stands for anything in a name.")
    ] = "",
    language: Annotated[Language, typer.Option(help="Language of all files; auto: detected per block.")] = Language.auto,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes that read files; 0: as many as there are processors.")] = 0,
    limit: Annotated[Optional[int], typer.Option(min=1, help="Look at so many files and stop.")] = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only versions of this date (2024-05-17) or later.")] = "",
    retry: Annotated[bool, typer.Option("--retry", help="Read files again that failed before.")] = False,
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    engine: Annotated[Engine, typer.Option(help="ray: on a cluster, from any fsspec path, to Parquet (extra ray).")] = Engine.local,
    address: Annotated[Optional[str], typer.Option(help="Of a running Ray cluster; default: one on this machine.")] = None,
    output: Annotated[str, typer.Option("--output", "-o", help="Folder for the Parquet files of --engine ray, local or s3://...")] = "",
    max_mb: Annotated[float, typer.Option(min=0.001, help="Largest file that is read, in MB.")] = 20,
    max_seconds: Annotated[Optional[float], typer.Option(min=0.1, help="Longest time that reading one file may take; default 120.")] = None,
) -> None:
    """Puts notices into a register: what is new or has changed is read, nothing is read twice.

    Notice, date and language come from the names: `shop.de.html`, `shop/2024-05-17.de.html`, `shop_de/2024-05.md`; or from
    --pattern; or from a manifest with the columns path, notice, date, language. May be stopped at any time and started again.

    Exit codes: 0 done; 2 wrong usage, or at least one file could not be read (the others are in the register).

    Examples:

        notice-nlp ingest notices/ --register register.db

        notice-nlp ingest archive/ --pattern '{notice}/{date}_*.{ext}' --since 2023-01-01

        notice-nlp ingest manifest.csv -r postgresql://legal@db.example.org/notices

        notice-nlp ingest s3://archive/notices --engine ray --address auto -o s3://archive/mentions
    """  # fmt: skip
    from notice_nlp.read.limits import from_environment
    from notice_nlp.register.discover import discover, iso_date

    with one_line_errors():
        first = iso_date(since)
        if since and not first:
            raise BadInput(f"{since!r} is no date such as 2024-05-17", "--since")
        limits = from_environment(file_mb=max_mb, seconds=max_seconds)
        if engine is Engine.ray:
            raise typer.Exit(_ingest_ray(sources, output, address, jobs or None, pattern, language, limits, model))
        errors: list[BadInput] = []
        items = (i for n, i in enumerate(discover(sources, pattern, errors.append)) if (limit is None or n < limit) and i.date >= first)
        # No register is made for nothing.
        if item := next(items, None):
            errors += _ingest(chain([item], items), register, language, jobs, limits, retry, model)
        elif not errors:
            raise BadInput("no notices found (suffixes: .txt .md .html .htm .docx .pdf)", " ".join(sources))
    for error in errors:
        complain(error)
    raise typer.Exit(BAD_INPUT if errors else 0)


def _ingest(
    items: Iterable[Item], where: str, language: Language, jobs: int, limits: Limits, retry: bool, model: Path | None
) -> list[BadInput]:
    """Reads into a register on this machine; gives what could not be read."""
    from notice_nlp.batch import load_tagger
    from notice_nlp.extract.session import processors
    from notice_nlp.register.ingest import ingest as run
    from notice_nlp.register.store import Register

    opened = Register(where)
    with opened.alone(), progress() as show:
        summary = run(
            items, opened, load_tagger(model), jobs=jobs or processors(), language=language.value, limits=limits, retry=retry, progress=show
        )
    return [BadInput(reason, path) for path, reason in summary.failed]


def _ingest_ray(
    sources: list[str], output: str, address: str | None, workers: int | None, pattern: str, language: Language, limits: Limits,
    model: Path | None,
) -> int:  # fmt: skip
    """Reads on a cluster into Parquet; gives the exit code."""
    from notice_nlp.register.distributed import ingest_ray

    if not output:
        raise BadInput("--engine ray needs --output FOLDER")
    seen, failed = ingest_ray(
        sources, output, address=address, workers=workers, pattern=pattern, language=language.value, limits=limits, model=model
    )
    typer.echo(f"{seen} files, {failed} failed (column failure); Parquet in {output}", err=True)
    return BAD_INPUT if failed else 0


def watch(
    sources: Annotated[list[str], typer.Argument(metavar="DIR|FILE|MANIFEST.csv...", help="What to watch.")],
    register: Where = "register.db",
    pattern: Annotated[str, typer.Option(help="How paths name notices, as of ingest.")] = "",
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often to look.")] = 30,
    once: Annotated[bool, typer.Option("--once", help="Look once and end: for cron and the like.")] = False,
    severity: Annotated[str, typer.Option(help="Print findings this grave or graver: high, medium, low, info.")] = "low",
    command: Annotated[
        str,
        typer.Option("--exec", metavar="COMMAND", help="Program to run for each change, with it as JSON on standard input; not a shell."),
    ] = "",
    feed: Annotated[Optional[Path], typer.Option(metavar="FILE.atom", help="Atom feed to keep; its links open HTML reports.")] = None,
    report_language: Annotated[Language, typer.Option(help="Language of findings and feed; auto: that of each notice.")] = Language.auto,
) -> None:
    """Ingests what changes in a folder and tells what changed in meaning.

    --exec runs a program with its arguments, without a shell: for pipes, redirection or variables name one (`sh -c '...'`). A change
    whose program fails is kept in the register and tried again in the next round or run, up to 20 times in more than half a day.

    Exit codes: 0 ended (also by Ctrl-C); 2 wrong usage, or the command or the feed failed.

    Examples:

        notice-nlp watch notices/ --feed public/notices.atom

        notice-nlp watch notices/ --once --severity high --exec 'notify.sh'

        notice-nlp watch notices/ --exec 'sh -c "jq -r .notice >> changed.txt"'
    """
    from notice_nlp.batch import load_tagger
    from notice_nlp.compare.types import SEVERITIES
    from notice_nlp.register.discover import discover
    from notice_nlp.register.feed import Feed
    from notice_nlp.register.store import Register

    refused: set[str] = set()

    def refuse(error: BadInput) -> None:
        """Once, not in every round."""
        if str(error) not in refused:
            complain(error)
        refused.add(str(error))

    with one_line_errors():
        if severity not in SEVERITIES:
            raise BadInput(f"{severity!r} is none of {', '.join(SEVERITIES)}", "--severity")
        language = None if report_language is Language.auto else report_language.value
        kept = Feed(feed, language) if feed else None
        opened, tagger = Register(register), load_tagger(None)
        with opened.alone():
            look = partial(discover, sources, pattern, refuse)
            code = _watch(opened, tagger, look, None if once else every, severity, command, kept, language)
    raise typer.Exit(BAD_INPUT if refused else code)


def _watch(
    opened: Register,
    tagger: Tagger,
    items: Callable[[], Iterable[Item]],
    every: float | None,
    severity: str,
    command: str,
    feed: Feed | None,
    language: str | None,
) -> int:
    """Looks once, or every so many seconds until Ctrl-C; gives the exit code."""
    import time

    from notice_nlp.register import events
    from notice_nlp.register.watch import deliver, lines, told, watch_once
    from notice_nlp.report.terminal import printable

    code, first = 0, True
    changes: list[Change] = []
    while True:
        found = list(watch_once(items(), opened, tagger, report_language=language))
        for change in found if command else ():
            events.keep(opened, told(change))  # first of all: what follows may fail
        changes += found
        for line in (line for change in found for line in lines(change, severity)):
            typer.echo("\t".join(printable(cell) for cell in line.split("\t")))
        for error in deliver(opened, command, all=first) if command else ():
            complain(error)
            code = BAD_INPUT
        try:
            if feed:
                feed.add(changes)
            changes.clear()
        except BadInput as error:
            complain(error)  # what the feed does not have yet is added in the next round
            code = BAD_INPUT
        if every is None:
            return code
        try:
            time.sleep(every)
        except KeyboardInterrupt:
            return code
        first = False


@contextmanager
def progress() -> Iterator[Any]:
    """Shows counts, rate and time on standard error; the last line stays."""
    import sys
    import time

    start = time.monotonic()
    last: list[Summary] = []

    def line(summary: Summary) -> str:
        seconds = max(time.monotonic() - start, 1e-3)
        text = f"{summary.new} new, {summary.updated} changed, {summary.unchanged} unchanged, {len(summary.failed)} failed"
        if summary.failed_before:
            text += f", {summary.failed_before} failed before and have not changed (register failures --retry)"
        return f"{text}; {seconds:.1f} s, {60 * summary.seen / seconds:.0f} notices a minute"

    def show(summary: Summary) -> None:
        last[:] = [summary]
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line(summary)}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if last:
            sys.stderr.write(("\r\x1b[K" if sys.stderr.isatty() else "") + line(last[0]) + "\n")
