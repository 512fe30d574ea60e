#!/usr/bin/env python
"""Trains the tagger from a corpus.

    python scripts/train.py --encoder PATH|HUB_ID --corpus corpora/privacy_notices --output build/model

Needs the extra ``train``. Seeded; ``--resume`` goes on from the last checkpoint in the output folder. Writes
``weights.safetensors`` (the average of the last epochs' weights), ``config.json`` and the tokenizer. The public
encoder is ``intfloat/multilingual-e5-small``, its vocabulary trimmed to 48,000 pieces; any BERT-like encoder with a
fast SentencePiece tokenizer will do.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch.utils.data import Dataset
from transformers import AutoModel, Trainer, TrainerCallback, TrainingArguments, set_seed

sys.path.insert(0, str(Path(__file__).parent))

from training.augment import augment
from training.data import IGNORE, Prepared, label, prepare
from training.model import HEADS, Sizes, Tagger

from notice_nlp.extract.features import Encoder
from notice_nlp.extract.labels import ROW_STATES, Labels
from notice_nlp.taxonomy.store import taxonomy


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder or hub id of the pretrained encoder")
    parser.add_argument("--corpus", type=Path, default=Path("corpora/privacy_notices"))
    parser.add_argument("--output", type=Path, default=Path("build/model"))
    parser.add_argument("--splits", default="train", help="comma-separated splits to train on")
    parser.add_argument("--languages", default="de,en")
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--batch", type=int, default=24, help="windows per step")
    parser.add_argument("--lr", type=float, default=3e-4, help="learning rate of the encoder's top layer")
    parser.add_argument("--head-lr", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.9, help="learning rate factor from layer to layer downwards")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--augment", type=float, default=0.35, help="share of windows that are changed, each epoch anew")
    parser.add_argument("--average", type=int, default=3, help="epochs at the end whose weights are averaged")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--order", type=int, help="seed of the texts' order and augmentation (default: that of --seed)")
    parser.add_argument("--max-steps", type=int, default=-1)
    parser.add_argument("--no-vectors", action="store_true", help="leave the vector head as it is; saves a pass over the corpus")
    parser.add_argument("--frozen", action="store_true", help="train the heads alone, as a baseline: the encoder stays as it is")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16 autocast")
    parser.add_argument(
        "--init", type=Path, help="output folder of an earlier training to start from, for instance after notices were added"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in the output folder")
    return parser.parse_args()


def load_records(folder: Path, splits: list[str], languages: list[str]) -> list[dict[str, Any]]:
    """Records of a corpus folder, through ``datasets``, so that what trains is what others load."""
    from datasets import load_dataset

    # A cache of its own: a corpus that was edited must not be read from the cache of an earlier run.
    with tempfile.TemporaryDirectory() as cache:
        loaded = load_dataset(str(folder), cache_dir=cache, keep_in_memory=True)
    return [dict(r) for s in splits for r in loaded[s] if r["language"] in languages]


class Windows(Dataset):  # type: ignore[type-arg]
    """All windows of the corpus; each access makes a fresh augmentation, seeded by epoch and place."""

    def __init__(self, prepared: list[Prepared], encoder: Encoder, labels: Labels, rate: float, seed: int) -> None:
        self.items = [(p, w) for p in prepared for w in p.windows]
        self.encoder, self.labels, self.rate, self.seed, self.epoch = encoder, labels, rate, seed, 0
        self.targets: dict[str, np.ndarray[Any, Any]] = {}
        self.lengths = [len(e.ids) for e in encoder.encode([w for _, w in self.items])]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> dict[str, Any]:
        prepared, window = self.items[index]
        rng = random.Random(f"{self.seed}/{self.epoch}/{index}")
        record = prepared.record
        changed = augment(window, rng, self.rate, record["mentions"], record["language"])
        example = next(label(prepared, [changed], self.encoder.encode([changed]), self.labels))
        example.pop("key")
        if self.targets:
            example["vector_target"] = self.targets[window.key]
        return example


def collate(batch: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
    # Widths in steps of 32: the processor's kernels are made once per shape.
    width = -(-max(len(b["input_ids"]) for b in batch) // 32) * 32

    def padded(name: str, filler: int) -> torch.Tensor:
        return torch.tensor([b[name] + [filler] * (width - len(b[name])) for b in batch])

    out = {"input_ids": padded("input_ids", 1), "attention_mask": padded("attention_mask", 0)}
    out |= {f"{head}_labels": padded(f"{head}_labels", IGNORE) for head in HEADS}
    if "vector_target" in batch[0]:
        out["vector_target"] = torch.tensor(np.stack([b["vector_target"] for b in batch]), dtype=torch.float32)
    return out


@torch.inference_mode()
def teach_vectors(data: Windows, encoder: str) -> None:
    """The untrained encoder's mean-pooled vectors, which the tagger's vector head learns to keep."""
    model = AutoModel.from_pretrained(encoder, add_pooling_layer=False, dtype=torch.float32).eval()
    order = np.argsort(data.lengths)
    for chunk in np.array_split(order, max(1, len(order) // 64)):
        windows = [data.items[i][1] for i in chunk]
        ids = [list(e.ids) for e in data.encoder.encode(windows)]
        width = max(map(len, ids))
        tokens = torch.tensor([row + [1] * (width - len(row)) for row in ids])
        mask = (tokens != 1).long()
        with torch.autocast("cpu", torch.bfloat16):
            hidden = model(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
        pooled = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        for window, vector in zip(windows, torch.nn.functional.normalize(pooled, dim=-1), strict=True):
            data.targets[window.key] = vector.numpy()


def optimizer(model: Tagger, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with layer-wise learning rates (Howard and Ruder 2018); the embeddings stay as they are."""
    model.encoder.embeddings.requires_grad_(False)
    if args.frozen:
        model.encoder.requires_grad_(False)
    layers = list(model.encoder.encoder.layer)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": args.lr * args.decay ** (len(layers) - 1 - depth)} for depth, layer in enumerate(layers)
    ]
    groups.append({"params": [*model.heads.parameters(), *model.project.parameters()], "lr": args.head_lr})
    return torch.optim.AdamW(groups, weight_decay=0.01)


class Averager(TrainerCallback):  # type: ignore[misc]
    """Tells the data its epoch and keeps the weights of the last epochs."""

    def __init__(self, data: Windows, model: Tagger, folder: Path) -> None:
        self.data, self.model, self.folder = data, model, folder

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.data.epoch = round(state.epoch or 0)

    def on_epoch_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        weights = {k: v.detach().to(torch.float16).contiguous() for k, v in self.model.state_dict().items()}
        save_file(weights, str(self.folder / f"epoch-{round(state.epoch):02d}.safetensors"))


def average(folder: Path, count: int) -> dict[str, torch.Tensor]:
    """Mean of the last epochs' weights (Izmailov et al. 2018, at a falling rate)."""
    files = sorted(folder.glob("epoch-*.safetensors"))[-count:]
    loaded = [load_file(str(f)) for f in files]
    return {k: torch.stack([w[k].float() for w in loaded]).mean(0).contiguous() for k in loaded[0]}


def main() -> None:
    args = arguments()
    set_seed(args.seed)
    order = args.seed if args.order is None else args.order
    args.output.mkdir(parents=True, exist_ok=True)
    if not args.resume:
        for old in args.output.glob("epoch-*.safetensors"):
            old.unlink()
    tokenizer = Path(args.encoder) / "tokenizer.json"
    if not tokenizer.exists():
        from huggingface_hub import hf_hub_download

        tokenizer = Path(hf_hub_download(args.encoder, "tokenizer.json"))
    known = taxonomy()
    labels = Labels(tuple(known.groups), tuple(c.id for c in known.assignable))
    groups = {c.id: c.group for c in known.assignable}
    records = load_records(args.corpus, args.splits.split(","), args.languages.split(","))
    prepared = [prepare({**r, "groups": groups}) for r in records]
    data = Windows(prepared, Encoder(tokenizer), labels, args.augment, order)
    print(f"{len(records)} notices, {len(data)} windows, {sum(data.lengths)} tokens", flush=True)
    if not args.no_vectors:
        teach_vectors(data, args.encoder)
    sizes = Sizes(len(labels.tags), len(labels.role_tags), 2, len(labels.concepts), len(ROW_STATES))
    model = Tagger(args.encoder, sizes, args.dropout)
    if args.init:
        model.load_state_dict(load_file(str(args.init / "weights.safetensors")))
    optim = optimizer(model, args)
    settings = TrainingArguments(
        output_dir=str(args.output / "checkpoints"), num_train_epochs=args.epochs, max_steps=args.max_steps,
        per_device_train_batch_size=args.batch, bf16=not args.fp32, use_cpu=True, seed=args.seed, save_strategy="epoch",
        save_total_limit=1, logging_steps=50, report_to=[], remove_unused_columns=False, max_grad_norm=1.0, disable_tqdm=True,
        label_names=[f"{h}_labels" for h in HEADS], train_sampling_strategy="group_by_length", length_column_name="length",
    )  # fmt: skip
    steps = args.max_steps if args.max_steps > 0 else int(args.epochs * -(-len(data) // args.batch))
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: min((s + 1) / warm, max(0.05, (steps - s) / max(1, steps - warm))))
    trainer = Trainer(
        model=model, args=settings, train_dataset=data, data_collator=collate, optimizers=(optim, schedule),
        callbacks=[Averager(data, model, args.output)],
    )  # fmt: skip
    trainer._get_train_sampler = lambda *_: _Grouped(data, args.batch, order)  # lengths are known without a pass
    trainer.train(resume_from_checkpoint=args.resume or None)
    save_file(average(args.output, args.average), str(args.output / "weights.safetensors"))
    write_config(args.output, labels, args)
    shutil.copy(tokenizer, args.output / "tokenizer.json")


def write_config(folder: Path, labels: Labels, args: argparse.Namespace) -> None:
    """The label space and the settings of a training, beside its weights."""
    settings = {name: str(value) for name, value in vars(args).items()}
    config = {"labels": dataclasses.asdict(labels), "taxonomy": taxonomy().version, "training": settings}
    (folder / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False), "utf-8")


class _Grouped(torch.utils.data.Sampler[int]):
    """Shuffled, then sorted by length inside runs of 50 batches, so that a batch has little padding."""

    def __init__(self, data: Windows, batch: int, seed: int) -> None:
        self.data, self.batch, self.seed = data, batch, seed

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Any:
        rng = random.Random(f"{self.seed}/{self.data.epoch}")
        order = list(range(len(self.data)))
        rng.shuffle(order)
        run = 50 * self.batch
        batches = []
        for at in range(0, len(order), run):
            chunk = sorted(order[at : at + run], key=lambda i: self.data.lengths[i])
            batches.extend(chunk[i : i + self.batch] for i in range(0, len(chunk), self.batch))
        rng.shuffle(batches)
        return iter([i for b in batches for i in b])


if __name__ == "__main__":
    main()
