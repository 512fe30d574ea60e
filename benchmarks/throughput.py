#!/usr/bin/env python
"""Notices a minute: this package, ``transformers.pipeline`` on the same weights, the ONNX file block by block, spaCy's NER.

    python benchmarks/throughput.py --weights build/retrain/mean --encoder intfloat/multilingual-e5-small [--spacy FOLDER]

All systems read the same notices of the corpus's test split in one run on one machine, one after the other, ``--repeats`` times in
turn; the median counts, and the ratio to the pipeline is what compares. Each is used as its documentation shows it: the package by
``pipe``, which also reads, segments, normalises and builds rows; the pipeline on the notice's blocks with its default batch of
one, and with the best of some batch sizes. ``--weights`` is an output folder of ``train.py`` or ``soup.py``; without it the pipeline
is left out. Needs the extra ``train`` for the pipeline.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from notice_nlp.extract.session import OnnxTagger, model_folder
from notice_nlp.many import pipe
from notice_nlp.read import read_text

ROOT = Path(__file__).resolve().parents[1]
BATCHES = (8, 32)
Run = Callable[[Sequence[str]], object]


def whole(tagger: OnnxTagger) -> Run:
    return lambda texts: list(pipe(texts, tagger=tagger, format="text"))


def naive(tagger: OnnxTagger) -> Run:
    """The same ONNX file as somebody would run it who knows nothing of it: each block alone, ONNX Runtime's default threads."""
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model_folder() / "model.onnx"), providers=["CPUExecutionProvider"])
    tokenizer = tagger.encoder.tokenizer

    def run(texts: Sequence[str]) -> None:
        for text in texts:
            for block in blocks(text):
                ids = np.array([tokenizer.encode(block).ids[:384]], dtype=np.int64)
                session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})

    return run


def pipeline(weights: Path, encoder: str, batch: int) -> Run:
    """``transformers.pipeline`` with the encoder and mention head of the same training, in fp32 as it loads by default."""
    import torch
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoModelForTokenClassification, PreTrainedTokenizerFast
    from transformers import pipeline as build

    state = load_file(str(weights / "weights.safetensors"))
    head = state["heads.tags.weight"]
    config = AutoConfig.from_pretrained(encoder, num_labels=len(head))
    model = AutoModelForTokenClassification.from_config(config).float().eval()
    renamed = {f"bert.{k.removeprefix('encoder.')}": v.float() for k, v in state.items() if k.startswith("encoder.")}
    renamed |= {"classifier.weight": head.float(), "classifier.bias": state["heads.tags.bias"].float()}
    missing, unexpected = model.load_state_dict(renamed, strict=False)
    if unexpected or any("position_ids" not in name for name in missing):
        raise SystemExit(f"the weights don't fit the encoder: {[*missing, *unexpected][:3]}")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(model_folder() / "tokenizer.json"), pad_token="<pad>", cls_token="<s>", sep_token="</s>", model_max_length=384
    )
    run = build("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple", device=torch.device("cpu"))
    return lambda texts: run([block for text in texts for block in blocks(text)], batch_size=batch)


def spacy_ner(folder: Path) -> Run:
    import spacy

    trained = [spacy.load(part) for part in sorted(folder.iterdir())]  # one per language; both cost the same
    return lambda texts: [list(trained[i % len(trained)].pipe(blocks(text))) for i, text in enumerate(texts)]


def blocks(text: str) -> list[str]:
    return [text[b.start : b.end] for b in read_text(text).blocks if text[b.start : b.end].strip()]


def measured(run: Run, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    run(texts)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpora" / "privacy_notices" / "test.jsonl")
    parser.add_argument("--notices", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--weights", type=Path, help="output folder of train.py or soup.py")
    parser.add_argument("--encoder", default="intfloat/multilingual-e5-small", help="folder or hub id, for the pipeline")
    parser.add_argument("--spacy", type=Path, help="folder of trained spaCy pipelines, one per language (train_spacy_baseline.py)")
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.corpus.read_text("utf-8").splitlines()][: args.notices]
    tagger = OnnxTagger()
    systems: dict[str, Run] = {"notice-nlp, all cores": whole(tagger), "notice-nlp, one core": whole(OnnxTagger(threads=1))}
    systems["the ONNX file, block by block"] = naive(tagger)
    if args.weights:
        for batch in (1, *BATCHES):
            systems[f"transformers.pipeline, batch of {batch}"] = pipeline(args.weights, args.encoder, batch)
    if args.spacy:
        systems["spaCy NER (blank, trained)"] = spacy_ner(args.spacy)
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for name, run in systems.items():
        run(texts[:1])  # what is made on first use is not what is measured
        print(f"ready: {name}", file=sys.stderr)
    for _ in range(args.repeats):
        for name, run in systems.items():
            seconds[name].append(measured(run, texts))
            print(f"{name}: {seconds[name][-1]:.2f} s", file=sys.stderr)
    report(seconds, len(texts), sum(map(len, texts)))
    return 0


def report(seconds: dict[str, list[float]], notices: int, characters: int) -> None:
    base = next((n for n in seconds if n.startswith("transformers")), None)
    print(f"{notices} notices, {characters} characters; median of {len(next(iter(seconds.values())))} runs (least–most)")
    for name, times in seconds.items():
        middle = statistics.median(times)
        ratio: Any = f"{statistics.median(seconds[base]) / middle:5.2f} × {base}" if base else ""
        print(f"{name:36s} {60 * notices / middle:7.0f} a minute  {middle:6.2f} s ({min(times):.2f}–{max(times):.2f})  {ratio}")


if __name__ == "__main__":
    sys.exit(main())
