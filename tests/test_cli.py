"""The command line as a user meets it, in a process of its own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Kit

BASE = [sys.executable, "-m", "notice_nlp.cli"]


def run(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*BASE, *map(str, arguments)], capture_output=True, input=stdin, check=False, timeout=120)


def test_help_teaches() -> None:
    result = run("parse", "--help")
    assert result.returncode == 0
    assert b"notice-nlp parse notices/" in result.stdout
    assert b"--min-confidence" in result.stdout


def test_json_of_one_file(example: Path) -> None:
    result = run("parse", example, "--format", "json")
    notice = json.loads(result.stdout)
    assert result.returncode == 0
    assert notice["source"] == str(example)
    assert notice["language"] == "de"
    assert len(notice["rows"]) >= 5


def test_several_files_jsonl_and_array(example: Path, kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(kit.markdown(), "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text(kit.text(), "utf-8")
    (tmp_path / "b" / "ignored.xyz").write_text("x")
    result = run("parse", tmp_path, "--format", "jsonl")
    assert [Path(json.loads(line)["source"]).name for line in result.stdout.splitlines()] == ["a.md", "c.txt"]
    assert len(json.loads(run("parse", tmp_path, "--format", "json").stdout)) == 2


def test_standard_input(kit: Kit) -> None:
    result = run("parse", "-", "--format", "json", stdin=kit.text().encode())
    assert json.loads(result.stdout)["source"] == "<stdin>"
    assert json.loads(result.stdout)["text"] == kit.text()


def test_pipe_gets_plain_lines(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(kit.text(), "utf-8")
    lines = run("parse", tmp_path / "a.txt").stdout.decode().splitlines()
    assert [line.split("\t")[2] for line in lines] == [row[0] for row in kit.rows]
    assert not any("\x1b" in line or "│" in line for line in lines)


def test_csv_has_no_formulas(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zweck\tDaten\n=HYPERLINK(1) Versand der Ware\tE-Mail-Adresse, Name\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("parse", tmp_path / "a.txt", "--language", "de", "-f", "csv").stdout.decode())))
    assert rows
    assert all(r["purpose"].startswith("'=") for r in rows)


def test_parquet(kit: Kit, tmp_path: Path) -> None:
    import pandas as pd

    (tmp_path / "a.txt").write_text(kit.text(), "utf-8")
    assert run("parse", tmp_path / "a.txt", "-f", "parquet", "-o", tmp_path / "out.parquet").returncode == 0
    assert "pd:EmailAddress" in set(pd.read_parquet(tmp_path / "out.parquet")["category"])


def test_html_escapes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zweck\tDaten\n<script>alert(1)</script> Versand\tE-Mail-Adresse, Name\n", "utf-8")
    page = run("parse", tmp_path / "a.txt", "--language", "de", "-f", "html").stdout.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_bad_files_do_not_stop_the_batch(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "b.txt").write_text(kit.text(), "utf-8")
    (tmp_path / "c.txt").write_text("")
    result = run("parse", tmp_path, "--format", "jsonl")
    assert result.returncode == 2
    assert len(result.stdout.splitlines()) == 1
    errors = result.stderr.decode().splitlines()
    assert [e for e in errors if "a.pdf: PDF can't be read" in e]
    assert [e for e in errors if "c.txt: empty file" in e]
    assert len(errors) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse", "missing.html"], "missing.html: No such file"),
        (["parse", "{dir}"], "no notices found"),
        (["timeline", "{dir}"], "no notices found"),
        (["parse", "https://example.org/privacy"], "https://example.org/privacy: is an address"),
        (["translate", "https://example.org/privacy", "--to", "en"], "https://example.org/privacy: is an address"),
        (["check", "https://example.org/x.xlf"], "https://example.org/x.xlf: is an address"),
        (["ingest", "https://example.org/privacy", "-r", "{dir}/r.db"], "https://example.org/privacy: is an address"),
        (["parse", "x.html", "--format", "parquet"], "needs --output"),
        (["parse", "x.html", "-o", "{dir}/file/x"], "file: is a file, no folder"),
        (["compare", "x.html", "y.html", "-o", "{dir}/file/x"], "file: is a file, no folder"),
        (["timeline", "x.html", "y.html", "--plot", "{dir}/file/x.svg"], "file: is a file, no folder"),
        (["parse", "x.html", "-o", "{dir}"], "is a folder"),
        (["parse", "x.html", "--model", "{dir}"], "no model here"),
        (["taxonomy", "pd:Nonsense"], "no concept"),
        (["taxonomy", "--search", "qqqq"], "nothing found"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run(*(a.format(dir=tmp_path) for a in arguments))
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "html", "parquet"])
def test_a_failed_run_leaves_an_older_file_alone(format: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    old = tmp_path / "old"
    old.write_text("from last week")
    assert run("parse", tmp_path / "empty.txt", "-f", format, "-o", old).returncode == 2
    assert old.read_text() == "from last week"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("parse", "{file}"), ("parse", "{file}", "-f", "csv", "-o", "/dev/full"), ("taxonomy",), ("taxonomy", "pd:Name"), ("--help",),
        ("compare", "{file}", "{file}", "-f", "markdown"), ("translate", "{file}", "--to", "en", "-o", "/dev/full"),
        ("timeline", "{file}", "{file}"), ("timeline", "{file}", "{file}", "-f", "csv", "-o", "/dev/full"), ("terms", "export"),
        ("tm", "search", "Kontakt"), ("tm", "search", "Kontakt", "-f", "json"), ("demo",),
    ],
)  # fmt: skip
def test_a_full_disk_is_told_in_one_line(arguments: tuple[str, ...], kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(kit.text(), "utf-8")
    with Path("/dev/full").open("wb") as full:
        command = [*BASE, *(a.format(file=file) for a in arguments)]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert result.returncode == 2
    told = [line for line in result.stderr.splitlines() if b"no date found" not in line]
    assert len(told) == 1
    assert b"/dev/full: No space" in told[0] if "/dev/full" in arguments else b"standard output: No space" in told[0]


@pytest.mark.skipif(os.name == "nt", reason="pipes of another kind")
@pytest.mark.parametrize("arguments", [("demo",), ("taxonomy",), ("taxonomy", "pd:Name"), ("parse", "{file}"), ("--help",)])
def test_a_reader_that_has_seen_enough(arguments: tuple[str, ...], kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(kit.text(), "utf-8")
    end, pipe = os.pipe()
    os.close(end)
    try:
        command = [*BASE, *(a.format(file=file) for a in arguments)]
        result = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=120)
    finally:
        os.close(pipe)
    assert result.returncode == 0
    assert result.stderr.replace(b"notice-nlp: no findings\n", b"") == b""


def test_a_table_goes_into_a_file_too(tmp_path: Path) -> None:
    assert run("taxonomy", "--search", "mail", "-o", tmp_path / "out").stdout == b""
    assert "pd:EmailAddress" in (tmp_path / "out").read_text("utf-8")


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_text("")
    assert b"\x1b" not in run("parse", tmp_path).stderr


def test_taxonomy_search_and_concept() -> None:
    assert b"pd:EmailAddress" in run("taxonomy", "--search", "mail").stdout
    shown = run("taxonomy", "pd:EmailAddress").stdout.decode()
    assert "E-Mail-Adresse" in shown
    assert "pd:Contact" in shown


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv=['x','--help']\ntry:\n import notice_nlp.cli as c; c.run()\nexcept SystemExit: pass\n"
        "print(sorted({'torch','spacy','pandas','onnxruntime','numpy','lxml'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip().endswith("[]")


def test_equal_notices_have_no_findings(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(kit.text(), "utf-8")
    result = run("compare", tmp_path / "a.txt", tmp_path / "a.txt")
    assert (result.returncode, result.stdout) == (0, b"")
    assert result.stderr.decode().splitlines() == ["notice-nlp: no findings"]


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
@pytest.mark.parametrize(("command", "code"), [("taxonomy pd:Name >&-", 0), ("parse - <&-", 2), ("parse gone.txt 2>&-", 2)])
def test_streams_that_are_closed(command: str, code: int) -> None:
    result = subprocess.run(f"'{sys.executable}' -m notice_nlp.cli {command}", shell=True, capture_output=True, check=False, timeout=120)
    assert result.returncode == code
    assert b"Traceback" not in result.stderr
