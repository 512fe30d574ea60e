"""The command line of term bases: ``notice-nlp terms``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from notice_nlp.batch import one_line_errors, say
from notice_nlp.files import not_onto

if TYPE_CHECKING:
    from notice_nlp.translate.termbase import TermBase

terms = typer.Typer(help="Term base of privacy notices, German and English.", no_args_is_help=True, rich_markup_mode="markdown")

Own = Annotated[Optional[Path], typer.Option("--terms", "-t", help="Your own term base (.tbx, .csv) instead of the shipped one.")]


class TermsFormat(StrEnum):
    csv = "csv"
    tbx = "tbx"


class TermLanguage(StrEnum):
    de = "de"
    en = "en"


@terms.command()
def export(
    format: Annotated[TermsFormat, typer.Option("--format", "-f", help="tbx: ISO 30042:2019; csv: one line a term.")] = TermsFormat.csv,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    own: Own = None,
) -> None:
    """Writes the term base, or your own one in the other format.

    Examples:

        notice-nlp terms export --format tbx -o privacy.tbx

        notice-nlp terms export --terms ours.tbx -o ours.csv
    """
    from notice_nlp.report.output import put
    from notice_nlp.translate.tbx import to_tbx
    from notice_nlp.translate.terms_csv import to_csv

    with one_line_errors():
        not_onto(output, [own])
        base = _base(own)
        put(to_tbx(base) if format is TermsFormat.tbx else to_csv(base), output)


@terms.command()
def check(files: Annotated[list[Path], typer.Argument(help="Term bases (.tbx, .csv).")]) -> None:
    """Reads term bases and says what is in them, and what contradicts itself; exit code 2 if a file can't be read.

    Examples:

        notice-nlp terms check ours.tbx theirs.csv
    """
    from collections import Counter

    bad = False
    for file in files:
        try:
            with one_line_errors():
                base = _base(file)
        except typer.Exit:
            bad = True
            continue
        statuses = Counter(t.status for e in base.entries for t in e.terms)
        say(f"{file}: {len(base.entries)} entries, " + ", ".join(f"{n} {s}" for s, n in statuses.items()))
        for line in _contradictions(base):
            say(f"{file}: {line}")
    if bad:
        raise typer.Exit(2)


@terms.command()
def look(
    wording: Annotated[str, typer.Argument(help="A term in German or English, in any number or case.")],
    language: Annotated[Optional[TermLanguage], typer.Option(help="Language of the wording; default: both are tried.")] = None,
    own: Own = None,
) -> None:
    """Looks a wording up: what it is called in the other language, and what not to call it.

    Examples:

        notice-nlp terms look Verantwortlicher

        notice-nlp terms look "justified interest" --language en
    """
    from notice_nlp.errors import BadInput

    with one_line_errors():
        base = _base(own)
        languages = [language.value] if language else ["de", "en"]
        found = {e.id: e for l in languages for e in base.lookup(wording, l)}
        if not found:
            raise BadInput("not in the term base", wording)
    for entry in found.values():
        references = f"  {', '.join(entry.references)}" if entry.references else ""
        say(f"{entry.id}{references}")
        for term in entry.terms:
            say(f"  {term.language}  {term.status:<9}  {term.text}")


def _base(path: Path | None) -> TermBase:
    from notice_nlp.errors import BadInput
    from notice_nlp.translate.tbx import read_tbx
    from notice_nlp.translate.termbase import default_termbase
    from notice_nlp.translate.terms_csv import read_csv

    if path is None:
        return default_termbase()
    if path.suffix.casefold() in {".tbx", ".xml"}:
        return read_tbx(path)
    if path.suffix.casefold() == ".csv":
        return read_csv(path)
    raise BadInput("a term base ends in .tbx or .csv", str(path))


def _contradictions(base: TermBase) -> list[str]:
    """Entries with two preferred terms or none, and terms that one entry both wants and forbids."""
    lines = []
    for entry in base.entries:
        for language in dict.fromkeys(t.language for t in entry.terms):
            own = [t for t in entry.terms if t.language == language]
            preferred = [t.text for t in own if t.status == "preferred"]
            if len(preferred) != 1:
                lines.append(f"{entry.id}: {len(preferred)} preferred terms in {language}")
            for text in {t.text for t in own if t.status == "forbidden"} & {t.text for t in own if t.status != "forbidden"}:
                lines.append(f"{entry.id}: {text!r} is both forbidden and not")
    return lines
