"""``notice-nlp corpus`` as a user meets it."""

import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from notice_nlp.cli import app


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    result = CliRunner().invoke(app, ["corpus", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_stats(gold_folder: Path) -> None:
    code, shown, _ = run("stats", gold_folder)
    assert code == 0
    assert shown.splitlines()[-1].startswith("corpus:")
    code, shown, _ = run("stats", gold_folder, "--format", "json")
    assert json.loads(shown)["texts"] == 2


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\x1b.jsonl").write_text("no\n")
    code, shown, error = run("stats", tmp_path / "a\x1b.jsonl")
    assert (code, shown) == (2, "")
    assert len(error.splitlines()) == 1
    assert ":1: not JSON" in error
    assert "\x1b" not in error


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv=['x','corpus','--help']\ntry:\n import notice_nlp.cli as c; c.run()\nexcept SystemExit: pass\n"
        "print(sorted({'torch','spacy','pandas','onnxruntime','numpy','lxml'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip().endswith("[]")


def test_validate(gold_folder: Path) -> None:
    assert run("validate", gold_folder)[:2] == (0, "2 records, no problem\n")
    broken = gold_folder / "test.jsonl"
    broken.write_text(broken.read_text("utf-8").replace("pd:Name", "pd:Nmae"), "utf-8")
    code, shown, error = run("validate", gold_folder)
    assert code == 2
    assert shown == f"{broken}:1: imker.de: mention 0: no concept 'pd:Nmae' that a mention can have\n"
    assert "problems: 1, in 2 records" in error


def test_convert(gold_folder: Path, tmp_path: Path) -> None:
    tasks, back = tmp_path / "tasks.json", tmp_path / "back.jsonl"
    assert run("convert", gold_folder / "train.jsonl", "--to", "labelstudio", "-o", tasks)[:2] == (0, f"{tasks}: 1 records\n")
    assert run("convert", tasks, "--to", "jsonl", "-o", back)[0] == 0
    assert back.read_text("utf-8") == (gold_folder / "train.jsonl").read_text("utf-8")
    tasks.write_text(tasks.read_text("utf-8").replace('"text": "Namen"', '"text": "Nomen"'), "utf-8")
    code, shown, error = run("convert", tasks, "--to", "jsonl", "-o", back)
    assert (code, shown) == (2, "")
    assert back.read_text("utf-8") == (gold_folder / "train.jsonl").read_text("utf-8")
    assert "the text there is 'Namen', the export says 'Nomen'" in error
    assert len(error.splitlines()) == 1


def test_convert_never_writes_onto_what_it_reads(gold_folder: Path) -> None:
    before = (gold_folder / "train.jsonl").read_bytes()
    for source, output in ((gold_folder / "train.jsonl", gold_folder / "train.jsonl"), (gold_folder, gold_folder)):
        code, shown, error = run("convert", source, "--to", "jsonl", "-o", output)
        assert (code, shown) == (2, "")
        assert error.count("is read and can't be written at the same time") == 1
    assert (gold_folder / "train.jsonl").read_bytes() == before


def test_what_cannot_be_read_leaves_nothing(gold_folder: Path, tmp_path: Path) -> None:
    conll, output = tmp_path / "a.conll", tmp_path / "out.jsonl"
    assert run("convert", gold_folder / "train.jsonl", "--to", "conll", "-o", conll)[0] == 0
    code, shown, error = run("convert", conll, "--to", "jsonl", "-o", output)
    assert (code, shown) == (2, "")
    assert len(error.splitlines()) == 1
    assert "gold files are read, and exports of Label Studio" in error
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n", "utf-8")
    assert run("convert", bad, "--to", "jsonl", "-o", output)[:2] == (2, "")
    assert not output.exists()
