"""``notice-nlp check`` from the outside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from notice_nlp.cli import app
from notice_nlp.translate.po import read_po, write_po
from notice_nlp.translate.segments import Draft, Segment
from notice_nlp.translate.xliff import read_xliff, write_xliff

runner = CliRunner()
DRAFT = Draft(
    "de", "en",
    (
        Segment("a", "Unser Rundbrief", "Our newsletter", "edited", 1.0, state="translated"),
        Segment("b", "Wir löschen Ihre E-Mail-Adresse nach 30 Tagen.", "We delete your email address after 90 days.", "edited", 1.0),
        Segment("c", "=Wir geben nichts weiter."),
    ),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notice.xlf"
    path.write_bytes(write_xliff(DRAFT))
    return path


def test_a_pipe_gets_one_line_a_note(file: Path) -> None:
    result = runner.invoke(app, ["check", str(file)])
    assert result.exit_code == 0
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(line[1], line[3]) for line in lines] == [("b", "retention_changed"), ("c", "empty_target")]


def test_json_and_csv(file: Path) -> None:
    (found,) = json.loads(runner.invoke(app, ["check", str(file), "-f", "json"]).stdout)
    assert (found["file"], found["segments"]) == (str(file), 3)
    assert [n["segment"] for n in found["notes"]] == ["b", "c"]
    rows = list(csv.DictReader(io.StringIO(runner.invoke(app, ["check", str(file), "-f", "csv"]).stdout)))
    assert rows[1]["source"] == "'=Wir geben nichts weiter."


def test_notes_go_into_the_file(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "checked.xlf"
    assert runner.invoke(app, ["check", str(file), "-o", str(out)]).exit_code == 0
    checked = read_xliff(out.read_bytes())
    assert [[n.kind for n in s.notes] for s in checked.segments] == [[], ["retention_changed"], ["empty_target"]]
    assert [(s.source, s.target) for s in checked.segments] == [(s.source, s.target) for s in DRAFT.segments]
    again = tmp_path / "again.xlf"
    assert runner.invoke(app, ["check", str(out), "-o", str(again)]).exit_code == 0
    assert read_xliff(again.read_bytes()) == checked


def test_fail_on_and_several_files(file: Path, tmp_path: Path) -> None:
    assert runner.invoke(app, ["check", str(file), "--fail-on", "high"]).exit_code == 1
    good = tmp_path / "good.po"
    good.write_bytes(write_po(Draft("de", "en", DRAFT.segments[:1])))
    assert runner.invoke(app, ["check", str(good), "--fail-on", "any"]).exit_code == 0
    bad = tmp_path / "bad.xlf"
    bad.write_text("<xliff", "utf-8")
    result = runner.invoke(app, ["check", str(bad), str(file), str(good), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "retention_changed" in result.stdout
    assert (tmp_path / "out" / "notice.xlf").exists()
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [str(bad)]
    assert (tmp_path / "out" / "good.po").exists()


def test_other_formats_get_no_notes(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text(DRAFT.to_json(), "utf-8")
    result = runner.invoke(app, ["check", str(file), "-o", str(tmp_path / "out.json")])
    assert result.exit_code == 2
    assert "retention_changed" in result.stdout
    assert "XLIFF and PO files only" in result.stderr


def test_notes_go_into_a_po_file_too(tmp_path: Path) -> None:
    file, out = tmp_path / "notice.po", tmp_path / "out.po"
    file.write_bytes(write_po(DRAFT))
    assert runner.invoke(app, ["check", str(file), "-o", str(out), "--flag"]).exit_code == 0
    checked = read_po(out.read_bytes())
    assert [[n.kind for n in s.notes] for s in checked.segments] == [[], ["retention_changed"], ["empty_target"]]
    assert [s.state for s in checked.segments] == ["translated", "initial", "initial"]
    again = tmp_path / "again.po"
    assert runner.invoke(app, ["check", str(out), "-o", str(again), "--flag"]).exit_code == 0
    assert again.read_bytes() == out.read_bytes()


def test_same_languages_are_refused(file: Path) -> None:
    result = runner.invoke(app, ["check", str(file), "--target-language", "de"])
    assert result.exit_code == 2
    assert "both 'de'" in result.stderr


def test_inputs_are_never_written_to(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    result = runner.invoke(app, ["check", str(file), "-o", str(file)])
    assert result.exit_code == 2
    assert "is read and can't be written" in result.stderr
    assert file.read_bytes() == before
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / file.name).write_bytes(before)
    result = runner.invoke(app, ["check", str(file), str(tmp_path / "b" / file.name), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "another of the files has this name" in result.stderr
    assert not (tmp_path / "out").exists()


def test_fail_on_low(tmp_path: Path) -> None:
    """A note of medium is as grave as low, and graver."""
    path = tmp_path / "notice.xlf"
    path.write_bytes(write_xliff(Draft("de", "en", (DRAFT.segments[2],))))
    (grave,) = {n["severity"] for n in json.loads(runner.invoke(app, ["check", str(path), "-f", "json"]).stdout)[0]["notes"]}
    codes = {level: runner.invoke(app, ["check", str(path), "--fail-on", level]).exit_code for level in ("high", "medium", "low", "any")}
    assert (grave, codes) == ("medium", {"high": 0, "medium": 1, "low": 1, "any": 1})


def test_a_translation_in_work_is_not_noted_segment_by_segment(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "checked.xlf"
    result = runner.invoke(app, ["check", str(file), "--unfinished", "-o", str(out), "--fail-on", "any"])
    assert result.exit_code == 1
    assert [line.split("\t")[3] for line in result.stdout.splitlines()] == ["retention_changed"]
    assert "1 of 3 segments have no target" in result.stderr
    assert [[n.kind for n in s.notes] for s in read_xliff(out.read_bytes()).segments] == [[], ["retention_changed"], []]


def test_a_mostly_empty_translation_says_how_to_check_it(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlf"
    path.write_bytes(write_xliff(Draft("de", "en", (DRAFT.segments[0], Segment("x", "Eins."), Segment("y", "Zwei.")))))
    result = runner.invoke(app, ["check", str(path)])
    assert "2 of 3 segments have no target yet; --unfinished leaves them out" in result.stderr
    assert len(result.stdout.splitlines()) == 2
