"""Comparisons made by hand, so that reports are tested apart from the matching."""

from __future__ import annotations

import pytest

from notice_nlp.compare.messages import message
from notice_nlp.compare.types import Comparison, Finding, Link
from notice_nlp.notice import Block, Notice

HOSTILE = (
    '<script>document.title="owned"</script> " onfocus="x \u202eabc\u202c \x1b[31mrot\x1b[0m </style><img src=x onerror=x> &lt; `| @team'
)


def notice(blocks: list[tuple[str, str]], language: str, source: str) -> Notice:
    """A notice of ``(kind, text)`` blocks, one a line; a table row's cells are separated by tabs."""
    made, at = [], 0
    for kind, text in blocks:
        cells, start = [], at
        for cell in text.split("\t") if kind == "row" else []:
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        made.append(Block(at, at + len(text), kind, 1, cells=tuple(cells), language=language))
        at += len(text) + 1
    return Notice("\n".join(text for _, text in blocks), language, tuple(made), source=source, format="html")


def span(found: Notice, words: str) -> tuple[int, int]:
    """Where words first stand."""
    start = found.text.index(words)
    return start, start + len(words)


def with_messages(comparison: Comparison) -> Comparison:
    """The comparison with its findings' sentences filled in."""
    from dataclasses import replace

    return replace(comparison, findings=tuple(replace(f, message=message(comparison, f)) for f in comparison.findings))


A = [
    ("heading", "Datenschutz im Kanuverein"),
    ("paragraph", "Wir speichern Ihren Namen und Ihre Anschrift für die Mitgliederliste."),
    ("paragraph", "Einmal im Jahr prüfen wir die Liste."),
    ("paragraph", "Die Liste liegt im Bootshaus."),
    ("paragraph", "Fragen beantwortet der Vorstand."),
    ("row", "Bootsverleih\tName, Telefonnummer"),
    ("paragraph", "Beim Sommerfest fotografieren wir."),
]
B = [
    ("heading", "Datenschutz im Kanuverein"),
    ("paragraph", "Wir speichern Ihren Namen und Ihre Blutgruppe für die Mitgliederliste."),
    ("paragraph", "Einmal im Jahr prüfen wir die Liste."),
    ("paragraph", "Die Liste liegt im Bootshaus."),
    ("paragraph", "Fragen beantwortet der Vorstand."),
    ("row", "Bootsverleih\tName, Telefonnummer"),
    ("paragraph", HOSTILE),
]


@pytest.fixture
def versions() -> Comparison:
    """Two German versions: a datum exchanged, a paragraph gone, a hostile one new."""
    a, b = notice(A, "de", "alt/hinweis.html"), notice(B, "de", "neu/hinweis.html")
    links = (*(Link((i,), (i,), 1.0) for i in range(6)), Link((6,), ()), Link((), (6,)))
    findings = (
        Finding("concept_added", "high", b=(span(b, "Blutgruppe"),), concept="pd:Health", new="pd:Health", rule="special-data-added"),
        Finding("concept_removed", "low", a=(span(a, "Anschrift"),), concept="pd:PhysicalAddress", old="pd:PhysicalAddress", rule="less"),
        Finding("row_removed", "low", a=((a.blocks[6].start, a.blocks[6].end),), rule="less"),
        Finding("row_added", "medium", b=((b.blocks[6].start, b.blocks[6].end),), new=HOSTILE, rule="activity-added"),
        Finding("wording", "info", a=(span(a, "Anschrift"),), b=(span(b, "Blutgruppe"),), rule="form"),
    )
    return with_messages(Comparison(a, b, "versions", "de", links, (), findings, 0.8123, ("Zeile 3 <b>unklar</b>",)))


@pytest.fixture
def translations() -> Comparison:
    """A German and an English notice, reported in English: one datum missing, one block moved."""
    a = notice([A[0], A[1], A[2], A[3]], "de", "hinweis.de.html")
    english = [
        ("heading", "Privacy at the canoe club"),
        ("paragraph", "The list is in the boathouse."),
        ("paragraph", "We store your name for the list of members."),
        ("paragraph", "Once a year we check the list."),
    ]
    b = notice(english, "en", "notice.en.html")
    links = (Link((0,), (0,), 0.9), Link((1,), (2,), 0.9), Link((2,), (3,), 0.9), Link((3,), (1,), 0.8, moved=True))
    findings = (
        Finding("concept_missing", "medium", a=(span(a, "Anschrift"),), concept="pd:PhysicalAddress", rule="data-added"),
        Finding("number_changed", "medium", a=(span(a, "Einmal"),), b=(span(b, "Once"),), old="1", new="1", rule="said-elsewhere"),
    )
    return with_messages(Comparison(a, b, "translations", "en", links, (), findings, 0.9))
