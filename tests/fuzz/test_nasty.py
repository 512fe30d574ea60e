"""Files that want to hurt: the command line refuses them one by one, and what it reports of the others is inert."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from notice_nlp.analyse import parse
from notice_nlp.compare import compare
from notice_nlp.report.comparison import comparison_markdown, comparison_page
from notice_nlp.report.html import page
from scripts.nasty import SAID, SCRIPT, small, write
from tests.fuzz.properties import inert_page
from tests.report.test_comparison_browser import CHROMIUM, dom

REFUSED = {
    "laughs.html": "entities",
    "outside.xhtml": "entities",
    "laughs.docx": "entities",
    "lists.html": "nested deeper",
    "tables.html": "nested deeper",
    "spans.html": "cells",
    "rows.txt": "cells",
    "bomb.docx": "times its size",
    "truncated.docx": "broken",
    "truncated.pdf": "can't be read",
    "encrypted.pdf": "encrypted",
    "loop.pdf": "PDF",
    "nul.txt": "not a text file",
    "mixed.txt": "not a text file",
    "nested.docx": "can't be read",
    "brackets.md": "longer than",
    "bomb.pdf": "longer than",
}
LINKS = {
    "pipe.txt": "not a regular file",
    "zero.txt": "not a regular file|leads out",
    "passwd.txt": "leads out",
    "round.txt": "symbolic links",
}
# These keep a slow machine busy for as long as they are let; the long run has them all.
SLOW = {
    "bomb.docx", "bomb.pdf", "brackets.md", "headings.html", "marks.html", "marks.txt", "quotes.md", "rows.txt", "stops.txt", "word.txt",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
LONG = bool(os.environ.get("NOTICE_NLP_LONG"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("nasty")
    write(out)
    if not LONG:
        for name in SLOW:
            (out / name).unlink()
    return out


def test_each_is_told_in_a_line_and_the_rest_is_done(folder: Path) -> None:
    """In a process that may not call the network."""
    shut = "import sys; sys.addaudithook(lambda e, a: e in ('socket.connect', 'socket.getaddrinfo') and sys.exit(99)); "
    code = f"{shut}from notice_nlp.cli import run; sys.argv = ['notice-nlp', *sys.argv[1:]]; run()"
    command = [sys.executable, "-c", code, "parse", str(folder), "--max-seconds", "10", "--format", "jsonl"]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, timeout=900)
    assert done.returncode == 2, done.stderr.decode()[-2000:]
    told = done.stderr.decode().splitlines()
    assert all(line.startswith("notice-nlp: ") for line in told), told
    assert not [line for line in told if not line.isprintable()]
    for name, reason in (REFUSED | LINKS).items():
        if (folder / name).exists() or (folder / name).is_symlink():
            lines = [line for line in told if f"{name}:" in line]
            assert len(lines) == 1, (name, lines)
            assert re.search(reason, lines[0]), lines[0]
    read = {Path(json.loads(line)["source"]).name for line in done.stdout.decode().splitlines()}
    assert {"markup.html", "markup.txt", "formulas.txt", "rtl.txt", "controls.txt", "comments.txt", "numbers.html", "escape.docx"} <= read
    assert not read & (REFUSED.keys() | LINKS.keys())
    assert b"root:" not in done.stdout
    assert not (folder.parent / "escape.txt").exists()
    assert time.monotonic() - start < 600


def test_reports_of_injected_markup_are_inert() -> None:
    data = small()
    for name in ("markup.html", "markup.txt", "formulas.txt", "controls.txt", "rtl.txt"):
        notice = parse(data[name])
        other = parse((SAID + "Mehr nicht.").encode())
        inert_page(page(notice))
        comparison = compare(other, notice)
        inert_page(comparison_page([comparison]))
        told = comparison_markdown(comparison)
        assert "<script" not in told
        assert "](javascript" not in told
        assert "<img" not in told


def test_spreadsheets_get_no_formula(folder: Path, tmp_path: Path) -> None:
    import csv

    from typer.testing import CliRunner

    from notice_nlp.cli import app

    out, register = tmp_path / "rows.csv", str(tmp_path / "r.db")
    assert CliRunner().invoke(app, ["parse", str(folder / "formulas.txt"), "-f", "csv", "-o", str(out)]).exit_code == 0
    assert CliRunner().invoke(app, ["ingest", str(folder / "formulas.txt"), "-r", register]).exit_code == 0
    for name in ("rows", "mentions"):
        made = tmp_path / f"{name}.xlsx"
        assert CliRunner().invoke(app, ["register", "export", str(made), "-r", register, "--what", name]).exit_code == 0
        from openpyxl import load_workbook

        cells = [c for row in load_workbook(made).active.iter_rows() for c in row]
        assert cells
        assert not [c.value for c in cells if c.data_type == "f"]
    with out.open(encoding="utf-8", newline="") as stream:
        cells = [cell for line in csv.reader(stream) for cell in line]
    assert any("1+1" in cell or "SUM" in cell for cell in cells) or cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_feed_is_well_formed(tmp_path: Path) -> None:
    from notice_nlp.register.feed import Feed
    from notice_nlp.register.watch import Change

    old, new = parse(SAID + "Ende."), parse(f"{SAID}\n\nWir verarbeiten Ihre Gesundheitsdaten {SCRIPT}\x0b\ufffe")
    key = f"a]]>&<b>{SCRIPT}\x00\x1b"
    feed = Feed(tmp_path / "changes.atom")
    feed.add([Change(key, "de", SCRIPT, SCRIPT, compare(old, new)), Change(key, "de", "", SCRIPT, None)])
    root = etree.parse(tmp_path / "changes.atom").getroot()
    assert len(root.findall("{*}entry")) == 2
    assert {etree.QName(e).localname for e in root.iter(etree.Element)} <= {
        "feed", "title", "id", "updated", "author", "name", "generator", "entry", "link", "content", "summary",
    }  # fmt: skip
    for content in root.iter("{*}content"):
        inert_page(content.text or "")
    for made in (tmp_path / "changes-reports").iterdir():
        inert_page(made.read_text("utf-8"))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("kind", ["notice", "comparison"])
def test_browser_finds_nothing_injected(kind: str, tmp_path: Path) -> None:
    notice = parse(small()["markup.txt"])
    made = page(notice) if kind == "notice" else comparison_page([compare(parse(SAID.encode()), notice)])
    assert "owned" in made  # it is there, as text
    found = dom(made, tmp_path)
    inert_page(found)
    assert "<title>owned" not in found
    assert "onerror=" not in re.sub(r">[^<]*<", "><", found)
