"""compare and timeline on the command line."""
# ruff: noqa: E501 (a notice has one paragraph a line)

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from notice_nlp.cli import app
from tests.conftest import Kit

RUN = CliRunner()
OLD = """Datenschutz der Töpferei Lehmann

Bestellung
Um Ihre Bestellung auszuliefern, verarbeiten wir Ihren Namen, Ihre Anschrift und Ihre E-Mail-Adresse. Rechtsgrundlage ist Art. 6 Abs. 1 lit. b DSGVO. Wir löschen die Daten nach sechs Monaten.

Kontaktformular
Schreiben Sie uns über das Formular, speichern wir Ihre Nachricht und Ihre Telefonnummer, um Ihnen zu antworten.
"""
NEW = OLD.replace("sechs Monaten", "drei Jahren")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "2023-01-01.txt").write_text(OLD, "utf-8")
    (tmp_path / "2024-01-01.txt").write_text(NEW, "utf-8")
    return str(tmp_path / "2023-01-01.txt"), str(tmp_path / "2024-01-01.txt")


def test_json(files: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["compare", *files, "--format", "json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["mode"] == "versions"
    assert [(f["kind"], f["severity"], f["text_a"], f["text_b"]) for f in found["findings"]] == [
        ("retention_changed", "high", ["sechs Monaten"], ["drei Jahren"])
    ]


@pytest.mark.parametrize(("limit", "code"), [("high", 1), ("medium", 1), ("any", 1)])
def test_fail_on(files: tuple[str, str], limit: str, code: int) -> None:
    assert RUN.invoke(app, ["compare", *files, "--fail-on", limit]).exit_code == code
    assert RUN.invoke(app, ["compare", files[0], files[0], "--fail-on", limit]).exit_code == 0


@pytest.mark.parametrize("format", ["table", "csv", "html", "markdown", "json"])
def test_every_format(files: tuple[str, str], tmp_path: Path, format: str) -> None:
    output = tmp_path / "out"
    assert RUN.invoke(app, ["compare", *files, "--format", format, "-o", str(output)]).exit_code == 0
    assert "drei Jahren" in output.read_text("utf-8")


def test_parquet(files: tuple[str, str], tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    output = tmp_path / "out.parquet"
    assert RUN.invoke(app, ["compare", *files, "--format", "parquet", "-o", str(output)]).exit_code == 0
    assert list(pandas.read_parquet(output)["kind"]) == ["retention_changed"]


@pytest.mark.parametrize(
    ("b", "reason"),
    [("gone.txt", "gone.txt"), ("empty.txt", "empty"), ("-", "only one side")],
)
def test_one_side_unreadable(files: tuple[str, str], tmp_path: Path, b: str, reason: str) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    a = "-" if b == "-" else files[0]
    result = RUN.invoke(app, ["compare", a, b if b == "-" else str(tmp_path / b)])
    assert result.exit_code == 2
    assert reason in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_third_language(files: tuple[str, str], tmp_path: Path) -> None:
    french = "Nous conservons votre adresse postale et votre numéro de téléphone pour livrer vos commandes.\n"
    (tmp_path / "fr.txt").write_text(french * 3, "utf-8")
    result = RUN.invoke(app, ["compare", files[0], str(tmp_path / "fr.txt")])
    assert result.exit_code == 2
    assert "fr.txt: language 'fr' is not supported" in result.output
    mixed = tmp_path / "mixed.txt"
    mixed.write_text(Path(files[0]).read_text("utf-8") + "\n\n" + french, "utf-8")
    result = RUN.invoke(app, ["compare", files[0], str(mixed)])
    assert result.exit_code == 0, result.output
    assert "blocks in other languages left out: fr" in result.output
    assert RUN.invoke(app, ["compare", *files, str(mixed)]).exit_code == 2


def test_timeline(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = RUN.invoke(app, ["timeline", str(tmp_path), "--format", "json"])
    assert result.exit_code == 2  # the broken file is named, the rest is done
    assert "broken.pdf" in result.output
    found = json.loads(result.stdout[result.stdout.index("{") :])
    assert [v["date"] for v in found["versions"]] == ["2023-01-01", "2024-01-01"]
    assert found["versions"][1]["intensity"] == 5


def test_timeline_picture_and_dates(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    dates = tmp_path / "dates.csv"
    dates.write_text("file,date\n2023-01-01.txt,2025-01-01\n", "utf-8")
    picture = tmp_path / "history.svg"
    result = RUN.invoke(app, ["timeline", *files, "--dates", str(dates), "--plot", str(picture)])
    assert result.exit_code == 0, result.output
    assert "<svg" in picture.read_text("utf-8")
    assert result.stdout.splitlines()[-1].split("\t")[1] == "2025-01-01"
    dates.write_text("file,date\nx.txt,yesterday\n", "utf-8")
    result = RUN.invoke(app, ["timeline", *files, "--dates", str(dates)])
    assert result.exit_code == 2
    assert "line 2" in result.output


def test_same_notice_in_every_format(kit: Kit, tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    (tmp_path / "n.txt").write_text(kit.text(), "utf-8")
    (tmp_path / "n.html").write_text(kit.html(), "utf-8")
    (tmp_path / "n.md").write_text(kit.markdown(), "utf-8")
    kit.docx(tmp_path / "n.docx")
    kit.pdf(tmp_path / "n.pdf")
    for other in ("n.html", "n.md", "n.docx", "n.pdf"):
        result = RUN.invoke(app, ["compare", str(tmp_path / "n.txt"), str(tmp_path / other), "--format", "json"])
        assert json.loads(result.stdout)["findings"] == [], other
