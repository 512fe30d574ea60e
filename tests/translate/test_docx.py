"""The table in Word: what goes out comes back, with and without what only our own reader sees."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings

from notice_nlp.errors import BadInput
from notice_nlp.read import read_bytes
from notice_nlp.read.limits import Limits
from notice_nlp.translate.docx import write_docx
from notice_nlp.translate.docx_table import read_docx_table
from notice_nlp.translate.merge import merge
from notice_nlp.translate.segments import Draft, Note
from notice_nlp.translate.xml import plain

from .conftest import drafts


def broken_alike(text: str) -> str:
    return plain(text.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=60)
@given(drafts())
def test_a_draft_comes_back_as_it_went_out(draft: Draft) -> None:
    back = read_docx_table(write_docx(draft))
    shown = (replace(s, matches=(), source=broken_alike(s.source), target=broken_alike(s.target)) for s in draft.segments)
    assert back == replace(draft, segments=tuple(shown))
    assert merge(draft, back) == draft


def test_word_processors_and_our_own_reader_see_the_table(draft: Draft) -> None:
    data = write_docx(draft)
    table = Document(io.BytesIO(data)).tables[0]
    assert [c.text for c in table.rows[0].cells] == ["ID", "Source (de)", "Target (en)", "Status", "Notes"]
    assert [c.text for c in table.rows[2].cells][:4] == [
        "s2",
        "Wir nutzen Ihre E-Mail-Adresse.",
        "We use your address.",
        "draft, mt:marian, 71%",
    ]
    assert table.rows[3].cells[3].text == "untranslated"
    assert "Löschung nach 12 Monaten" in read_bytes(data, ".docx").text
    assert write_docx(draft) == data


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_what_a_translator_types_comes_back(draft: Draft) -> None:
    document = Document(io.BytesIO(write_docx(draft)))
    rows = document.tables[0].rows
    rows[2].cells[2].text = "We use your email address."
    rows[3].cells[2].text = "Deleted\nafter 12 months"
    rows[3].cells[3].text = "Final"
    rows[1].cells[4].text = "Passt."
    back = read_docx_table(saved(document))
    assert [(s.target, s.origin, s.state) for s in back.segments] == [
        ("Newsletter", "tm:exact", "translated"),
        ("We use your email address.", "edited", "translated"),
        ("Deleted\nafter 12 months", "edited", "final"),
    ]
    assert back.segments[0].notes == (Note("Passt.", kind="comment"),)
    assert [back.text[slice(*s.span)] for s in back.segments] == [s.source for s in draft.segments]


def test_without_the_custom_part_ids_are_enough(draft: Draft) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_docx(draft))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                new.writestr(name, old.read(name))
    back = read_docx_table(stream.getvalue())
    assert (back.source_language, back.target_language) == ("de", "en")
    assert [s.id for s in back.segments] == ["s1", "s2", "s3"]
    assert [s.state for s in back.segments] == ["translated", "initial", "initial"]
    merged = merge(draft, back)
    assert [replace(s, notes=()) for s in merged.segments] == [replace(s, notes=()) for s in draft.segments]


def test_a_table_of_two_columns_made_by_hand() -> None:
    document = Document()
    document.add_table(1, 3).rows[0].cells[0].text = "Something else"
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("Name", "name"), ("Anschrift", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = read_docx_table(saved(document))
    assert [(s.id, s.source, s.target, s.state) for s in found.segments] == [
        ("s1", "Name", "name", "translated"),
        ("s2", "Anschrift", "", "initial"),
    ]


def test_tracked_changes_are_taken() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "Konto"
    data = saved(document)
    change = (
        '<w:p><w:r><w:t>An </w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>account</w:t></w:r></w:ins></w:p></w:tc></w:tr>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                assert b"<w:p/></w:tc></w:tr>" in text
                text = text.replace(b"<w:p/></w:tc></w:tr>", change.encode())
            new.writestr(name, text)
    assert read_docx_table(stream.getvalue()).segments[0].target == "An account"


def test_bad_documents_say_why(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(BadInput, match="archive"):
        read_docx_table(b"PK\x03\x04")
    with pytest.raises(BadInput, match="no table"):
        read_docx_table(saved(Document()))
    with pytest.raises(BadInput, match="limit"):
        read_docx_table(write_docx(draft), Limits(file_mb=0.0001))
