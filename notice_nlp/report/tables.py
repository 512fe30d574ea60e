"""Tables for spreadsheets: cells that are safe to open, records as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# What begins a formula; the wide forms are those of Chinese and Japanese keyboards, and a line break may be dropped before one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value: object) -> object:
    """A cell's value that no spreadsheet runs as a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def csv_text(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Records as CSV (RFC 4180: lines end in CR LF) with a head line and inert cells; what is in no column is left out."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({k: inert(v) for k, v in record.items()} for record in records)
    return stream.getvalue()
