"""The shipped model: ONNX Runtime session, tokenizer, label space."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from notice_nlp.errors import BadInput
from notice_nlp.extract.decode import Scores, Tagged, decode
from notice_nlp.extract.features import Encoded, Encoder
from notice_nlp.extract.labels import Labels
from notice_nlp.extract.lexicon import Lexicon
from notice_nlp.segment.windows import Window

HEADS = ("tags", "roles", "negated", "concepts", "rows")
# Tokens per run of the network, padding included: more than this leaves the processor's caches and is slower.
BATCH_TOKENS = 512


class Tagger(Protocol):
    """What turns windows into spans."""

    labels: Labels
    fingerprint: str

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        """One result per window, in order."""
        ...


def model_folder() -> Path:
    """The folder of the shipped model: inside the installed package, or ``models/`` of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "model", package.parent / "models" / "notice-tagger"):
        if (folder / "model.onnx").exists():
            return folder
    raise BadInput("the shipped model is missing; reinstall notice-nlp or pass the folder of a model")


class OnnxTagger:
    """A tagger from a folder with ``model.onnx``, ``tokenizer.json`` and ``config.json``.

    Raises:
        BadInput: the folder lacks one of them, or ONNX Runtime can't load the model.
    """

    def __init__(self, folder: Path | None = None, threads: int = 0) -> None:
        import onnxruntime

        folder = folder or model_folder()
        files = [folder / name for name in ("model.onnx", "tokenizer.json", "config.json")]
        if missing := [f.name for f in files if not f.is_file()]:
            raise BadInput(f"no model here: {', '.join(missing)} missing", str(folder))
        config = json.loads(files[2].read_text("utf-8"))
        self.labels = Labels(tuple(config["labels"]["groups"]), tuple(config["labels"]["concepts"]))
        self.calibration: dict[str, float] = config.get("calibration", {})
        self.encoder = Encoder(files[1])
        self.lexicon = Lexicon()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else threads
        try:
            self.session = onnxruntime.InferenceSession(str(files[0]), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's errors share no base class
            raise BadInput(f"model can't be loaded: {error}", str(files[0])) from None
        self.fingerprint = str(config.get("fingerprint") or hashlib.blake2b(files[0].read_bytes(), digest_size=8).hexdigest())

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        encoded = self.encoder.encode(windows)
        results: list[Tagged | None] = [None] * len(encoded)
        for batch in _batches([len(e.ids) for e in encoded]):
            for i, scores in zip(batch, self._run([encoded[i] for i in batch]), strict=True):
                results[i] = decode(scores, encoded[i], self.labels, self.lexicon)
        return [r for r in results if r is not None]

    def _run(self, batch: Sequence[Encoded]) -> Iterable[Scores]:
        width = max(len(e.ids) for e in batch)
        ids = np.full((len(batch), width), self.encoder.pad, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, item in enumerate(batch):
            ids[row, : len(item.ids)] = item.ids
            mask[row, : len(item.ids)] = 1
        outputs: list[Any] = self.session.run([*HEADS, "hidden"], {"input_ids": ids, "attention_mask": mask})
        for row, item in enumerate(batch):
            yield Scores(*(output[row, : len(item.ids)] for output in outputs))


def _batches(lengths: Sequence[int]) -> Iterable[list[int]]:
    """Indices grouped by length, so that padding is rare."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * lengths[i] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
