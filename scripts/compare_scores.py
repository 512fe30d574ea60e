#!/usr/bin/env python
"""Scores comparison on the corpus's recorded versions and divergences.

python scripts/compare_scores.py --split dev
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from notice_nlp.analyse import default_tagger, parse
from notice_nlp.benchmark.evaluate import corpus_hash
from notice_nlp.benchmark.findings import FindingScores, Pair, divergent_pairs, faithful_pairs, score_findings, version_pairs
from notice_nlp.compare import Comparison, compare

FOLDER = Path(__file__).parents[1] / "corpora" / "privacy_notices"


def compared(pair: Pair) -> Comparison:
    """The comparison of a pair, parsed from its plain texts."""
    return compare(parse(pair.a, language=pair.languages[0]), parse(pair.b, language=pair.languages[1]))


def table(title: str, scores: FindingScores) -> None:
    """Prints the counts of each kind, then the sums."""
    print(title)
    for kind in sorted({*scores.found, *scores.missed, *scores.right, *scores.wrong}):
        right, wrong, found, missed = (c[kind] for c in (scores.right, scores.wrong, scores.found, scores.missed))
        print(f"  {kind:22} precision {right}/{right + wrong}  recall {found}/{found + missed}")
    print(f"  precision {scores.precision:.3f}  recall {scores.recall:.3f}  quiet rewordings {scores.quiet}/{scores.rewordings}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"), help="test is for reporting, not for tuning")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    pairs = {"versions": list(version_pairs(args.folder, args.split)), "divergences": list(divergent_pairs(args.folder, args.split))}
    records = [asdict(p) for group in pairs.values() for p in group]
    print(f"corpus:{corpus_hash(records)}|split:{args.split}|match:kind+overlap|model:{default_tagger().fingerprint}")
    for title, group in pairs.items():
        table(f"{title} ({len(group)} pairs)", score_findings(group, compared))
    faithful = score_findings(faithful_pairs(args.folder, args.split), compared)
    false = faithful.wrong.total()
    print(f"faithful translations: {false} findings in {faithful.rows} rows, {10 * false / max(1, faithful.rows):.2f} per 10 rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
