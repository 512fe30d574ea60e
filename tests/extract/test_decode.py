"""BIO decoding."""

import itertools

import numpy as np
import pytest

from notice_nlp.extract.decode import spans
from notice_nlp.extract.labels import Labels, bio


def probabilities(path: list[int], width: int = 5, sure: float = 0.9) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    matrix = np.full((len(path), width), (1 - sure) / (width - 1), dtype=np.float32)
    matrix[range(len(path)), path] = sure
    return matrix


def test_tags() -> None:
    assert bio(["a", "b"]) == ["O", "B-a", "I-a", "B-b", "I-b"]
    assert len(Labels(("x", "y"), ()).tags) == 5


def test_spans_and_adjacent_spans() -> None:
    found = spans(probabilities([0, 1, 2, 1, 0, 3]), ["a", "b"])
    assert [(a, b, n) for a, b, n, _ in found] == [(1, 3, "a"), (3, 4, "a"), (5, 6, "b")]
    assert found[0][3] == pytest.approx(0.9, abs=1e-4)


def test_inside_never_follows_outside_or_another_name() -> None:
    matrix = probabilities([0, 2, 4], sure=0.6)
    for a, b, _, _ in spans(matrix, ["a", "b"]):
        assert a < b
    names = [n for _, _, n, _ in spans(probabilities([1, 4], sure=0.5), ["a", "b"])]
    assert len(set(names)) == 1 or len(names) == 2


def test_lone_inside_becomes_a_whole_span_or_none() -> None:
    matrix = np.array([[0.05, 0.4, 0.5, 0.03, 0.02]], dtype=np.float32)
    assert [(a, b, n) for a, b, n, _ in spans(matrix, ["a", "b"])] == [(0, 1, "a")]


@pytest.mark.parametrize("sharp", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("bound", [False, True])
def test_the_best_path_is_the_best_of_all(sharp: float, bound: bool) -> None:
    """Against all paths of five units with two names, soft scores (where the search is needed) and sharp ones (where it is not)."""
    chance = np.random.default_rng(7)
    valid = []
    for path in itertools.product(range(5), repeat=5):
        before = (0, *path[:-1])
        if all(t == 0 or t % 2 or b in {t, t - 1} for b, t in zip(before, path, strict=True)):
            valid.append(path)
    for _ in range(20):
        logs = chance.normal(size=(5, 5)) * sharp
        matrix = (np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)).astype(np.float32)
        apart = chance.random(5) < 0.5 if bound else None
        allowed = [
            p for p in valid if apart is None or all(t % 2 == 0 or apart[i] or (0, *p[:-1])[i] == 0 for i, t in enumerate(p))
        ]  # fmt: skip
        score = {p: float(np.log(matrix[range(5), p]).sum()) for p in allowed}
        best = max(score, key=score.__getitem__)
        begins = [i for i, t in enumerate(best) if t % 2]
        expected = [(i, next((j for j in range(i + 1, 5) if best[j] != best[i] + 1), 5), "ab"[best[i] // 2]) for i in begins]
        assert [found[:3] for found in spans(matrix, ("a", "b"), apart)] == expected
