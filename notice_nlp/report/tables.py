"""Cells that are safe to open in a spreadsheet."""

from __future__ import annotations

# What begins a formula; the wide forms are those of Chinese and Japanese keyboards, and a line break may be dropped before one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value: object) -> object:
    """A cell's value that no spreadsheet runs as a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
