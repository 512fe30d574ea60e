"""Every message that the package raises, from its source, with what ``docs/errors.json`` says about it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pages.words import cell, code

# Which argument of the exception is the message; for MissingExtra it is what needs the extra.
RAISED = {"BadInput": 0, "MissingExtra": 1}
FILLED = "…"


def messages(package: Path) -> dict[str, set[str]]:
    """Message, with ``…`` for what is filled in -> the modules that raise it.

    A message that is passed on from the system or a library is ``…`` alone.
    """
    found: dict[str, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        module = path.relative_to(package).with_suffix("").as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        names = _names(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args):
                continue
            for text in templates(node.args[min(RAISED[node.func.id], len(node.args) - 1)], names):
                if node.func.id == "MissingExtra":
                    text += f" needs the extra '{next(templates(node.args[0], {}))}'"
                found.setdefault(text, set()).add(module)
    return found


def _names(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What a module's names are assigned; those of a loop over a dictionary's items, its values."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(tree):
        match node:
            case ast.For(ast.Tuple([_, ast.Name(value)]), ast.Call(ast.Attribute(ast.Name(table), "items"))):
                found.setdefault(value, []).extend(v for d in found.get(table, ()) if isinstance(d, ast.Dict) for v in d.values)
    return found


def templates(node: ast.expr, names: Mapping[str, Sequence[ast.expr]]) -> Iterator[str]:
    """The texts that an expression can give."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(p.value if isinstance(p, ast.Constant) else FILLED for p in parts).replace(FILLED * 2, FILLED)
        case ast.IfExp(_, body, other):
            yield from templates(body, names)
            yield from templates(other, names)
        case ast.BinOp(left, _, right):
            for before in templates(left, names):
                yield from ((before + after).replace(FILLED * 2, FILLED) for after in templates(right, names))
        case ast.Name(id) if names.get(id):
            for value in names[id]:
                yield from templates(value, {})
        case _:
            yield FILLED


def catalogue(docs: Path) -> dict[str, dict[str, str]]:
    """Heading -> message -> what it means and what to do."""
    found: dict[str, dict[str, str]] = json.loads((docs / "errors.json").read_text("utf-8"))
    return found


def errors_page(docs: Path, package: Path) -> str:
    """The written part of the page, then a table of all messages for each heading.

    Raises:
        ValueError: a message is raised that the catalogue lacks, or the catalogue has one that is raised nowhere.
    """
    raised, told = messages(package), catalogue(docs)
    known = {message for table in told.values() for message in table}
    if raised.keys() != known:
        raise ValueError(f"docs/errors.json lacks {sorted(raised.keys() - known)} and has in vain {sorted(known - raised.keys())}")
    parts = [(docs / "pages" / "errors.md").read_text("utf-8").rstrip(), ""]
    for heading, table in told.items():
        parts.append(f"## {heading}\n\n| message | what it means, what to do |\n|---|---|")
        parts.extend(f"| {code(m)} | {cell(table[m])} |" for m in sorted(table, key=str.casefold))
        parts.append("")
    return "\n".join(parts)
