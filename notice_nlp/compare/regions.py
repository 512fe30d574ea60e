"""Rows that correspond, and the regions inside which facts are looked for on the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notice_nlp.compare.facts import Facts
from notice_nlp.compare.types import Link

# Rows of which this share of the blocks' text is linked are the same activity.
SHARE = 0.4


@dataclass(slots=True)
class Region:
    """Blocks of both sides that links and rows hold together."""

    a: list[int] = field(default_factory=list)
    b: list[int] = field(default_factory=list)


def partners(links: Sequence[Link]) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
    """For each side, block -> the blocks of the other side that it is linked with."""
    return {i: l.b for l in links for i in l.a}, {j: l.a for l in links for j in l.b}


def link_rows(a: Facts, b: Facts, links: Sequence[Link]) -> tuple[Link, ...]:
    """Links of rows, in the order of A, then of B: rows whose blocks are linked, weighed by the length of the text."""
    flow: dict[tuple[str, str], float] = defaultdict(float)
    moved: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for link in links:
        for i in link.a:
            for j in link.b:
                if (x := a.row_of.get(i)) and (y := b.row_of.get(j)):
                    # A merged link's text is divided evenly; likeness lies between 0 and 1.
                    size = min(_size(a, [i]) / len(link.b), _size(b, [j]) / len(link.a))
                    flow[x, y] += size * (0.5 + link.score / 2)
                    moved[x, y] &= link.moved
    total_a, total_b = _totals(a), _totals(b)
    ties = {xy for xy, f in flow.items() if f >= SHARE * min(total_a[xy[0]], total_b[xy[1]])}
    # A row's best partner is its partner even where each gives the other little.
    for side in (0, 1):
        for row in {xy[side] for xy in flow}:
            best = max((xy for xy in flow if xy[side] == row), key=lambda xy: flow[xy])
            if flow[best] >= SHARE / 2 * min(total_a[best[0]], total_b[best[1]]) and not any(xy[side] == row for xy in ties):
                ties.add(best)
    order_a = {row.id: i for i, row in enumerate(a.notice.rows)}
    order_b = {row.id: j for j, row in enumerate(b.notice.rows)}
    groups = _components([(("a", x), ("b", y)) for x, y in ties], [("a", x) for x in order_a] + [("b", y) for y in order_b])
    found = []
    for group in groups:
        left = tuple(sorted(order_a[id] for side, id in group if side == "a"))
        right = tuple(sorted(order_b[id] for side, id in group if side == "b"))
        pairs = [(a.notice.rows[i].id, b.notice.rows[j].id) for i in left for j in right]
        of_pairs = sum(flow.get(xy, 0.0) for xy in pairs)
        size = max(sum(total_a[a.notice.rows[i].id] for i in left), sum(total_b[b.notice.rows[j].id] for j in right))
        known = [moved[xy] for xy in pairs if xy in flow]
        found.append(Link(left, right, round(min(1.0, of_pairs / size), 4) if size else 0.0, bool(known) and all(known)))
    return tuple(sorted(found, key=lambda l: (l.a or (len(order_a),), l.b)))


def regions(a: Facts, b: Facts, links: Sequence[Link], rows: Sequence[Link]) -> list[Region]:
    """The finest division of both notices that cuts neither a link, nor a row, nor a link of rows."""
    ties: list[tuple[tuple[str, str], tuple[str, str]]] = []
    for link in links:
        nodes = [("a", str(i)) for i in link.a] + [("b", str(j)) for j in link.b]
        ties.extend((nodes[0], node) for node in nodes[1:])
    for side, facts in (("a", a), ("b", b)):
        ties.extend(((side, str(block)), (f"row {side}", row)) for block, row in facts.row_of.items())
    for link in rows:
        nodes = [("row a", a.notice.rows[i].id) for i in link.a] + [("row b", b.notice.rows[j].id) for j in link.b]
        ties.extend((nodes[0], node) for node in nodes[1:])
    every = [("a", str(i)) for i in range(len(a.notice.blocks))] + [("b", str(j)) for j in range(len(b.notice.blocks))]
    found = []
    for group in _components(ties, every):
        region = Region()
        for side, name in group:
            if len(side) == 1:
                (region.a if side == "a" else region.b).append(int(name))
        region.a.sort()
        region.b.sort()
        found.append(region)
    return found


def _size(facts: Facts, blocks: Iterable[int]) -> float:
    return float(sum(facts.notice.blocks[i].end - facts.notice.blocks[i].start for i in blocks))


def _totals(facts: Facts) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for block, row in facts.row_of.items():
        found[row] += _size(facts, [block])
    return found


def _components(ties: Iterable[tuple[tuple[str, str], tuple[str, str]]], nodes: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Connected components, in the order of their first nodes (union-find)."""
    parent = {node: node for node in nodes}

    def top(node: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for x, y in ties:
        parent[top(y)] = top(x)
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for node in list(parent):
        found[top(node)].append(node)
    return list(found.values())
