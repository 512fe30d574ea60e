"""Markdown, DOCX, PDF, sniffing, and the same notice in all formats."""

import io
import zipfile
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read import Document, read_bytes, read_file, read_text, sniff
from notice_nlp.read.limits import Limits
from tests.conftest import Kit


def rows(document: Document) -> list[list[str]]:
    return [[" ".join(document.text[a:b].split()) for a, b in block.cells] for block in document.blocks if block.kind == "row"]


def wanted(kit: Kit) -> list[list[str]]:
    return [list(row) for row in (kit.header, *kit.rows)]


def test_all_formats_give_the_same_table(kit: Kit, tmp_path: Path) -> None:
    documents = [
        read_text(kit.text()),
        read_text(kit.markdown(), "markdown"),
        read_text(kit.html(), "html"),
        read_file(kit.docx(tmp_path / "a.docx")),
        read_file(kit.pdf(tmp_path / "a.pdf")),
        read_file(kit.pdf(tmp_path / "b.pdf", ruled=False)),
    ]
    for document in documents:
        assert rows(document) == wanted(kit), document.format
        texts = [document.text[b.start : b.end] for b in document.blocks if b.kind != "row"]
        assert texts == [kit.title, kit.intro], document.format


def test_unruled_table_from_the_top_of_the_page_and_over_its_end(tmp_path: Path) -> None:
    body = tuple((f"Um das Vorhaben Nummer {i} zu bearbeiten, das jemand bei uns angemeldet hat.", "Name, Anschrift.") for i in range(40))
    kit = Kit(("Zweck", "Daten"), body, "", "")
    document = read_file(kit.pdf(tmp_path / "a.pdf", ruled=False))
    assert document.blocks[-1].place == "page 2"
    assert [r for r in rows(document) if r[0] != "Zweck"] == [list(row) for row in body]


def test_unruled_table_says_it_was_guessed(kit: Kit, tmp_path: Path) -> None:
    assert "told apart by their places" in read_file(kit.pdf(tmp_path / "b.pdf", ruled=False)).warnings[0]


def test_markdown_with_raw_html_and_front_matter() -> None:
    text = "---\ntitle: x\n---\n# Datenschutz\n\n- Name\n- Mail\n\n<table><tr><td>Zweck</td><td>Daten</td></tr></table>\n"
    document = read_text(text, "markdown")
    assert [b.kind for b in document.blocks] == ["heading", "item", "item", "row"]
    assert document.blocks[0].place == "line 4"


def test_docx_numbered_headings_and_lists(tmp_path: Path) -> None:
    from docx import Document as Docx

    document = Docx()
    document.add_heading("1. Bestellung", 2)
    document.add_paragraph("Name", style="List Bullet")
    document.add_paragraph("Anschrift", style="List Number")
    document.save(str(tmp_path / "a.docx"))
    assert [b.kind for b in read_file(tmp_path / "a.docx").blocks] == ["heading", "item", "item"]


def test_pdf_running_lines_hyphens_and_pages(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 600))
    for page in (1, 2, 3):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 580, "Datenschutzhinweise der Weberei")
        canvas.drawString(40, 20, f"Seite {page} von 3")
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(
            ["Wir verarbeiten die Rechnungs-", "und Lieferadresse, den Namen und die Telefon-", "nummer, solange der Vertrag läuft."]
        ):
            canvas.drawString(40, 500 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    document = read_file(tmp_path / "a.pdf")
    sentence = "Wir verarbeiten die Rechnungs- und Lieferadresse, den Namen und die Telefonnummer, solange der Vertrag läuft."
    assert [document.text[b.start : b.end] for b in document.blocks] == [sentence] * 3
    assert [b.place for b in document.blocks] == ["page 1", "page 2", "page 3"]


def test_pdf_newspaper_columns(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    left = [f"Links steht Zeile {i} des Textes hier drin" for i in range(20)]
    right = [f"Rechts steht Zeile {i} des Textes hier drin" for i in range(20)]
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(460, 600))
    canvas.setFont("Helvetica", 10)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(30, 500 - 13 * i, a)
        canvas.drawString(240, 500 - 13 * i, b)
    canvas.save()
    text = read_file(tmp_path / "a.pdf").text
    assert text.index("Links steht Zeile 19") < text.index("Rechts steht Zeile 0")


def docx_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\nbroken", "PDF can't be read"),
        (b"PK\x03\x04broken", "broken"),
        (docx_of({"other.xml": b"<a/>"}), "without a Word document"),
        (docx_of({"word/document.xml": b"0" * 30_000_000}), "unpacks"),
        (docx_of({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "Word 97"),
        (b"{\\rtf1 hallo}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(1, 32)) * 100, "not a text file"),
    ],
)
def test_bad_bytes(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_bytes(data)


def test_encrypted_pdf(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(50, 700, "Geheim")
    canvas.save()
    with pytest.raises(BadInput, match=r"a\.pdf: PDF is encrypted"):
        read_file(tmp_path / "a.pdf")


def test_scanned_pdf(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    with pytest.raises(BadInput, match="scan"):
        read_file(tmp_path / "a.pdf")


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>" + b"x" * 2_000_000)
    with pytest.raises(BadInput, match="2 MB is over the limit of 1 MB"):
        read_file(tmp_path / "a.html", Limits(file_mb=1))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_file(tmp_path / "a.html")


@pytest.mark.parametrize(
    ("data", "suffix", "format"),
    [
        (b"%PDF-1.4", ".txt", "pdf"),
        (b"<!DOCTYPE html><p>", ".txt", "html"),
        (b"<p>", ".html", "html"),
        (b"# A", ".md", "markdown"),
        (b"Text", "", "text"),
        (b"PK\x03\x04", ".docx", "docx"),
    ],
)
def test_sniffing(data: bytes, suffix: str, format: str) -> None:
    assert sniff(data, suffix) == format


def test_suffix_that_lies() -> None:
    with pytest.raises(BadInput, match="not a PDF"):
        sniff(b"Text", ".pdf")


def test_docx_headings_of_own_styles(tmp_path: Path) -> None:
    from docx import Document as Docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Docx()
    inherited = document.styles.add_style("Eigene Überschrift", WD_STYLE_TYPE.PARAGRAPH)
    inherited.base_style = document.styles["Heading 2"]
    outlined = document.styles.add_style("Gliederung", WD_STYLE_TYPE.PARAGRAPH)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    outlined.element.get_or_add_pPr().append(level)
    document.add_paragraph("Bestellung", style="Eigene Überschrift")
    document.add_paragraph("Wir speichern Ihren Namen.")
    document.add_paragraph("Versand", style="Gliederung")
    document.save(str(tmp_path / "a.docx"))
    blocks = read_file(tmp_path / "a.docx").blocks
    assert [(b.kind, b.level) for b in blocks] == [("heading", 2), ("paragraph", 0), ("heading", 3)]


def test_comments_before_a_page_are_told_in_time() -> None:
    assert sniff(b"<!-- -->" * 200) == "text"
    assert sniff(b"<!-- a --> <!-- b -->\n<!doctype html>") == "html"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: x\n---\nWir speichern.", "Wir speichern."),
        ("+++\ntitle = 'x'\n+++  \nWir speichern.", "Wir speichern."),
        ("\ufeff\n---\r\nt: x\r\n---\r\nWir speichern.", "Wir speichern."),
        ("---\n" + "\n" * 50_000 + "Wir speichern.", "Wir speichern."),
        ("{{< note >}}Wir{{% x %}} speichern." + "{{<" * 5000, "Wir speichern." + "{{<" * 5000),
    ],
)
def test_what_markdown_leaves_out(text: str, words: str) -> None:
    assert read_text(text, "markdown").text.strip() == words


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(BadInput, match="surrogate"):
        read_text("Wir speichern \ud800")


def test_archives_that_lie(kit: Kit, tmp_path: Path) -> None:
    data = kit.docx(tmp_path / "a.docx").read_bytes()
    for broken in (data[:4] + data[20:], data[:200] + b"\xff" * 40 + data[240:], data[:3000] + data[3010:], data[:-200] + data[-190:]):
        with pytest.raises(BadInput):
            read_bytes(broken, ".docx")
