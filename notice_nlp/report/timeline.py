"""A timeline as a table, as CSV, and as a picture: how much each version changed, which data it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice_nlp.compare.timeline import Timeline
from notice_nlp.errors import MissingExtra
from notice_nlp.report.tables import csv_text
from notice_nlp.report.terminal import printable
from notice_nlp.taxonomy.purposes import purposes
from notice_nlp.taxonomy.store import taxonomy

if TYPE_CHECKING:
    from rich.console import RenderableType

SEEN = ["language", "kind", "id", "label", "first", "last", "versions", "still"]
PICTURES = (".svg", ".png", ".pdf")


def label(id: str, language: str) -> str:
    """The label of a concept or purpose."""
    if id in taxonomy().concepts:
        return taxonomy()[id].label[language]
    return next((str(p["label"][language]) for p in purposes() if p["id"] == id), id)


def timeline_csv(timeline: Timeline) -> str:
    """One line per concept or purpose and language: first and last seen, in how many versions, still there."""
    values = ((s.language, s.kind, s.id, label(s.id, s.language), s.first, s.last, s.versions, s.still) for s in timeline.seen())
    return csv_text((dict(zip(SEEN, v, strict=True)) for v in values), SEEN)


def plain_timeline(timeline: Timeline) -> Iterator[str]:
    """Tab-separated lines for a pipe: language, date, source, rows, concepts, intensity, what came, what went."""
    for language, versions in timeline.versions.items():
        before: frozenset[str] = frozenset()
        for i, v in enumerate(versions):
            came, went = (sorted(v.concepts - before), sorted(before - v.concepts)) if i else ([], [])
            cells = (language, v.date, v.notice.source, len(v.notice.rows), len(v.concepts), v.intensity, ", ".join(came), ", ".join(went))
            yield "\t".join(printable(str(c)) for c in cells)
            before = v.concepts


def render_timeline(timeline: Timeline) -> RenderableType:
    """The rich tables of a timeline: versions, and where one language lags behind."""
    from rich.console import Group
    from rich.table import Table

    parts: list[Any] = []
    for language, versions in timeline.versions.items():
        table = Table(title=f"{language}: {len(versions)} versions", title_justify="left", show_lines=False)
        for name, justify in (
            ("date", "left"),
            ("rows", "right"),
            ("data", "right"),
            ("change", "right"),
            ("came", "left"),
            ("went", "left"),
        ):
            table.add_column(name, justify=justify)  # type: ignore[arg-type]
        top = max((v.intensity for v in versions), default=0) or 1
        before: frozenset[str] = frozenset()
        for i, v in enumerate(versions):
            came, went = (v.concepts - before, before - v.concepts) if i else (frozenset[str](), frozenset[str]())
            bar = "█" * round(10 * v.intensity / top)
            words = (", ".join(sorted(label(c, language) for c in side)) for side in (came, went))
            table.add_row(v.date or "?", str(len(v.notice.rows)), str(len(v.concepts)), f"{bar} {v.intensity}", *words)
            before = v.concepts
        parts.append(table)
    if lags := timeline.lags():
        table = Table(title="One language behind the other", title_justify="left")
        languages = sorted(timeline.versions)
        for name in ("what", *languages, "behind"):
            table.add_column(name)
        for lag in lags:
            table.add_row(label(lag["id"], "en"), *(lag[l] or "never" for l in languages), lag["behind"])
        parts.append(table)
    return Group(*parts)


def plot(timeline: Timeline, path: Path) -> None:
    """Writes a picture (SVG, PNG or PDF by the suffix): intensity of change above, concepts by version below.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("plots", "a picture") from None
    count = len(timeline.versions)
    names = {l: _concepts(timeline, l) for l in timeline.versions}
    longest = max(map(len, names.values()))
    width = 4 + 0.32 * max(len(v) for v in timeline.versions.values())
    figure = Figure(figsize=(width * count, 3 + 0.2 * longest), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(2, count, squeeze=False, height_ratios=[1, max(2.0, 0.08 * longest)])
    for column, (language, versions) in enumerate(timeline.versions.items()):
        bars, heat = axes[0][column], axes[1][column]
        at = range(len(versions))
        bars.bar(at, [v.intensity for v in versions], color="#8a5300")
        bars.set_title(f"{language}: intensity of change")
        bars.set_xlim(-0.5, len(versions) - 0.5)
        bars.set_xticks([])
        heat.imshow(_presence(timeline, language, names[language]), aspect="auto", cmap="Blues", vmin=0, vmax=1.4, interpolation="nearest")
        heat.set_yticks(range(len(names[language])), [label(c, language) for c in names[language]], fontsize=7)
        heat.set_xticks(at, [v.date or "?" for v in versions], rotation=90, fontsize=7)
        heat.set_title(f"{language}: data named, by version")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _concepts(timeline: Timeline, language: str) -> list[str]:
    """Concepts of a language, in the order in which they came, then of the taxonomy."""
    versions = timeline.versions[language]
    first = {c: i for i, v in reversed(list(enumerate(versions))) for c in v.concepts}
    order = {c: n for n, c in enumerate(taxonomy().concepts)}
    return sorted(first, key=lambda c: (first[c], order.get(c, 0)))


def _presence(timeline: Timeline, language: str, concepts: list[str]) -> list[list[float]]:
    return [[1.0 if c in v.concepts else 0.0 for v in timeline.versions[language]] for c in concepts]
