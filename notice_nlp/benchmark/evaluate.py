"""Runs a tagger over gold records and scores it, with a signature of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from notice_nlp.analyse import analyse
from notice_nlp.benchmark import gold
from notice_nlp.benchmark.gold import corpus_hash, load_gold
from notice_nlp.benchmark.metrics import Result, score
from notice_nlp.extract.session import Tagger
from notice_nlp.read import read_text

__all__ = ["corpus_hash", "evaluate", "lines", "load_gold", "predict", "signature"]
REPORTED = ("strict", "overlap", "concept_on_matched", "strict_concept", "negation", "pair")


def predict(record: Mapping[str, Any], tagger: Tagger) -> dict[str, Any]:
    """The tagger's answer for a record's text, read as plain text, its language detected."""
    return analyse(read_text(record["text"]), tagger=tagger).to_dict()


def evaluate(records: Sequence[Mapping[str, Any]], tagger: Tagger) -> dict[str, Result]:
    """Scores per language, in the order of first appearance."""
    languages = dict.fromkeys(r["language"] for r in records)
    return {lang: score([(r, predict(r, tagger)) for r in records if r["language"] == lang]) for lang in languages}


def signature(records: Sequence[Mapping[str, Any]], split: str, tagger: Tagger) -> str:
    """What the scores depend on, in one line."""
    return gold.signature(records, split, "tags:BIO", f"model:{tagger.fingerprint}")


def lines(results: Mapping[str, Result]) -> Iterable[str]:
    """A result as text: one line per language, each score with its 95 % interval."""
    for language, result in results.items():
        scores = "  ".join(f"{m} {result.scores[m]:.3f} [{result.intervals[m][0]:.3f}, {result.intervals[m][1]:.3f}]" for m in REPORTED)
        yield f"{language}  {scores}  ({result.notices} notices, {result.mentions} mentions)"
