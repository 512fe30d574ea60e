#!/usr/bin/env python
"""Averages the weights of several trainings from the same encoder (model soup, Wortsman et al. 2022).

    python scripts/soup.py build/a build/b --output build/model

Each folder is an output of ``scripts/train.py``; all must have the same label space. Needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    configs = [json.loads((m / "config.json").read_text("utf-8")) for m in args.models]
    if any(c["labels"] != configs[0]["labels"] for c in configs):
        print("the models have different labels", file=sys.stderr)
        return 2
    weights = [load_file(str(m / "weights.safetensors")) for m in args.models]
    args.output.mkdir(parents=True, exist_ok=True)
    mean = {k: torch.stack([w[k].float() for w in weights]).mean(0).contiguous() for k in weights[0]}
    save_file(mean, str(args.output / "weights.safetensors"))
    config = configs[-1] | {"soup": len(args.models)}
    (args.output / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False), "utf-8")
    shutil.copy(args.models[-1] / "tokenizer.json", args.output / "tokenizer.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
