"""Cells that are safe to open in a spreadsheet."""

from __future__ import annotations


def inert(value: object) -> object:
    """A cell's value that no spreadsheet runs as a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value
