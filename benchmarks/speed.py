#!/usr/bin/env python
"""How long a user waits: ``--help``, a two-page notice from a cold start, and a warm one, as a table.

    python benchmarks/speed.py [NOTICE ...]

Each figure is the median of five runs. ``ratio`` is against a bare ``python -c pass`` of the same run, which says more
than seconds do about a machine that isn't this one.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5


def median(action: Callable[[], object]) -> float:
    """Median seconds of the action."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def main() -> None:
    from notice_nlp.analyse import default_tagger, parse

    notices = sys.argv[1:] or [str(ROOT / "notice_nlp" / "examples" / "roesterei.de.html")]
    bare = median(command("-c", "pass"))
    rows = [("python -c pass", bare), ("notice-nlp --help", median(command("-m", "notice_nlp.cli", "--help")))]
    default_tagger()
    for notice in notices:
        words = len(parse(Path(notice)).text.split())
        name = f"{Path(notice).name} ({words} words)"
        rows.append((f"parse {name}, cold", median(command("-m", "notice_nlp.cli", "parse", notice, "--format", "json"))))
        rows.append((f"parse {name}, warm", median(lambda path=notice: parse(Path(path)))))  # type: ignore[misc]
    for name, seconds in rows:
        print(f"{name:60s} {seconds:7.3f} s   ratio {seconds / bare:6.1f}")


if __name__ == "__main__":
    main()
