"""Units from a notice and its translation."""

import numpy as np
import pytest

from notice_nlp.notice import Block, Notice, Vectors
from notice_nlp.translate.aligned import units_of

GERMAN = ["Hafen Quitte 7", "Wir notieren Boot 12 im Buch. Danach segeln wir nach Kiel.", "Das Hafenbuch liegt beim Wirt."]
GERMAN += ["Hunde warten am Steg.", "Ebbe und Flut stehen an der Tafel.", "Nur auf Deutsch: " + "Anker, " * 40 + "Ende."]
ENGLISH = ["Quitte harbour 7", "We note boat 12 in the book. Then we sail to Kiel.", "The harbour book is with the innkeeper."]
ENGLISH += ["Dogs wait on the jetty.", "Low and high tide are on the board."]


def notice(language: str, paragraphs: list[str]) -> Notice:
    """A notice whose words have states that say in which sentence they stand, the same in both languages."""
    text, blocks, words, spans = "", [], [], []
    number = 0
    for i, paragraph in enumerate(paragraphs):
        start = len(text)
        text += paragraph + "\n"
        blocks.append(Block(start, start + len(paragraph), "paragraph"))
        at = start
        for sentence in paragraph.replace(". ", ".|").split("|"):
            state = np.random.default_rng(number).standard_normal(16)
            words.append(state)
            spans.append((i, at, at + len(sentence)))
            at += len(sentence) + 1
            number += 1
    vectors = Vectors(np.array(words, dtype=np.float16), np.array(spans, dtype=np.int64))
    return Notice(text, language, tuple(blocks), source=f"harbour.{language}", vectors=vectors)


def test_sentences_of_aligned_blocks() -> None:
    found = list(units_of(notice("de", GERMAN), notice("en", ENGLISH)))
    assert [(u.source, u.target) for u in found[:3]] == [
        ("Hafen Quitte 7", "Quitte harbour 7"),
        ("Wir notieren Boot 12 im Buch.", "We note boat 12 in the book."),
        ("Danach segeln wir nach Kiel.", "Then we sail to Kiel."),
    ]
    assert len(found) == 6
    assert {(u.source_language, u.target_language, u.origin) for u in found} == {("de", "en", "harbour.de | harbour.en")}


def test_blocks() -> None:
    found = list(units_of(notice("de", GERMAN), notice("en", ENGLISH), "block", origin="port"))
    assert [(u.source, u.target) for u in found] == list(zip(GERMAN, ENGLISH, strict=False))
    assert {u.origin for u in found} == {"port"}


def test_lengths_that_do_not_fit() -> None:
    assert list(units_of(notice("de", ["Steg"]), notice("en", ["jetty " * 30]))) == []


def test_wrong_use() -> None:
    with pytest.raises(ValueError, match="both notices are in 'de'"):
        list(units_of(notice("de", GERMAN), notice("de", GERMAN)))
    with pytest.raises(ValueError, match="level"):
        list(units_of(notice("de", GERMAN), notice("en", ENGLISH), "page"))
