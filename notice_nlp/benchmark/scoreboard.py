"""A benchmark report as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notice_nlp.benchmark.stats import aligned
from notice_nlp.report.comparison.markdown import escaped
from notice_nlp.report.terminal import printable
from notice_nlp.taxonomy.store import taxonomy

NAMES = {
    "strict": "strict F1", "strict_precision": "strict precision", "strict_recall": "strict recall",
    "overlap": "overlap F1", "concept_on_matched": "concept on matched", "strict_concept": "span+concept F1",
    "negation": "negation F1", "pair": "purpose–concept F1",
}  # fmt: skip
NONE = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A title, heads and rows of cells; counts are integers, all else is text."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def tables(report: Mapping[str, Any]) -> Iterator[Table]:
    """The report's tables, from the whole to the parts."""
    systems = report["systems"]
    for language in report["normaliser"]:
        sides = {name: languages[language] for name, languages in systems.items()}
        first = next(iter(sides.values()))
        title = f"{language}: {first['notices']} notices, {first['mentions']} mentions; 95 % intervals (bootstrap over notices) in brackets"
        yield Table(title, ["score", *sides], [[NAMES[m], *(_interval(s["scores"][m]) for s in sides.values())] for m in NAMES])
    rows = [[lang, n["mentions"], share(n["accuracy"]), share(n["answered"])] for lang, n in report["normaliser"].items()]
    yield Table("normaliser: the term base alone on gold spans", ["language", "mentions", "accuracy", "answered"], rows)
    for part in ("layouts", "groups"):
        for language in report["normaliser"]:
            yield from _parts(part, language, systems)
    yield from _calibration(report["calibration"])


def _parts(part: str, language: str, systems: Mapping[str, Any]) -> Iterator[Table]:
    found = {name: languages[language][part] for name, languages in systems.items()}
    order = {name: i for i, name in enumerate(taxonomy().groups)}
    names = sorted({n for values in found.values() for n in values}, key=lambda n: (order.get(n, len(order)), n))
    if not names:
        return
    rows = []
    for name in names:
        known = next(v[name] for v in found.values() if name in v)
        cells = (f"{share(v[name]['strict'])} / {share(v[name]['overlap'])}" if name in v else NONE for v in found.values())
        rows.append([name, known["mentions"], *cells])
    yield Table(f"{language}: {part}, strict F1 / overlap F1", [part.removesuffix("s"), "mentions", *found], rows)


def _calibration(calibration: Mapping[str, Any]) -> Iterator[Table]:
    error, count = share(calibration["expected_calibration_error"]), calibration["mentions"]
    title = f"calibration of the model: expected calibration error {error} over {count} mentions (right: span and category)"
    bins = [
        [f"({b['low']:.1f}, {b['high']:.1f}]", b["mentions"], share(b["confidence"]), share(b["accuracy"])] for b in calibration["bins"]
    ]
    yield Table(title, ["confidence", "mentions", "mean confidence", "accuracy"], bins)
    keys = ("precision", "recall", "f1", "strict_precision", "strict_recall", "strict_f1")
    rows = [[f"{p['min_confidence']:.1f}", p["mentions"], *(share(p[k]) for k in keys)] for p in calibration["curve"]]
    heads = ["min confidence", "mentions", "precision", "recall", "F1", "strict precision", "strict recall", "strict F1"]
    yield Table("by least confidence: span and concept, then span alone (strict)", heads, rows)


def share(value: float | None) -> str:
    return NONE if value is None else f"{value:.3f}"


def _interval(score: Mapping[str, float]) -> str:
    return f"{score['value']:.3f} [{score['low']:.3f}, {score['high']:.3f}]"


def as_text(report: Mapping[str, Any]) -> str:
    """The signature and the tables with aligned columns."""
    lines = [report["signature"]]
    for table in tables(report):
        rows = [[printable(c) if isinstance(c, str) else c for c in row] for row in table.rows]
        lines += ["", printable(table.title), *aligned(table.heads, rows)]
    return "\n".join(map(printable, lines)) + "\n"


def as_markdown(report: Mapping[str, Any]) -> str:
    """The signature and the tables in Markdown; names out of the gold files have no effect in it."""
    lines = [f"`{printable(report['signature']).replace('`', '')}`"]
    for table in tables(report):
        cells = [list(table.heads), ["---"] * len(table.heads), *([escaped(str(c)) for c in row] for row in table.rows)]
        lines += ["", f"**{escaped(table.title)}**", "", *("| " + " | ".join(row) + " |" for row in cells)]
    return "\n".join(lines) + "\n"
