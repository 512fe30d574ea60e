"""Checks gold files: what keeps a record from being read, and what no annotation by the guidelines has."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.gold import SPLITS, Entry, entries, gold_files
from notice_nlp.extract.labels import ROLES
from notice_nlp.taxonomy.store import taxonomy


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a record; as text ``file:line: id: message``."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def validate(paths: Sequence[Path]) -> tuple[int, list[Problem]]:
    """How many records the files and corpus folders hold, and all problems, in the order of the lines.

    Raises:
        BadInput: a file is not there, is empty or not UTF-8.
    """
    found: list[Problem] = []
    ids: dict[str, str] = {}
    homes: dict[str, Entry] = {}
    count = 0
    for path in dict.fromkeys(file for given in paths for file in gold_files(given)):
        for entry in entries(path):
            count += 1
            messages = list(entry.faults or problems(entry.record))
            if isinstance(id := entry.record.get("id"), str):
                if id in ids:
                    messages.append(f"the id stands in {ids[id]} already")
                ids.setdefault(id, f"{path}:{entry.line}")
            notice, split = entry.record.get("notice"), entry.split
            if isinstance(notice, str) and split in SPLITS and (first := homes.setdefault(notice, entry)).split != split:
                messages.append(f"the notice {notice} is in {first.path} too: a notice belongs to one split")
            found.extend(Problem(entry.place, message) for message in messages)
    return count, found


def problems(record: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a record that can be read (see :func:`notice_nlp.benchmark.gold.structure`)."""
    language = record["language"]
    if not (len(language) == 2 and language.isascii() and language.islower()):
        yield f"language {language!r} is not a code of two letters"
    yield from _spans(record)
    yield from _mentions(record)
    yield from _rows(record)


def _spans(record: Mapping[str, Any]) -> Iterator[str]:
    named = [(f"mention {i}", (m["start"], m["end"])) for i, m in enumerate(record["mentions"])]
    named += [(f"row {row['id']}: {role}", span) for row in record["rows"] for role in ROLES for span in row.get(role, [])]
    for name, (start, end) in named:
        if (part := record["text"][start:end]) != part.strip():
            yield f"{name} {part[:40]!r} ({start}–{end}) begins or ends with white space"


def _mentions(record: Mapping[str, Any]) -> Iterator[str]:
    known = {c.id for c in taxonomy().assignable}
    mentions = record["mentions"]
    for i, mention in enumerate(mentions):
        if mention["category"] not in known:
            yield f"mention {i}: no concept {mention['category']!r} that a mention can have"
    order = [(m["start"], -m["end"]) for m in mentions]
    for i, (one, other) in enumerate(itertools.pairwise(order), 1):
        if one > other:
            yield f"mention {i} stands before mention {i - 1} in the text; mentions are sorted by start, longer ones first"
    for i, j in _clashes(order):
        how = "has the same span as" if order[i] == order[j] else "overlaps, without lying in it,"
        yield f"mention {j} ({order[j][0]}–{-order[j][1]}) {how} mention {i}"


def _clashes(order: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions, by index, with one span or of which each has a part of its own."""
    open_ones: list[int] = []
    for j in sorted(range(len(order)), key=lambda k: order[k]):
        start, end = order[j][0], -order[j][1]
        open_ones = [i for i in open_ones if -order[i][1] > start]
        yield from ((i, j) for i in open_ones if order[i] == order[j] or -order[i][1] < end)
        open_ones.append(j)


def _rows(record: Mapping[str, Any]) -> Iterator[str]:
    rows = record["rows"]
    for id, times in Counter(row["id"] for row in rows).items():
        if times > 1:
            yield f"row {id} is there {times} times"
    homes: dict[int, str] = {}
    for row in rows:
        if not row["purpose"]:
            yield f"row {row['id']} has no purpose"
        if len(set(row["data"])) < len(row["data"]):
            yield f"row {row['id']}: data names a mention twice"
        for index in dict.fromkeys(row["data"]):
            if (home := homes.setdefault(index, row["id"])) != row["id"]:
                yield f"mention {index} is in row {home} and in row {row['id']}"
