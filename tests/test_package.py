"""What is published: the wheel has all that the code opens and nothing else, and works away from the checkout."""

import email
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import notice_nlp

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "notice_nlp"
MODEL = {"LICENSE.encoder", "README.md", "config.json", "model.onnx", "tokenizer.json"}

# The main job with every file that is opened noted: an installed package never looks into the checkout it was built from.
MAIN_JOB = """
import json, sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" and isinstance(args[0], str) else None)
sys.path.insert(0, sys.argv[1])
import notice_nlp
from notice_nlp.cli import app
folder = Path(notice_nlp.__file__).parent / "examples"
old, new, english = (str(folder / f"roesterei{name}.html") for name in (".de", "-2025.de", ".en"))
commands = {
    "parse.json": ["parse", old, "--format", "json"],
    "parse.html": ["parse", old, "--format", "html"],
    "versions.html": ["compare", old, new, "--format", "html"],
    "languages.json": ["compare", old, english, "--format", "json"],
    "timeline.json": ["timeline", old, new, "--format", "json"],
    "draft.json": ["translate", old, "--to", "en", "--format", "json"],
    "taxonomy.json": ["taxonomy", "--format", "json"],
    "terms.csv": ["terms", "export"],
}
codes = {name: app([*words, "--output", name], standalone_mode=False) for name, words in commands.items()}
heavy = sorted({"torch", "transformers", "datasets", "spacy"} & set(sys.modules))
print(json.dumps({"home": notice_nlp.__file__, "codes": codes, "heavy": heavy, "opened": sorted(opened)}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network."""
    builders = pytest.importorskip("hatchling.builders.wheel", reason="hatchling, which builds the package, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(builders.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_package_and_nothing_else(inside: set[str]) -> None:
    there = (p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    expected = {p.relative_to(ROOT).as_posix() for p in there} | {f"notice_nlp/model/{name}" for name in MODEL}
    info = f"notice_nlp-{notice_nlp.__version__}.dist-info/"
    assert {name for name in inside if not name.startswith(info)} == expected
    assert {name.removeprefix(info) for name in inside if name.startswith(info)} == {
        "METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "licenses/models/notice-tagger/LICENSE.encoder",
    }  # fmt: skip
    assert "notice_nlp/py.typed" in inside


def test_kinds_of_files(inside: set[str]) -> None:
    """Source and data, no compiled or temporary file."""
    kinds = {Path(name).suffix for name in inside if name.startswith("notice_nlp/")}
    assert kinds <= {".py", ".typed", ".json", ".gz", ".css", ".js", ".mako", ".html", ".onnx", ".md", ".encoder"}


def test_metadata(wheel: Path, inside: set[str]) -> None:
    info = f"notice_nlp-{notice_nlp.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = email.message_from_bytes(archive.read(f"{info}/METADATA"))
        entries = archive.read(f"{info}/entry_points.txt").decode()
    assert metadata["Version"] == notice_nlp.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    base = [r for r in metadata.get_all("Requires-Dist", []) if "extra ==" not in r]
    assert base
    assert not [r for r in base if r.startswith(("torch", "transformers", "datasets", "pyarrow", "sqlalchemy"))]
    for entry in ("notice-nlp = notice_nlp.cli:run", "notice_rows = notice_nlp.pipeline:create_notice_rows"):
        assert entry in entries
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < 60e6


def test_main_job_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", MAIN_JOB, str(home)], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert Path(found["home"]).is_relative_to(home)
    assert not any(found["codes"].values()), found["codes"]
    assert found["heavy"] == []
    made = {name: (tmp_path / name).read_text("utf-8") for name in found["codes"]}
    assert len(json.loads(made["parse.json"])["rows"]) >= 5
    assert made["versions.html"].lower().startswith("<!doctype html>")
    assert any(s["target"] for s in json.loads(made["draft.json"])["segments"])
    assert all(made.values())
    # A virtual environment may lie inside the checkout.
    parts = ("notice_nlp", "models", "corpora", "docs", "scripts")
    assert not [name for name in found["opened"] if any(Path(name).is_relative_to(ROOT / part) for part in parts)]


def test_sdist_builds_without_the_corpora(tmp_path: Path) -> None:
    """The sdist is what the wheel is built from: a wheel built of it holds the same files."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the package, is not installed")
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    made = Path(next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / made.name.removesuffix(".tar.gz")
    assert {p.name for p in source.iterdir()} == {
        ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "models", "notice_nlp", "pyproject.toml",
    }  # fmt: skip
    files = [{f.distribution_path for f in WheelBuilder(str(root)).recurse_included_files()} for root in (source, ROOT)]
    assert files[0] == files[1]
