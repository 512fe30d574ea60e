"""Reading in a process of its own, which can be stopped: whatever a file makes a library do, it takes no more time and memory
than the limits say.

The libraries that read PDF, Markdown and DOCX know no deadline, and a thread can't be ended. The process is started with the
first file and reads one after another; one that doesn't survive its file is replaced. What it finds comes back as JSON, so that
a process that a file has taken over can't hand over more than text.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from notice_nlp.errors import BadInput
from notice_nlp.notice import Block
from notice_nlp.read.document import Document
from notice_nlp.read.limits import DEFAULT, Limits

_CODE = "from notice_nlp.read.apart import serve; serve()"


class Reader:
    """Reads files in another process; use as a context manager, or call :meth:`close`."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Starts the process, so that it is there when the first file comes."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        # -P: nothing is imported from the folder the command is run in, which may be that of the hostile files.
        command = [sys.executable, "-P", "-c", _CODE]
        pipe, no = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=no, env=environment)
        self._send(json.dumps(asdict(self.limits)).encode())

    def read(self, data: bytes, suffix: str = "") -> Document:
        """The document of a file's bytes; ``suffix`` tells the format where they don't.

        Raises:
            BadInput: as :func:`notice_nlp.read.read_bytes`, or reading takes more time or memory than the limits allow.
        """
        with self._one_at_a_time:
            self.start()
            late = threading.Event()
            watch = threading.Timer(self.limits.seconds, self._stop, (late,))
            watch.start()
            try:
                self._send(suffix.encode("utf-8", "replace"))
                self._send(data)
                answer = self._answer()
            finally:
                watch.cancel()
                watch.join()
                if late.is_set():
                    self.close()
        if answer is None:
            late_by = f"takes longer than {self.limits.seconds:g} s to read"
            raise BadInput(late_by if late.is_set() else "ended the process that read it (out of memory?)")
        if "error" in answer:
            raise BadInput(answer["error"])
        return unpacked(answer)

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
            process.wait()

    def _stop(self, late: threading.Event) -> None:
        late.set()
        if self._process is not None:
            self._process.kill()

    def _send(self, data: bytes) -> None:
        assert self._process is not None
        # A process that has died is noticed when its answer doesn't come.
        with suppress(OSError):
            _put(self._process.stdin, data)

    def _answer(self) -> dict[str, Any] | None:
        assert self._process is not None
        try:
            return dict(json.loads(_take(self._process.stdout)))
        except (EOFError, OSError, ValueError):
            self.close()
            return None


@lru_cache(maxsize=4)
def reader(limits: Limits = DEFAULT) -> Reader:
    """The process's reader for these limits; it ends with the process."""
    found = Reader(limits)
    atexit.register(found.close)
    return found


def packed(document: Document) -> dict[str, Any]:
    """A document as a JSON object."""
    blocks = [[b.start, b.end, b.kind, b.level, b.cells, b.table, b.header, b.language, b.place] for b in document.blocks]
    return {
        "text": document.text, "blocks": blocks, "format": document.format, "encoding": document.encoding, "warnings": document.warnings,
    }  # fmt: skip


def unpacked(data: dict[str, Any]) -> Document:
    """The document of a :func:`packed` object."""
    blocks = tuple(
        Block(start, end, kind, level, tuple((s, e) for s, e in cells), table, header, language, place)
        for start, end, kind, level, cells, table, header, language, place in data["blocks"]
    )
    return Document(data["text"], blocks, data["format"], data["encoding"], tuple(data["warnings"]))


# The other side


def serve() -> None:
    """Reads what comes on standard input and answers on standard output, until the input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between
    try:
        limits = Limits(**json.loads(_take(requests)))
        _bound_memory(limits)
        while True:
            suffix = _take(requests).decode()
            _put(answers, json.dumps(_read(_take(requests), suffix, limits)).encode())
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _read(data: bytes, suffix: str, limits: Limits) -> dict[str, Any]:
    from notice_nlp.read import read_bytes

    try:
        return packed(read_bytes(data, suffix, limits))
    except BadInput as error:
        return {"error": error.reason}
    except MemoryError:
        return {"error": f"takes more than {limits.memory_mb:g} MB of memory to read"}
    except RecursionError:
        return {"error": "nested too deep to be read"}
    except Exception as error:  # one file must not stop the others
        return {"error": f"can't be read ({type(error).__name__}: {error})"}


def _bound_memory(limits: Limits) -> None:
    """Bounds the address space to what is used now and ``memory_mb``; only where the system tells and keeps it (Linux)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + int(limits.memory_mb * 1e6),) * 2)


def _put(stream: IO[bytes] | None, data: bytes) -> None:
    assert stream is not None
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def _take(stream: IO[bytes] | None) -> bytes:
    """One message. Raises EOFError where the stream ends."""
    assert stream is not None
    size = stream.read(8)
    data = stream.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(data) < int.from_bytes(size, "big"):
        raise EOFError
    return data
