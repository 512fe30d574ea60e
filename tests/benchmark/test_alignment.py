"""Alignment scores, strict and lax, and hand-checked links that hold for their blocks only."""

import json
from pathlib import Path

import pytest

from notice_nlp.benchmark.alignment import AlignmentScores, Pair, fingerprint, load_alignment, pairs, score_alignment
from notice_nlp.compare.types import Link
from notice_nlp.errors import BadInput
from notice_nlp.notice import Block, Notice


def pair(a: set[int], b: set[int]) -> Pair:
    return frozenset(a), frozenset(b)


def notice(*lines: str) -> Notice:
    text = "\n".join(lines)
    blocks = []
    for line in lines:
        start = text.index(line)
        blocks.append(Block(start, start + len(line), "paragraph"))
    return Notice(text, "de", tuple(blocks))


def test_a_merge_that_should_be_none_is_laxly_right_only() -> None:
    gold = [[pair({0}, {0}), pair({1}, {1}), pair({2}, {3})]]
    found = [[pair({0}, {0}), pair({1, 2}, {1})]]
    scores = score_alignment(gold, found)
    assert scores == AlignmentScores((1 / 2, 1 / 3), (1.0, 2 / 3), 3, 2)
    assert AlignmentScores.f1(scores.strict) == pytest.approx(0.4)


def test_blocks_without_counterpart_take_no_part() -> None:
    assert pairs([Link((0,), (0,), 0.9), Link((1,), (), 0.0), Link((), (1,), 0.0)]) == [pair({0}, {0})]


def test_nothing_found_scores_nothing() -> None:
    scores = score_alignment([[pair({0}, {0})]], [[]])
    assert AlignmentScores.f1(scores.strict) == 0.0


def test_runs_and_groups_of_a_file(tmp_path: Path) -> None:
    a, b = notice("eins", "zwei", "drei vier"), notice("one", "two", "three", "four")
    data = {"a": fingerprint(a), "b": fingerprint(b), "runs": [[0, 0, 2]], "groups": [[[2], [2, 3]]]}
    (tmp_path / "x.json").write_text(json.dumps(data))
    assert load_alignment(tmp_path / "x.json", a, b) == [pair({0}, {0}), pair({1}, {1}), pair({2}, {2, 3})]
    with pytest.raises(BadInput, match="not those that were aligned by hand"):
        load_alignment(tmp_path / "x.json", notice("eins", "zwei"), b)
