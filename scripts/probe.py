#!/usr/bin/env python
"""A linear probe: the heads alone, fitted on the states of the frozen encoder, as a baseline of the trained network.

    python scripts/probe.py --encoder intfloat/multilingual-e5-small --output build/probe
    python scripts/export.py build/probe build/probe-onnx --encoder intfloat/multilingual-e5-small
    notice-nlp benchmark corpora/privacy_notices/test.jsonl --baselines onnx=build/probe-onnx

Needs the extra ``train``. The encoder reads every window once; then each head is fitted by AdamW for ``--epochs`` passes over the kept
states (Alain and Bengio 2017 on linear probes), which takes minutes where ``train.py --frozen`` takes hours for as many passes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parent))

from train import load_records, write_config
from training.data import IGNORE, examples
from training.model import HEADS, Sizes, Tagger

from notice_nlp.extract.features import Encoder
from notice_nlp.extract.labels import ROW_STATES, Labels
from notice_nlp.taxonomy.store import taxonomy

BATCH = 4096
# Windows that the encoder reads at once.
WINDOWS = 32


@torch.no_grad()
def kept_states(model: Tagger, items: list[dict[str, Any]]) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The encoder's last states of all tokens (N, width) in half precision, and each head's labels (N,)."""
    hidden: list[torch.Tensor] = []
    labels: dict[str, list[int]] = {head: [] for head in HEADS}
    items = sorted(items, key=lambda item: len(item["input_ids"]))
    for at in range(0, len(items), WINDOWS):
        batch = items[at : at + WINDOWS]
        # Widths in steps of 32: the processor's kernels are made once per shape.
        width = -(-len(batch[-1]["input_ids"]) // 32) * 32
        ids = torch.tensor([item["input_ids"] + [1] * (width - len(item["input_ids"])) for item in batch])
        with torch.autocast("cpu", torch.bfloat16):
            found = model.encoder(input_ids=ids, attention_mask=(ids != 1).long()).last_hidden_state
        for item, states in zip(batch, found, strict=True):
            hidden.append(states[: len(item["input_ids"])].half())
            for head in HEADS:
                labels[head].extend(item[f"{head}_labels"])
        if at % (20 * WINDOWS) == 0:
            print(f"{at} of {len(items)} windows", flush=True)
    return torch.cat(hidden), {head: torch.tensor(values) for head, values in labels.items()}


def fit(head: torch.nn.Linear, hidden: torch.Tensor, labels: torch.Tensor, epochs: int, rate: float) -> float:
    """Fits one head to the tokens that have a label; gives the last epoch's mean loss."""
    known = (labels != IGNORE).nonzero().squeeze(1)
    optim = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * -(-len(known) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optim, 1.0, 0.01, total_iters=steps)
    loss = torch.zeros(())
    for _ in range(epochs):
        for chunk in known[torch.randperm(len(known))].split(BATCH):
            loss = torch.nn.functional.cross_entropy(head(hidden[chunk].float()), labels[chunk])
            optim.zero_grad()
            loss.backward()
            optim.step()
            schedule.step()
    return float(loss.detach())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder or hub id of the pretrained encoder")
    parser.add_argument("--corpus", type=Path, default=Path("corpora/privacy_notices"))
    parser.add_argument("--output", type=Path, default=Path("build/probe"))
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--lr", type=float, default=5e-3)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    known = taxonomy()
    labels = Labels(tuple(known.groups), tuple(c.id for c in known.assignable))
    tokenizer = Path(args.encoder) / "tokenizer.json"
    items = examples(
        load_records(args.corpus, ["train"], ["de", "en"]), Encoder(tokenizer), labels, {c.id: c.group for c in known.assignable}
    )
    sizes = Sizes(len(labels.tags), len(labels.role_tags), 2, len(labels.concepts), len(ROW_STATES))
    model = Tagger(args.encoder, sizes, dropout=0.0).eval()
    hidden, targets = kept_states(model, items)
    for name in HEADS:
        print(f"{name}: loss {fit(model.heads[name], hidden, targets[name], args.epochs, args.lr):.3f}", flush=True)
    args.output.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, str(args.output / "weights.safetensors"))
    write_config(args.output, labels, args)
    shutil.copyfile(tokenizer, args.output / "tokenizer.json")


if __name__ == "__main__":
    main()
