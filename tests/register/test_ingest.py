"""Ingesting: what is new is read, nothing twice; in both databases."""

import os
from pathlib import Path

import pytest

from notice_nlp.analyse import analyse
from notice_nlp.errors import BadInput
from notice_nlp.read import read_file
from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import Summary, ingest
from notice_nlp.register.store import Register
from tests.register.conftest import SENTENCE, QuickTagger


def run(folder: Path, register: Register, tagger: QuickTagger, **options: object) -> Summary:
    return ingest(discover([str(folder)]), register, tagger, **options)  # type: ignore[arg-type]


def test_what_is_saved_is_what_was_found(database: str, folder: Path, tagger: QuickTagger) -> None:
    register = Register(database)
    summary = run(folder, register, tagger)
    assert (summary.new, summary.updated, summary.unchanged) == (4, 0, 0)
    assert [(Path(p).name, reason) for p, reason in summary.failed] == [("broken.de.txt", "empty file")]
    assert [(v.key, v.language, v.date) for v in register.versions()] == [
        ("club", "de", ""),
        ("shop", "de", "2023-01-01"),
        ("shop", "de", "2024-01-01"),
        ("shop", "en", "2024-01-01"),
    ]
    for version in register.versions():
        kept = register.notice(version.id)
        fresh = analyse(read_file(Path(version.path)), tagger=QuickTagger())
        assert (kept.text, kept.blocks, kept.mentions, kept.rows) == (fresh.text, fresh.blocks, fresh.mentions, fresh.rows)
        assert kept.rows or version.language == "en"
    register.close()


def test_nothing_is_read_or_tagged_twice(database: str, folder: Path, tagger: QuickTagger) -> None:
    register = Register(database)
    run(folder, register, tagger)
    # The first paragraph stands in both versions and is tagged once.
    assert len(tagger.tagged) == len(set(tagger.tagged))
    before = len(tagger.tagged)
    again = run(folder, register, tagger)
    assert (again.new, again.unchanged, again.failed_before, again.windows) == (0, 4, 1, 0)
    for file in folder.rglob("*.txt"):
        os.utime(file, (1, 1))
    assert run(folder, register, tagger).unchanged == 4
    assert run(folder, register, tagger).unchanged == 4
    assert len(tagger.tagged) == before
    register.close()


def test_a_change_costs_what_changed(database: str, folder: Path, tagger: QuickTagger) -> None:
    long = folder / "long.de.txt"
    paragraphs = [SENTENCE.format(i, i) * 6 for i in range(20)]
    long.write_text("\n\n".join(paragraphs), "utf-8")
    register = Register(database)
    run(folder, register, tagger)
    before = len(tagger.tagged)
    long.write_text("\n\n".join([*paragraphs[:10], SENTENCE.format(99, 99) * 6, *paragraphs[11:]]), "utf-8")
    summary = run(folder, register, tagger)
    assert (summary.updated, summary.unchanged) == (1, 4)
    assert 0 < len(tagger.tagged) - before <= summary.windows / 10
    assert len(register.versions("long")) == 1
    register.close()


def test_another_model_reads_everything_again(database: str, folder: Path, tagger: QuickTagger) -> None:
    register = Register(database)
    run(folder, register, tagger)
    other = QuickTagger()
    other.fingerprint = "quick-2"
    assert run(folder, register, other).updated == 4
    assert sorted(other.tagged) == sorted(tagger.tagged)
    assert {v.model for v in register.versions()} == {"quick-2"}
    register.close()


def test_failures_are_kept_and_tried_again_when_asked(database: str, folder: Path, tagger: QuickTagger) -> None:
    register = Register(database)
    run(folder, register, tagger)
    [(path, reason, tries)] = register.failures()
    assert (Path(path).name, reason, tries) == ("broken.de.txt", "empty file", 1)
    run(folder, register, tagger, retry=True)
    assert register.failures()[0][2] == 2
    Path(path).write_text(SENTENCE.format(3, 3), "utf-8")
    assert run(folder, register, tagger).new == 1
    assert register.failures() == []
    register.close()


def test_a_version_stays_when_its_file_breaks(database: str, folder: Path, tagger: QuickTagger) -> None:
    register = Register(database)
    run(folder, register, tagger)
    (folder / "club.de.txt").write_bytes(b"")
    assert len(run(folder, register, tagger).failed) == 1
    assert len(register.versions("club")) == 1
    register.close()


def test_a_file_that_vanishes(folder: Path, tmp_path: Path, tagger: QuickTagger) -> None:
    register = Register(tmp_path / "r.db")
    items = list(discover([str(folder)]))
    (folder / "club.de.txt").unlink()
    summary = ingest(items, register, tagger)
    assert summary.new == 3
    assert [Path(p).name for p, _ in summary.failed] == ["broken.de.txt", "club.de.txt"]


def test_many_files_are_read_by_other_processes(tmp_path: Path, tagger: QuickTagger) -> None:
    for i in range(60):
        (tmp_path / f"n{i:02}.de.txt").write_text(SENTENCE.format(i, i), "utf-8")
    alone, together = Register(tmp_path / "a.db"), Register(tmp_path / "b.db")
    assert run(tmp_path, alone, tagger, jobs=1).new == run(tmp_path, together, tagger, jobs=2).new == 60
    sides = [[register.notice(v.id) for v in register.versions()] for register in (alone, together)]
    assert sides[0] == sides[1]


def test_two_ingests_at_once(database: str) -> None:
    first, second = Register(database), Register(database)
    with first.alone(), pytest.raises(BadInput, match="another ingest"), second.alone():
        pass
    with second.alone():
        pass
    first.close()
    second.close()


def test_no_register(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database, but long enough to be taken for one. " * 40)
    for name, reason in (("text.db", "not a database"), ("text.db/r.db", r"text\.db/r\.db: .*(exists|directory)")):
        with pytest.raises(BadInput, match=reason):
            Register(tmp_path / name)
    with pytest.raises(BadInput, match="no such register"):
        Register(tmp_path / "r.db", create=False)
    with pytest.raises(BadInput, match="can't be used") as caught:
        Register("postgresql://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
    with pytest.raises(BadInput, match=r"is not installed|can't be used"):
        Register("oracle://nobody@127.0.0.1:1/none")


def test_full_disk_and_lock(folder: Path, tmp_path: Path, tagger: QuickTagger) -> None:
    import sqlite3

    from sqlalchemy import event

    register = Register(tmp_path / "r.db")
    # SQLite says "database or disk is full" at its page limit as it does on a full disk.
    event.listen(register.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=40").close())
    register.engine.dispose()
    for i in range(40):
        (folder / f"more{i}.de.txt").write_text(SENTENCE.format(i, i) * 40, "utf-8")
    with pytest.raises(BadInput, match="full"):
        run(folder, register, tagger)
    kept = len(register.versions())
    register.close()
    # With room again, it goes on where it stopped.
    register = Register(tmp_path / "r.db")
    assert run(folder, register, tagger).new == 44 - kept
    other = sqlite3.connect(tmp_path / "r.db")
    other.execute("BEGIN IMMEDIATE")
    event.listen(register.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50").close())
    register.engine.dispose()
    (folder / "late.de.txt").write_text(SENTENCE.format(50, 50), "utf-8")
    with pytest.raises(BadInput, match="locked"):
        run(folder, register, tagger)
    other.rollback()
    other.close()
    assert run(folder, register, tagger).new == 1
