"""Watching folders: what changes is ingested, and what changed in meaning is told – to the terminal, a command, an Atom feed."""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from notice_nlp.compare import Comparison, compare
from notice_nlp.compare.types import SEVERITIES
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice
from notice_nlp.register.discover import Item
from notice_nlp.register.ingest import Summary, ingest
from notice_nlp.register.store import Known, Listed, Register

if TYPE_CHECKING:
    from notice_nlp.extract.session import Tagger

# Entries a feed keeps, the newest first.
FEED_LENGTH = 200
# Seconds a command may take.
PATIENCE = 300
# Seconds between tries to replace a feed that somebody reads.
WAITS = (0.05, 0.2, 1.0)
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")


@dataclass(frozen=True, slots=True)
class Change:
    """A version that came or changed, and its comparison with the one before it (None where there is none)."""

    key: str
    language: str
    before: str
    after: str
    comparison: Comparison | None


def watch_once(
    items: Iterable[Item], register: Register, tagger: Tagger, progress: Callable[[Summary], None] = lambda _: None
) -> Iterator[Change]:
    """Ingests what is new or has changed and gives the changes of meaning, notice by notice.

    A file that was overwritten is compared with what the register had of it; a new one with the version of the date before.
    """
    items = list(items)
    before = register.versions()
    state = register.known([v.path for v in before])
    old = {v.path: register.notice(v.id) for v in before if _stale(v.path, state.get(v.path))}
    known = {v.path for v in before}
    ingest(items, register, tagger, progress=progress)
    versions = register.versions()
    for version in versions:
        if version.path in old:
            notice = register.notice(version.id)
            if old[version.path].text != notice.text:
                yield _change(version, f"{version.path} (before)", old[version.path], notice)
        elif version.path not in known:
            earlier = [v for v in versions if (v.key, v.language) == (version.key, version.language) and v.path in known]
            earlier = [v for v in earlier if v.date <= version.date]
            last = earlier[-1] if earlier else None
            yield _change(version, last.path if last else "", register.notice(last.id) if last else None, register.notice(version.id))


def _stale(path: str, known: Known | None) -> bool:
    """Whether a file is another than when it was read."""
    try:
        state = Path(path).stat()
    except OSError:
        return False
    return known is None or (known.size, known.mtime_ns) != (state.st_size, state.st_mtime_ns)


def _change(version: Listed, before: str, old: Notice | None, new: Notice) -> Change:
    comparison = compare(old, new) if old is not None and old.language == new.language else None
    return Change(version.key, version.language, before, version.path, comparison)


def lines(change: Change, severity: str = "low") -> list[str]:
    """A change as tab-separated lines: one for a new notice, else one per finding this grave or graver."""
    if change.comparison is None:
        return [f"{change.key}\t{change.language}\tnew\t\t{change.after}"]
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [
        f"{change.key}\t{change.language}\t{f.severity}\t{f.kind}\t{' '.join(f.message.split())}"
        for f in change.comparison.findings
        if f.severity in grave
    ]


def call(command: str, change: Change) -> None:
    """Runs a command with the change as one JSON object on its standard input; it is never given to a shell.

    Raises:
        BadInput: the command can't be started, fails, or takes too long.
    """
    told = {"notice": change.key, "language": change.language, "before": change.before, "after": change.after}
    comparison = change.comparison.to_dict() if change.comparison else None
    try:
        # Windows has its programs take a line apart themselves, and paths with backslashes.
        words: str | list[str] = command if sys.platform == "win32" else shlex.split(command)
        done = subprocess.run(
            words, input=json.dumps(told | {"comparison": comparison}, ensure_ascii=False), text=True, encoding="utf-8",
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, ValueError, IndexError) as error:
        raise BadInput(f"command can't be run: {error}", command) from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"command took longer than {PATIENCE} s", command) from None
    if done.returncode:
        raise BadInput(f"command failed with exit code {done.returncode}", command)


class Feed:
    """An Atom feed (RFC 4287) of changes; each entry links to a self-contained page beside it.

    Raises:
        BadInput: the feed or a page can't be written, or the feed there is none of ours.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.pages = path, path.parent / f"{path.stem}-reports"
        self.entries: list[str] = self._known()

    def _known(self) -> list[str]:
        import re

        try:
            text = self.path.read_text("utf-8") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"feed can't be read: {error}", str(self.path)) from None
        if text and "<generator>notice-nlp</generator>" not in text:
            raise BadInput("exists and is no feed of notice-nlp", str(self.path))
        # Written by this class alone, entry by entry; nothing else is taken over.
        return re.findall(r"<entry>.*?</entry>", text, re.S)

    def add(self, changes: Sequence[Change]) -> None:
        """Puts changes at the head of the feed and writes their pages; those without a finding are left out."""
        from notice_nlp.report.comparison import comparison_page

        told = [c for c in changes if c.comparison is None or any(f.kind != "wording" for f in c.comparison.findings)]
        if not told:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            self.pages.mkdir(parents=True, exist_ok=True)
            for change in told:
                name = hashlib.blake2b(f"{change.key}\0{change.after}\0{now}".encode(), digest_size=8).hexdigest()
                if change.comparison:
                    (self.pages / f"{name}.html").write_text(comparison_page([change.comparison]), "utf-8")
                self.entries.insert(0, self._entry(change, name, now))
            self.entries = self.entries[:FEED_LENGTH]
            own = hashlib.blake2b(str(self.path.resolve()).encode(), digest_size=8).hexdigest()
            head = [
                '<?xml version="1.0" encoding="utf-8"?>',
                '<feed xmlns="http://www.w3.org/2005/Atom">',
                "<title>Privacy notices: what changed</title>",
                f"<id>urn:notice-nlp:{own}</id>",
                f"<updated>{now}</updated>",
                "<author><name>notice-nlp</name></author>",
                "<generator>notice-nlp</generator>",
            ]
            text = "\n".join([*head, *self.entries, "</feed>", ""])
            # Whole or not at all: a reader may come at any moment.
            fresh = self.path.with_suffix(".tmp")
            fresh.write_text(text, "utf-8", newline="\n")
            _replace(fresh, self.path)
        except OSError as error:
            raise BadInput(error.strerror or str(error), str(self.path)) from None

    def _entry(self, change: Change, name: str, now: str) -> str:
        counts = change.comparison.counts() if change.comparison else {}
        told = ", ".join(f"{n} {severity}" for severity, n in counts.items() if n) or "new"
        title = _xml(f"{change.key} ({change.language}): {told}")
        findings = "".join(
            f"<li>{_xml(f'{f.severity}: {f.message}')}</li>" for f in (change.comparison.findings if change.comparison else ())
        )
        content = (
            f'<content type="html">{_xml(f"<ul>{findings}</ul>")}</content>' if findings else f"<summary>{_xml(change.after)}</summary>"
        )
        link = f"<link href={quoteattr(f'{self.pages.name}/{name}.html')}/>" if change.comparison else ""
        return f"<entry><id>urn:notice-nlp:{name}</id><title>{title}</title><updated>{now}</updated>{link}{content}</entry>"


def _replace(fresh: Path, old: Path) -> None:
    """Puts a file in the place of another; on Windows a reader that has the other open is waited for."""
    for wait in (*WAITS, None):
        try:
            fresh.replace(old)
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            return


def _xml(text: str) -> str:
    return escape(text.translate(_ILLEGAL).encode("utf-8", "replace").decode())
