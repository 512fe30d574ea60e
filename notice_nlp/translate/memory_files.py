"""Memories in files: TMX, and JSON Lines, plain or compressed; the memory that ships with the package."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.files import replacing
from notice_nlp.read.limits import Limits
from notice_nlp.translate.memory import Unit
from notice_nlp.translate.tmx import LIMITS, read_tmx, write_tmx

SUFFIXES = (".tmx", ".jsonl", ".jsonl.gz")
SHIPPED = "memory.jsonl.gz"
# A line: source language, target language, source, target, origin.
_FIELDS = 5


def read_units(path: Path, limits: Limits = LIMITS) -> list[Unit]:
    """The units of a memory file.

    Raises:
        BadInput: it ends in none of :data:`SUFFIXES`, can't be read, is too large, or a line is no unit.
    """
    name = path.name.casefold()
    if name.endswith(".tmx"):
        return read_tmx(path, limits)
    if not name.endswith(SUFFIXES):
        raise BadInput(f"a memory ends in {', '.join(SUFFIXES)}", str(path))
    most = int(limits.file_mb * 1e6)
    try:
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(getattr(error, "strerror", None) or str(error), str(path)) from None
    if len(data) > most:
        raise BadInput(f"larger than {limits.file_mb:g} MB unpacked", str(path))
    return parse_units(data, str(path))


def parse_units(data: bytes, source: str) -> list[Unit]:
    """Units of JSON Lines. Raises BadInput naming the line that is none."""
    units = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            fields = None
        if not isinstance(fields, list) or len(fields) != _FIELDS or not all(isinstance(f, str) for f in fields) or not all(fields[:4]):
            raise BadInput(f"line {number} is no unit [source language, target language, source, target, origin]", source)
        source_language, target_language, text, translation, origin = fields
        units.append(Unit(text, translation, source_language, target_language, origin))
    return units


def write_units(units: Iterable[Unit], path: Path, *, segtype: str = "sentence") -> int:
    """Writes units to a file, in the form its name ends in; gives their number. The same units make the same JSON Lines.

    Raises:
        BadInput: the name ends in none of :data:`SUFFIXES`, or the file can't be written.
    """
    name = path.name.casefold()
    if not name.endswith(SUFFIXES):
        raise BadInput(f"a memory ends in {', '.join(SUFFIXES)}", str(path))
    units = list(units)
    with replacing(path) as place, place.open("wb") as stream:
        if name.endswith(".tmx"):
            return write_tmx(units, stream, segtype=segtype)
        rows = ([u.source_language, u.target_language, u.source, u.target, u.origin] for u in units)
        data = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
        stream.write(gzip.compress(data, 9, mtime=0) if name.endswith(".gz") else data)
    return len(units)


def shipped_units() -> list[Unit]:
    """The memory of the project's own notices, in their train and dev splits, that ships with the package."""
    return parse_units(gzip.decompress(resources.files(__package__).joinpath(SHIPPED).read_bytes()), SHIPPED)
