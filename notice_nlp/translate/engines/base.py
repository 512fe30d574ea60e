"""What an engine is: the protocols that a translation passes through, and what it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from notice_nlp.translate.segments import Note


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of a text.

    ``text`` is empty where it made nothing that may stand. ``score`` in 0..1 is how sure the engine was: the geometric mean of
    the probabilities it gave its tokens (no measure of quality by itself, but comparable within an engine). ``notes`` say what
    was wrong; ``offered`` is what came of a text that was given up in part, "[…]" in place of the lost sentences.
    """

    text: str
    score: float = 0.0
    notes: tuple[Note, ...] = ()
    offered: str = ""


class Engine(Protocol):
    """A machine-translation engine."""

    @property
    def name(self) -> str:
        """Goes into the origin of what it wrote (``mt:<name>``)."""
        ...

    def translate(self, texts: Sequence[str], source_language: str, target_language: str) -> list[Translation]:
        """One translation per text, in order; texts are blocks or cells of a notice, of any length."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """Wordings that a translation should have, and some that it must not have."""

    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of a decoder's answers with its score (see :class:`Translation`); ``complete`` is False where the length ran out."""

    text: str
    score: float
    complete: bool = True


class Decoder(Protocol):
    """A network that translates sentences, with no care for what they say."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    def fits(self, text: str) -> bool:
        """Whether the network can read a sentence whole."""
        ...

    def decode(self, texts: Sequence[str], best: int, wishes: Sequence[Wish] = ()) -> list[list[Hypothesis]]:
        """Up to ``best`` different hypotheses for each sentence of one batch, likeliest first.

        ``wishes`` has one entry per sentence, or none; a decoder does of it what its library can.
        """
        ...
