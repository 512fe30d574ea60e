"""Figures of a corpus, counted by hand."""

from pathlib import Path

from notice_nlp.benchmark.gold import corpus, corpus_hash
from notice_nlp.benchmark.stats import lines, statistics


def test_figures(gold_folder: Path) -> None:
    found = corpus(gold_folder)
    figures = statistics(found)
    assert figures["notices"] == figures["texts"] == 2
    assert figures["layouts"] == {"mixed": 2}
    assert figures["parts"] == [
        {"language": "de", "split": "train", "texts": 1, "words": 34, "mentions": 5, "negated": 2, "rows": 2},
        {"language": "de", "split": "test", "texts": 1, "words": 4, "mentions": 1, "negated": 0, "rows": 1},
    ]
    assert figures["vocabulary"]["de"]["types"] < figures["vocabulary"]["de"]["tokens"]
    assert figures["concepts"]["mentioned"] == {"de": 5}
    assert figures["concepts"]["fewest"] == 0
    assert figures["concepts"]["under_15"]["pd:Name"] == {"de": 2}
    assert figures["duplicates"]["de"]["sentences"] >= 1
    assert figures["signature"].startswith(f"corpus:{corpus_hash([e.record for e in found])}|split:train+test|notices:2|near:jaccard>=0.8")


def test_text_ends_with_the_signature(gold_folder: Path) -> None:
    figures = statistics(corpus(gold_folder))
    shown = list(lines(figures))
    assert shown[-1] == figures["signature"]
    assert "2 notices in 2 texts" in shown[0]
    assert "  pd:Name  de 2" in shown
