"""Every command with its help, from the parser itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pages.words import cell, code


def commands_page() -> str:
    """All commands in the order of ``notice-nlp --help``, groups with their subcommands."""
    import typer

    from notice_nlp.cli import app

    root = typer.main.get_command(app)
    parts = [
        "# Commands\n\nThe same text as `notice-nlp COMMAND --help`. Exit codes are [explained with the errors](errors.md#exit-codes).\n"
    ]
    for command in root.commands.values():  # type: ignore[attr-defined]
        parts.extend(_command(command, f"notice-nlp {command.name}", 2))
    return "\n".join(parts)


def _command(command: Any, name: str, level: int) -> Iterator[str]:
    context = command.context_class(command, info_name=name)
    yield f"{'#' * level} {name}\n\n{_help(command)}\n"
    rows = [(p, p.get_help_record(context)) for p in command.params if not getattr(p, "hidden", False)]
    shown = [(p, record) for p, record in rows if record and "--help" not in p.opts]
    if shown:
        yield "| argument or option | meaning |\n|---|---|"
        for parameter, (names, told) in shown:
            yield f"| {code(_metavar(names) if names.startswith('-') else names.partition(' <')[0])} | {cell(told)}{_variable(parameter)} |"
        yield ""
    for sub in getattr(command, "commands", {}).values():
        yield from _command(sub, f"{name} {sub.name}", level + 1)


def _metavar(names: str) -> str:
    """``--output <path>`` as people write it: ``--output PATH``; choices stay as they are, arguments need no type."""
    before, bracket, kind = names.partition("<")
    kind = kind.rstrip(">")
    if not bracket or kind == "bool" or not names.startswith("-"):
        return before.strip()
    return before + (kind if "|" in kind else kind.replace(" range", "").upper())


def _variable(parameter: Any) -> str:
    name = getattr(parameter, "envvar", None)
    return f" Environment: {code(str(name))}." if name and not getattr(parameter, "show_envvar", False) else ""


def _help(command: Any) -> str:
    """A command's help as Markdown; its examples as one block of code."""
    lines: list[str] = []
    examples: list[str] = []
    for line in (line.strip() for line in (command.help or "").splitlines()):
        if line.startswith(("notice-nlp ", "curl ")):
            examples.append(line)
        elif line != "Examples:":
            lines.append(line)
    return "\n".join(lines).strip() + ("\n\n```sh\n" + "\n".join(examples) + "\n```" if examples else "")
