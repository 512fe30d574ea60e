#!/usr/bin/env python
"""Where the time of a notice goes, stage by stage, and how much memory the int8 model takes.

    python benchmarks/shares.py [--notices 12] [--repeats 3]

One process, one thread, so that the stages' seconds add up; each stage's figure is the least of the repeats, summed over notices of
the corpus's test split. Memory is the largest of a fresh process that loads the model and parses the same notices, against one that
only imports the package.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from notice_nlp.analyse import finish, parse, prepare
from notice_nlp.extract.decode import decode
from notice_nlp.extract.session import OnnxTagger
from notice_nlp.read import read_text

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "test.jsonl"
STAGES = ("reading", "segments", "tokens", "network", "decoding", "rules")
T = TypeVar("T")


def stages(text: str, tagger: OnnxTagger) -> dict[str, float]:
    """Seconds of each stage for one notice."""
    seconds: dict[str, float] = {}

    def timed(name: str, action: Callable[[], T]) -> T:
        start = time.perf_counter()
        found = action()
        seconds[name] = time.perf_counter() - start
        return found

    document = timed("reading", lambda: read_text(text))
    prepared = timed("segments", lambda: prepare(document))
    encoded = timed("tokens", lambda: tagger.encoder.encode(prepared.windows))
    scores = timed("network", lambda: [tagger._scores(e) for e in encoded])
    tagged = timed("decoding", lambda: [decode(s, e, tagger.labels, tagger.lexicon) for s, e in zip(scores, encoded, strict=True)])
    timed("rules", lambda: finish(prepared, tagged, tagger))
    return seconds


def peak(texts: list[str] | None) -> float:
    """Largest memory in MB of a fresh process that imports the package and, given texts, parses them."""
    # The kernel's own mark for this program; getrusage would count the program that started it.
    code = "import json,re,sys\nimport notice_nlp\ntexts=json.load(sys.stdin)\nfor t in texts: notice_nlp.parse(t, format='text')\n"
    code += "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(texts or []), check=True, capture_output=True, text=True)
    return float(done.stdout) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=12)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()][: args.notices]
    tagger = OnnxTagger(threads=1)
    for text in texts:
        parse(text, tagger=tagger, format="text")  # what is made on first use is not what is measured
    total = dict.fromkeys(STAGES, 0.0)
    for text in texts:
        runs = [stages(text, tagger) for _ in range(args.repeats)]
        for name in STAGES:
            total[name] += min(run[name] for run in runs)
    every = sum(total.values())
    print(f"{len(texts)} notices, {sum(map(len, texts))} characters, one core: {60 * len(texts) / every:.0f} a minute")
    for name in STAGES:
        print(f"  {name:9s} {total[name]:7.3f} s  {total[name] / every:6.1%}  {1000 * total[name] / len(texts):6.1f} ms a notice")
    print(f"  reading and tokens together {(total['reading'] + total['segments'] + total['tokens']) / every:.1%}")
    print(f"memory: {peak(texts):.0f} MB at most with the int8 model, {peak(None):.0f} MB for the import alone")


if __name__ == "__main__":
    main()
