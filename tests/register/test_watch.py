"""Watching: what came, what changed, the feed and the command."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

from notice_nlp import files as module
from notice_nlp.cli import app
from notice_nlp.errors import BadInput
from notice_nlp.register import events
from notice_nlp.register.feed import Feed
from notice_nlp.register.store import Register
from notice_nlp.register.watch import Change, call, told

RUN = CliRunner()
ATOM = "{http://www.w3.org/2005/Atom}"
OLD = "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse. Wir löschen sie nach sechs Monaten.\n"
NEW = OLD.replace("sechs Monaten", "zehn Jahren")


def watch(folder: Path, *options: str) -> list[list[str]]:
    result = RUN.invoke(app, ["watch", str(folder / "in"), "-r", str(folder / "r.db"), "--once", *options])
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_what_changes_is_told_once(tmp_path: Path) -> None:
    notice = tmp_path / "in" / "shop <&>.de.txt"
    notice.parent.mkdir()
    notice.write_text(OLD, "utf-8")
    feed = tmp_path / "out.atom"
    assert [line[:3] for line in watch(tmp_path, "--feed", str(feed))] == [["shop <&>", "de", "new"]]
    assert watch(tmp_path, "--feed", str(feed)) == []
    notice.write_text(NEW, "utf-8")
    assert [line[2:4] for line in watch(tmp_path, "--feed", str(feed))] == [["high", "retention_changed"]]
    assert watch(tmp_path, "--feed", str(feed)) == []
    entries = ElementTree.parse(feed).findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == ["shop <&> (de): 1 hoch", "shop <&> (de): neu"]
    assert ElementTree.parse(feed).findtext(f"{ATOM}title") == "Datenschutzhinweise: was sich geändert hat"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    page = (tmp_path / link.attrib["href"]).read_text("utf-8")
    assert "zehn Jahren" in page


def test_a_new_version_is_compared_with_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "shop_2023-01-01.de.txt").write_text(OLD, "utf-8")
    watch(tmp_path)
    (tmp_path / "in" / "shop_2024-01-01.de.txt").write_text(NEW, "utf-8")
    assert [line[2:4] for line in watch(tmp_path, "--severity", "high")] == [["high", "retention_changed"]]


def test_the_command_gets_the_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "shop.de.txt").write_text(OLD, "utf-8")
    script = tmp_path / "take.py"
    script.write_text(f"import sys, pathlib; pathlib.Path({str(tmp_path / 'got.json')!r}).write_bytes(sys.stdin.buffer.read())")
    watch(tmp_path, "--exec", f'"{sys.executable}" "{script}"')
    assert json.loads((tmp_path / "got.json").read_text("utf-8"))["notice"] == "shop"
    (tmp_path / "in" / "shop.de.txt").write_text(NEW, "utf-8")
    result = RUN.invoke(app, ["watch", str(tmp_path / "in"), "-r", str(tmp_path / "r.db"), "--once", "--exec", "no-such-program"])
    assert result.exit_code == 2
    assert "can't be run" in result.output


def test_a_foreign_file_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text("<feed>other</feed>")
    with pytest.raises(BadInput, match="no feed of notice-nlp"):
        Feed(tmp_path / "a.atom")


def test_windows_takes_the_command_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backslashes are part of paths there."""
    seen: list[object] = []

    def run(words: object, **_: Any) -> subprocess.CompletedProcess[str]:
        seen.append(words)
        return subprocess.CompletedProcess("", 0)

    monkeypatch.setattr(subprocess, "run", run)
    for platform in ("win32", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        call(r'C:\tools\mail.exe "to me"', told(Change("shop", "de", "", "shop.de.txt", None)))
    assert seen == [r'C:\tools\mail.exe "to me"', ["C:toolsmail.exe", "to me"]]


def test_a_feed_that_is_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that another process has open; after a while it is let go."""
    real, refusals = Path.replace, [PermissionError(13, "used by another process")] * 2

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(module, "WAITS", (0.0, 0.0))
    change = Change("shop", "de", "", "shop.de.txt", None)
    Feed(tmp_path / "a.atom").add([change])
    assert "shop (de): neu" in (tmp_path / "a.atom").read_text("utf-8")
    refusals += [PermissionError(13, "used by another process")] * 3
    kept = Feed(tmp_path / "a.atom")
    with pytest.raises(BadInput, match="used by another process"):
        kept.add([change])
    assert len(kept.entries) == 1  # so that it can be added again


def test_a_feed_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "shop.de.txt").write_text(OLD, "utf-8")
    watch(tmp_path)
    (tmp_path / "in" / "shop.de.txt").write_text(NEW, "utf-8")
    ((*_, message),) = watch(tmp_path, "--feed", str(tmp_path / "sub" / "a.atom"), "--report-language", "en", "--severity", "high")
    tree = ElementTree.parse(tmp_path / "sub" / "a.atom")
    titles = [e.text for e in tree.iter(f"{ATOM}title")]
    assert titles == ["Privacy notices: what changed", "shop (de): 1 high"]
    assert message.startswith("Storage period changed")
    assert f"high: {message}" in str(tree.findtext(f".//{ATOM}content"))


@pytest.fixture
def taker(tmp_path: Path) -> tuple[str, Path]:
    """A command that adds what it gets to a file, but fails as long as there is a file "broken"."""
    script, got = tmp_path / "take.py", tmp_path / "got.jsonl"
    script.write_text(
        "import sys, pathlib\n"
        f"if pathlib.Path({str(tmp_path / 'broken')!r}).exists(): sys.exit(3)\n"
        f"with open({str(got)!r}, 'ab') as file: file.write(sys.stdin.buffer.read() + b'\\n')\n"
    )
    return f'"{sys.executable}" "{script}"', got


def test_a_change_whose_command_fails_is_told_later(tmp_path: Path, taker: tuple[str, Path]) -> None:
    command, got = taker
    arguments = ["watch", str(tmp_path / "in"), "-r", str(tmp_path / "r.db"), "--once", "--exec"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.de.txt").write_text(OLD, "utf-8")
    (tmp_path / "broken").touch()
    for wrong in (command, "no-such-program > file"):
        result = RUN.invoke(app, [*arguments, wrong])
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert "the change of a (de) is kept and will be tried again" in line
    (tmp_path / "in" / "b.de.txt").write_text(NEW, "utf-8")
    (tmp_path / "broken").unlink()
    assert RUN.invoke(app, [*arguments, command]).exit_code == 0
    assert [json.loads(line)["notice"] for line in got.read_text("utf-8").splitlines()] == ["a", "b"]
    assert RUN.invoke(app, [*arguments, command]).exit_code == 0
    assert len(got.read_text("utf-8").splitlines()) == 2


def test_a_change_is_given_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register(tmp_path / "r.db")
    events.keep(register, {"notice": "shop"})
    now = [1_000_000]
    monkeypatch.setattr(events.time, "time", lambda: now[0])
    left = []
    while waiting := events.waiting(register):
        left.append(events.failed(register, waiting[0]))
        now[0] += 600  # twenty runs of cron within three hours are not twenty tries
    assert sorted(left, reverse=True) == left
    assert (left[0], left[-1]) == (events.TRIES - 1, 0)
    assert 600 * len(left) > 12 * 3600


def test_help_says_that_there_is_no_shell() -> None:
    shown = " ".join(RUN.invoke(app, ["watch", "--help"]).output.split())
    assert "without a shell" in shown
    assert "sh -c" in shown


def test_a_change_is_kept_before_it_is_printed(tmp_path: Path, taker: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    command, got = taker
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.de.txt").write_text(OLD, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(typer, "echo", lambda *_, **__: 1 / 0)  # such as a terminal that is gone
        assert RUN.invoke(app, ["watch", str(tmp_path / "in"), "-r", str(tmp_path / "r.db"), "--once", "--exec", command]).exit_code == 1
    watch(tmp_path, "--exec", command)
    assert json.loads(got.read_text("utf-8"))["notice"] == "a"
