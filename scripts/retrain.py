#!/usr/bin/env python
"""Makes the shipped model from the corpus: two trainings, the mean of their weights, int8 ONNX, the quality gate.

    python scripts/retrain.py --encoder intfloat/multilingual-e5-small

Needs the extra ``train``; about an hour on two quiet cores (each training about 30 minutes), every step is logged. What is done is not
done again: start it once more after an interruption. The result is in ``build/retrain/notice-tagger``; copy it to
``models/notice-tagger`` if the gate says it is better.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

SCRIPTS = Path(__file__).parent
# The heads of all trainings begin alike: means over heads that began differently score lower (models/EXPERIMENTS.md). What differs is
# the order of the texts and how they are changed.
SEED, ORDERS = 13, (13, 14)


def step(name: str, done: Path, *arguments: object) -> None:
    """Runs a script unless what it makes is there; its own output goes to standard error."""
    if done.exists():
        print(f"{name}: done before ({done})", flush=True)
        return
    start = time.time()
    subprocess.run([sys.executable, *map(str, arguments)], check=True, stdout=sys.stderr)
    print(f"{name}: {(time.time() - start) / 60:.1f} minutes", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder or hub id (see trim_vocabulary.py)")
    parser.add_argument("--corpus", type=Path, default=SCRIPTS.parent / "corpora" / "privacy_notices")
    parser.add_argument("--output", type=Path, default=Path("build/retrain"))
    parser.add_argument("--epochs", type=float, default=7)
    parser.add_argument("--more", nargs=argparse.REMAINDER, default=[], help="further options of train.py, at the end")
    parser.add_argument("--no-gate", action="store_true", help="do not score the result")
    args = parser.parse_args()
    trained = []
    for order in ORDERS:
        folder = args.output / f"order-{order}"
        trained.append(folder)
        resume = ["--resume"] if any((folder / "checkpoints").glob("checkpoint-*")) else []
        settings = [
            "--encoder",
            args.encoder,
            "--corpus",
            args.corpus,
            "--epochs",
            args.epochs,
            "--seed",
            SEED,
            "--order",
            order,
            "--output",
            folder,
        ]
        step(f"training, order {order}", folder / "weights.safetensors", SCRIPTS / "train.py", *settings, *resume, *args.more)
    mean, shipped = args.output / "mean", args.output / "notice-tagger"
    step("mean of the weights", mean / "weights.safetensors", SCRIPTS / "soup.py", *trained, "--output", mean)
    step("export", shipped / "model.onnx", SCRIPTS / "export.py", mean, shipped, "--encoder", args.encoder, "--corpus", args.corpus)
    if args.no_gate:
        return 0
    return subprocess.run([sys.executable, str(SCRIPTS / "gate.py"), "--model", str(shipped)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
