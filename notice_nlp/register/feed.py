"""An Atom feed of what changed in the notices of a register."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from notice_nlp.errors import BadInput
from notice_nlp.files import replacing, writable
from notice_nlp.register.watch import Change

# Entries a feed keeps, the newest first.
FEED_LENGTH = 200
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
_TITLES = {"de": "Datenschutzhinweise: was sich geändert hat", "en": "Privacy notices: what changed"}
_NEW = {"de": "neu", "en": "new"}


class Feed:
    """An Atom feed (RFC 4287) of changes; each entry links to a self-contained page beside it.

    Titles are in ``language``; without one an entry's is in that of its findings, and the feed's in that of its first entry.

    Raises:
        BadInput: the feed or a page can't be written, or the feed there is none of ours.
    """

    def __init__(self, path: Path, language: str | None = None) -> None:
        writable(path)
        self.path, self.pages, self.language = path, path.parent / f"{path.stem}-reports", language
        self.title = _TITLES[language or "en"]
        self.entries: list[str] = self._known()

    def _known(self) -> list[str]:
        try:
            text = self.path.read_text("utf-8") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"feed can't be read: {error}", str(self.path)) from None
        if text and "<generator>notice-nlp</generator>" not in text:
            raise BadInput("exists and is no feed of notice-nlp", str(self.path))
        if not self.language and f"<title>{_TITLES['de']}</title>" in text:
            self.title = _TITLES["de"]
        # Written by this class alone, entry by entry; nothing else is taken over.
        return re.findall(r"<entry>.*?</entry>", text, re.S)

    def add(self, changes: Sequence[Change]) -> None:
        """Puts changes at the head of the feed and writes their pages; those without a finding are left out."""
        told = [c for c in changes if c.comparison is None or any(f.kind != "wording" for f in c.comparison.findings)]
        if not told:
            return
        if not self.entries:
            self.title = _TITLES[self.language or _language(told[0])]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            self.pages.mkdir(parents=True, exist_ok=True)
            added = [self._entry(change, now) for change in told]
            entries = [*reversed(added), *self.entries][:FEED_LENGTH]
            # Whole or not at all: a reader may come at any moment.
            with replacing(self.path) as fresh:
                fresh.write_text(self._text(entries, now), "utf-8", newline="\n")
        except OSError as error:
            raise BadInput(error.strerror or str(error), str(self.path)) from None
        self.entries = entries

    def _text(self, entries: Sequence[str], now: str) -> str:
        own = hashlib.blake2b(str(self.path.resolve()).encode(), digest_size=8).hexdigest()
        head = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<title>{self.title}</title>",
            f"<id>urn:notice-nlp:{own}</id>",
            f"<updated>{now}</updated>",
            "<author><name>notice-nlp</name></author>",
            "<generator>notice-nlp</generator>",
        ]
        return "\n".join([*head, *entries, "</feed>", ""])

    def _entry(self, change: Change, now: str) -> str:
        """A change as an entry, and its page where there is one to write."""
        from notice_nlp.report.comparison import comparison_page
        from notice_nlp.report.comparison.words import strings

        name = hashlib.blake2b(f"{change.key}\0{change.after}\0{now}".encode(), digest_size=8).hexdigest()
        language = self.language or _language(change)
        if change.comparison:
            (self.pages / f"{name}.html").write_text(comparison_page([change.comparison]), "utf-8")
        counts = change.comparison.counts() if change.comparison else {}
        words = strings(language)
        told = ", ".join(f"{n} {words[severity]}" for severity, n in counts.items() if n) or _NEW[language]
        title = _xml(f"{change.key} ({change.language}): {told}")
        findings = "".join(
            f"<li>{_xml(f'{words[f.severity]}: {f.message}')}</li>" for f in (change.comparison.findings if change.comparison else ())
        )
        content = (
            f'<content type="html">{_xml(f"<ul>{findings}</ul>")}</content>' if findings else f"<summary>{_xml(change.after)}</summary>"
        )
        link = f"<link href={quoteattr(f'{self.pages.name}/{name}.html')}/>" if change.comparison else ""
        return f"<entry><id>urn:notice-nlp:{name}</id><title>{title}</title><updated>{now}</updated>{link}{content}</entry>"


def _language(change: Change) -> str:
    """Of the findings, or of the notice where there is nothing to compare it with."""
    return change.comparison.language if change.comparison else change.language if change.language in _NEW else "en"


def _xml(text: str) -> str:
    return escape(text.translate(_ILLEGAL).encode("utf-8", "replace").decode())
