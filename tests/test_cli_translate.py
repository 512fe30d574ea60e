"""``notice-nlp translate`` on a small table."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from typer.testing import CliRunner

from notice_nlp.cli import app
from notice_nlp.translate.engines import Translation
from notice_nlp.translate.files import read_draft

RUN = CliRunner()
SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "draft.schema.json"
TABLE = "Zweck\tDaten\nVersand der Ware an Sie nach Hause, wenn Sie bestellt haben\tName, Anschrift und E-Mail-Adresse\n"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "shop.de.txt"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.mark.parametrize("format", ["xliff", "xliff2", "po", "docx", "json"])
def test_every_format_comes_back(notice: Path, tmp_path: Path, format: str) -> None:
    output = tmp_path / f"out.{format}"
    result = RUN.invoke(app, ["translate", str(notice), "--to", "en", "--format", format, "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "segments drafted" in result.output
    found = {s.source: s.target for s in read_draft(output).segments}
    assert found["Name, Anschrift und E-Mail-Adresse"] == "Name, address and email address"


def test_a_draft_in_json_counts_what_was_filled_in(notice: Path, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["translate", str(notice), "--to", "en", "--format", "json", "-o", str(tmp_path / "out.json")])
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert found["statistics"]["termbase"] == {"segments": 1, "words": 4}
    assert sum(k["segments"] for k in found["statistics"].values()) == len(found["segments"])
    assert "termbase 1 (4 words)" in result.output
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(found)


def test_paragraphs_or_sentences(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("Wir segeln heute Nacht mit unseren Booten. Danach ruhen wir alle bis zum Morgen aus.\n", "utf-8")
    counts = []
    for level in ("sentence", "paragraph"):
        output = tmp_path / f"{level}.json"
        RUN.invoke(app, ["translate", str(path), "--to", "en", "--segment", level, "-f", "json", "-o", str(output)])
        counts.append(len(read_draft(output).segments))
    assert counts == [2, 1]


def test_a_draft_is_never_approved(notice: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.xlf"
    RUN.invoke(app, ["translate", str(notice), "--to", "en", "--format", "xliff", "-o", str(output)])
    units = etree.parse(output).findall(".//{*}trans-unit")
    assert units
    assert {u.get("approved") for u in units} == {"no"}


def test_a_memory_of_ones_own(notice: Path, tmp_path: Path) -> None:
    memory = tmp_path / "ours.jsonl"
    unit = ["de", "en", TABLE.splitlines()[1].split("\t")[0], "To ship what you ordered", "ours"]
    memory.write_text(json.dumps(unit) + "\n", "utf-8")
    result = RUN.invoke(app, ["translate", str(notice), "--to", "en", "--memory", str(memory)])
    assert "To ship what you ordered" in result.output


def test_wrong_use(notice: Path, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["translate", str(notice), "--to", "de"])
    assert result.exit_code == 2
    assert "in 'de' already" in result.output
    assert RUN.invoke(app, ["translate", str(tmp_path / "gone.txt"), "--to", "en"]).exit_code == 2


class Shouting:
    name = "shouting"

    def translate(self, texts: Sequence[str], source_language: str, target_language: str) -> list[Translation]:
        return [Translation(t.upper(), 0.7) for t in texts]


def test_an_engine_translates_the_rest_and_it_needs_review(notice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def opened(spec: str, source: str, target: str, *, batch: int, progress: object) -> Shouting:
        asked.append((spec, source, target, batch))
        return Shouting()

    monkeypatch.setattr("notice_nlp.translate.engines.open_engine", opened)
    output = tmp_path / "out.xlf"
    command = [
        "translate",
        str(notice),
        "--to",
        "en",
        "--engine",
        "marian:x",
        "--batch",
        "8",
        "-f",
        "xliff",
        "-o",
        str(output),
        "--no-check",
    ]
    result = RUN.invoke(app, command)
    assert result.exit_code == 0, result.output
    assert asked == [("marian:x", "de", "en", 8)]
    targets = [t for t in etree.parse(output).findall(".//{*}trans-unit/{*}target") if t.get("state-qualifier") == "leveraged-mt"]
    assert targets
    assert {t.get("state") for t in targets} == {"needs-review-translation"}
    assert {s.origin for s in read_draft(output).segments if s.target.isupper()} == {"mt:shouting"}


def test_an_engine_that_is_not_there(notice: Path, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["translate", str(notice), "--to", "en", "--engine", str(tmp_path / "gone")])
    assert result.exit_code == 2
    assert "neither a folder nor the id of a model" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments", [["parse", "a.txt", "-f", "csv"], ["compare", "a.txt", "b.txt"], ["translate", "a.txt", "--to", "en"]]
)
def test_an_input_is_never_overwritten(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse.\n"
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(text, "utf-8")
    result = CliRunner().invoke(app, [*arguments, "-o", "a.txt"])
    assert result.exit_code == 2
    assert "a.txt" in result.stderr
    assert Path("a.txt").read_text("utf-8") == text
