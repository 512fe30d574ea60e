"""``notice-nlp tm`` and ``notice-nlp terms``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from notice_nlp.cli import app
from notice_nlp.translate.memory import Unit
from notice_nlp.translate.memory_files import read_units, write_units

run = CliRunner().invoke
EXAMPLES = Path(__file__).parents[1] / "notice_nlp" / "examples"
UNITS = [Unit("Wir flechten Ihnen ein Tau.", "We braid you a rope.", "de", "en", "harbour")]


def test_build_search_export(tmp_path: Path) -> None:
    memory = tmp_path / "ours.jsonl"
    write_units(UNITS, memory)
    pair = [str(EXAMPLES / f"roesterei.{l}.html") for l in ("de", "en")]
    result = run(app, ["tm", "build", *pair, "-o", str(memory), "--add"])
    assert result.exit_code == 0, result.output
    units = read_units(memory)
    assert units[0] == UNITS[0]
    assert len(units) > 30
    assert {(u.source_language, u.target_language) for u in units} == {("de", "en")}

    result = run(app, ["tm", "search", "wir flechten ihnen ein Seil.", "-m", str(memory), "-f", "json"])
    best = json.loads(result.output.splitlines()[0])
    assert (best["kind"], best["target"], best["origin"]) == ("fuzzy", "We braid you a rope.", "harbour")

    result = run(app, ["tm", "search", "-", "--from", "en", "-m", str(memory)], input="We braid you a rope.\n\n")
    assert result.output.startswith("1.00  exact")

    result = run(app, ["tm", "export", "-m", str(memory), "-o", str(tmp_path / "all.tmx")])
    assert result.exit_code == 0
    assert read_units(tmp_path / "all.tmx") == units


def test_build_names_what_it_cannot_pair(tmp_path: Path) -> None:
    german = str(EXAMPLES / "roesterei.de.html")
    result = run(app, ["tm", "build", german, "-o", str(tmp_path / "m.tmx")])
    assert result.exit_code == 2
    assert "are no pairs" in result.output
    result = run(app, ["tm", "build", german, german, "-o", str(tmp_path / "m.tmx")])
    assert result.exit_code == 2
    assert "same language" in result.output
    assert not (tmp_path / "m.tmx").exists()


def test_nothing_found_is_said() -> None:
    result = run(app, ["tm", "search", "Wir löschen die Daten"])
    assert result.exit_code == 0
    assert "nothing in the memory is 0.60 like it" in result.stderr
    assert result.stdout == ""


def test_shipped_memory_is_searched() -> None:
    result = run(app, ["tm", "search", "Wir löschen die Daten nach 30 Tagen.", "-n", "2"])
    assert result.exit_code == 0
    assert "fuzzy" in result.output


def test_bad_memory(tmp_path: Path) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text("<x/>", "utf-8")
    result = run(app, ["tm", "search", "x", "-m", str(path)])
    assert result.exit_code == 2
    assert "not TMX" in result.output


def test_terms(tmp_path: Path) -> None:
    for name in ("t.tbx", "t.csv"):
        assert run(app, ["terms", "export", "-f", name[2:], "-o", str(tmp_path / name)]).exit_code == 0
    result = run(app, ["terms", "check", str(tmp_path / "t.tbx"), str(tmp_path / "t.csv")])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 2
    result = run(app, ["terms", "look", "Verantwortlichen", "-t", str(tmp_path / "t.tbx")])
    assert "controller" in result.output
    assert "GDPR 4(7)" in result.output


def test_terms_that_contradict_themselves(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("entry,language,term,status\n1,de,Steg,preferred\n1,de,Mole,preferred\n1,en,jetty,\n1,en,jetty,forbidden\n", "utf-8")
    result = run(app, ["terms", "check", str(path), str(tmp_path / "none.csv")])
    assert result.exit_code == 2
    assert "1: 2 preferred terms in de" in result.output
    assert "'jetty' is both forbidden and not" in result.output
    assert "No such file" in result.output
    assert run(app, ["terms", "look", "Quarkboot"]).exit_code == 2
