#!/usr/bin/env python
"""Exports a trained tagger to ONNX and quantises it to int8.

    python scripts/export.py build/model models/notice-tagger

Needs the extra ``train``. Matrix weights become int8 per channel with activations quantised dynamically, after channels that reach
far have been evened out (``training/smooth.py``) by what they reach on some training texts; the embedding table becomes int8 with one
scale per row, since one scale for all rows costs accuracy.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))

from training.model import HEADS, Sizes, Tagger
from training.smooth import smooth

from notice_nlp.analyse import prepare
from notice_nlp.extract.features import Encoder
from notice_nlp.extract.labels import ROW_STATES, Labels
from notice_nlp.read import read_text

CORPUS = Path(__file__).parent.parent / "corpora" / "privacy_notices"
# Of the train split every so many notices, and of these every so many windows are looked at.
NOTICES, WINDOWS = 12, 6
# How much of a channel's reach goes to the weights: of 0.5 to 0.9 the one whose tags differ least from the fp32 network's, on dev.
STRENGTH = 0.75


class RowwiseEmbedding(nn.Module):
    """An embedding table of int8 rows, each with its own scale."""

    def __init__(self, table: torch.Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class Exported(nn.Module):
    """The tagger with its outputs in a fixed order: the heads' logits, then the encoder's last states, whose mean over a
    block is the vector that alignment compares."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        out = self.tagger(input_ids, attention_mask)
        return tuple(out[name] for name in (*HEADS, "hidden"))


def load_tagger(folder: Path, encoder: str) -> tuple[Tagger, dict[str, Any]]:
    """The trained network of a training output folder, and its configuration."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    labels = Labels(tuple(config["labels"]["groups"]), tuple(config["labels"]["concepts"]))
    sizes = Sizes(len(labels.tags), len(labels.role_tags), 2, len(labels.concepts), len(ROW_STATES))
    tagger = Tagger(encoder, sizes)
    tagger.load_state_dict(load_file(str(folder / "weights.safetensors")))
    return tagger.eval(), config


def texts_to_watch(corpus: Path, tokenizer: Path) -> list[list[int]]:
    """Token ids of some windows of a corpus's train split."""
    lines = (corpus / "train.jsonl").read_text("utf-8").splitlines()[::NOTICES]
    encode = Encoder(tokenizer).encode
    return [e.ids for line in lines for e in encode(prepare(read_text(json.loads(line)["text"])).windows)[::WINDOWS]]


def export(folder: Path, target: Path, encoder: str, corpus: Path = CORPUS, keep_fp32: bool = False) -> None:
    """Writes ``model.onnx``, ``tokenizer.json`` and ``config.json`` into the target folder."""
    tagger, config = load_tagger(folder, encoder)
    smooth(tagger.encoder, texts_to_watch(corpus, folder / "tokenizer.json"), STRENGTH)
    tagger.encoder.embeddings.word_embeddings = RowwiseEmbedding(tagger.encoder.embeddings.word_embeddings.weight.data)
    target.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as work:
        full = Path(work) / "full.onnx"
        names = [*HEADS, "hidden"]
        dynamic = dict.fromkeys(("input_ids", "attention_mask", *names), axes)
        torch.onnx.export(
            Exported(tagger), (ids, mask), str(full), input_names=["input_ids", "attention_mask"], output_names=names,
            dynamic_axes=dynamic, opset_version=17, dynamo=False, do_constant_folding=True,
        )  # fmt: skip
        if keep_fp32:
            shutil.copy(full, target / "model.fp32.onnx")
        quantize_dynamic(full, target / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    (target / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")
    # Where files lay on the training machine is nobody's business: names only.
    config["training"] = {k: Path(v).name if k in {"encoder", "corpus", "output", "init"} else v for k, v in config["training"].items()}
    config["fingerprint"] = hashlib.blake2b((target / "model.onnx").read_bytes(), digest_size=8).hexdigest()
    (target / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{target / 'model.onnx'}: {(target / 'model.onnx').stat().st_size / 1e6:.1f} MB, {config['fingerprint']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="output folder of scripts/train.py")
    parser.add_argument("target", type=Path)
    parser.add_argument("--encoder", help="the encoder it was trained from; default: as recorded")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="its train split shows which channels reach far")
    parser.add_argument("--fp32", action="store_true", help="keep the unquantised network as well")
    args = parser.parse_args()
    recorded = json.loads((args.model / "config.json").read_text("utf-8"))["training"]["encoder"]
    export(args.model, args.target, args.encoder or recorded, args.corpus, args.fp32)


if __name__ == "__main__":
    main()
