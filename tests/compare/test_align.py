"""Alignment of blocks."""

import numpy as np
import pytest

from notice_nlp import parse
from notice_nlp.compare.align import align, align_blocks
from notice_nlp.compare.vectors import BUCKETS, WEIGHTS, Parts

RNG = np.random.default_rng(3)


def random_parts(n: int) -> Parts:
    def part(width: int) -> np.ndarray:
        return RNG.standard_normal((n, width)).astype(np.float32)

    return Parts(part(64), part(BUCKETS), np.tile(np.float32([[0, 1]]), (n, 1)), np.zeros((n, 1), np.float32), WEIGHTS[True])


def pick(parts: Parts, indices: list[int]) -> Parts:
    return Parts(parts.states[indices], parts.words[indices], parts.kinds[indices], parts.apart[indices], parts.weights)


def linked(links: object) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(l.a, l.b) for l in links]  # type: ignore[attr-defined]


def test_insertions_and_deletions() -> None:
    whole = random_parts(8)
    left, right = pick(whole, [0, 1, 2, 3, 5]), pick(whole, [0, 2, 3, 4, 5])
    assert linked(align(left, right, threshold=0.35, moved=0.6)) == [
        ((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,)), ((), (3,)), ((4,), (4,)),
    ]  # fmt: skip


def test_what_crosses_has_moved() -> None:
    whole = random_parts(9)
    links = align(pick(whole, [0, 1, 2, 3, 4, 5]), pick(whole, [0, 2, 3, 4, 5, 1]), threshold=0.35, moved=0.6)
    assert [(l.a, l.b) for l in links if l.moved] == [((1,), (5,))]
    assert sorted(i for l in links for i in l.a) == list(range(6)) == sorted(j for l in links for j in l.b)


def test_merged_blocks() -> None:
    whole = random_parts(6)
    joined = Parts(
        np.concatenate([whole.states[:2], whole.states[2:4].sum(0, keepdims=True), whole.states[4:]]),
        np.concatenate([whole.words[:2], whole.words[2:4].sum(0, keepdims=True), whole.words[4:]]),
        whole.kinds[:5], whole.apart[:5], whole.weights,
    )  # fmt: skip
    assert ((2, 3), (2,)) in linked(align(whole, joined, threshold=0.35, moved=0.6))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_short_sides(n: int) -> None:
    links = align(random_parts(n), random_parts(3), threshold=0.35, moved=0.6)
    assert sorted(i for l in links for i in l.a) == list(range(n))
    assert sorted(j for l in links for j in l.b) == [0, 1, 2]


def test_a_band_finds_what_the_full_matrix_finds() -> None:
    whole = random_parts(1800)
    kept = [i for i in range(1800) if i % 7]
    links = align(whole, pick(whole, kept), threshold=0.35, moved=0.6)
    right = sum(len(l.a) == len(l.b) == 1 and kept[l.b[0]] == l.a[0] for l in links)
    assert right > 0.99 * len(kept)


def test_two_languages(shared: object) -> None:
    # Two real translations with as many blocks, in the same order.
    for name in ("birdnet_live", "fipguide"):
        a, b = (parse(next((shared / "notices").glob(f"{name}.{l}.*"))) for l in ("de", "en"))  # type: ignore[operator]
        links = align_blocks(a, b)
        right = sum(l.a == l.b and len(l.a) == 1 for l in links)
        assert right >= 0.98 * len(a.blocks)
