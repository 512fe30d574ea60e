"""Where output goes: a file or standard output, in UTF-8 with the line ends as given, whatever the system."""

from __future__ import annotations

import sys
from io import BufferedIOBase
from pathlib import Path

from notice_nlp.errors import BadInput


def put(data: str | bytes, output: Path | None) -> None:
    """Writes text or bytes to a file, or to standard output. Raises BadInput where the file can't be written."""
    # The name of a file may hold what no text does: half a character of another encoding.
    raw = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    if output is not None:
        try:
            output.write_bytes(raw)
        except OSError as error:
            raise BadInput(error.strerror or str(error), str(output)) from None
    elif isinstance(stream := getattr(sys.stdout, "buffer", None), BufferedIOBase):
        # Bytes, since Windows gives a pipe an encoding and line ends of its own.
        sys.stdout.flush()
        stream.write(raw)
        stream.flush()
    else:
        sys.stdout.write(raw.decode())
