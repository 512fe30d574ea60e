"""Vectors of single texts by the model's encoder, for search by meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from notice_nlp.extract.session import Tagger
from notice_nlp.segment.windows import WINDOW, Piece, Window
from notice_nlp.view import view

# As many texts tell what a language's texts have in common; as many new ones are worth saving.
MEAN_OF = 20
_SAVED = ("texts", "vectors")


class Encoder:
    """Turns texts into unit vectors: the mean state of their words, less the mean of many texts of their language.

    A text is read by itself, so that its vector depends on it alone. What has been encoded is kept, and can be saved beside a
    memory (float16); ``fresh`` says that there is much to save.
    """

    def __init__(self, tagger: Tagger | None = None) -> None:
        self._given = tagger
        self._states: dict[bytes, NDArray[np.float16]] = {}
        self._means: dict[str, NDArray[np.float32]] = {}
        self.fresh = False

    @cached_property
    def tagger(self) -> Tagger:
        """The model; the shipped one where none was given."""
        from notice_nlp.analyse import default_tagger

        return self._given or default_tagger()

    def encode(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Unit vectors (n, width) of texts; the first batch of a language, if it is one, fixes the mean taken off."""
        states = self._read(texts)
        if language not in self._means and len(texts) >= MEAN_OF:
            self._means[language] = states.mean(axis=0)
        states = states - self._means.get(language, np.float32(0))
        return np.asarray(states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _read(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [t for t in dict.fromkeys(texts) if _digest(t) not in self._states]
        self.fresh = self.fresh or len(new) >= MEAN_OF
        windows = [Window("", (Piece(view(t[:WINDOW]), "paragraph", 0, True),)) for t in new]
        for text, tagged in zip(new, self.tagger.tag(windows) if windows else [], strict=True):
            if tagged.states is not None and len(tagged.states):
                self._states[_digest(text)] = np.asarray(tagged.states, dtype=np.float32).mean(axis=0).astype(np.float16)
        width = len(next(iter(self._states.values()))) if self._states else 1
        return np.array([self._states.get(_digest(t), np.zeros(width)) for t in texts], dtype=np.float32)

    def save(self, path: Path) -> None:
        """Writes all vectors to an ``.npz`` file."""
        texts = np.array(list(self._states), dtype="S24")
        vectors = np.array(list(self._states.values()), dtype=np.float16)
        with path.open("wb") as stream:
            np.savez_compressed(stream, texts=texts, vectors=vectors, model=np.array(self.tagger.fingerprint))

    def load(self, path: Path) -> bool:
        """Reads what :meth:`save` wrote; False where the file is missing, broken, or of another model."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                texts, vectors = (stored[name] for name in _SAVED)
                if str(stored["model"]) != self.tagger.fingerprint or len(texts) != len(vectors) or vectors.ndim != 2:
                    return False
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return False
        self._states |= {bytes(t): v.astype(np.float16) for t, v in zip(texts, vectors, strict=True)}
        return True


def _digest(text: str) -> bytes:
    """What a text is known by: vectors may be kept where the text itself should not be."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest().encode()
