#!/usr/bin/env python
"""Fits the shipped model's confidence to the corpus's development split and writes it into the model's ``config.json``.

    python scripts/calibrate.py [--model models/notice-tagger] [--gold corpora/privacy_notices/dev.jsonl]

Run it after ``export.py``. Two numbers are fitted (Platt scaling); the expected calibration error is printed before and after,
the latter by cross-validation over notices, since the numbers were fitted on the same split.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from notice_nlp.benchmark.calibration import judged, reliability
from notice_nlp.benchmark.evaluate import load_gold, predict
from notice_nlp.extract.calibration import calibrated, fit
from notice_nlp.extract.session import OnnxTagger

ROOT = Path(__file__).resolve().parents[1]
FOLDS = 5


def error(found: list[tuple[float, bool]]) -> float:
    return float(reliability(found)["expected_calibration_error"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "notice-tagger")
    parser.add_argument("--gold", type=Path, default=ROOT / "corpora" / "privacy_notices" / "dev.jsonl")
    args = parser.parse_args()
    tagger = OnnxTagger(args.model)
    tagger.calibration = {}
    # Both languages of a notice stay in one fold.
    records = sorted(load_gold(args.gold), key=lambda r: str(r["id"]).rsplit(".", 1)[0])
    names = sorted({str(r["id"]).rsplit(".", 1)[0] for r in records})
    folds: list[list[tuple[float, bool]]] = [[] for _ in range(FOLDS)]
    for record in records:
        folds[names.index(str(record["id"]).rsplit(".", 1)[0]) % FOLDS] += judged([(record, predict(record, tagger))])
    found = [x for fold in folds for x in fold]
    held_out = []
    for i, fold in enumerate(folds):
        fitted = fit([x for j, other in enumerate(folds) if j != i for x in other])
        held_out += [(calibrated(c, fitted), r) for c, r in fold]
    result = fit(found)
    print(f"{len(found)} mentions; expected calibration error {error(found):.3f}, {error(held_out):.3f} when fitted on the other folds")
    path = args.model / "config.json"
    config = json.loads(path.read_text("utf-8")) | {"calibration": result}
    path.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"slope {result['slope']}, shift {result['shift']}: written to {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
