#!/usr/bin/env python
"""What comparing costs: versions from a register with and without kept states, and one long block.

    python benchmarks/compare.py [--pairs 10] [--sizes 4000,8000,16000,32000]

Versions are pairs of the corpus's test split, ingested into a register of their own. ``read whole`` lets the model read both once
more, ``kept`` takes what the register kept and reads the windows of what differs. The long block is one paragraph of sentences about
three kinds of data, some of them changed: seconds per thousand characters should stay about the same.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from notice_nlp.analyse import default_tagger, parse
from notice_nlp.compare import compare
from notice_nlp.extract.decode import Tagged
from notice_nlp.register import states
from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import ingest
from notice_nlp.register.states import comparable
from notice_nlp.register.store import Register
from notice_nlp.segment import Window

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "versions_test.jsonl"
SENTENCES = (
    "Beim Besuch der Seite Nummer {} speichern wir Ihre IP-Adresse, um Angriffe zu erkennen. ",
    "In Raum {} erheben wir keine Telefonnummer. ",
    "Ihre E-Mail-Adresse verarbeiten wir zur Beantwortung der Anfrage {}. ",
)


class Counting:
    """The shipped model; ``windows`` counts what it read."""

    def __init__(self) -> None:
        self.inner, self.windows = default_tagger(), 0
        self.labels, self.fingerprint, self.calibration = self.inner.labels, self.inner.fingerprint, self.inner.calibration

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        self.windows += len(windows)
        return self.inner.tag(windows)


def stored(pairs: int) -> None:
    """Versions from a register, both ways."""
    records = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()][:pairs]
    with tempfile.TemporaryDirectory() as work:
        for number, record in enumerate(records):
            for date, text in (("2023-01-01", record["text_old"]), ("2024-01-01", record["text_new"])):
                (Path(work) / f"n{number:03}_{date}.{record['language']}.txt").write_text(text, "utf-8")
        register = Register(Path(work) / "register.db")
        summary = ingest(discover([work]), register, default_tagger())
        versions = register.versions()
        couples = list(zip(versions[::2], versions[1::2], strict=True))
        size = sum(file.stat().st_size for file in Path(work).glob("register.db*")) / 1e6
        print(f"{len(couples)} pairs of versions, {summary.windows} windows, {summary.tagged} read at ingest, register {size:.1f} MB")
        counting = Counting()
        states.default_tagger = lambda: counting  # type: ignore[assignment, attr-defined]
        compare(register.notice(versions[0].id), register.notice(versions[1].id))  # what is made on first use is not what is measured
        # Kept states first: the second pass finds the terms of all texts looked up.
        start = time.perf_counter()
        kept = [compare(comparable(register, a.id), comparable(register, b.id)) for a, b in couples]
        less = time.perf_counter() - start
        start = time.perf_counter()
        whole = [compare(register.notice(a.id), register.notice(b.id)) for a, b in couples]
        seconds = time.perf_counter() - start
        same = sum(x.findings == y.findings for x, y in zip(whole, kept, strict=True))
        print(f"  read whole: {seconds:.2f} s, {summary.windows} windows read")
        print(f"  kept:       {less:.2f} s, {counting.windows} windows read, {less / seconds:.2f} of the time; {same} pairs as read whole")
        register.close()


def long_block(sizes: Sequence[int]) -> None:
    """One paragraph, longer and longer."""
    for size in sizes:
        old, i = "", 0
        while len(old) < size:
            old += SENTENCES[i % 3].format(i)
            i += 1
        new = old.replace("5 speichern wir Ihre IP-Adresse", "5 merken wir uns Ihre IP-Adresse und Ihren Browsertyp")
        a, b = (parse(f"Datenschutz\n\n{text}\n", format="text") for text in (old, new))
        start = time.perf_counter()
        compare(a, b)
        seconds = time.perf_counter() - start
        print(f"one block of {size} characters, {len(a.mentions)} mentions: {seconds:.2f} s, {1e6 * seconds / size:.0f} ms a thousand")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--sizes", default="4000,8000,16000,32000")
    args = parser.parse_args()
    stored(args.pairs)
    long_block([int(size) for size in args.sizes.split(",")])


if __name__ == "__main__":
    main()
