"""Baselines that need a folder: a spaCy NER, zero-shot similarity, GLiNER, or another network in the model's form.

``NAME=FOLDER`` on the command line: ``spacy=build/spacy`` (made by ``scripts/train_spacy_baseline.py``), ``zero-shot=build/zero-shot``
(``scripts/make_zero_shot.py``), ``gliner=FOLDER`` (a model of the package ``gliner``), and ``onnx=FOLDER`` (a tagger that
``scripts/export.py`` wrote, for instance of a frozen encoder).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from notice_nlp.benchmark.baselines import Baseline, Found, Record, predicted
from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.read.language import SUPPORTED, function_words
from notice_nlp.taxonomy.normalise import normalise
from notice_nlp.taxonomy.store import taxonomy

_WORD = re.compile(r"[^\W_](?:[\w.'’/*:-]*\w)?-?")
# A chunk of more words is a clause.
LONGEST = 6


def spacy_ner(folder: Path) -> Baseline:
    """Entities of spaCy pipelines, one per language in ``de`` and ``en``; concepts by the normaliser.

    Raises:
        BadInput: the folder lacks one of them, or spaCy can't load it.
    """
    import spacy

    pipelines = {}
    for language in SUPPORTED:
        try:
            pipelines[language] = spacy.load(folder / language)
        except (OSError, ValueError) as error:
            raise BadInput(f"no spaCy pipeline for {language}: {error}", str(folder)) from None

    def find(text: str, start: int, end: int, language: str) -> Iterator[Found]:
        for entity in pipelines[_known(language)](text[start:end]).ents:
            a, b = start + entity.start_char, start + entity.end_char
            yield a, b, normalise(text[a:b], language)[0]

    return lambda record: predicted(record, find)


def gliner(folder: Path) -> Baseline:
    """Entities of a GLiNER model asked for the labels of all concepts in the text's language.

    Raises:
        MissingExtra: the package gliner is not installed.
        BadInput: the folder holds no such model.
    """
    try:
        from gliner import GLiNER
    except ImportError:
        raise MissingExtra("gliner", "the baseline gliner") from None
    try:
        model = GLiNER.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError) as error:
        raise BadInput(f"no GLiNER model: {error}", str(folder)) from None
    labels = {l: {c.label[l]: c.id for c in taxonomy().assignable} for l in SUPPORTED}

    def find(text: str, start: int, end: int, language: str) -> Iterator[Found]:
        asked = labels[_known(language)]
        for entity in model.predict_entities(text[start:end], list(asked)):
            yield start + entity["start"], start + entity["end"], asked[entity["label"]]

    return lambda record: predicted(record, find)


def other_network(folder: Path) -> Baseline:
    """Another network in the model's form, with the same decoding and rules beside it."""
    from notice_nlp.benchmark.evaluate import predict
    from notice_nlp.extract.session import OnnxTagger

    tagger = OnnxTagger(folder)
    return lambda record: predict(record, tagger)


class ZeroShot:
    """Noun-phrase-like chunks whose vector is near that of a concept's label (as Yin et al. 2019 do for classification).

    The folder holds ``model.onnx`` (ids and mask to one unit vector per text), ``tokenizer.json`` and ``config.json`` with the
    ``threshold`` of the cosine, which was chosen on the development split.

    Raises:
        BadInput: the folder lacks one of them.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        if missing := [n for n in ("model.onnx", "tokenizer.json", "config.json") if not (folder / n).is_file()]:
            raise BadInput(f"no zero-shot encoder here: {', '.join(missing)} missing", str(folder))
        self.threshold = float(json.loads((folder / "config.json").read_text("utf-8"))["threshold"])
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_padding(pad_id=1)
        concepts = taxonomy().assignable
        self.concepts = [c.id for c in concepts]
        self.labels = {l: self.vectors([c.label[l] for c in concepts]) for l in SUPPORTED}

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (texts, width)."""
        found = []
        for at in range(0, len(texts), 64):
            encoded = self.tokenizer.encode_batch([f"query: {t}" for t in texts[at : at + 64]])
            ids, mask = (np.array([getattr(e, n) for e in encoded], dtype=np.int64) for n in ("ids", "attention_mask"))
            found.append(self.session.run(None, {"input_ids": ids, "attention_mask": mask})[0])
        return np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32)

    def scored(self, text: str, start: int, end: int, language: str) -> Iterator[tuple[Found, float]]:
        """Every chunk with its nearest concept and the cosine."""
        spans = list(chunks(text, start, end, language))
        if spans:
            alike = self.vectors([text[a:b] for a, b in spans]) @ self.labels[_known(language)].T
            for (a, b), row in zip(spans, alike, strict=True):
                yield (a, b, self.concepts[int(row.argmax())]), float(row.max())

    def __call__(self, record: Record) -> dict[str, Any]:
        return predicted(record, lambda *at: (found for found, cosine in self.scored(*at) if cosine >= self.threshold))


def chunks(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Runs of words without function words and punctuation between them; in German from the first capital on."""
    stop = function_words("supported")[_known(language)]
    run: list[tuple[int, int]] = []
    last = start
    for word in [*_WORD.finditer(text, start, end), None]:
        if run and (word is None or text[last : word.start()].strip() or word.group().lower() in stop):
            while _known(language) == "de" and run and not text[run[0][0]].isupper():
                run.pop(0)
            if 0 < len(run) <= LONGEST:
                yield run[0][0], run[-1][1]
            run = []
        if word is not None:
            last = word.end()
            if word.group().lower() not in stop and not word.group().isdigit():
                run.append(word.span())


def _known(language: str) -> str:
    return language if language in SUPPORTED else "en"


TRAINED: Mapping[str, Callable[[Path], Baseline]] = {
    "spacy": spacy_ner, "zero-shot": ZeroShot, "gliner": gliner, "onnx": other_network,
}  # fmt: skip
