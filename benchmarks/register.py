#!/usr/bin/env python
"""What a register costs: a cold ingest, a version that changed a little, a run with nothing new, many files.

    python benchmarks/register.py [--notices 12] [--copies 1000]

Texts are the corpus's test notices, one file each, and copies of them. All figures come from one run on one machine; the ratios
are what compares.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path

from notice_nlp.analyse import default_tagger
from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import Summary, ingest
from notice_nlp.register.store import Register

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "test.jsonl"
SHARE = 0.05


def timed(folder: Path, register: Register) -> tuple[float, Summary]:
    """Seconds that an ingest takes, and what it did."""
    start = time.perf_counter()
    summary = ingest(discover([str(folder)]), register, default_tagger())
    return time.perf_counter() - start, summary


def reworded(text: str, chance: random.Random) -> str:
    """The text with a twentieth of its characters in one stretch in another order of words, line by line."""
    left = int(SHARE * len(text))
    start = chance.randrange(max(1, len(text) - left))
    # Words are not cut, nor lines: only what lies between their bounds is put in another order.
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", start + left)
    end = len(text) if end < 0 else end
    lines = []
    for line in text[start:end].split("\n"):
        words = line.split(" ")
        chance.shuffle(words)
        lines.append(" ".join(words))
    return text[:start] + "\n".join(lines) + text[end:]


def memory() -> float:
    """Largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=12)
    parser.add_argument("--copies", type=int, default=1000)
    args = parser.parse_args()
    records = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    records.sort(key=lambda r: len(r["text"]))
    records = [*records[: args.notices // 2], *records[-(args.notices - args.notices // 2) :]]
    chance = random.Random(7)
    default_tagger()
    with tempfile.TemporaryDirectory() as work:
        first, many = Path(work) / "first", Path(work) / "many"
        first.mkdir()
        many.mkdir()
        register = Register(Path(work) / "register.db")
        for name, group in (("short", records[: args.notices // 2]), ("long", records[args.notices // 2 :])):
            characters = sum(len(r["text"]) for r in group) // len(group)
            for record in group:
                (first / f"{record['notice']}_2024-01-01.{record['language']}.txt").write_text(record["text"], "utf-8")
            cold, summary = timed(first, register)
            rate = 60 * len(group) / cold
            print(f"{name} ({characters} characters), cold: {summary.windows} windows, {cold:.1f} s, {rate:.0f} notices a minute")
            for record in group:
                (first / f"{record['notice']}_2025-01-01.{record['language']}.txt").write_text(reworded(record["text"], chance), "utf-8")
            again, summary = timed(first, register)
            share = f"{again / cold:.3f} of the cold cost"
            print(f"  {SHARE:.0%} changed: {summary.tagged} of {summary.windows} windows tagged, {again:.2f} s, {share}")
        before = memory()
        for count in (args.copies // 10, args.copies):
            for i in range(count):
                record = records[i % len(records)]
                (many / f"n{i:06}.{record['language']}.txt").write_text(record["text"], "utf-8")
            seconds, summary = timed(many, register)
            rate = 60 * summary.new / seconds
            print(f"{count} copies: {summary.new} new in {seconds:.1f} s, {rate:.0f} a minute, {memory():.0f} MB at most")
        print(f"memory before the copies: {before:.0f} MB")
        seconds, summary = timed(many, register)
        print(f"nothing new: {summary.unchanged} notices in {seconds:.2f} s, {60 * summary.unchanged / seconds:.0f} a minute")
        size = (Path(work) / "register.db").stat().st_size
        print(f"register: {size / 1e6:.1f} MB for {len(register.versions())} versions")
        register.close()


if __name__ == "__main__":
    main()
