"""Windows cover every block but table headers, once, with true offsets."""

from notice_nlp.read import read_text
from notice_nlp.segment import Window, read_tables, sections, windows
from notice_nlp.segment.windows import WINDOW


def cut(text: str, format: str = "text") -> tuple[str, list[Window]]:
    document = read_text(text, format)
    return document.text, windows(document.text, document.blocks, read_tables(document.text, document.blocks))


def test_pieces_point_into_the_text() -> None:
    text, found = cut("# Kontakt\nWir speichern\u00a0Ihren Na\u0308hen-Kurs und die E-Mail-Adres\u00adse für Rückfragen aller Art.\n")
    for window in found:
        for piece in window.pieces:
            start, end = piece.view.span(0, len(piece.view.text))
            assert text[start:end].replace("\u00a0", " ").replace("\u00ad", "").replace("a\u0308", "ä") == piece.view.text


def test_table_header_is_context_only() -> None:
    _, found = cut("Zweck\tDaten\nVersand\tName\n")
    assert "Zweck | Daten" in found[0].context
    assert [p.view.text for p in found[0].pieces] == ["Versand", "Name"]


def test_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "Wir verarbeiten diese Angaben, um Ihnen unsere Leistungen anbieten zu können. "
    _, found = cut("<p>" + sentence * 40 + "</p>", "html")
    assert all(sum(len(p.view.text) for p in w.pieces) <= WINDOW for w in found)
    assert "".join(p.view.text for w in found for p in w.pieces).replace(" ", "") == (sentence * 40).replace(" ", "")
    assert all(p.view.text.strip().endswith("können.") for w in found for p in w.pieces)


def test_word_without_blank_is_cut() -> None:
    _, found = cut("x" * 5000 + " Ende der Zeile.")
    assert sum(len(p.view.text) for w in found for p in w.pieces) >= 5000


def test_key_depends_on_content_and_context_only() -> None:
    one = cut("<h2>Mail</h2><p>Wir speichern Ihre Adresse.</p>", "html")[1][0]
    same = cut("<p>Davor.</p><h2>Mail</h2><p>Wir speichern Ihre Adresse.</p>", "html")[1][-1]
    other = cut("<h2>Post</h2><p>Wir speichern Ihre Adresse.</p>", "html")[1][0]
    assert one.key == same.key != other.key


def test_sections_follow_heading_levels() -> None:
    document = read_text("<h1>A</h1><h2>B</h2><p>b</p><h2>C</h2><h3>D</h3><p>d</p>", "html")
    paths = [[document.text[document.blocks[i].start : document.blocks[i].end] for i in s.path] for s in sections(document.blocks)]
    assert paths == [["A"], ["A", "B"], ["A", "C"], ["A", "C", "D"]]
