"""The git hook of the documentation, in a repository made for the test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).resolve().parents[1] / "docs" / "pre-commit.sh"


@pytest.mark.skipif(not shutil.which("git") or os.name == "nt", reason="needs git and a POSIX shell")
def test_hook_stops_a_grave_change_only(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(*arguments: str) -> int:
        return subprocess.run(["git", *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False).returncode

    notice = tmp_path / "notices" / "my notice.txt"
    notice.parent.mkdir()
    before = "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse. Wir löschen sie nach sechs Monaten.\n"
    notice.write_text(before, "utf-8")
    assert git("init") == git("add", ".") == git("commit", "-m", "first") == 0
    shutil.copy(HOOK, tmp_path / ".git" / "hooks" / "pre-commit")
    notice.write_text(before.replace("speichern wir", "bewahren wir"), "utf-8")
    assert git("commit", "-am", "wording") == 0
    notice.write_text(before.replace("sechs Monaten", "zehn Jahren"), "utf-8")
    assert git("commit", "-am", "kept longer") != 0
    assert git("commit", "--no-verify", "-am", "kept longer, approved") == 0
