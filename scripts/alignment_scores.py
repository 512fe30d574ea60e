#!/usr/bin/env python
"""Scores the alignment of blocks on real German and English notices against links checked by hand.

    python scripts/alignment_scores.py

The notices are not part of the project (``NOTICE_NLP_SHARED`` says where they are); ``benchmarks/alignment`` holds only which
of their blocks correspond.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from notice_nlp import parse
from notice_nlp.benchmark.alignment import AlignmentScores, Pair, load_alignment, pairs, score_alignment
from notice_nlp.compare.align import align_blocks
from notice_nlp.errors import BadInput

ROOT = Path(__file__).resolve().parents[1]
NOTICES = Path(os.environ.get("NOTICE_NLP_SHARED", ROOT.parent / "shared")) / "notices"


def line(name: str, scores: AlignmentScores) -> str:
    strict, lax = scores.f1(scores.strict), scores.f1(scores.lax)
    return (
        f"{name:16} {scores.gold:4} links  strict P {scores.strict[0]:.3f} R {scores.strict[1]:.3f} F1 {strict:.3f}"
        f"  lax P {scores.lax[0]:.3f} R {scores.lax[1]:.3f} F1 {lax:.3f}"
    )


def main() -> int:
    gold: list[list[Pair]] = []
    found: list[list[Pair]] = []
    for file in sorted((ROOT / "benchmarks" / "alignment").glob("*.json")):
        sides = [next(iter(NOTICES.glob(f"{file.stem}.{language}.*")), None) for language in ("de", "en")]
        if not sides[0] or not sides[1]:
            print(f"{file.stem}: skipped, the notices are not here")
            continue
        a, b = (parse(side) for side in sides if side)
        try:
            wanted = load_alignment(file, a, b)
        except BadInput as error:
            print(error)
            return 2
        got = pairs(align_blocks(a, b))
        print(line(file.stem, score_alignment([wanted], [got])))
        gold.append(wanted)
        found.append(got)
    if gold:
        print(line("all", score_alignment(gold, found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
