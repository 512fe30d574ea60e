"""The same rows from a Ray cluster of two workers as from this process."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from notice_nlp.cli import app
from notice_nlp.errors import BadInput
from notice_nlp.register.distributed import find

TEXTS = {
    "shop_2024-01-01.de.txt": "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse. Wir löschen sie nach sechs Monaten.\n",
    "shop_2024-01-01.en.txt": "Newsletter\nFor the newsletter we store your email address. We delete it after ten years.\n",
    "club.de.html": "<h1>Verein</h1><p>Zur Verwaltung der Mitglieder verarbeiten wir Name, Anschrift und Bankverbindung.</p>",
    "empty.de.txt": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    for name, text in TEXTS.items():
        (root / name).write_text(text, "utf-8")
    return root


def test_same_rows_as_the_local_engine(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    run = CliRunner()
    there, database, here = tmp_path / "parquet", str(tmp_path / "r.db"), tmp_path / "here.parquet"
    result = run.invoke(app, ["ingest", str(folder), "--engine", "ray", "--jobs", "2", "-o", str(there)])
    assert result.exit_code == 2, result.output
    assert "4 files, 1 failed" in result.output
    assert run.invoke(app, ["ingest", str(folder), "-r", database]).exit_code == 2
    assert run.invoke(app, ["register", "export", str(here), "-r", database]).exit_code == 0
    frame = pd.read_parquet(there)
    failed = frame[frame["failure"] != ""]
    assert [Path(p).name for p in failed["path"]] == ["empty.de.txt"]
    order = ["path", "start"]
    local = pd.read_parquet(here).sort_values(order).reset_index(drop=True)
    cluster = frame[frame["failure"] == ""].sort_values(order).reset_index(drop=True)[list(local.columns)]
    assert len(local) > 4
    assert local.fillna("").astype(str).to_dict("records") == cluster.fillna("").astype(str).to_dict("records")


def test_remote_files_are_found(folder: Path) -> None:
    pytest.importorskip("fsspec")
    local, remote = list(find([str(folder)])), list(find([folder.as_uri()]))
    assert [(i.key, i.date, i.language) for i in remote] == [(i.key, i.date, i.language) for i in local]
    assert all(i.path.startswith("file://") for i in remote)
    with pytest.raises(BadInput, match="can't be listed"):
        list(find(["nosuch://bucket/x"]))


def test_output_is_needed(folder: Path) -> None:
    result = CliRunner().invoke(app, ["ingest", str(folder), "--engine", "ray"])
    assert result.exit_code == 2
    assert "needs --output" in result.output
