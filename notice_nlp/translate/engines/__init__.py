"""Machine translation behind one small protocol; none is needed for a draft, and none is imported before it is asked for.

See ``docs/engines.md`` for where to get a network and what is done around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from notice_nlp.errors import BadInput
from notice_nlp.translate.engines.base import Decoder, Engine, Hypothesis, Translation, Wish

__all__ = ["BATCH", "KINDS", "Decoder", "Engine", "Hypothesis", "Translation", "Wish", "open_engine"]

KINDS = ("marian", "transformers", "ctranslate2")
BATCH = 16
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def open_engine(spec: str, source: str, target: str, *, batch: int = BATCH, progress: Callable[[int, int], None] | None = None) -> Engine:
    """The engine that a specification names.

    Args:
        spec: ``marian:MODEL``, ``transformers:MODEL`` or ``ctranslate2:FOLDER``, or the model alone; MODEL is a folder or a hub id,
            which may have a revision (``Helsinki-NLP/opus-mt-de-en@main``).
        source: ``de`` or ``en``.
        target: the other one.
        batch: sentences that are translated at once.
        progress: is told how many sentences are done, and of how many.

    Raises:
        BadInput: nothing of this kind there.
        MissingExtra: the engine's library is not installed.
    """
    from notice_nlp.translate.engines.careful import CarefulEngine

    return CarefulEngine(_decoder(spec, source, target), (source, target), batch, progress)


def _decoder(spec: str, source: str, target: str) -> Decoder:
    kind, colon, model = spec.partition(":")
    if not colon or kind not in KINDS:
        kind, model = "", spec
    if not model:
        raise BadInput("names no model; an engine is given as marian:FOLDER, transformers:FOLDER or ctranslate2:FOLDER", spec)
    folder = Path(model)
    if kind == "ctranslate2" or (not kind and (folder / "model.bin").is_file() and not any(folder.glob("*.safetensors"))):
        from notice_nlp.translate.engines.ctranslate2_engine import CTranslate2Decoder

        return CTranslate2Decoder(folder, source, target)
    revision = None
    if not folder.is_dir():
        model, _, revision = model.partition("@")
        if not _HUB_ID.fullmatch(model):
            raise BadInput("is neither a folder nor the id of a model on the hub (NAME/MODEL)", spec)
    from notice_nlp.translate.engines.transformers_engine import TransformersDecoder

    return TransformersDecoder(model, source, target, revision=revision or None, kind="marian" if kind == "marian" else "")
