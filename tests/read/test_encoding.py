"""Bytes to text."""

import codecs

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read import read_bytes
from notice_nlp.read.encoding import decode

TEXT = "Datenschutz für Käufer: wir speichern Ihre Größe, Straße und Übergröße.\n" * 5


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        ((TEXT[:20] + "\0" + TEXT[20:] + "\0").encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings(data: bytes, name: str) -> None:
    text, found = decode(data)
    assert (text.replace("\0", ""), found) == (TEXT, name)


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


def test_garbled_text_is_told() -> None:
    """UTF-8 taken for Windows-1252 and saved again, Mac Roman, zero bytes."""
    for garbled, mark in ((TEXT.encode().decode("cp1252").encode(), "“Ã¼”"), (TEXT.encode("mac_roman"), "“Ÿ”")):
        (warning,) = read_bytes(garbled).warnings
        assert "garbled characters" in warning
        assert mark in warning
    (warning,) = read_bytes(TEXT.replace("Größe", "Grö\0ße", 2).encode()).warnings
    assert warning == "zero bytes in the text, passed over: 2"


@pytest.mark.parametrize("text", [TEXT, "São Paulo, Škoda, Dušan, Ÿ, “quoted” – don’t.\n" * 9, "FÃ¼r once.\n", "Ã … Â\n" * 9])
def test_other_text_is_not(text: str) -> None:
    assert read_bytes(text.encode()).warnings == ()
