"""Files that are written: whole or not at all, never in the place of an input, in folders that are made if need be."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from notice_nlp.errors import BadInput

# Seconds between tries to replace a file that somebody reads.
WAITS = (0.05, 0.2, 1.0)


class Unwritable(BadInput):
    """A file can't be written, so that going on with a batch is of no use."""


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turns what the system refuses into Unwritable that names the file to write; folders that are missing are made."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise Unwritable(error.strerror or str(error), str(output)) from None


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A path to write to instead of ``output``, with the same suffix; what was written is moved there in the end.

    An older file stays as it was where writing fails or is broken off. A device or a pipe is written to as it is, and so is a file
    in a folder where no other may be made.

    Raises:
        Unwritable: the file can't be written; it is named.
    """
    with writing(output):
        place = output.resolve()  # of a link what it leads to is replaced
        fresh = None if place.exists() and not place.is_file() else _beside(place)
        if fresh is None:
            yield output
            return
        try:
            yield fresh
            # As a file would have been made that had not been there, or as it is.
            fresh.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_mask())
            _replace(fresh, place)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise


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


def _beside(place: Path) -> Path | None:
    """An empty file in the same folder; None where the folder takes none, but the file there may be written."""
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".notice-nlp-", suffix=place.suffix)
    except PermissionError:
        if place.is_file() and os.access(place, os.W_OK):
            return None
        raise
    os.close(handle)
    return Path(name)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def writable(output: Path | None) -> None:
    """Raises BadInput where a file can't be written at ``output``: before long work, and without touching or making anything."""
    if output is None:
        return
    if output.is_dir():
        raise BadInput("is a folder", str(output))
    place = output if output.exists() else next(p for p in output.absolute().parents if p.exists())
    if place != output and not place.is_dir():
        raise BadInput("is a file, no folder to write to", str(place))
    if not os.access(place, os.W_OK):
        raise BadInput("no permission to write", str(place))


def not_onto(output: Path | None, inputs: Iterable[str | Path | None]) -> None:
    """Raises BadInput where the file to write is one of those to read, which would be lost."""
    for name in inputs:
        with suppress(OSError):  # one that isn't there can't be overwritten
            if output and name and output.samefile(name):
                raise BadInput("is read and can't be written at the same time; name another --output", str(name))
