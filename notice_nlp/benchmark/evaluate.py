"""Runs a tagger over gold records and scores it, with a signature of what was measured."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from notice_nlp import __version__
from notice_nlp.analyse import analyse
from notice_nlp.benchmark.metrics import Result, score
from notice_nlp.extract.session import Tagger
from notice_nlp.read import read_text

REPORTED = ("strict", "overlap", "concept_on_matched", "strict_concept", "negation", "pair")


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Records of a gold file in JSON Lines."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def predict(record: Mapping[str, Any], tagger: Tagger) -> dict[str, Any]:
    """The tagger's answer for a record's text, read as plain text, its language detected."""
    return analyse(read_text(record["text"]), tagger=tagger).to_dict()


def evaluate(records: Sequence[Mapping[str, Any]], tagger: Tagger) -> dict[str, Result]:
    """Scores per language, in the order of first appearance."""
    languages = dict.fromkeys(r["language"] for r in records)
    return {lang: score([(r, predict(r, tagger)) for r in records if r["language"] == lang]) for lang in languages}


def corpus_hash(records: Iterable[Mapping[str, Any]]) -> str:
    """Short hash of the records' texts and annotations, whatever their order."""
    parts = sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in records)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()


def signature(records: Sequence[Mapping[str, Any]], split: str, tagger: Tagger) -> str:
    """What the scores depend on, in one line (after sacrebleu's signatures, Post 2018)."""
    return f"corpus:{corpus_hash(records)}|split:{split}|notices:{len(records)}|tags:BIO|model:{tagger.fingerprint}|version:{__version__}"


def lines(results: Mapping[str, Result]) -> Iterable[str]:
    """A result as text: one line per language, each score with its 95 % interval."""
    for language, result in results.items():
        scores = "  ".join(f"{m} {result.scores[m]:.3f} [{result.intervals[m][0]:.3f}, {result.intervals[m][1]:.3f}]" for m in REPORTED)
        yield f"{language}  {scores}  ({result.notices} notices, {result.mentions} mentions)"
