"""Watching folders: what changes is ingested, and what changed in meaning is told – to the terminal and to a command."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice_nlp.compare import Comparison, compare
from notice_nlp.compare.types import as_grave
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice
from notice_nlp.register import events
from notice_nlp.register.discover import Item
from notice_nlp.register.ingest import Summary, ingest
from notice_nlp.register.states import comparable
from notice_nlp.register.store import Known, Listed, Register

if TYPE_CHECKING:
    from notice_nlp.extract.session import Tagger

# Seconds a command may take.
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A version that came or changed, and its comparison with the one before it (None where there is none)."""

    key: str
    language: str
    before: str
    after: str
    comparison: Comparison | None


def watch_once(
    items: Iterable[Item],
    register: Register,
    tagger: Tagger,
    *,
    report_language: str | None = None,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Iterator[Change]:
    """Ingests what is new or has changed and gives the changes of meaning, notice by notice.

    A file that was overwritten is compared with what the register had of it; a new one with the version of the date before.
    """
    items = list(items)
    before = register.versions()
    state = register.known([v.path for v in before])
    old = {v.path: comparable(register, v.id) for v in before if _stale(v.path, state.get(v.path))}
    known = {v.path for v in before}
    ingest(items, register, tagger, progress=progress)
    versions = register.versions()
    for version in versions:
        if version.path in old:
            notice = comparable(register, version.id)
            if old[version.path].text != notice.text:
                yield _change(version, f"{version.path} (before)", old[version.path], notice, report_language)
        elif version.path not in known:
            earlier = [v for v in versions if (v.key, v.language) == (version.key, version.language) and v.path in known]
            earlier = [v for v in earlier if v.date <= version.date]
            last = earlier[-1] if earlier else None
            before_it = comparable(register, last.id) if last else None
            yield _change(version, last.path if last else "", before_it, comparable(register, version.id), report_language)


def _stale(path: str, known: Known | None) -> bool:
    """Whether a file is another than when it was read."""
    try:
        state = Path(path).stat()
    except OSError:
        return False
    return known is None or (known.size, known.mtime_ns) != (state.st_size, state.st_mtime_ns)


def _change(version: Listed, before: str, old: Notice | None, new: Notice, report_language: str | None) -> Change:
    same = old is not None and old.language == new.language
    comparison = compare(old, new, report_language=report_language) if old is not None and same else None
    return Change(version.key, version.language, before, version.path, comparison)


def lines(change: Change, severity: str = "low") -> list[str]:
    """A change as tab-separated lines: one for a new notice, else one per finding this grave or graver."""
    if change.comparison is None:
        return [f"{change.key}\t{change.language}\tnew\t\t{change.after}"]
    grave = as_grave(severity)
    return [
        f"{change.key}\t{change.language}\t{f.severity}\t{f.kind}\t{' '.join(f.message.split())}"
        for f in change.comparison.findings
        if f.severity in grave
    ]


def told(change: Change) -> dict[str, Any]:
    """A change as the JSON object that a command gets."""
    comparison = change.comparison.to_dict() if change.comparison else None
    return {
        "notice": change.key, "language": change.language, "before": change.before, "after": change.after, "comparison": comparison,
    }  # fmt: skip


def deliver(register: Register, command: str, *, all: bool = True) -> Iterator[BadInput]:
    """Runs a command for every change that waits, the oldest first; gives what failed. Such a change waits on, and is tried again.

    Args:
        register: where the changes wait.
        command: program and arguments.
        all: those too that failed a short while ago.
    """
    now = time.time()
    for event in events.waiting(register):
        if not all and now < event.due:
            continue
        try:
            call(command, event.told)
        except BadInput as error:
            left = events.failed(register, event)
            notice = f"{event.told['notice']} ({event.told['language']})"
            if left:
                yield BadInput(f"{error.reason}; the change of {notice} is kept and will be tried again", command)
            else:
                yield BadInput(f"{error.reason}; the change of {notice} is given up after {events.TRIES} tries", command)
        else:
            events.drop(register, event)


def call(command: str, told: Mapping[str, Any]) -> None:
    """Runs a command with a change (see :func:`told`) as one JSON object on its standard input; it is never given to a shell.

    Raises:
        BadInput: the command can't be started, fails, or takes too long.
    """
    try:
        # Windows has its programs take a line apart themselves, and paths with backslashes.
        words: str | list[str] = command if sys.platform == "win32" else shlex.split(command)
        done = subprocess.run(
            words, input=json.dumps(dict(told), ensure_ascii=False), text=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, ValueError, IndexError) as error:
        raise BadInput(f"command can't be run: {error}", command) from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"command took longer than {PATIENCE} s", command) from None
    if done.returncode:
        raise BadInput(f"command failed with exit code {done.returncode}", command)
