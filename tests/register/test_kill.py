"""An ingest that is killed at any moment and started again: nothing is lost, nothing is there twice.

``NOTICE_NLP_KILLS`` says how often it is killed (default 4; 50 in a long run).
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import ingest
from notice_nlp.register.store import Register
from tests.register.conftest import SENTENCE, QuickTagger

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys
from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import ingest
from notice_nlp.register.store import Register
from tests.register.conftest import QuickTagger
register = Register(sys.argv[2])
with register.alone():
    ingest(discover([sys.argv[1]]), register, QuickTagger(), progress=lambda s: print(s.new, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    for i in range(120):
        (folder / f"n{i:03}.de.txt").write_text("\n\n".join(SENTENCE.format(i % 50, j) for j in range(30)), "utf-8")
    database = tmp_path / "r.db"
    chance = random.Random(7)
    kills = int(os.environ.get("NOTICE_NLP_KILLS", "4"))
    killed = 0
    for _ in range(kills):
        with subprocess.Popen([sys.executable, "-c", RUN, str(folder), str(database)], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            # Killed somewhere between opening the register and a few batches on.
            if chance.random() < 0.8:
                process.stdout.readline()
            time.sleep(chance.random() * 0.2)
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
        if chance.random() < 0.3:
            (folder / f"n{chance.randrange(120):03}.de.txt").write_text(SENTENCE.format(chance.random(), 1) * 30, "utf-8")
    assert killed
    register = Register(database)
    ingest(discover([str(folder)]), register, QuickTagger())
    clean = Register(tmp_path / "clean.db")
    ingest(discover([str(folder)]), clean, QuickTagger())
    both = [[(v.key, register_.notice(v.id)) for v in register_.versions()] for register_ in (register, clean)]
    assert len(both[0]) == 120
    assert both[0] == both[1]
    with register.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
