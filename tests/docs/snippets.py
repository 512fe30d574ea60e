"""Snippets of Markdown pages, and as much of a shell as they use."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

# A comment before a snippet may say why it is not run, or which exit code its last command has.
_FENCE = re.compile(r"(?:<!-- (skip|exit): (.+?) -->\n)?```(python|bash|sh|console)\n(.*?)```", re.S)


class Snippet(NamedTuple):
    language: str
    text: str
    skip: str
    exit_code: int


class Command(NamedTuple):
    """A line to type, and the output that the page shows below it (None: it shows none)."""

    line: str
    output: str | None


def snippets(text: str) -> list[Snippet]:
    """The snippets of a page in Python and shell, in order."""
    return [
        Snippet(language, body, told if key == "skip" else "", int(told) if key == "exit" else 0)
        for key, told, language, body in _FENCE.findall(text)
    ]


def commands(snippet: Snippet) -> list[Command]:
    """The commands of a shell snippet; in a console those after ``$``, with what follows them."""
    if snippet.language == "console":
        parts = [part.partition("\n") for part in re.split(r"^\$ ", snippet.text, flags=re.M)[1:]]
        return [Command(line, output) for line, _, output in parts]
    joined = snippet.text.replace("\\\n", " ")
    return [Command(part.strip(), None) for line in joined.splitlines() if line.strip() for part in line.split(" && ")]


def run(command: str) -> tuple[int, str]:
    """Exit code and output of a command of this package, of ``mkdir`` or ``cp``; ``> file`` takes the output."""
    from typer.testing import CliRunner

    from notice_nlp.cli import app

    name, *arguments = shlex.split(command, comments=True)
    if name == "mkdir":
        Path(arguments[0]).mkdir()
        return 0, ""
    if name == "cp":
        shutil.copy(*arguments)
        return 0, ""
    assert name == "notice-nlp", f"a page shows {name!r}, which is not run here: mark it with a reason"
    target = None
    if ">" in arguments:
        place = arguments.index(">")
        arguments, target = arguments[:place], arguments[place + 1]
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    if target:
        Path(target).write_text(result.stdout, "utf-8")
        return int(result.exit_code), ""
    return int(result.exit_code), result.output
