#!/usr/bin/env python
"""Trains a spaCy NER per language on the corpus's train split: a baseline for ``notice-nlp benchmark``.

    python scripts/train_spacy_baseline.py --output build/spacy
    notice-nlp benchmark corpora/privacy_notices/test.jsonl --baselines spacy=build/spacy

A blank pipeline with spaCy's default NER; labels are the taxonomy's groups, concepts come from the normaliser. The weights
of the best epoch on the dev split are kept. About ten minutes per language on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from notice_nlp.read import read_text
from notice_nlp.taxonomy.store import taxonomy

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices"


def examples(nlp: Any, path: Path, language: str) -> Iterator[Example]:
    """One example per block; mentions that do not end where words end are left out."""
    known = taxonomy()
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["language"] != language:
            continue
        for block in read_text(record["text"]).blocks:
            doc = nlp.make_doc(record["text"][block.start : block.end])
            inside = [m for m in record["mentions"] if block.start <= m["start"] and m["end"] <= block.end]
            spans = [
                doc.char_span(m["start"] - block.start, m["end"] - block.start, label=known[m["category"]].group) for m in inside
            ]  # fmt: skip
            entities = [(s.start_char, s.end_char, s.label_) for s in spacy.util.filter_spans([s for s in spans if s is not None])]
            if len(doc):
                yield Example.from_dict(doc, {"entities": entities})


def train(language: str, folder: Path, corpus: Path, epochs: int, seed: int) -> None:
    """Trains and saves the pipeline of one language."""
    fix_random_seed(seed)
    nlp = spacy.blank(language)
    nlp.add_pipe("ner")
    training = list(examples(nlp, corpus / "train.jsonl", language))
    dev = list(examples(nlp, corpus / "dev.jsonl", language))
    optimizer = nlp.initialize(lambda: training)
    best = -1.0
    chance = random.Random(seed)
    for epoch in range(1, epochs + 1):
        chance.shuffle(training)
        for batch in minibatch(training, 64):
            nlp.update(batch, sgd=optimizer, drop=0.2)
        score = nlp.evaluate(dev)["ents_f"] or 0.0
        print(f"{language} epoch {epoch}: F1 on dev {score:.3f}", flush=True)
        if score > best:
            best = score
            nlp.to_disk(folder / language)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--output", type=Path, default=Path("build/spacy"))
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    for language in ("de", "en"):
        train(language, args.output, args.corpus, args.epochs, args.seed)


if __name__ == "__main__":
    main()
