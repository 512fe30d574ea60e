"""Which blocks of two notices correspond.

Dynamic programming over both block sequences, with links of one to four neighbouring blocks (Gale and Church 1993; the
sums of block vectors stand for merged blocks as in vecalign, Thompson and Koehn 2019), inside a band around a coarse path
when the notices are long. What the monotone path leaves over is matched across it: those blocks have moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from notice_nlp.compare.types import Link
from notice_nlp.compare.vectors import Floats, Parts, parts
from notice_nlp.notice import Notice

# Links (blocks of A, blocks of B), the simplest first, so that ties go to it.
SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1))
# A link must be more alike than this to be better than no link, per language relation (same, different).
THRESHOLD = {True: 0.35, False: 0.30}
# What each block beyond one to one adds to the weight of a link's likeness, and takes off its gain.
MERGE_WEIGHT, MERGE_COST = 0.15, 0.05
# Leftovers this alike have moved.
MOVED = {True: 0.60, False: 0.62}
# What merging a block that keeps to itself takes off: headings are kept, dropped or moved as such.
MIXED_COST = 0.2
# As many blocks left over on both sides of one place are linked in order if each pair is this alike.
SOMEWHAT = 0.15
# Longer sides than this are aligned inside a band.
FULL = 1_500
BAND = 150
_CHUNK = 64
Vectors = dict[int, Floats]  # number of blocks merged -> one row per place
_NONE, _DELETE, _INSERT = 0, 100, 101


def align_blocks(a: Notice, b: Notice) -> tuple[Link, ...]:
    """Links that cover every block of both notices once, in the order of A, then of B."""
    same = a.language == b.language
    left, right = parts(a, b)
    return align(left, right, threshold=THRESHOLD[same], moved=MOVED[same])


def align(left: Parts, right: Parts, *, threshold: float, moved: float) -> tuple[Link, ...]:
    """Links between two sequences of blocks, given their parts."""
    n, m = len(left.states), len(right.states)
    if not n or not m:
        return tuple([Link((i,), ()) for i in range(n)] + [Link((), (j,)) for j in range(m)])
    vectors_a = {p: left.merged(p) for p in sorted({p for p, _ in SHAPES}) if p <= n}
    vectors_b = {q: right.merged(q) for q in sorted({q for _, q in SHAPES}) if q <= m}
    bands = _bands(vectors_a[1], vectors_b[1])
    costs = {p: MIXED_COST * left.mixed(p) for p in vectors_a}, {q: MIXED_COST * right.mixed(q) for q in vectors_b}
    path = _best_path(vectors_a, vectors_b, costs, bands, threshold)
    return _with_moves(_straightened(path, vectors_a[1], vectors_b[1]), vectors_a[1], vectors_b[1], moved)


def _best_path(
    vectors_a: Vectors, vectors_b: Vectors, costs: tuple[Vectors, Vectors], bands: Sequence[tuple[int, int]], threshold: float
) -> list[Link]:
    """Dynamic programming, one row of A at a time; cells outside the row's band [low, high) are not visited."""
    n, m = len(vectors_a[1]), len(vectors_b[1])
    best: list[Floats] = []
    choice: list[NDArray[np.int8]] = []
    for i in range(n + 1):
        score = np.full(m + 1, -np.inf, dtype=np.float32) if i else np.zeros(m + 1, dtype=np.float32)
        code = np.full(m + 1, _INSERT if not i else _NONE, dtype=np.int8)
        if i:
            if (i - 1) % _CHUNK == 0:
                gains = _gains(vectors_a, vectors_b, costs, bands, i - 1, threshold)
            low, high = bands[i - 1]
            score[low : high + 1] = best[i - 1][low : high + 1]
            code[low : high + 1] = _DELETE
            for number, (p, q) in enumerate(SHAPES):
                gain = gains.get((p, q), {}).get(i - p)
                if gain is None:
                    continue
                first, values = gain
                # A link of columns [j, j + q) ends in cell j + q.
                cells = slice(first + q, first + q + len(values))
                candidate = best[i - p][first : first + len(values)] + values
                better = candidate > score[cells]
                score[cells][better] = candidate[better]
                code[cells][better] = number + 1
            highest = np.maximum.accumulate(score)
            code[highest > score] = _INSERT
            score = highest
        best.append(score)
        choice.append(code)
        if i >= 5:
            best[i - 5] = np.empty(0, dtype=np.float32)
    return _trace(choice, vectors_a, vectors_b)


def _gains(
    vectors_a: Vectors, vectors_b: Vectors, costs: tuple[Vectors, Vectors], bands: Sequence[tuple[int, int]], chunk: int, threshold: float
) -> dict[tuple[int, int], dict[int, tuple[int, Floats]]]:
    """What links that end in rows [chunk, chunk + _CHUNK) gain: shape -> first row of A -> (first column, gains)."""
    rows = range(chunk, min(chunk + _CHUNK, len(bands)))
    low, high = bands[rows[0]][0], bands[rows[-1]][1]
    found: dict[tuple[int, int], dict[int, tuple[int, Floats]]] = {}
    for p, q in SHAPES:
        if p not in vectors_a or q not in vectors_b:
            continue
        first = max(0, rows[0] - p + 1)
        tops = vectors_a[p][first : rows[-1] - p + 2]
        columns = vectors_b[q][low : high - q + 1]
        if not len(tops) or not len(columns):
            continue
        gain = (tops @ columns.T - threshold) * (1 + MERGE_WEIGHT * (p + q - 2)) - MERGE_COST * (p + q - 2)
        gain -= costs[0][p][first : first + len(tops), None] + costs[1][q][None, low : low + len(columns)]
        found[p, q] = {first + k: (low, gain[k]) for k in range(len(tops))}
    return found


def _trace(choice: Sequence[NDArray[np.int8]], vectors_a: Vectors, vectors_b: Vectors) -> list[Link]:
    i, j = len(choice) - 1, len(choice[0]) - 1
    links: list[Link] = []
    while i or j:
        code = int(choice[i][j])
        if code in {_DELETE, _NONE} and i:
            i -= 1
            links.append(Link((i,), ()))
        elif code == _INSERT or not i:
            j -= 1
            links.append(Link((), (j,)))
        else:
            p, q = SHAPES[code - 1]
            i, j = i - p, j - q
            alike = float(vectors_a[p][i] @ vectors_b[q][j])
            links.append(Link(tuple(range(i, i + p)), tuple(range(j, j + q)), round(max(0.0, min(1.0, alike)), 4)))
    return links[::-1]


def _bands(a: Floats, b: Floats) -> list[tuple[int, int]]:
    """For each block of A the columns of B that the path may pass: all of them unless a side is long."""
    n, m = len(a), len(b)
    if max(n, m) <= FULL:
        return [(0, m)] * n
    anchors = [(0, 0), *_anchors(a, b), (n - 1, m - 1)]
    rows, columns = zip(*anchors, strict=True)
    centres = np.interp(np.arange(n), rows, columns)
    # Where anchors are far apart in columns but not in rows, blocks came or went: the band covers the jump.
    low = np.minimum.accumulate((centres - BAND)[::-1])[::-1]
    high = np.maximum.accumulate(centres + BAND)
    nearest = np.searchsorted(np.asarray(rows), np.arange(n), side="right")
    before = np.asarray(columns)[np.maximum(0, nearest - 1)]
    after = np.asarray(columns)[np.minimum(len(columns) - 1, nearest)]
    low = np.minimum(low, before - BAND)
    high = np.maximum(high, after + BAND)
    return [(max(0, int(l)), min(m, int(h) + 1)) for l, h in zip(low, high, strict=True)]


def _anchors(a: Floats, b: Floats) -> list[tuple[int, int]]:
    """Mutually nearest, clearly alike blocks that lie in one rising sequence, in a random projection to 128 dimensions."""
    project = np.random.default_rng(0).standard_normal((a.shape[1], 128), dtype=np.float32)
    a, b = a @ project, b @ project
    a, b = a / np.linalg.norm(a, axis=1, keepdims=True), b / np.linalg.norm(b, axis=1, keepdims=True)
    to_b = np.empty(len(a), dtype=np.int64)
    from_b, alike_b = np.zeros(len(b), dtype=np.int64), np.full(len(b), -1.0, dtype=np.float32)
    for start in range(0, len(a), 512):
        block = a[start : start + 512] @ b.T
        to_b[start : start + 512] = block.argmax(axis=1)
        top = block.max(axis=0)
        from_b = np.where(top > alike_b, start + block.argmax(axis=0), from_b)
        alike_b = np.maximum(alike_b, top)
    pairs = [(i, int(j)) for i, j in enumerate(to_b) if from_b[j] == i and alike_b[j] > 0.7]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence in which the second numbers rise too (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for k, (_, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        previous.append(tops[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(j)
            tops.append(k)
        else:
            tails[pile], tops[pile] = j, k
    found = []
    k = tops[-1] if tops else -1
    while k >= 0:
        found.append(pairs[k])
        k = previous[k]
    return found[::-1]


def _straightened(path: Sequence[Link], a: Floats, b: Floats) -> list[Link]:
    """The path, with each stretch of gaps and merges that has as many blocks on both sides made one to one where every
    pair is at least somewhat alike: translators and editors keep blocks far oftener than they drop one and write another."""
    out: list[Link] = []
    stretch: list[Link] = []
    for link in [*path, None]:
        if link is not None and (len(link.a), len(link.b)) != (1, 1):
            stretch.append(link)
            continue
        left, right = [i for l in stretch for i in l.a], [j for l in stretch for j in l.b]
        alike = [max(0.0, min(1.0, float(a[i] @ b[j]))) for i, j in zip(left, right, strict=False)]
        if len(left) == len(right) and len(stretch) > 1 and min(alike) >= SOMEWHAT:
            stretch = [Link((i,), (j,), round(s, 4)) for i, j, s in zip(left, right, alike, strict=True)]
        out.extend(stretch)
        stretch = []
        if link is not None:
            out.append(link)
    return out


def _with_moves(path: Sequence[Link], a: Floats, b: Floats, alike: float) -> tuple[Link, ...]:
    """The path, with blocks it left over on both sides joined where they are clearly alike."""
    left = [l.a[0] for l in path if not l.b]
    right = [l.b[0] for l in path if not l.a]
    if not left or not right:
        return tuple(path)
    scores = a[left] @ b[right].T
    partner: dict[int, Link] = {}
    for _ in range(min(scores.shape)):
        x, y = np.unravel_index(int(scores.argmax()), scores.shape)
        if scores[x, y] < alike:
            break
        partner[left[x]] = Link((left[x],), (right[y],), round(min(1.0, float(scores[x, y])), 4), moved=True)
        scores[x, :], scores[:, y] = -1, -1
    gone = {l.b for l in partner.values()}
    # A moved block stands where A has it.
    return tuple(partner.get(l.a[0], l) if l.a and not l.b else l for l in path if l.a or l.b not in gone)
