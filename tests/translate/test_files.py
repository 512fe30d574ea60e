"""Files are told by their content."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import Limits
from notice_nlp.translate.docx import write_docx
from notice_nlp.translate.files import read_draft
from notice_nlp.translate.po import write_po
from notice_nlp.translate.segments import Draft
from notice_nlp.translate.xliff import write_xliff


def test_each_format_is_known(draft: Draft, tmp_path: Path) -> None:
    forms = {
        "12": write_xliff(draft), "21": write_xliff(draft, "2.1"), "po": write_po(draft), "docx": write_docx(draft),
        "json": draft.to_json().encode(), "marked": b"\xef\xbb\xbf" + write_xliff(draft),
        "utf16": write_xliff(draft).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    }  # fmt: skip
    for name, data in forms.items():
        path = tmp_path / name
        path.write_bytes(data)
        found = read_draft(path)
        assert [(s.id, s.source, s.target, s.span) for s in found.segments] == [(s.id, s.source, s.target, s.span) for s in draft.segments]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"<html/>", "<html>"), (b"Hello", "XLIFF, TMX"), (b'{"a": 1}', "schema"), (b"{" * 9999, "JSON"),
     (b"PK\x03\x04", "archive"), (b'<xliff version="1.2"/>', "no segment")],
)  # fmt: skip
def test_other_files_are_refused_by_name(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.xlf"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=reason) as caught:
        read_draft(path)
    assert str(caught.value).startswith(str(path))


def test_missing_and_large_files(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_draft(tmp_path / "none.xlf")
    path = tmp_path / "a.po"
    path.write_bytes(write_po(draft))
    with pytest.raises(BadInput, match="limit"):
        read_draft(path, Limits(file_mb=0.0001))
