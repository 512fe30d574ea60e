"""Bytes to text."""

import codecs

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read.encoding import decode

TEXT = "Datenschutz für Käufer: wir speichern Ihre Größe, Straße und Übergröße.\n" * 5


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings(data: bytes, name: str) -> None:
    assert decode(data) == (TEXT, name)


def test_utf8_mark_counts_as_a_code_point() -> None:
    text, name = decode(TEXT.encode("utf-8-sig"))
    assert name == "utf-8-sig"
    assert text == "\ufeff" + TEXT


def test_damaged_utf8_is_not_taken_for_cp1252() -> None:
    text, name = decode(TEXT.encode() + b"\xff" + TEXT.encode())
    assert name == "utf-8 (damaged)"
    assert "Größe" in text


@pytest.mark.parametrize("data", [bytes(range(1, 32)) * 50, b"\xff\xfe\x00\xd8" * 3 + b"\x00"])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        decode(data)


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "utf-7", "zlib", "no such"])
def test_charsets_that_are_none_for_pages(name: str) -> None:
    assert decode("größer \\ud800".encode("cp1252"), name) == ("größer \\ud800", "cp1252")
