"""The shipped model: ONNX Runtime session, tokenizer, label space."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from notice_nlp.errors import BadInput
from notice_nlp.extract.decode import Scores, Tagged, decode
from notice_nlp.extract.features import Encoded, Encoder
from notice_nlp.extract.labels import Labels
from notice_nlp.extract.lexicon import Lexicon
from notice_nlp.segment.windows import Window

# Windows whose scores are held at a time, windows that are tokenised at once, and whole batches that are worked on before the first
# of them is handed on.
CHUNK, ENCODED, AHEAD = 128, 32, 2
# What ONNX Runtime is not to fuse: its kernel for a sum and layer norm is slower than the two apart, by a seventh of all.
NOT_FUSED = ["SkipLayerNormFusion"]
HEADS = ("tags", "roles", "negated", "concepts", "rows")


class Tagger(Protocol):
    """What turns windows into spans; ``calibration`` holds ``slope`` and ``shift`` of its confidence, or nothing."""

    labels: Labels
    fingerprint: str
    calibration: Mapping[str, float]

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        """One result per window, in order."""
        ...


def tag_batches(tagger: Tagger, batches: Iterable[Sequence[Window]]) -> Iterator[list[Tagged]]:
    """One list per batch, in order; by the tagger's own ``batches`` where it has one, which may work ahead of what is used."""
    ahead: Callable[[Iterable[Sequence[Window]]], Iterator[list[Tagged]]] | None = getattr(tagger, "batches", None)
    return ahead(batches) if ahead else map(tagger.tag, batches)


def model_folder() -> Path:
    """The folder of the shipped model: inside the installed package, or ``models/`` of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "model", package.parent / "models" / "notice-tagger"):
        if (folder / "model.onnx").exists():
            return folder
    raise BadInput("the shipped model is missing; reinstall notice-nlp or pass the folder of a model")


def fingerprint(folder: Path | None = None) -> str:
    """What a model is known by, read from its folder without loading it."""
    folder = folder or model_folder()
    return _fingerprint(folder, json.loads((folder / "config.json").read_text("utf-8")))


def _fingerprint(folder: Path, config: Mapping[str, Any]) -> str:
    return str(config.get("fingerprint") or hashlib.blake2b((folder / "model.onnx").read_bytes(), digest_size=8).hexdigest())


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
        self.calibration: Mapping[str, float] = config.get("calibration", {})
        self.encoder = Encoder(files[1])
        self.lexicon = Lexicon()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # One thread per window and several windows at once: threads inside a window's small products mostly wait for each other.
        options.intra_op_num_threads = 1
        self.threads = threads or processors()
        try:
            self.session = onnxruntime.InferenceSession(
                str(files[0]), options, providers=["CPUExecutionProvider"], disabled_optimizers=NOT_FUSED
            )
        except Exception as error:  # ONNX Runtime's errors share no base class
            raise BadInput(f"model can't be loaded: {error}", str(files[0])) from None
        self.fingerprint = _fingerprint(folder, config)

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        return next(self.batches([windows]))

    def batches(self, batches: Iterable[Sequence[Window]]) -> Iterator[list[Tagged]]:
        """One list per batch, in order. While the caller uses one, the network works on the next: the caller's own work, and that
        of making further batches, takes no time where there is a processor for it."""
        waiting: deque[tuple[Encoded, Future[Scores]] | None] = deque()  # None ends a batch
        running = whole = 0
        tagged: list[Tagged] = []
        pool = ThreadPoolExecutor(self.threads)
        try:
            for item in self._encoded(batches):
                waiting.append((item, pool.submit(self._scores, item)) if item else None)
                running, whole = running + (item is not None), whole + (item is None)
                # Only so many, so that the scores of a long text are not all held at once.
                while running > CHUNK or whole > AHEAD:
                    if step := waiting.popleft():
                        running -= 1
                        tagged.append(self._decoded(*step))
                    else:
                        whole -= 1
                        yield tagged
                        tagged = []
            for step in waiting:
                if step:
                    tagged.append(self._decoded(*step))
                else:
                    yield tagged
                    tagged = []
        finally:
            pool.shutdown(cancel_futures=True)

    def _encoded(self, batches: Iterable[Sequence[Window]]) -> Iterator[Encoded | None]:
        """The windows of all batches; None at the end of each."""
        for windows in batches:
            for at in range(0, len(windows), ENCODED):
                yield from self.encoder.encode(windows[at : at + ENCODED])
            yield None

    def _decoded(self, item: Encoded, scores: Future[Scores]) -> Tagged:
        # Not in the pool's threads, since stemming is not safe in several threads.
        return decode(scores.result(), item, self.labels, self.lexicon)

    def _scores(self, item: Encoded) -> Scores:
        # Never several windows in one run: the int8 network takes the scale of its activations from all that runs together,
        # so a window's result would depend on its neighbours.
        ids = np.array([item.ids], dtype=np.int64)
        outputs: list[Any] = self.session.run([*HEADS, "hidden"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return Scores(*(output[0] for output in outputs))


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
