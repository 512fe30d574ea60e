#!/usr/bin/env python
"""Builds the translation memory that ships with the package from the corpus's train and dev splits.

    python scripts/build_memory.py

The test split stays out, so that the memory can be measured on it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from notice_nlp.analyse import parse
from notice_nlp.benchmark.gold import load_gold
from notice_nlp.translate.aligned import LEVELS, units_of
from notice_nlp.translate.memory import Unit, normal
from notice_nlp.translate.memory_files import SHIPPED, write_units

ROOT = Path(__file__).parents[1]
SPLITS = ("train", "dev")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "corpora" / "privacy_notices")
    parser.add_argument("--output", type=Path, default=ROOT / "notice_nlp" / "translate" / SHIPPED)
    parser.add_argument("--level", default="sentence", choices=LEVELS)
    args = parser.parse_args()
    kept: dict[tuple[str, str], Unit] = {}
    for split in SPLITS:
        texts = {r["id"]: r for r in load_gold(args.folder / f"{split}.jsonl")}
        for name in dict.fromkeys(r["notice"] for r in texts.values()):
            german, english = (parse(texts[f"{name}.{l}"]["text"], language=l) for l in ("de", "en"))
            for unit in units_of(german, english, args.level, origin=f"corpus:{name}"):
                # Bare numbers, names and addresses translate themselves.
                if normal(unit.source) != normal(unit.target):
                    kept.setdefault((normal(unit.source), normal(unit.target)), unit)
            print(f"{name}: {len(kept)} units so far", file=sys.stderr)
    count = write_units(kept.values(), args.output)
    print(f"{args.output}: {count} units, {args.output.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
