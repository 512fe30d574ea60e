#!/usr/bin/env python
"""How a register grows: time, rate and memory of an ingest of 10, 100, 1,000 and 10,000 notices.

    python benchmarks/growth.py [--counts 10,100,1000,10000] [--changed 10]

Each count is ingested into a register of its own by a fresh process, so that memory is that count's alone. Notices are the corpus's
test texts, over and over under names of their own; one in ``--changed`` has a sentence that no other has. So most passages are
known, as in an archive of versions: a text is tagged the first time it is seen, and of a changed one a window. What is measured is
what reading, looking up, rebuilding and writing cost as the register grows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "test.jsonl"
TEXTS = 20


def write(folder: Path, count: int, changed: int) -> None:
    """Files of the notices, a thousand to a folder."""
    records = sorted((json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()), key=lambda r: len(r["text"]))[:TEXTS]
    for i in range(count):
        record = records[i % len(records)]
        text = record["text"]
        if i % changed == 0:
            extra = f"Aktenzeichen dieser Fassung: {i}." if record["language"] == "de" else f"File reference of this version: {i}."
            text = f"{text.rstrip()}\n{extra}\n"
        place = folder / f"{i // 1000:03}"
        place.mkdir(exist_ok=True)
        (place / f"n{i:06}.{record['language']}.txt").write_text(text, "utf-8")


def ingest_one(folder: str, register: str) -> None:
    """One ingest; prints seconds, notices, windows tagged, and the largest memory in MB."""
    import resource

    from notice_nlp.analyse import default_tagger
    from notice_nlp.register.discover import discover
    from notice_nlp.register.ingest import ingest
    from notice_nlp.register.store import Register

    default_tagger()
    store = Register(Path(register))
    start = time.perf_counter()
    summary = ingest(discover([folder]), store, default_tagger())
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    again = ingest(discover([folder]), store, default_tagger())
    unchanged = time.perf_counter() - start
    store.close()
    assert again.unchanged == summary.new, "a second ingest found something new"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "new": summary.new, "tagged": summary.tagged, "again": unchanged, "mb": memory}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="10,100,1000,10000")
    parser.add_argument("--changed", type=int, default=10, help="one notice in so many has a passage of its own")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        ingest_one(*args.one)
        return 0
    print("notices   seconds   a minute  windows tagged  nothing new, a minute     MB  register MB")
    for count in map(int, args.counts.split(",")):
        with tempfile.TemporaryDirectory() as work:
            folder, register = Path(work) / "in", Path(work) / "register.db"
            folder.mkdir()
            write(folder, count, args.changed)
            command = [sys.executable, __file__, "--one", str(folder), str(register)]
            r = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
            size = register.stat().st_size / 1e6
            rate, again = 60 * r["new"] / r["seconds"], 60 * count / r["again"]
            print(f"{count:7} {r['seconds']:9.1f} {rate:10.0f} {r['tagged']:15} {again:22.0f} {r['mb']:6.0f} {size:12.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
