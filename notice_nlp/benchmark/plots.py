"""Pictures of a benchmark report: the model's calibration, and the systems side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.scoreboard import share
from notice_nlp.errors import MissingExtra

# Told apart in print and by the colour-blind (Okabe and Ito 2008).
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7")


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
    left.set_title(f"Reliability; expected calibration error {share(calibration['expected_calibration_error'])}", fontsize=10)
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


def plot_systems(report: Mapping[str, Any], path: Path) -> None:
    """Writes a picture of all systems: strict and overlap F1 per language as bars, 95 % intervals as whiskers.

    Raises:
        MissingExtra: matplotlib is not installed.
        OSError: the file can't be written.
    """
    need_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    systems = report["systems"]
    languages = list(next(iter(systems.values())))
    figure = Figure(figsize=(10, 1.4 + 0.3 * len(languages) * len(systems)), layout="constrained")
    FigureCanvasAgg(figure)
    height = 0.8 / len(languages)
    for axes, metric in zip(figure.subplots(1, 2, sharey=True), ("strict", "overlap"), strict=True):
        for i, language in enumerate(languages):
            scores = [systems[name][language]["scores"][metric] for name in systems]
            values = [s["value"] or 0.0 for s in scores]
            whiskers = [[max(0.0, v - (s["low"] or v)) for s, v in zip(scores, values, strict=True)],
                        [max(0.0, (s["high"] or v) - v) for s, v in zip(scores, values, strict=True)]]  # fmt: skip
            places = [row + (i - (len(languages) - 1) / 2) * height for row in range(len(systems))]
            colour = COLOURS[i % len(COLOURS)]
            axes.barh(places, values, height * 0.9, xerr=whiskers, color=colour, label=language, error_kw={"linewidth": 1, "capsize": 2})
            for place, value, up in zip(places, values, whiskers[1], strict=True):
                axes.annotate(share(value), (value + up, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7)
        axes.set(xlim=(0, 1.08), xlabel=f"{metric} F1 of mentions")
        axes.set_yticks(range(len(systems)), list(systems))
        axes.spines[["top", "right"]].set_visible(False)
    axes.invert_yaxis()
    axes.legend(loc="lower right", fontsize=8)
    figure.text(0.5, -0.02, report["signature"], ha="center", va="top", fontsize=6)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
