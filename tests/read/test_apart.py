"""Reading in a process of its own: the same as here, and bounded in time and memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.read import read_bytes
from notice_nlp.read.apart import Reader
from notice_nlp.read.limits import Limits, from_environment
from notice_nlp.read.load import load
from tests.conftest import Kit

# Markdown's own rules make a reader try every bracket with every other.
SLOW = b"[" * 400_000


def test_the_same_as_here(kit: Kit, tmp_path: Path) -> None:
    files = [(kit.html().encode(), ".html"), (kit.text().encode(), ".txt"), (kit.docx(tmp_path / "a.docx").read_bytes(), ".docx")]
    with Reader() as reader:
        for data, suffix in files:
            assert reader.read(data, suffix) == read_bytes(data, suffix)


def test_time_is_bounded_and_the_next_file_is_read(kit: Kit) -> None:
    with Reader(Limits(seconds=2)) as reader, pytest.raises(BadInput, match="longer than 2 s"):
        reader.read(SLOW, ".md")
    with Reader(Limits(seconds=20)) as reader:
        reader.start()
        assert reader._process
        reader._process.kill()
        reader._process.wait()
        assert reader.read(kit.html().encode(), ".html").blocks


def test_bad_input_is_told_as_here() -> None:
    with Reader() as reader, pytest.raises(BadInput, match="empty file"):
        reader.read(b"", ".txt")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_memory_is_bounded() -> None:
    with Reader(Limits(memory_mb=60)) as reader:
        with pytest.raises(BadInput, match="memory"):
            reader.read(b"Name\n" * 900_000, ".txt")
        assert reader.read(b"Wir speichern Namen.", ".txt").blocks


def test_bounds_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICE_NLP_MAX_SECONDS", "7.5")
    monkeypatch.setenv("NOTICE_NLP_MAX_PAGES", "3")
    limits = from_environment(file_mb=2)
    assert (limits.seconds, limits.pages, limits.file_mb) == (7.5, 3, 2)
    assert from_environment(seconds=1).seconds == 1
    monkeypatch.setenv("NOTICE_NLP_MAX_DEPTH", "deep")
    with pytest.raises(BadInput, match="NOTICE_NLP_MAX_DEPTH"):
        from_environment()


@pytest.mark.skipif(not hasattr(__import__("os"), "mkfifo"), reason="no named pipes here")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    import os

    pipe = tmp_path / "notice.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(BadInput, match="not a regular file"):
            load(path)
    with pytest.raises(BadInput, match="directory"):
        load(tmp_path)
    with pytest.raises(BadInput, match="over the limit"):
        load(Path(__file__), Limits(file_mb=0.0001))
