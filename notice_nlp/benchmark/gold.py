"""The gold format: what a record must have to be read at all, and how files of records are found and read.

A record is one notice in one language: ``id``, ``notice``, ``language``, ``text``, ``mentions`` (``start``, ``end``,
``category``, ``negated``) and ``rows`` (``id``, ``data``: indices into ``mentions``, and spans ``[start, end]`` of
``purpose``, ``legal_basis``, ``recipients``, ``retention``). Offsets are half-open, in code points of ``text``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notice_nlp import __version__
from notice_nlp.errors import BadInput
from notice_nlp.extract.labels import ROLES

SPLITS = ("train", "dev", "test")
STRINGS = ("id", "notice", "language", "text")
OPTIONAL = ("version", "layout", "sector", "country", "address")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a gold file: the record, or what keeps it from being read."""

    path: Path
    line: int
    record: Mapping[str, Any]
    faults: tuple[str, ...] = ()

    @property
    def split(self) -> str:
        """The file's name without suffix: ``train``, ``dev``, ``test``, or what a single file is called."""
        return self.path.stem

    @property
    def place(self) -> str:
        """``file:line``, and the record's id where it has one."""
        name = self.record.get("id")
        return f"{self.path}:{self.line}" + (f": {name}" if isinstance(name, str) and name else "")


def gold_files(path: Path) -> list[Path]:
    """A file itself; of a folder its ``train.jsonl``, ``dev.jsonl`` and ``test.jsonl``, as far as they are there.

    Raises:
        BadInput: there is no such file, or the folder has none of the three.
    """
    if path.is_dir():
        found = [path / f"{split}.jsonl" for split in SPLITS if (path / f"{split}.jsonl").is_file()]
        if not found:
            raise BadInput("holds no train.jsonl, dev.jsonl or test.jsonl; name the files instead", str(path))
        return found
    if not path.exists():
        raise BadInput("No such file or directory", str(path))
    return [path]


def entries(path: Path) -> Iterator[Entry]:
    """The lines of a gold file with their faults; empty lines are passed over.

    Raises:
        BadInput: the file can't be read, is not UTF-8, does not begin with a JSON object, or holds no record.
    """
    count = 0
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    if not count and not line.lstrip().startswith("{"):
                        raise BadInput("not JSON Lines; gold files are read, and exports of Label Studio", f"{path}:{number}")
                    count += 1
                    yield _entry(path, number, line)
    except OSError as error:
        raise BadInput(error.strerror or str(error), str(path)) from None
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", str(path)) from None
    if not count:
        raise BadInput("empty file", str(path))


def _entry(path: Path, number: int, line: str) -> Entry:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Entry(path, number, {}, (f"not JSON: {str(error).splitlines()[0]}",))
    if not isinstance(record, dict):
        return Entry(path, number, {}, ("not a JSON object",))
    return Entry(path, number, record, tuple(structure(record)))


def corpus(*paths: Path) -> list[Entry]:
    """All lines of files and corpus folders (see :func:`gold_files`), none of them faulty.

    Raises:
        BadInput: a file or one of its lines can't be read; the message names the line.
    """
    found = [entry for path in paths for file in gold_files(path) for entry in entries(file)]
    for entry in found:
        if entry.faults:
            raise BadInput(entry.faults[0], entry.place)
    return found


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Records of a gold file in JSON Lines, or of a corpus folder. Raises BadInput as :func:`corpus` does."""
    return [dict(entry.record) for entry in corpus(path)]


def structure(record: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a record from being read: fields missing or of the wrong type, offsets or indices out of range."""
    for name in (*STRINGS, *OPTIONAL):
        if name in record and not isinstance(record[name], str):
            yield f"{name} is not a string"
        elif name in STRINGS and not record.get(name):
            yield f"{name} is missing or empty"
        elif name != "text" and name in record and not record[name].isprintable():
            yield f"{name} holds line breaks or control characters"
    for name in ("mentions", "rows"):
        if not isinstance(record.get(name), list):
            yield f"{name} is missing or no list"
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        yield "holds half of a surrogate pair, which is no character"
    text, mentions, rows = record.get("text"), record.get("mentions"), record.get("rows")
    if isinstance(text, str) and isinstance(mentions, list) and isinstance(rows, list):
        for i, mention in enumerate(mentions):
            yield from _mention(mention, f"mention {i}", text)
        for i, row in enumerate(rows):
            yield from _row(row, f"row {i}", text, len(mentions))


def _mention(mention: Any, name: str, text: str) -> Iterator[str]:
    if not isinstance(mention, dict):
        yield f"{name} is not an object"
        return
    yield from _span([mention.get("start"), mention.get("end")], name, text)
    if not isinstance(category := mention.get("category"), str) or category.split() != [category]:
        yield f"{name} has no category, or one with white space"
    if not isinstance(mention.get("negated"), bool):
        yield f"{name}: negated is not true or false"


def _row(row: Any, name: str, text: str, mentions: int) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{name} is not an object"
        return
    if not isinstance(row.get("id"), str) or not row["id"]:
        yield f"{name} has no id"
    name = f"row {row['id']}" if isinstance(row.get("id"), str) and row["id"] else name
    data = row.get("data")
    if not isinstance(data, list):
        yield f"{name}: data is missing or no list"
    elif wrong := [i for i in data if type(i) is not int or not 0 <= i < mentions]:
        yield f"{name}: data names mention {wrong[0]!r} of {mentions}"
    for role in ROLES:
        spans = row.get(role, None if role == "purpose" else [])
        if not isinstance(spans, list):
            yield f"{name}: {role} is missing or no list"
            continue
        for span in spans:
            yield from _span(span, f"{name}: {role}", text)


def _span(span: Any, name: str, text: str) -> Iterator[str]:
    if not isinstance(span, list) or len(span) != 2 or any(type(x) is not int for x in span):
        yield f"{name} has no span [start, end] of integers"
    elif not 0 <= span[0] < span[1] <= len(text):
        yield f"{name} span {span[0]}–{span[1]} is empty or outside the text of {len(text)} characters"
    elif not text[span[0] : span[1]].strip():
        yield f"{name} span {span[0]}–{span[1]} is blank"


def corpus_hash(records: Iterable[Mapping[str, Any]]) -> str:
    """Short hash of the records' texts and annotations, whatever their order."""
    parts = sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in records)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()


def signature(records: Sequence[Mapping[str, Any]], split: str, *settings: str) -> str:
    """What figures depend on, in one line (after sacrebleu's signatures, Post 2018); settings look like ``name:value``."""
    return "|".join((f"corpus:{corpus_hash(records)}", f"split:{split}", f"notices:{len(records)}", *settings, f"version:{__version__}"))
