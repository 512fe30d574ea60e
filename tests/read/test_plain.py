"""Plain text: what each line is, and offsets that hold."""

import time

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import Limits
from notice_nlp.read.plain import read_plain


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in read_plain(text).blocks]


def test_text_is_kept_as_it_is() -> None:
    text = "\ufeff  Datenschutz\r\n\r\nWir speichern\u00a0Ihren Namen.\n"
    document = read_plain(text)
    assert document.text == text
    assert [text[b.start : b.end] for b in document.blocks] == ["Datenschutz", "Wir speichern\u00a0Ihren Namen."]


def test_bare_headings_and_lists() -> None:
    text = (
        "Server-Protokolle\n"
        "Beim Aufruf unserer Seiten schreibt der Webserver folgende Angaben in eine Datei, die wir aufbewahren:\n"
        "IP-Adresse\n"
        "Uhrzeit der Anfrage\n"
        "Diese Angaben brauchen wir, um Störungen zu finden. Nach einer Woche werden sie überschrieben und sind dann weg.\n"
        "Rundbrief\n"
        "Wer unseren Rundbrief haben möchte, gibt uns dafür eine E-Mail-Adresse und sonst nichts weiter an.\n"
    )
    assert [k for k, _ in kinds(text)] == ["heading", "paragraph", "item", "item", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "a) ", "(1) "])
def test_bullets_are_not_part_of_the_block(mark: str) -> None:
    assert kinds(f"Wir erheben:\n{mark}Name\n{mark}Anschrift\n")[1:] == [("item", "Name"), ("item", "Anschrift")]


@pytest.mark.parametrize(
    ("line", "level"), [("# Datenschutz", 1), ("### Cookies", 3), ("1. Allgemeines", 2), ("3.2 Rechnungen", 3), ("§ 4 Empfänger", 2)]
)
def test_marked_and_numbered_headings(line: str, level: int) -> None:
    block = read_plain(f"{line}\nDazu steht hier ein ganzer Satz, der das Thema ausführlich erklärt und mit Punkt endet.\n").blocks[0]
    assert (block.kind, block.level) == ("heading", level)


def test_address_lines_are_no_headings() -> None:
    text = "Verantwortlich ist:\nMuster GmbH\nHauptstraße 1\n12345 Berlin\nTelefon: 030 1234\n"
    assert "heading" not in [k for k, _ in kinds(text)]


def test_tab_table_cells() -> None:
    text = "Zweck\tDaten\nVersand der Ware\tName,  Anschrift \n"
    row = read_plain(text).blocks[1]
    assert [text[a:b] for a, b in row.cells] == ["Versand der Ware", "Name,  Anschrift"]


def test_empty_cells_are_kept() -> None:
    text = "A\t\tC\n\tB\t\n"
    assert [len(b.cells) for b in read_plain(text).blocks] == [3, 3]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    wrapped = "\n".join(
        [
            "Wir verarbeiten Ihre Angaben nur, soweit das nötig ist, um den Vertrag",
            "mit Ihnen zu erfüllen. Dazu gehören Ihr Name, Ihre Anschrift und die",
            "Nummer Ihres Kontos, von dem wir den Beitrag am Monatsersten abbuchen",
            "dürfen.",
            "",
            "Eine Weitergabe an andere findet nicht statt, es sei denn, ein Gesetz",
            "verpflichtet uns dazu oder Sie haben ausdrücklich eingewilligt, was wir",
            "dann auch aufschreiben.",
        ]
    )
    blocks = kinds(wrapped)
    assert len(blocks) == 2
    assert blocks[0][1].endswith("dürfen.")


def test_a_table_with_too_many_cells_is_refused() -> None:
    with pytest.raises(BadInput, match="more than 10 cells"):
        read_plain("a\tb\tc\n" * 4, limits=Limits(table_cells=10))


def test_a_long_wrapped_paragraph_takes_time_in_proportion() -> None:
    line = "Wir speichern Ihren Namen und Ihre Anschrift, damit die Sendung ankommt und\n"
    start = time.process_time()
    document = read_plain(line * 20_000)
    assert time.process_time() - start < 5
    assert [(b.start, b.end) for b in document.blocks] == [(0, len(line) * 20_000 - 1)]


def test_a_line_of_rare_blanks_is_no_block() -> None:
    assert [b.kind for b in read_plain("Name.\n\u3000\n\u2003\u0085\nEnde.").blocks] == ["paragraph", "paragraph"]
