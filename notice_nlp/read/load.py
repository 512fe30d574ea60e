"""A file's bytes, bounded: no more of them than the limits say, and from regular files only."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, or of a pipe that the shell put in a file's place (``<(command)``).

    Raises:
        BadInput: it can't be read, is a device, a pipe of another kind or a folder, or is over ``limits.file_mb``; the file is named.
    """
    no_address(str(path))
    most = int(limits.file_mb * 1e6)
    try:
        state = path.stat()
        shells_own = stat.S_ISFIFO(state.st_mode) and str(path).startswith(("/dev/", "/proc/self/fd/"))
        # Opening a pipe that nobody writes to waits for ever, and a device may never end.
        if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode) or shells_own):
            raise BadInput("not a regular file", str(path))
        size = state.st_size
        if size <= most:
            # In portions: a buffer as large as the limit would be made at once, and a pipe does not tell its size.
            data = bytearray()
            with path.open("rb") as stream:
                while (portion := stream.read(min(1 << 20, most + 1 - len(data)))) and len(data) <= most:
                    data += portion
            if len(data) <= most:
                return bytes(data)
            size = len(data)
    except (OSError, ValueError) as error:
        raise BadInput(getattr(error, "strerror", None) or str(error), str(path)) from None
    raise BadInput(f"{size / 1e6:.0f} MB is over the limit of {limits.file_mb:g} MB for one file", str(path))


def no_address(name: str) -> None:
    """Raises BadInput for a web address: nothing is fetched. A path has made one slash of its two."""
    if match := re.match(r"(https?):/+", name, re.I):
        address = f"{match[1]}://{name[match.end() :]}"
        raise BadInput("is an address; fetch it first, for instance: curl -s ADDRESS | notice-nlp parse -", address)


def stays_below(file: Path, folder: Path) -> bool:
    """Whether a file found in a folder is in it; a link, as an archive may hold one, can lead to any place of the machine."""
    if not file.is_symlink():
        return True
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True  # a link in a circle; opening it says so
