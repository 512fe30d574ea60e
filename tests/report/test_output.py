"""Output is the same on every system: UTF-8, line ends as given."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.report.output import put
from notice_nlp.report.tables import csv_text

TEXT = "Größe – 5 € → 🌰\n"


def test_a_file_has_the_text_and_nothing_else(tmp_path: Path) -> None:
    for given in (TEXT, "a\r\nb\r\n", TEXT.encode()):
        put(given, tmp_path / "out.txt")
        assert (tmp_path / "out.txt").read_bytes() == (given.encode() if isinstance(given, str) else given)


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old"
    old.write_text("from last week")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BadInput, match="No space left"):
        put(TEXT, old)
    assert [p.name for p in tmp_path.iterdir()] == ["old"]
    assert old.read_text() == "from last week"


@pytest.mark.skipif(os.name == "nt", reason="rights of another kind")
def test_a_new_file_has_the_usual_rights_and_an_older_one_keeps_its_own(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    put(TEXT, tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    (tmp_path / "new").chmod(0o600)
    put(TEXT, tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600


def test_a_pipe_as_windows_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code page 1252 and CR LF for every line feed: neither reaches the output, and what was printed before stays before."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n"))
    print("vorher", end="")
    put(TEXT, None)
    assert raw.getvalue() == b"vorher" + TEXT.encode()


def test_a_stream_without_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    put(TEXT, None)
    assert stream.getvalue() == TEXT


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    put("caf\udce9.html\n", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == b"caf\\udce9.html\n"


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match=r"out\.txt: .*(exists|directory)"):
        put("x", tmp_path / "file" / "out.txt")


def test_folders_are_made(tmp_path: Path) -> None:
    put("x", tmp_path / "new" / "newer" / "out.txt")
    assert (tmp_path / "new" / "newer" / "out.txt").read_text() == "x"


def test_csv() -> None:
    records = [{"a": "=1+1", "b": "x\ny", "c": "left out"}, {"a": "ä", "b": 3}]
    assert csv_text(records, ["a", "b"]) == 'a,b\r\n\'=1+1,"x\ny"\r\nä,3\r\n'


def test_the_command_line_writes_utf_8_into_any_pipe() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "notice_nlp.cli", "taxonomy", "pd:Passport"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Gültigkeit des Passes" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout
