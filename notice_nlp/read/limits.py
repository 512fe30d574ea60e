"""Bounds on what is read, so that a hostile or broken file costs little and says why it was refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``file_mb``: size of a file, ``text_mb``: of the text taken from it (million characters), ``archive_mb``: of a
    DOCX unpacked, ``archive_ratio``: how many times larger than packed one of its parts may be, ``depth``: nesting
    of elements in HTML, ``pages``: of a PDF, ``table_cells``: grid places of one table with all spans filled."""

    file_mb: float = 20
    text_mb: float = 5
    archive_mb: float = 200
    archive_ratio: float = 200
    depth: int = 250
    pages: int = 500
    table_cells: int = 20_000


DEFAULT = Limits()
