"""Errors a user can act on: one line each, naming the file and the reason."""

from __future__ import annotations

# Characters of a reason that are shown.
LONGEST = 500


class NoticeError(Exception):
    """Base of all errors that bad input or a missing extra causes; ``str()`` is one printable line."""


class BadInput(NoticeError):
    """A file or text that can't be read as a notice."""

    def __init__(self, reason: str, source: str = "") -> None:
        reason = " ".join(reason.split())
        # Libraries quote the file in their messages.
        self.reason = reason if len(reason) <= LONGEST else reason[: LONGEST - 1] + "…"
        self.source = source
        super().__init__(f"{source}: {self.reason}" if source else self.reason)

    def named(self, source: str) -> BadInput:
        """The same error with its file named, where the reader that found it didn't know the name."""
        return self if self.source else BadInput(self.reason, source)


class MissingExtra(NoticeError):
    """An optional dependency is not installed."""

    def __init__(self, extra: str, what: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs the extra '{extra}': pip install 'notice-nlp[{extra}]'")
