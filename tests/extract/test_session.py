"""The shipped model in batches: order, and how far it works ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_nlp.analyse import default_tagger, prepare
from notice_nlp.extract.decode import Tagged
from notice_nlp.extract.session import AHEAD, OnnxTagger
from notice_nlp.read import read_text
from notice_nlp.segment import Window

BATCHES = [
    prepare(read_text(text)).windows if text else ()
    for text in (
        "Zur Lieferung verarbeiten wir Ihren Namen und Ihre Anschrift.",
        "",
        "# Newsletter\n\nWir speichern Ihre E-Mail-Adresse.\n\n# Abrechnung\n\nWir brauchen Ihre Kontonummer.",
        "We use your telephone number to call you back about your order.",
    )
]


def spans(tagged: Sequence[Tagged]) -> list[list[tuple[int, int]]]:
    return [[(m.start, m.end) for m in t.mentions] for t in tagged]


def test_batches_give_what_tag_gives() -> None:
    for tagger in (default_tagger(), OnnxTagger(threads=1)):
        found = list(tagger.batches(BATCHES))
        assert [len(t) for t in found] == [len(b) for b in BATCHES]
        assert [spans(t) for t in found] == [spans(tagger.tag(b)) for b in BATCHES]
        assert any(any(spans(t)) for t in found)


def test_batches_are_asked_for_only_some_ahead() -> None:
    asked: list[int] = []

    def batches() -> Iterator[Sequence[Window]]:
        for i in range(20):
            asked.append(i)
            yield ()

    found = default_tagger().batches(batches())
    for used in range(1, 4):
        next(found)
        assert len(asked) <= used + AHEAD
