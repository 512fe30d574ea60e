"""``notice-nlp benchmark`` as a user meets it."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from notice_nlp.cli import app


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    result = CliRunner().invoke(app, ["benchmark", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_table_json_and_picture(gold_folder: Path, tmp_path: Path) -> None:
    scores, picture, bars = tmp_path / "scores.json", tmp_path / "calibration.svg", tmp_path / "systems.svg"
    files = (gold_folder / "test.jsonl", gold_folder / "train.jsonl")
    code, shown, error = run(*files, "-f", "json", "-o", scores, "--plot", picture, "--plot-systems", bars)
    assert (code, shown) == (0, "")
    assert "train split" in error
    report = json.loads(scores.read_text("utf-8"))
    assert "split:test+train|notices:2|" in report["signature"]
    assert list(report["systems"]) == ["model", "termbase", "regex"]
    assert len(report["calibration"]["curve"]) == 10
    assert "<svg" in picture.read_text("utf-8")
    assert "<svg" in bars.read_text("utf-8")


def test_plain_table(gold_folder: Path) -> None:
    code, shown, error = run(gold_folder / "train.jsonl", "--baselines", "regex")
    assert code == 0
    assert shown.startswith("corpus:")
    assert "\x1b" not in shown
    assert "termbase" not in shown
    assert "train split" in error
    assert run(gold_folder / "train.jsonl", "--baselines", "none", "-f", "markdown")[1].startswith("`corpus:")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.jsonl"], "missing.jsonl: No such file"),
        (["broken.jsonl"], "broken.jsonl:1: not JSON"),
        (["test.jsonl", "--baselines", "bert"], "no baseline 'bert'"),
        (["test.jsonl", "--model", "."], "no model here"),
        (["test.jsonl", "-o", "test.jsonl"], "read and can't be written"),
        (["test.jsonl", "--plot", "picture.txt"], "a picture ends in .svg"),
    ],
)
def test_bad_input_is_one_line(gold_folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reason: str) -> None:
    monkeypatch.chdir(gold_folder)
    (gold_folder / "broken.jsonl").write_text("no\n")
    code, shown, error = run(*arguments)
    assert (code, shown) == (2, "")
    assert len(error.splitlines()) == 1
    assert reason in error


def test_a_picture_without_matplotlib_names_the_extra(gold_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "matplotlib" else find(name, *rest))
    code, _, error = run(gold_folder / "test.jsonl", "--plot", "x.svg")
    assert code == 2
    assert "notice-nlp[plots]" in error


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv=['x','benchmark','--help']\ntry:\n import notice_nlp.cli as c; c.run()\nexcept SystemExit: pass\n"
        "print(sorted({'torch','spacy','pandas','onnxruntime','numpy','lxml','matplotlib'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Examples" in result.stdout
    assert result.stdout.strip().endswith("[]")
