#!/usr/bin/env python
"""Transfer between the languages: taggers trained on German, on English, and on both, each scored on each language.

    python scripts/train.py --encoder PATH|HUB_ID --languages de --output build/de      # and so on
    python scripts/transfer.py de=build/de en=build/en both=build/model --encoder PATH|HUB_ID

Needs the extra ``train``. Each folder is exported and quantised as the shipped model is; a folder that holds a ``model.onnx``
already is scored as it is. The term base and the rules beside the network know both languages: what transfers is the network.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from notice_nlp.benchmark.evaluate import evaluate, load_gold, signature
from notice_nlp.extract.session import OnnxTagger

ROOT = Path(__file__).resolve().parents[1]
METRICS = ("strict", "overlap", "strict_concept")


def scored(folder: Path, encoder: str | None, records: list[dict[str, Any]], split: str) -> dict[str, Any]:
    """Scores by language of a trained or exported model, and what they depend on."""
    with tempfile.TemporaryDirectory() as work:
        if not (folder / "model.onnx").exists():
            from export import export

            recorded = json.loads((folder / "config.json").read_text("utf-8"))["training"]["encoder"]
            export(folder, Path(work), encoder or recorded)
            folder = Path(work)
        tagger = OnnxTagger(folder)
        results = evaluate(records, tagger)
        return {
            "signature": signature(records, split, tagger),
            **{l: {m: [r.scores[m], *r.intervals.get(m, ())] for m in METRICS} for l, r in results.items()},
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--encoder", help="the encoder they were trained from; default: as recorded")
    parser.add_argument("--gold", type=Path, default=ROOT / "corpora" / "privacy_notices" / "test.jsonl")
    parser.add_argument("--json", type=Path, help="write the scores to this file too")
    args = parser.parse_args()
    records = load_gold(args.gold)
    found = {}
    for model in args.models:
        name, _, folder = model.partition("=")
        found[name] = scored(Path(folder), args.encoder, records, args.gold.stem)
        for language in ("de", "en"):
            cells = (f"{m} {v[0]:.3f}" + (f" [{v[1]:.3f}, {v[2]:.3f}]" if len(v) > 2 else "") for m, v in found[name][language].items())
            print(f"trained on {name:5} tested on {language}  {'  '.join(cells)}", flush=True)
        print(f"  {found[name]['signature']}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
