"""The tour of the main commands."""

from pathlib import Path

from typer.testing import CliRunner

from notice_nlp.cli import app


def test_the_tour_shows_every_step_and_leaves_its_files_where_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["demo", "--keep", str(tmp_path / "new" / "demo"), "--language", "de"])
    assert result.exit_code == 0, result.output
    assert [line.split(" ")[2] for line in result.stdout.splitlines() if line.startswith("$ ")] == [
        "parse", "compare", "compare", "translate", "compare", "translate",
    ]  # fmt: skip
    assert "pd:EmailAddress" in result.stdout
    assert "Speicherdauer" in result.stdout or "Speicherfrist" in result.stdout
    assert str(tmp_path) not in result.stdout.split("Texte und Berichte")[0]
    page = (tmp_path / "new" / "demo" / "compare.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<xliff" in (tmp_path / "new" / "demo" / "draft.xlf").read_text("utf-8")


def test_a_folder_that_can_not_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(app, ["demo", "--keep", str(tmp_path / "file" / "demo")])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "file" in result.stderr


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    import subprocess
    import sys

    tour = subprocess.Popen([sys.executable, "-m", "notice_nlp.cli", "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert tour.stdout is not None
    assert tour.stderr is not None
    tour.stdout.readline()
    tour.stdout.close()
    assert tour.stderr.read() == b""
    tour.wait()
