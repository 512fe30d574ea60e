"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from notice_nlp import files
from notice_nlp.errors import BadInput
from notice_nlp.files import not_onto, replacing, writable


def test_what_fails_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("from last week")

    def broken_off() -> None:
        with replacing(old) as place:
            assert (place.parent, place.suffix) == (tmp_path, ".csv")
            place.write_text("half of")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    with pytest.raises(BadInput, match=r"old\.csv: No space left"), replacing(old):
        raise OSError(28, "No space left on device")
    assert [p.name for p in tmp_path.iterdir()] == ["old.csv"]
    assert old.read_text() == "from last week"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    with replacing(tmp_path / "link") as place:
        place.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


def test_a_file_in_a_folder_that_takes_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.tempfile, "mkstemp", refused)
    (tmp_path / "old").write_text("old")
    with replacing(tmp_path / "old") as place:
        place.write_text("new")
    assert (tmp_path / "old").read_text() == "new"
    with pytest.raises(BadInput, match="Permission denied"), replacing(tmp_path / "other"):
        pass


def test_asking_whether_it_can_be_written_makes_nothing(tmp_path: Path) -> None:
    writable(tmp_path / "new" / "newer" / "out.txt")
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="file: is a file, no folder"):
        writable(tmp_path / "file" / "out.txt")
    with pytest.raises(BadInput, match="is a folder"):
        writable(tmp_path)


def test_an_input_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    not_onto(tmp_path / "b", [tmp_path / "a", None, "-", tmp_path / "missing"])
    not_onto(None, [tmp_path / "a"])
    (tmp_path / "x").mkdir()
    with pytest.raises(BadInput, match="is read and can't be written"):
        not_onto(tmp_path / "x" / ".." / "a", [tmp_path / "b", str(tmp_path / "a")])
