"""Where output goes: a file or standard output, in UTF-8 with the line ends as given, whatever the system."""

from __future__ import annotations

import sys
from io import BufferedIOBase
from pathlib import Path

from notice_nlp.files import replacing


def put(data: str | bytes, output: Path | None) -> None:
    """Writes text or bytes to a file, or to standard output.

    An older file is replaced when all has been written, so that a full disk leaves it as it was.

    Raises:
        BadInput: the file can't be written; it is named.
    """
    # The name of a file may hold what no text does: half a character of another encoding.
    raw = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    if output is not None:
        with replacing(output) as place:
            place.write_bytes(raw)
    elif isinstance(stream := getattr(sys.stdout, "buffer", None), BufferedIOBase):
        # Bytes, since Windows gives a pipe an encoding and line ends of its own.
        sys.stdout.flush()
        stream.write(raw)
        stream.flush()
    else:
        sys.stdout.write(raw.decode())
