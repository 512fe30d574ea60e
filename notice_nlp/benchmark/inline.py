"""Inline gold: a notice's text with its annotation in place, for writing corpora and tests.

``[IP-Adresse|IPAddress]`` is a mention (``|!IPAddress`` negated, ``|IPAddress@2`` of row 2), ``{P …}``, ``{L …}``,
``{R …}``, ``{T …}`` are spans of purpose, legal basis, recipients and retention (``{P2 …}`` of row 2). ``§3 `` at the
start of a line puts what follows into row 3, ``§0`` into none. A backslash makes the next bracket, bar or ``§`` literal.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from notice_nlp.taxonomy.store import taxonomy

_TOKEN = re.compile(r"\\[\[\]{}|§]|\[|\|!?[A-Za-z]+(?:@\d+)?\]|\{[PLRT]\d*[ \u00a0]|\}|\]|^§\d+ ?", re.M)
_ROLES = {"P": "purpose", "L": "legal_basis", "R": "recipients", "T": "retention"}


class MarkupError(ValueError):
    """The markup can't be read; the message names the line."""


@cache
def _ids() -> dict[str, str]:
    return {c.id.split(":")[1]: c.id for c in taxonomy().assignable}


def concept_id(name: str, line: int) -> str:
    """The taxonomy id of a concept's bare name (``IPAddress``).

    Raises:
        MarkupError: there is no such concept.
    """
    if name not in _ids():
        raise MarkupError(f"line {line}: unknown concept {name}")
    return _ids()[name]


def unmarked(part: str) -> str:
    """A part of a marked text without its marks; it may begin or end inside a span."""
    return _TOKEN.sub(lambda m: m.group()[1] if m.group()[0] == "\\" else "", part)


def parse_inline(source: str, **meta: Any) -> dict[str, Any]:
    """A corpus record (the gold format) of a marked text.

    Raises:
        MarkupError: brackets don't match, a concept is unknown, or a role span belongs to no row.
    """
    parts: list[str] = []
    length = position = row = 0
    stack: list[tuple[str, int, int, int]] = []  # opener, start, row, line
    mentions: list[tuple[int, int, str, bool, int]] = []
    roles: list[tuple[int, int, str, int]] = []
    for match in _TOKEN.finditer(source):
        piece = source[position : match.start()]
        parts.append(piece)
        length += len(piece)
        position = match.end()
        token, line = match.group(), source.count("\n", 0, match.start()) + 1
        if token[0] == "\\":
            parts.append(token[1])
            length += 1
        elif token[0] == "§":
            row = int(token.strip()[1:])
        elif token == "[":
            stack.append(("[", length, row, line))
        elif token[0] == "{":
            number = token[2:].strip()
            stack.append((token[1], length, int(number) if number else row, line))
        elif token[0] == "|" and stack and stack[-1][0] == "[":
            _, start, _, _ = stack.pop()
            name, _, number = token.strip("|!]").partition("@")
            mentions.append((start, length, concept_id(name, line), token[1] == "!", int(number) if number else row))
        elif token == "}" and stack and stack[-1][0] in _ROLES:
            kind, start, of_row, _ = stack.pop()
            if not of_row:
                raise MarkupError(f"line {line}: {_ROLES[kind]} span belongs to no row")
            roles.append((start, length, _ROLES[kind], of_row))
        else:
            raise MarkupError(f"line {line}: {token} closes nothing")
    if stack:
        raise MarkupError(f"line {stack[-1][3]}: {stack[-1][0]} is never closed")
    parts.append(source[position:])
    return {**meta, "text": "".join(parts), **_record(sorted(mentions, key=lambda m: (m[0], -m[1])), sorted(roles))}


def _record(mentions: list[tuple[int, int, str, bool, int]], roles: list[tuple[int, int, str, int]]) -> dict[str, Any]:
    rows: dict[int, dict[str, Any]] = {}
    for number in sorted({m[4] for m in mentions if m[4]} | {r[3] for r in roles}):
        rows[number] = {"id": f"r{number}", "purpose": [], "data": [], "legal_basis": [], "recipients": [], "retention": []}
    for i, mention in enumerate(mentions):
        if mention[4]:
            rows[mention[4]]["data"].append(i)
    for start, end, role, number in roles:
        rows[number][role].append([start, end])
    listed = [{"start": a, "end": b, "category": c, "negated": n} for a, b, c, n, _ in mentions]
    return {"mentions": listed, "rows": list(rows.values())}
