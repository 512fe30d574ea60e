#!/usr/bin/env python
"""The quality gate: scores of the shipped model must not fall below ``benchmarks/floors.json``.

    python scripts/gate.py [--gold NAME=FILE ...] [--model FOLDER]

Measures on the corpus's test split, and on a file of real notices where one is at hand. A floor may be lowered only
together with a reason under ``lowered`` in the file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from notice_nlp.benchmark.evaluate import evaluate, lines, load_gold, signature
from notice_nlp.extract.session import OnnxTagger

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("NOTICE_NLP_SHARED", ROOT.parent / "shared"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="append", default=[], metavar="NAME=FILE", help="further gold files to measure on")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    files = {"corpus-test": ROOT / "corpora" / "privacy_notices" / "test.jsonl", "real-dev": SHARED / "gold" / "real_notices.jsonl"}
    files |= {name: Path(path) for name, path in (item.split("=", 1) for item in args.gold)}
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))["floors"]
    tagger = OnnxTagger(args.model)
    failed = []
    for name, path in files.items():
        if not path.exists():
            print(f"{name}: skipped, no such file here")
            continue
        records = load_gold(path)
        results = evaluate(records, tagger)
        print(f"{name}  {signature(records, name, tagger)}")
        for line in lines(results):
            print(f"  {line}")
        for language, wanted in floors.get(name, {}).items():
            for metric, floor in wanted.items():
                reached = results[language].scores[metric]
                if reached < floor:
                    failed.append(f"{name} {language} {metric}: {reached:.3f} is under the floor {floor:.3f}")
    print("\n".join(failed) or "all floors held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
