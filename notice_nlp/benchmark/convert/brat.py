"""brat standoff: ``<id>.txt`` and ``<id>.ann`` for each record, and an ``annotation.conf`` that lets brat show them.

Mentions are entities (``pd_EmailAddress``, since brat's types have no colon) with the attribute ``Negated``. Each row is an event
``Activity`` on its first purpose, whose arguments are all its purposes, data and further spans; a note on it has the row's id. Spans
that reach over line breaks or tabs are discontinuous, as brat wants them. Offsets are code points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from notice_nlp.errors import BadInput
from notice_nlp.extract.labels import ROLES
from notice_nlp.report.output import put
from notice_nlp.taxonomy.store import taxonomy

TYPES = {"purpose": "Purpose", "legal_basis": "LegalBasis", "recipients": "Recipient", "retention": "Retention"}
ROW, DATA = "Activity", "Data"


def write_brat(records: Iterable[Mapping[str, Any]], output: Path) -> list[BadInput]:
    """Writes records into a folder; gives what kept some from being written: an id that is no safe name of a file, or
    one that was there before."""
    put(config(), output / "annotation.conf")
    errors = []
    seen: set[str] = set()
    for record in records:
        id = record["id"]
        if not re.fullmatch(r"\w[\w.@+-]{0,200}", id) or id.casefold() in seen:
            errors.append(BadInput("is there twice" if id.casefold() in seen else "is no name for a file", id))
            continue
        seen.add(id.casefold())
        put(record["text"], output / f"{id}.txt")
        put("".join(f"{line}\n" for line in standoff(record)), output / f"{id}.ann")
    return errors


def config() -> str:
    """brat's set-up: concepts under their groups, the events of rows, negation."""
    concepts = taxonomy().assignable
    groups = [line for g in taxonomy().groups for line in (f"!{g}", *(f"\t{type_of(c.id)}" for c in concepts if c.group == g))]
    arguments = ", ".join((f"{DATA}*:<ENTITY>", *(f"{name}*:{name}" for name in TYPES.values())))
    sections = {
        "entities": [*TYPES.values(), *groups],
        "relations": [],
        "events": [f"{ROW}\t{arguments}"],
        "attributes": ["Negated\tArg:<ENTITY>"],
    }
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, ""))


def type_of(concept: str) -> str:
    """A concept's id as a type of brat's."""
    return re.sub(r"[^\w-]", "_", concept, flags=re.ASCII)


def standoff(record: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a record's ``.ann`` file."""
    text = record["text"]
    number = 0

    def bound(type: str, start: int, end: int) -> str:
        nonlocal number
        number += 1
        parts = [(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n\r\t]*\S)?", text[start:end])]
        places = ";".join(f"{start + a} {start + b}" for a, b in parts)
        return f"T{number}\t{type} {places}\t{' '.join(text[start + a : start + b] for a, b in parts)}"

    for mention in record["mentions"]:
        yield bound(type_of(mention["category"]), mention["start"], mention["end"])
    negated = [i for i, m in enumerate(record["mentions"], 1) if m["negated"]]
    yield from (f"A{i}\tNegated T{t}" for i, t in enumerate(negated, 1))
    for i, row in enumerate(record["rows"], 1):
        arguments = [(DATA, f"T{index + 1}") for index in row["data"]]
        spans = [(role, a, b) for role in ROLES for a, b in row.get(role, [])]
        for role, start, end in spans:
            yield bound(TYPES[role], start, end)
            arguments.append((TYPES[role], f"T{number}"))
        trigger = next(((a, b) for _, a, b in spans), None) or next(
            ((record["mentions"][index]["start"], record["mentions"][index]["end"]) for index in row["data"]), None
        )
        if trigger is None:
            continue  # a row of nothing
        yield bound(ROW, *trigger)
        yield f"E{i}\t{ROW}:T{number} " + " ".join(f"{name}:{target}" for name, target in _numbered(arguments))
        yield f"#{i}\tAnnotatorNotes E{i}\t{row['id']}"


def _numbered(arguments: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Arguments of one name as brat tells them apart: ``Data``, ``Data2``, ``Data3``."""
    counts: Counter[str] = Counter()
    for name, target in arguments:
        counts[name] += 1
        yield (name if counts[name] == 1 else f"{name}{counts[name]}"), target
