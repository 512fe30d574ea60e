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


def test_from_and_to_object_storage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ray", "s3fs"):
        pytest.importorskip(name)
    server = pytest.importorskip("moto.server", reason="a stand-in for S3 needs moto[server]").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0
    )
    server.start()
    try:
        host, port = server.get_host_and_port()
        settings = {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1"}
        for name, value in settings.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        import s3fs

        bucket = s3fs.S3FileSystem(skip_instance_cache=True)
        bucket.mkdir("archive")
        bucket.put(str(folder) + "/", "archive/notices/", recursive=True)
        result = CliRunner().invoke(app, ["ingest", "s3://archive/notices", "--engine", "ray", "--jobs", "2", "-o", "s3://archive/out"])
        assert "4 files, 1 failed" in result.output, result.output
        bucket.invalidate_cache()
        parts = [pd.read_parquet(bucket.open(path)) for path in bucket.glob("archive/out/*.parquet")]
        frame = pd.concat(parts)
        assert set(frame.loc[frame["failure"] == "", "notice"]) == {"shop", "club"}
        assert all(path.startswith("s3://archive/notices/") for path in frame["path"])
    finally:
        server.stop()
