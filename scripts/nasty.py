"""Writes files that want to hurt whoever reads them: ``python scripts/nasty.py OUT [--large]``.

Bombs, entities, nesting, marks in heaps, controls, lying encodings, broken PDFs, formulas, markup for reports, links and pipes in the
place of files. ``--large`` adds those of 20 to 250 MB and an archive that unpacks to 2 GB. None of it is meant to be kept.
"""

from __future__ import annotations

import argparse
import io
import os
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

SAID = "Für den Versand speichern wir Ihren Namen und Ihre E-Mail-Adresse. Wir löschen die Daten nach zwei Jahren. "
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SCRIPT = (
    '<script>document.title="owned"</script> "\'><img src=x onerror="document.title=1"> </style></title></textarea><svg onload=alert(1)>'
    ' [x](javascript:alert(1)) {{7*7}} ${7*7} =HYPERLINK("http://evil.example") @team <iframe src=//evil.example></iframe>'
)
LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://evil.example/x">]>'


def small() -> dict[str, bytes]:
    """Files of at most a few megabytes, by name."""
    made: dict[str, bytes | str] = {
        "laughs.html": f"{LAUGHS}<html><p>&i; {SAID}",
        "outside.xhtml": f"{OUTSIDE}<html><p>&x;&y; {SAID}",
        "laughs.xlf": f"{LAUGHS.replace('html', 'xliff')}<xliff version='1.2'><file><body>&i;</body></file></xliff>",
        "lists.html": "<html><ul>" + "<li>Name<ul>" * 10_000,
        "tables.html": "<html>" + "<table><tr><td>" * 10_000 + SAID,
        "spans.html": f"<html><table><tr><td rowspan=65000 colspan=65000>{SAID}<td>b</table>",
        "numbers.html": f'<html><div role=heading aria-level="{"9" * 5000}">Zweck</div><p>{SAID}<table><tr><td colspan="²">a<td>b</table>',
        "comments.txt": "<!-- -->" * 200 + SAID,
        "quotes.md": "> " * 20_000 + SAID,
        "brackets.md": "[" * 60_000 + SAID,
        "front.md": "---\n" + "\n" * 300_000 + SAID,
        "shortcodes.md": "{{<" * 100_000 + SAID,
        "marks.html": f"<html><p>{SAID} a" + "\u0301\u0327" * 300_000,
        "marks.txt": f"{SAID} a" + "\u0301\u0327" * 20_000,
        "blanks.txt": "Zweck\tDaten\nVersand\tName" + " " * 200_000 + "Anschrift\n" + SAID,
        "stops.txt": SAID + "." * 200_000 + "\n" + SAID,
        "word.txt": SAID + "x" * 300_000,
        "headings.html": "<html>" + "<h1>Daten</h1>" * 50_000,
        "rows.txt": "Zweck\tDaten\n" + "Versand\tName\n" * 100_000,
        "rtl.txt": f"{SAID}\u202ednetsrever\u202c \u2066x\u2069 Ihre E-\u200bMail-\u200dAdresse und Ihre \u0430dresse. ",
        "controls.txt": f"{SAID}\x1b]0;owned\x07\x1b[2J\x1b[31mrot\x1b[0m",
        "nul.txt": b"Name\0\0\0Anschrift\0" * 200,
        "mixed.txt": SAID.encode() * 4 + SAID.encode("cp1252") + b"\xff\xfe" + SAID.encode("utf-16-le"),
        "lying.html": f'<html><head><meta charset="utf-7"></head><p>{SAID}+ADw-script+AD4-'.encode("cp1252"),
        "undefined.html": f'<html><head><meta charset="undefined"></head><p>{SAID}'.encode("cp1252"),
        "markup.html": f"<html><title>{_escaped(SCRIPT)}</title><h1>{_escaped(SCRIPT)}</h1><p>{SAID}{_escaped(SCRIPT)}</p>",
        "markup.txt": f"Versand\n{SAID}\n{SCRIPT}\n",
        "formulas.txt": f"Zweck\tDaten\n=1+1\t@SUM(A1)\n+cmd|' /C calc'!A0\t-2+3, Name\n{SAID}",
        "truncated.pdf": pdf()[: len(pdf()) // 2],
        "encrypted.pdf": pdf(encrypted=True),
        "loop.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        "bomb.pdf": pdf(content=b"BT /F1 9 Tf (x) Tj ET " * 3_000_000),
        "bomb.docx": archive({"word/document.xml": b"<w:document>" + b" " * 150_000_000}),
        "laughs.docx": archive({"word/document.xml": f"{LAUGHS}<w:document {SPACE}>&i;</w:document>".encode()}),
        "escape.docx": archive({"../../escape.txt": b"out", "/tmp/escape.txt": b"out", "word/document.xml": word(SAID)}),
        "nested.docx": archive({"word/document.xml": word("", "<w:tbl><w:tr><w:tc>" * 5_000)}),
        "truncated.docx": archive({"word/document.xml": word(SAID)})[:-30],
    }  # fmt: skip
    return {name: data if isinstance(data, bytes) else data.encode() for name, data in made.items()}


def large() -> dict[str, bytes]:
    """Files that are refused for their size, or just not."""
    return {
        "line.txt": b"x" * 100_000_000,
        "line-below.txt": (SAID * 45_000).encode(),
        "page.html": b"<html>" + b"<p>x" * 50_000_000,
        "page-below.html": b"<html>" + b"<p>x" * 4_900_000,
        "brackets-large.md": b"[" * 4_000_000,
        "zeros.docx": archive({"word/document.xml": b"\0" * 2_000_000_000}),
    }


def word(text: str, inside: str = "") -> bytes:
    return f"<w:document {SPACE}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{inside}</w:body></w:document>".encode()


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


def pdf(content: bytes = b"BT /F1 12 Tf 72 700 Td (Wir speichern Ihren Namen.) Tj ET", *, encrypted: bool = False) -> bytes:
    """A PDF of one page, its content packed; an encrypted one has keys that no password opens."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    locked = b"/Encrypt 6 0 R/ID[<00><00>]" if encrypted else b""
    return bytes(out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, locked, start))


def write(out: Path, *, with_large: bool = False) -> None:
    """Writes all of it into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name, data in (small() | (large() if with_large else {})).items():
        (out / name).write_bytes(data)
    (out / "folder.txt").mkdir(exist_ok=True)
    # Not every system has these, or lets everybody make them.
    with suppress(OSError, AttributeError, NotImplementedError):
        (out / "round.txt").symlink_to("round.txt")
        (out / "passwd.txt").symlink_to("/etc/passwd")
        (out / "zero.txt").symlink_to("/dev/zero")
        os.mkfifo(out / "pipe.txt")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    write(options.out, with_large=options.large)
