"""HTML: structure, spans of table cells, furniture."""

import time
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read import read_text
from notice_nlp.read.limits import Limits


def blocks(html: str) -> list[tuple[str, str]]:
    document = read_text(html, "html")
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_headings_paragraphs_lists() -> None:
    html = "<h2>Kontakt</h2><p>Wir speichern:<ul><li>Name<ul><li>Vorname</li></ul></li><li>Mail</li></ul><div>Ende.</div>"
    assert blocks(html) == [
        ("heading", "Kontakt"), ("paragraph", "Wir speichern:"), ("item", "Name"), ("item", "Vorname"), ("item", "Mail"),
        ("paragraph", "Ende."),
    ]  # fmt: skip


def test_nesting_depth_is_the_level() -> None:
    document = read_text("<ul><li>a<ul><li>b</li></ul></li></ul>", "html")
    assert [b.level for b in document.blocks] == [1, 2]


def test_definition_list_and_accordion() -> None:
    html = "<dl><dt>Zweck</dt><dd>Versand</dd></dl><details><summary>Cookies</summary><p hidden>Text dazu.</p></details>"
    assert blocks(html) == [("term", "Zweck"), ("item", "Versand"), ("heading", "Cookies"), ("paragraph", "Text dazu.")]


def test_line_breaks_begin_blocks() -> None:
    assert blocks("<p>Name<br>Anschrift</p>") == [("paragraph", "Name"), ("paragraph", "Anschrift")]


def test_bold_line_is_a_heading() -> None:
    assert blocks("<p><strong>Newsletter</strong></p><p>Text mit <b>fett</b>.</p>")[0] == ("heading", "Newsletter")


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>Start</nav>", "<footer>Impressum</footer>", "<div class='cookie-banner'>Alle annehmen</div>", "<script>x()</script>",
        "<div role='navigation'>Menü</div>", "<ul id='main-menu'><li>Start</li></ul>", "<style>p{}</style>", "<!-- Kommentar -->",
    ],
)  # fmt: skip
def test_furniture_is_left_out(furniture: str) -> None:
    assert blocks(f"{furniture}<p>Wir speichern Namen.</p>{furniture}") == [("paragraph", "Wir speichern Namen.")]


def cells(html: str) -> list[list[str]]:
    document = read_text(html, "html")
    return [[document.text[a:b] for a, b in block.cells] for block in document.blocks if block.kind == "row"]


def test_row_span_fills_the_rows_below() -> None:
    html = "<table><tr><td rowspan=2>Vertrag</td><td>Name</td></tr><tr><td>Adresse</td></tr></table>"
    assert cells(html) == [["Vertrag", "Name"], ["Vertrag", "Adresse"]]


def test_column_span_keeps_the_columns() -> None:
    html = "<table><tr><td colspan=2>Vertrag</td><td>Name</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>"
    assert cells(html) == [["Vertrag", "", "Name"], ["a", "b", "c"]]


def test_items_of_a_cell_are_lines() -> None:
    html = "<table><tr><td>Zweck</td><td><ul><li>Name</li><li>Mail</li></ul>IP<br>Zeit</td></tr></table>"
    assert cells(html) == [["Zweck", "Name\nMail\nIP\nZeit"]]


def test_layout_table_is_read_as_text() -> None:
    html = "<table><tr><td><h2>Kontakt</h2><p>Text.</p></td><td>x</td></tr></table>"
    assert blocks(html)[0] == ("heading", "Kontakt")


def test_invisible_characters_and_blanks() -> None:
    assert blocks("<p>E-Mail-Adres\u00adse\u00a0und\n  Na\u0308he</p>") == [("paragraph", "E-Mail-Adresse und Nähe")]


def test_place_names_the_line() -> None:
    document = read_text("<p>eins</p>\n\n<p>zwei</p>", "html")
    assert [b.place for b in document.blocks] == ["line 1", "line 3"]


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(BadInput, match="nested deeper"):
        read_text("<div>" * 1000 + "x", "html")


def test_entities_are_refused() -> None:
    with pytest.raises(BadInput, match="entities"):
        read_text('<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', "html")


def test_spans_are_bounded() -> None:
    with pytest.raises(BadInput, match="cells"):
        read_text("<table><tr><td colspan=99999>a</td><td>b</td></tr></table>", "html", limits=Limits(table_cells=1000))


def test_page_without_text() -> None:
    with pytest.raises(BadInput, match="no text"):
        read_text("<html><body><nav>Start</nav></body></html>", "html")


def test_example_has_no_furniture(example: Path) -> None:
    document = read_text(example.read_text("utf-8"), "html")
    assert "Impressum" not in document.text
    assert "Server-Protokolle" in document.text


def test_a_heading_closed_by_another_level_ends_there() -> None:
    document = read_text("<h2><strong>Verein</h4></strong> Wir sind ein Verein.<br>Seit 1901.<h2>Daten</h2><p>Name</p>", "html")
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", "Verein"),
        ("paragraph", "Wir sind ein Verein."),
        ("paragraph", "Seit 1901."),
        ("heading", "Daten"),
        ("paragraph", "Name"),
    ]


def test_a_bold_line_of_its_own_is_a_heading() -> None:
    document = read_text("<div><b>1. Umfang</b><br><br>Wir speichern <b>nichts</b>.<br><strong>2. Zweck</strong><br>Keiner.</div>", "html")
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "heading", "paragraph"]


def test_private_characters_of_the_page_mark_nothing() -> None:
    document = read_text("<p>\ue000Kein Titel\ue001</p>", "html")
    assert [(b.kind, document.text) for b in document.blocks] == [("paragraph", "Kein Titel")]


@pytest.mark.parametrize("level", ["²", "9" * 5000, "-3", "", "①"])
def test_numbers_that_pages_claim(level: str) -> None:
    page = f"<div role=heading aria-level='{level}'>Zwecke</div><p>Wir.</p><table><tr><td rowspan='{level}'>a</td><td>b</td></tr></table>"
    heading = read_text(page, "html", limits=Limits(table_cells=20)).blocks[0]
    assert heading.kind == "heading"
    assert 1 <= heading.level <= 9


def test_end_tags_may_be_left_out() -> None:
    assert len(read_text("<ul>" + "<li>Name" * 2000, "html").blocks) == 2000


def test_heaps_of_marks_are_composed_in_time() -> None:
    start = time.process_time()
    read_text("<p>a" + "\u0301\u0327" * 100_000, "html")
    assert time.process_time() - start < 5
