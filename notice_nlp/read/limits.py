"""Bounds on what is read, so that a hostile or broken file costs little and says why it was refused (``docs/limits.md``)."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from notice_nlp.errors import BadInput

PREFIX = "NOTICE_NLP_MAX_"


@dataclass(frozen=True, slots=True)
class Limits:
    """``file_mb``: size of a file, ``text_mb``: of the text taken from it (million characters), ``archive_mb``: of a
    DOCX unpacked, ``archive_ratio``: how many times larger than packed one of its parts may be, ``depth``: nesting
    of elements in HTML (at most 250), ``pages``: of a PDF, ``table_cells``: grid places of one table with all spans filled.
    ``seconds`` and ``memory_mb``: what the reading process may take for one file (see :mod:`notice_nlp.read.apart`);
    ``seconds`` also bounds what comes after reading, by itself."""

    file_mb: float = 20
    text_mb: float = 5
    archive_mb: float = 200
    archive_ratio: float = 200
    depth: int = 250
    pages: int = 500
    table_cells: int = 20_000
    seconds: float = 120
    memory_mb: float = 1000


DEFAULT = Limits()


def from_environment(**given: float | None) -> Limits:
    """The limits that are ``given`` (those not None), else those of the environment (``NOTICE_NLP_MAX_SECONDS=30``), else the default.

    Raises:
        BadInput: a variable holds no positive number.
    """
    values: dict[str, float] = {name: value for name, value in given.items() if value is not None}
    for field in fields(Limits):
        written = os.environ.get(variable := PREFIX + field.name.upper())
        if written is None or field.name in values:
            continue
        try:
            number = float(written)
        except ValueError:
            number = -1
        if not 0 < number < float("inf"):
            raise BadInput(f"{written!r} is no positive number", variable)
        values[field.name] = int(number) if field.type == "int" else number
    return Limits(**values)  # type: ignore[arg-type]
