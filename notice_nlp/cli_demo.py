"""The command line of the tour: ``notice-nlp demo`` runs the main commands on the bundled notices."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, NamedTuple, Optional

import typer

NOTICES = ("roesterei.de.html", "roesterei-2025.de.html", "roesterei.en.html")


class Told(StrEnum):
    en = "en"
    de = "de"


class _Step(NamedTuple):
    """What is shown, in both languages, the command one would type, and what runs."""

    told: dict[str, str]
    command: str
    run: Callable[[], int]


def demo(
    keep: Annotated[Optional[Path], typer.Option(help="Folder to leave the notices and reports in; it is made if need be.")] = None,
    language: Annotated[Told, typer.Option(help="Language of the explanations and findings.")] = Told.en,
) -> None:
    """Shows parse, compare and translate on bundled notices of an invented coffee roaster, with the commands to type.

    Takes some seconds, needs no network and writes nothing unless told to.

    Examples:

        notice-nlp demo

        notice-nlp demo --keep demo --language de
    """
    from notice_nlp.batch import one_line_errors

    with one_line_errors():
        if keep is None:
            with tempfile.TemporaryDirectory() as work:
                code = _tour(Path(work), language.value, kept=False)
        else:
            code = _tour(keep, language.value, kept=True)
    raise typer.Exit(code)


def _tour(folder: Path, language: str, kept: bool) -> int:
    """Runs the steps in the folder; gives the first exit code that is not 0."""
    from notice_nlp.report.output import put

    for name in NOTICES:
        put((resources.files("notice_nlp") / "examples" / name).read_bytes(), folder / name)
    with contextlib.chdir(folder):  # so that the output names the files as the commands do
        for number, step in enumerate(_steps(language, kept), 1):
            typer.echo(f"{'' if number == 1 else chr(10)}{number}. {step.told[language]}\n$ notice-nlp {step.command}")
            if code := step.run():
                return code
    if kept:
        typer.echo({"en": f"\nNotices and reports are in {folder}.", "de": f"\nTexte und Berichte liegen in {folder}."}[language])
    return 0


def _steps(language: str, kept: bool) -> list[_Step]:
    from notice_nlp import batch, comparing

    old, new, english = map(Path, NOTICES)

    def compare(a: Path, b: Path, format: str, output: Path | None) -> int:
        return comparing.run((str(a), str(b)), ("auto", "auto"), format, output, language, None, None, None, 20.0)

    steps = [
        _Step(
            {
                "en": "What the notice says: what for, which data, on what legal basis, for how long.",
                "de": "Was im Text steht: wofür, welche Daten, auf welcher Rechtsgrundlage, wie lange.",
            },
            f"parse {NOTICES[0]}",
            lambda: batch.run([str(old)], "auto", "table", None, 0.0, None, 20.0),
        ),
        _Step(
            {
                "en": "Two versions: what changed in meaning, and how grave it is.",
                "de": "Zwei Fassungen: was sich in der Sache geändert hat, und wie schwer es wiegt.",
            },
            f"compare {NOTICES[0]} {NOTICES[1]} --report-language {language}",
            lambda: compare(old, new, "table", None),
        ),
        _Step(
            {
                "en": "Two languages: what only one of them says.",
                "de": "Zwei Sprachen: was nur in einer davon steht.",
            },
            f"compare {NOTICES[1]} {NOTICES[2]} --report-language {language}",
            lambda: compare(new, english, "table", None),
        ),
        _Step(
            {
                "en": "A draft in English: what is known is filled in, the rest is left open for the translator.",
                "de": "Ein englischer Entwurf: Bekanntes steht da, alles Übrige bleibt für die Übersetzerin offen.",
            },
            f"translate {NOTICES[0]} --to en",
            lambda: _translate(old, "table", None),
        ),
    ]
    if kept:
        steps.append(
            _Step(
                {"en": "The same as a page to open in a browser.", "de": "Dasselbe als Seite für den Browser."},
                f"compare {NOTICES[0]} {NOTICES[1]} --format html -o compare.html",
                lambda: compare(old, new, "html", Path("compare.html")),
            )
        )
        steps.append(
            _Step(
                {"en": "The draft for a translator's CAT tool.", "de": "Der Entwurf für das CAT-Werkzeug."},
                f"translate {NOTICES[0]} --to en --format xliff -o draft.xlf",
                lambda: _translate(old, "xliff", Path("draft.xlf")),
            )
        )
    return steps


def _translate(notice: Path, format: str, output: Path | None) -> int:
    from notice_nlp.cli_translate import DraftFormat, Target, translate

    try:
        translate(notice, Target.en, DraftFormat(format), output)
    except typer.Exit as stop:
        return stop.exit_code
    return 0
