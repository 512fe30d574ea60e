"""The terminal's table and the lines of a pipe."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from notice_nlp.compare.types import Comparison
from notice_nlp.report.comparison import plain_comparison, render_comparison


def shown(comparison: Comparison, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(render_comparison(comparison))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_table(versions: Comparison) -> None:
    text = shown(versions)
    assert text.startswith("alt/hinweis.html → neu/hinweis.html  1 hoch, 1 mittel, 2 gering, 1 Hinweis")
    first = next(line for line in text.splitlines() if "Blutgruppe" in line)
    assert [c.strip() for c in first.strip("│").split("│")] == ["hoch", "Datenart hinzugekommen", "Datenschutz im", "– → Blutgruppe"]
    assert "Gesundheitsdaten" in text
    assert text.index("hoch ", 120) < text.index("mittel ", 120) < text.index("gering ", 120)


@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_too_wide(versions: Comparison, translations: Comparison, width: int) -> None:
    for comparison in (versions, translations):
        assert max(map(len, shown(comparison, width).splitlines())) <= width


def test_english(translations: Comparison) -> None:
    text = shown(translations)
    assert "Severity" in text
    assert "Einmal → Once" in text


def test_control_characters_are_gone(versions: Comparison) -> None:
    nasty = replace(versions, a=replace(versions.a, source="a\x1b]0;x\x07.html"), warnings=("\x1b[2J",))
    for text in (shown(nasty), "\n".join(plain_comparison(nasty))):
        assert not [c for c in text if not c.isprintable() and c not in "\n\t"]


def test_markup_of_rich_is_text(versions: Comparison) -> None:
    nasty = replace(versions, a=replace(versions.a, source="[red]a[/red].html"), warnings=("[bold]x",))
    assert "[bold]x" in shown(nasty)


def test_no_findings(versions: Comparison) -> None:
    text = shown(replace(versions, findings=()))
    assert "Keine Befunde" in text
    assert "━" not in text


def test_lines(versions: Comparison) -> None:
    lines = [line.split("\t") for line in plain_comparison(versions)]
    assert {len(line) for line in lines} == {12}
    assert lines[1][2:4] + lines[1][7:11] == ["low", "concept_removed", "pd:PhysicalAddress", "", "Anschrift", ""]
