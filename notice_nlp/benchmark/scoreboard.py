"""A benchmark report as plain text, as Markdown, and as a picture of the model's calibration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.stats import aligned
from notice_nlp.errors import MissingExtra
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
    rows = [[lang, n["mentions"], _share(n["accuracy"]), _share(n["answered"])] for lang, n in report["normaliser"].items()]
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
        cells = (f"{_share(v[name]['strict'])} / {_share(v[name]['overlap'])}" if name in v else NONE for v in found.values())
        rows.append([name, known["mentions"], *cells])
    yield Table(f"{language}: {part}, strict F1 / overlap F1", [part.removesuffix("s"), "mentions", *found], rows)


def _calibration(calibration: Mapping[str, Any]) -> Iterator[Table]:
    error, count = _share(calibration["expected_calibration_error"]), calibration["mentions"]
    title = f"calibration of the model: expected calibration error {error} over {count} mentions (right: span and category)"
    bins = [
        [f"({b['low']:.1f}, {b['high']:.1f}]", b["mentions"], _share(b["confidence"]), _share(b["accuracy"])] for b in calibration["bins"]
    ]
    yield Table(title, ["confidence", "mentions", "mean confidence", "accuracy"], bins)
    keys = ("precision", "recall", "f1", "strict_precision", "strict_recall", "strict_f1")
    rows = [[f"{p['min_confidence']:.1f}", p["mentions"], *(_share(p[k]) for k in keys)] for p in calibration["curve"]]
    heads = ["min confidence", "mentions", "precision", "recall", "F1", "strict precision", "strict recall", "strict F1"]
    yield Table("by least confidence: span and concept, then span alone (strict)", heads, rows)


def _share(value: float | None) -> str:
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


def need_matplotlib() -> None:
    """Raises MissingExtra where the library that draws is not installed."""
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise MissingExtra("plots", "a picture")


def plot(report: Mapping[str, Any], path: Path) -> None:
    """Writes a picture (SVG, PNG or PDF by the suffix): reliability diagram left, precision and recall by threshold right.

    Raises:
        MissingExtra: matplotlib is not installed.
        OSError: the file can't be written.
    """
    need_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    calibration = report["calibration"]
    figure = Figure(figsize=(10, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    full = [b for b in calibration["bins"] if b["mentions"]]
    left.plot([0, 1], [0, 1], color="#888888", linestyle="--", linewidth=1, label="as sure as right")
    left.bar([b["low"] for b in full], [b["accuracy"] for b in full], width=0.1, align="edge", color="#9ec5e8", edgecolor="#1f5a91")
    left.plot([b["confidence"] for b in full], [b["accuracy"] for b in full], "o", color="#8a5300", label="mean confidence, accuracy")
    for b in full:
        left.annotate(str(b["mentions"]), (b["low"] + 0.05, 0.01), ha="center", fontsize=7)
    left.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="span and category right")
    left.set_title(f"Reliability; expected calibration error {_share(calibration['expected_calibration_error'])}", fontsize=10)
    left.legend(loc="upper left", fontsize=8)
    for prefix, name, colour in (("", "span and concept", "#8a5300"), ("strict_", "span (strict)", "#1f5a91")):
        points = [p for p in calibration["curve"] if p[f"{prefix}precision"] is not None]
        right.plot([p[f"{prefix}recall"] for p in points], [p[f"{prefix}precision"] for p in points], "o-", color=colour, label=name)
        for p in points:
            place = (p[f"{prefix}recall"], p[f"{prefix}precision"])
            right.annotate(f"{p['min_confidence']:.1f}", place, xytext=(3, 4), textcoords="offset points", fontsize=7)
    right.set(xlim=(0, 1), ylim=(0, 1.03), xlabel="recall", ylabel="precision")
    right.set_title("Precision and recall by --min-confidence", fontsize=10)
    right.legend(loc="lower left", fontsize=8)
    figure.text(0.5, -0.02, report["signature"], ha="center", va="top", fontsize=6)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
