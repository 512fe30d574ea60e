"""Decoders without a network: each answer is what a function makes of the sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notice_nlp.translate.engines.base import Hypothesis, Wish


class Fake:
    """Answers with what ``say`` gives for a sentence and the wish, likeliest first; remembers the batches it was asked for."""

    name = "fake"

    def __init__(self, say: Callable[[str, Wish | None], Sequence[str]], longest: int = 1000) -> None:
        self.say, self.longest = say, longest
        self.asked: list[list[str]] = []
        self.wishes: list[Wish] = []

    def fits(self, text: str) -> bool:
        return len(text) <= self.longest

    def decode(self, texts: Sequence[str], best: int, wishes: Sequence[Wish] = ()) -> list[list[Hypothesis]]:
        assert not wishes or len(wishes) == len(texts)
        self.asked.append(list(texts))
        self.wishes += wishes
        found = [self.say(t, wishes[i] if wishes else None) for i, t in enumerate(texts)]
        return [[Hypothesis(answer, 0.9 - 0.1 * n) for n, answer in enumerate(answers[:best])] for answers in found]
