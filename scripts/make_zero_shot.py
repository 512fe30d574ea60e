#!/usr/bin/env python
"""Makes the zero-shot baseline: the untrained encoder in ONNX, and a threshold chosen on the development split.

python scripts/make_zero_shot.py --encoder PATH|HUB_ID --output build/zero-shot
notice-nlp benchmark corpora/privacy_notices/test.jsonl --baselines zero-shot=build/zero-shot
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

sys.path.insert(0, str(Path(__file__).parent))

from notice_nlp.benchmark.gold import load_gold
from notice_nlp.benchmark.trained import ZeroShot
from notice_nlp.read import read_text

DEV = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "dev.jsonl"


class Pooled(nn.Module):
    """Mean of the last states, of unit length, as the E5 encoders are meant to be used."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder or hub id of the pretrained encoder")
    parser.add_argument("--output", type=Path, default=Path("build/zero-shot"))
    parser.add_argument("--dev", type=Path, default=DEV, help="gold records on which the threshold is chosen")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    encoder = AutoModel.from_pretrained(args.encoder, dtype=torch.float32, add_pooling_layer=False).eval()
    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}, "vectors": {0: "texts"}}
    torch.onnx.export(
        Pooled(encoder), (ids, torch.ones_like(ids)), str(args.output / "model.onnx"), input_names=["input_ids", "attention_mask"],
        output_names=["vectors"], dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    tokenizer = Path(args.encoder) / "tokenizer.json"
    if not tokenizer.exists():
        from huggingface_hub import hf_hub_download

        tokenizer = Path(hf_hub_download(args.encoder, "tokenizer.json"))
    shutil.copy(tokenizer, args.output / "tokenizer.json")
    config = args.output / "config.json"
    config.write_text(json.dumps({"threshold": 1.0}), "utf-8")
    zero = ZeroShot(args.output)
    found: list[tuple[float, bool]] = []
    wanted = 0
    for record in load_gold(args.dev):
        gold = {(m["start"], m["end"]) for m in record["mentions"]}
        wanted += len(gold)
        for block in read_text(record["text"]).blocks:
            for (a, b, _), cosine in zero.scored(record["text"], block.start, block.end, record["language"]):
                found.append((cosine, (a, b) in gold))
    found.sort(reverse=True)
    best, right = (0.0, 1.0), 0
    for count, (cosine, hit) in enumerate(found, 1):
        right += hit
        best = max(best, (2 * right / (count + wanted), cosine))
    config.write_text(json.dumps({"threshold": best[1], "strict_f1_dev": best[0], "encoder": Path(args.encoder).name}, indent=1), "utf-8")
    print(f"threshold {best[1]:.4f}, strict F1 on dev {best[0]:.3f}")


if __name__ == "__main__":
    main()
