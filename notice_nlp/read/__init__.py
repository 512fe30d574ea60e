"""Readers: a file or a text becomes blocks with offsets. One module per format, chosen by content, then by suffix."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.read.document import Document
from notice_nlp.read.encoding import decode, doubts
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.read.load import load
from notice_nlp.read.plain import read_plain

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "Word 97 document or encrypted Office file; save it as DOCX without a password",
    b"{\\rtf": "RTF; save it as DOCX or text",
    b"\x89PNG": "a picture; notices are read from text, not images",
    b"\xff\xd8\xff": "a picture; notices are read from text, not images",
    b"\x1f\x8b": "a gzip archive; unpack it first",
}
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def sniff(data: bytes, suffix: str = "") -> str:
    """The format of a file's bytes: by their magic numbers, then by the suffix, then by looks.

    Raises:
        BadInput: a format that isn't read.
    """
    head = data[:2048]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    for magic, reason in _FOREIGN.items():
        if head.startswith(magic):
            raise BadInput(reason)
    known = SUFFIXES.get(suffix.lower())
    if known in {"pdf", "docx"}:
        raise BadInput(f"named {suffix} but is not a {known.upper()} file")
    looks_html = bool(_HTML.match(head.decode("latin-1").lstrip("ÿþ\x00ï»¿")))
    return known if known and not (known == "text" and looks_html) else ("html" if looks_html else "text")


def read_bytes(data: bytes, suffix: str = "", limits: Limits = DEFAULT) -> Document:
    """Blocks of a file's bytes.

    Raises:
        BadInput: empty, too large, of a format that isn't read, or broken.
    """
    if len(data) > limits.file_mb * 1e6:
        raise BadInput(f"{len(data) / 1e6:.0f} MB is over the limit of {limits.file_mb:g} MB for one file")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise BadInput("empty file")
    format = sniff(data, suffix)
    if format == "pdf":
        from notice_nlp.read.pdf import read_pdf

        document = read_pdf(data, limits)
    elif format == "docx":
        from notice_nlp.read.docx import read_docx

        document = read_docx(data, limits)
    else:
        text, encoding = decode(data, _declared(data) if format == "html" else None)
        document = read_text(text, format, encoding, limits)
    return _checked(document, limits)


def read_text(text: str, format: str = "text", encoding: str = "utf-8", limits: Limits = DEFAULT) -> Document:
    """Blocks of a text in one of the formats ``text``, ``markdown``, ``html``. Raises BadInput."""
    if len(text) > limits.file_mb * 1e6:
        raise BadInput(f"text of more than {limits.file_mb:g} million characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("holds half of a surrogate pair, which is no character") from None
    if format == "html":
        from notice_nlp.read.html import read_html

        document = read_html(text, encoding, limits)
    elif format == "markdown":
        from notice_nlp.read.markdown import read_markdown

        document = read_markdown(text, encoding, limits)
    else:
        if len(text) > limits.text_mb * 1e6:
            raise BadInput(f"text of more than {limits.text_mb:g} million characters")
        document = read_plain(text, encoding, limits)
    if found := doubts(text, encoding):
        document = replace(document, warnings=(*document.warnings, *found))
    return _checked(document, limits)


def read_file(path: Path, limits: Limits = DEFAULT) -> Document:
    """Blocks of a file; errors as in :func:`read_bytes`, with the file named."""
    data = load(path, limits)
    try:
        return read_bytes(data, path.suffix, limits)
    except BadInput as error:
        raise error.named(str(path)) from None


def _declared(data: bytes) -> str | None:
    match = re.search(rb"""<meta[^>]+charset=["']?([\w-]+)""", data[:4096], re.I)
    return match.group(1).decode("ascii") if match else None


def _checked(document: Document, limits: Limits) -> Document:
    if len(document.text) > limits.text_mb * 1e6:
        raise BadInput(f"text of more than {limits.text_mb:g} million characters")
    if not document.blocks:
        raise BadInput("no text found in it")
    return document
