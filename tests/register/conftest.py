"""A quick tagger that looks at capitals, folders of small notices, and a PostgreSQL server where one is installed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from notice_nlp.analyse import default_tagger
from notice_nlp.extract.decode import Candidate, Role, Tagged
from notice_nlp.extract.labels import Labels
from notice_nlp.segment import Window

SENTENCE = "Zur Lieferung speichern wir Ihren Namen und Ihre Anschrift im Haus Nummer {}. Das Lager {} verwahrt auch die Rechnung."


class QuickTagger:
    """Every capitalised word of a window is a mention, every second one a purpose; counts what it tags."""

    fingerprint = "quick-1"
    calibration: Mapping[str, float] = MappingProxyType({})

    def __init__(self) -> None:
        self.labels: Labels = default_tagger().labels
        self.tagged: list[str] = []

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        self.tagged.extend(w.key for w in windows)
        return [self._one(w) for w in windows]

    def _one(self, window: Window) -> Tagged:
        likely = np.zeros(len(self.labels.concepts), dtype=np.float32)
        likely[3], likely[5] = 0.75, 0.2
        mentions, roles, states = [], [], []
        for piece in window.pieces:
            if piece.first:
                states.append((piece.block, np.array([0.1, 0.8, 0.1], dtype=np.float32)))
            for n, match in enumerate(re.finditer(r"\b[A-Z]\w{3,}", piece.view.text)):
                span = piece.view.span(*match.span())
                if n % 2:
                    roles.append(Role(*span, "purpose", 0.9))
                else:
                    mentions.append(Candidate(*span, self.labels.groups[0], 0.9, 0.1, likely))
        return Tagged(tuple(mentions), tuple(roles), tuple(states))


@pytest.fixture
def tagger() -> QuickTagger:
    return QuickTagger()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six files: two versions of one notice in German, one in English, a second notice, an empty file and a picture."""
    root = tmp_path / "notices"
    for name, text in {
        "shop/2023-01-01.de.txt": SENTENCE.format(1, 1),
        "shop/2024-01-01.de.txt": SENTENCE.format(1, 1) + "\n\n" + SENTENCE.format(2, 2),
        "shop/2024-01-01.en.txt": "To deliver we keep your name and your address and nothing else at all of what you told us.",
        "club.de.txt": "Satzung\n" + SENTENCE.format(7, 7),
        "broken.de.txt": "",
        "logo.png": "no notice",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that lives as long as the tests."""
    pytest.importorskip("pg8000")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    home = tmp_path_factory.mktemp("pg")
    as_user: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        if not shutil.which("setpriv") or subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        for path in (home, *home.parents):
            if path.is_relative_to(tmp_path_factory.getbasetemp().parent):
                path.chmod(0o755)
        shutil.chown(home, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = home / "data"
    initdb = [*as_user, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "tester", "-E", "UTF8", "--no-sync"]
    made = subprocess.run(initdb, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"PostgreSQL can't be set up here: {made.stderr.strip().splitlines()[-1:]}")
    serve = [*as_user, str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(home), "-h", "127.0.0.1", "-F"]
    with subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(0.5)
        yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        server.terminate()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh register's place, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "register.db")
    import sqlalchemy

    url: str = request.getfixturevalue("postgres")
    engine = sqlalchemy.create_engine(url.replace("postgresql", "postgresql+pg8000"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE"))
        connection.execute(sqlalchemy.text("CREATE SCHEMA public"))
    engine.dispose()
    return url
