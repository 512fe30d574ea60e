"""The command line of registers, with the shipped model on small notices."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from notice_nlp.cli import app

RUN = CliRunner()
OLD = "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse. Wir löschen sie nach sechs Monaten.\n"
ENGLISH = "Newsletter\nFor the newsletter we store your email address. We delete it after ten years.\n"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("notices")
    (folder / "shop_2023-01-01.de.txt").write_text(OLD, "utf-8")
    (folder / "shop_2024-01-01.de.txt").write_text(OLD.replace("sechs Monaten", "zehn Jahren"), "utf-8")
    (folder / "shop_2024-01-01.en.txt").write_text(ENGLISH, "utf-8")
    (folder / "=cmd.de.txt").write_text("=HYPERLINK\n" + OLD, "utf-8")
    (folder / "empty.de.txt").write_text("", "utf-8")
    where = str(folder / "r.db")
    result = RUN.invoke(app, ["ingest", str(folder), "-r", where])
    assert result.exit_code == 2
    assert "empty.de.txt: empty file" in result.output
    assert "4 new, 0 changed, 0 unchanged, 1 failed" in result.output
    return where


def ask(register: str, *arguments: str) -> str:
    result = RUN.invoke(app, ["register", arguments[0], *arguments[1:], "-r", register])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_list_show_search(register: str) -> None:
    assert [line.split("\t")[:3] for line in ask(register, "list", "shop").splitlines()] == [
        ["shop", "de", "2023-01-01"],
        ["shop", "de", "2024-01-01"],
        ["shop", "en", "2024-01-01"],
    ]
    shown = json.loads(ask(register, "show", "shop", "--language", "de", "--format", "json"))
    assert "zehn Jahren" in shown["text"]
    found = json.loads(ask(register, "search", "--concept", "pd:Contact", "--format", "json"))
    assert {f["category"] for f in found} == {"pd:EmailAddress"}
    assert {f["date"] for f in found if f["notice"] == "shop"} == {"2024-01-01"}


def test_drift_is_found_once_and_kept(register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [line] = ask(register, "drift", "shop", "--severity", "medium").splitlines()
    assert line.split("\t")[3:5] == ["high", "retention_changed"]
    monkeypatch.setattr("notice_nlp.register.queries.compare", None)
    assert ask(register, "drift", "shop", "--severity", "medium").splitlines() == [line]


def test_consistency_and_timeline(register: str) -> None:
    assert "retention_changed" not in ask(register, "consistency", "shop")
    assert "2024-01-01" in ask(register, "timeline", "shop")


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl", "xlsx"])
def test_export(register: str, tmp_path: Path, suffix: str) -> None:
    import pandas as pd

    output = tmp_path / f"out.{suffix}"
    ask(register, "export", str(output))
    readers = {"parquet": pd.read_parquet, "csv": pd.read_csv, "jsonl": lambda f: pd.read_json(f, lines=True), "xlsx": pd.read_excel}
    frame = readers[suffix](output)
    assert set(frame["notice"]) == {"shop", "=cmd" if suffix in {"parquet", "jsonl"} else "'=cmd"}
    assert "pd:EmailAddress" in set(frame["category"])


@pytest.mark.parametrize("what", ["mentions", "rows", "versions", "findings"])
def test_duckdb_reads_the_parquet(register: str, tmp_path: Path, what: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    output = tmp_path / f"{what}.parquet"
    ask(register, "export", str(output), "--what", what)
    columns = {name: kind for name, kind, *_ in duckdb.sql(f"describe select * from '{output}'").fetchall()}
    assert columns["notice"] == columns["language"] == "VARCHAR"
    if what == "mentions":
        assert (columns["start"], columns["negated"], columns["confidence"]) == ("BIGINT", "BOOLEAN", "DOUBLE")
        found = duckdb.sql(f"select count(*) from '{output}' where category = 'pd:EmailAddress' and not negated").fetchall()
        assert found[0][0] >= 2
    if what == "rows":
        lists = duckdb.sql(f"select concepts from '{output}'").fetchall()
        assert any("pd:EmailAddress" in row[0] for row in lists)


def test_failures_and_prune(register: str) -> None:
    assert "empty file" in ask(register, "failures")
    assert "1 versions would be dropped" in ask(register, "prune", "--keep", "1", "--dry-run")
    result = RUN.invoke(app, ["register", "failures", "--retry", "-r", register])
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["show", "nobody"], "no version of 'nobody'"),
        (["show", "shop"], "several notices or languages"),
        (["search"], "nothing to search for"),
        (["search", "--concept", "pd:Nothing"], "no concept"),
        (["export", "x.doc"], "ends in"),
        (["export", "x.csv", "--what", "all"], "none of mentions"),
        (["drift", "--severity", "grave"], "none of high"),
        (["timeline", "nobody"], "no notice"),
    ],
)
def test_wrong_use_is_one_line(register: str, arguments: list[str], reason: str) -> None:
    result = RUN.invoke(app, ["register", *arguments, "-r", register])
    assert result.exit_code == 2
    assert reason in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_nothing_to_ingest(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["ingest", str(tmp_path), "-r", str(tmp_path / "r.db")])
    assert result.exit_code == 2
    assert "no notices found" in result.output
    result = RUN.invoke(app, ["ingest", str(tmp_path), "--since", "soon", "-r", str(tmp_path / "r.db")])
    assert "no date such as" in result.output


def test_nothing_to_ingest_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = RUN.invoke(app, ["ingest", str(tmp_path / "empty"), "-r", str(tmp_path / "new" / "r.db")])
    assert result.exit_code == 2
    assert "no notices found" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["empty"]


def test_the_good_lines_of_a_manifest_go_into_a_register_in_a_new_folder(tmp_path: Path) -> None:
    (tmp_path / "a.de.txt").write_text("Wir speichern Ihre E-Mail-Adresse für den Newsletter.\n", "utf-8")
    (tmp_path / "m.csv").write_text("path,date\na.de.txt,2024-05-17\nb.de.txt,2024-13-45\n", "utf-8")
    result = RUN.invoke(app, ["ingest", str(tmp_path / "m.csv"), "-r", str(tmp_path / "new" / "r.db")])
    assert result.exit_code == 2
    assert f"{tmp_path / 'm.csv'}: line 3: '2024-13-45' is no date" in result.stderr
    shown = RUN.invoke(app, ["register", "list", "-r", str(tmp_path / "new" / "r.db")]).stdout
    assert [line.split("\t")[:3] for line in shown.splitlines()] == [["a", "de", "2024-05-17"]]


def test_nothing_found_is_said(tmp_path: Path) -> None:
    (tmp_path / "shop.de.txt").write_text(OLD, "utf-8")
    where = str(tmp_path / "r.db")
    assert RUN.invoke(app, ["ingest", str(tmp_path), "-r", where]).exit_code == 0
    for command, reason in (("drift", "no findings"), ("consistency", "no notice is there in both languages")):
        result = RUN.invoke(app, ["register", command, "-r", where])
        assert (result.exit_code, result.stdout) == (0, "")
        assert reason in result.stderr
    result = RUN.invoke(app, ["register", "drift", "gone", "-r", where])
    assert result.exit_code == 2
    assert "no notice 'gone'" in result.stderr
