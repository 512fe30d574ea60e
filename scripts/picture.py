#!/usr/bin/env python
"""Draws the README's picture: the example notice's rows as the terminal shows them.

python scripts/picture.py
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from notice_nlp.analyse import parse
from notice_nlp.report.terminal import render

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    notice = parse(ROOT / "notice_nlp" / "examples" / "roesterei.de.html")
    console.print(render(replace(notice, source="roesterei.de.html")))
    console.save_svg(str(ROOT / "docs" / "parse.svg"), title="notice-nlp parse roesterei.de.html")


if __name__ == "__main__":
    main()
