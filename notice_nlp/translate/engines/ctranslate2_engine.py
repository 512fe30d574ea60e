"""Marian networks converted for CTranslate2, which runs them several times faster on a CPU."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.translate.engines.base import Hypothesis, Wish

EXTRA = "ctranslate2"
LONGEST = 400
END = "</s>"
FILES = ("source.spm", "target.spm")


class CTranslate2Decoder:
    """A converted network and its two SentencePiece models, from a local folder."""

    def __init__(self, folder: Path, source: str, target: str, *, threads: int = 0) -> None:
        """
        Args:
            folder: what ``ct2-transformers-converter`` wrote, with ``source.spm`` and ``target.spm`` copied beside it.
            source: ``de`` or ``en``.
            target: the other one.
            threads: of the processor; 0 for as many as are sensible.

        Raises:
            MissingExtra: ctranslate2 or sentencepiece is not installed.
            BadInput: a file is missing, or the model cannot be read or translates the other way.
        """
        try:
            import ctranslate2
            import sentencepiece
        except ImportError:
            raise MissingExtra(EXTRA, "machine translation with CTranslate2") from None
        for name in ("model.bin", *FILES):
            if not (folder / name).is_file():
                hint = f"; convert with --copy_files {' '.join(FILES)}" if name in FILES else ""
                raise BadInput(f"is no converted Marian model: there is no {name}{hint}", str(folder))
        self.name = folder.resolve().name
        _check_direction(folder, source, target)
        try:
            self._network: Any = ctranslate2.Translator(str(folder), device="cpu", intra_threads=threads)
            self._source, self._target = (sentencepiece.SentencePieceProcessor(model_file=str(folder / f)) for f in FILES)
            stated = json.loads((folder / "config.json").read_text("utf-8"))
            self._vocabulary = _vocabulary(folder)
        except (RuntimeError, OSError, ValueError) as error:
            raise BadInput(f"cannot be opened as a CTranslate2 model: {str(error).splitlines()[0]}", str(folder)) from None
        self._end = [] if stated.get("add_source_eos") else [END]

    def _pieces(self, text: str) -> list[str]:
        return [*self._source.encode(text, out_type=str), *self._end]

    def fits(self, text: str) -> bool:
        """Whether a sentence is read whole."""
        return len(self._pieces(text)) <= LONGEST

    def decode(self, texts: Sequence[str], best: int, wishes: Sequence[Wish] = ()) -> list[list[Hypothesis]]:
        """By beam search. Forbidden terms are suppressed; wanted ones cannot be asked for, so that twice as many hypotheses are
        looked through for them."""
        if not wishes:
            return self._search([self._pieces(t) for t in texts], best, ())
        # What is suppressed holds for a whole call.
        return [self._search([self._pieces(t)], 2 * best, w.avoid)[0] for t, w in zip(texts, wishes, strict=True)]

    def _search(self, batch: list[list[str]], best: int, avoid: Sequence[str]) -> list[list[Hypothesis]]:
        if not batch:
            return []
        spellings = [self._target.encode(s, out_type=str) for t in avoid if t for s in dict.fromkeys((t, t[:1].upper() + t[1:]))]
        # What cannot be written need not be forbidden, and the library refuses it.
        suppressed = [pieces for pieces in spellings if self._vocabulary.issuperset(pieces)]
        longest = min(LONGEST, 2 * max(map(len, batch)) + 24)
        found = self._network.translate_batch(
            batch, beam_size=max(4, best), num_hypotheses=best, max_decoding_length=longest, return_scores=False,
            suppress_sequences=suppressed or None,
        )  # fmt: skip
        answers = [(pieces, tokens) for pieces, result in zip(batch, found, strict=True) for tokens in result.hypotheses]
        scored = self._network.score_batch([a for a, _ in answers], [b for _, b in answers])
        told = iter([_geometric(s.log_probs) for s in scored])
        return [
            [Hypothesis(self._target.decode(tokens), next(told), len(tokens) < longest) for tokens in result.hypotheses] for result in found
        ]


def _vocabulary(folder: Path) -> frozenset[str]:
    """The tokens that answers are made of."""
    path = next((p for p in (folder / "target_vocabulary.json", folder / "shared_vocabulary.json") if p.is_file()), None)
    return frozenset(json.loads(path.read_text("utf-8")) if path else ())


def _geometric(log_probs: Sequence[float]) -> float:
    return round(math.exp(min(0.0, sum(log_probs) / max(1, len(log_probs)))), 4)


def _check_direction(folder: Path, source: str, target: str) -> None:
    """Raises BadInput where ``tokenizer_config.json`` was copied and states the other direction."""
    from types import SimpleNamespace

    from notice_nlp.translate.engines.languages import check_direction

    path = folder / "tokenizer_config.json"
    if path.is_file():
        try:
            stated = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            raise BadInput("is not JSON", str(path)) from None
        check_direction(SimpleNamespace(**{k: stated.get(k) for k in ("source_lang", "target_lang")}), source, target, str(folder))
