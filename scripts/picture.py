#!/usr/bin/env python
"""Draws the README's pictures: the example notice's rows, and two of its versions compared, as the terminal shows them.

python scripts/picture.py
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType

from notice_nlp.analyse import parse
from notice_nlp.compare import compare
from notice_nlp.notice import Notice
from notice_nlp.report.comparison import render_comparison
from notice_nlp.report.terminal import render

ROOT = Path(__file__).resolve().parents[1]


def example(name: str) -> Notice:
    """An example notice, called by its name alone."""
    return replace(parse(ROOT / "notice_nlp" / "examples" / name), source=name)


def draw(what: RenderableType, name: str, title: str) -> None:
    """Saves what the terminal would show as ``docs/<name>.svg``."""
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    console.print(what)
    console.save_svg(str(ROOT / "docs" / f"{name}.svg"), title=title)


def main() -> None:
    old, new = example("roesterei.de.html"), example("roesterei-2025.de.html")
    draw(render(old), "parse", f"notice-nlp parse {old.source}")
    draw(render_comparison(compare(old, new, report_language="en")), "compare", f"notice-nlp compare {old.source} {new.source}")


if __name__ == "__main__":
    main()
