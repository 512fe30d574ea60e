"""Many versions of one notice: what came and went when, how much each version changed, which language lags behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from notice_nlp.compare.align import align_blocks
from notice_nlp.compare.core import compare
from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.facts import Facts
from notice_nlp.compare.types import Comparison
from notice_nlp.compare.units import units
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice

# What a finding adds to a version's intensity of change, by severity.
WEIGHTS = {"high": 5, "medium": 2, "low": 1, "info": 0}
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_STATED = re.compile(
    r"\b(?:Stand|Fassung|Version|gültig ab|zuletzt (?:geändert|aktualisiert)|last (?:updated|modified|changed|revised)|effective|as of)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its ISO date (``2024-05``, ``2024-05-17``), where the date is from, its notice, the concepts and DPV purposes
    it names, and the comparison with the version before (None for the first)."""

    date: str
    dated_by: str
    notice: Notice
    concepts: frozenset[str]
    purposes: frozenset[str]
    change: Comparison | None = None

    @property
    def when(self) -> str:
        """The date, or the file's name where there is none."""
        return self.date or PurePath(self.notice.source).name

    @property
    def intensity(self) -> int:
        """Weighed number of findings against the version before; 0 for the first."""
        return sum(WEIGHTS[f.severity] for f in self.change.findings) if self.change else 0


@dataclass(frozen=True, slots=True)
class Seen:
    """When a concept or purpose was first and last seen in one language (ISO dates, or names of undated files), and in how many
    versions."""

    id: str
    kind: str
    language: str
    first: str
    last: str
    versions: int
    still: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Versions per language, each in the order of their dates."""

    versions: Mapping[str, tuple[Version, ...]]
    warnings: tuple[str, ...] = ()

    def seen(self) -> list[Seen]:
        """First and last sight of every concept and purpose, by language."""
        found = []
        for language, versions in self.versions.items():
            for kind in ("concepts", "purposes"):
                for id in sorted(set().union(*(getattr(v, kind) for v in versions))):
                    dates = [v.when for v in versions if id in getattr(v, kind)]
                    still = id in getattr(versions[-1], kind)
                    found.append(Seen(id, kind[:-1], language, dates[0], dates[-1], len(dates), still))
        return found

    def lags(self) -> list[dict[str, Any]]:
        """Concepts and purposes that one language named later than the other, or does not name at all (date None)."""
        if len(self.versions) < 2:
            return []
        by_id: dict[tuple[str, str], dict[str, str]] = {}
        for seen in self.seen():
            by_id.setdefault((seen.kind, seen.id), {})[seen.language] = seen.first
        languages = sorted(self.versions)
        found = []
        for (kind, id), dates in sorted(by_id.items()):
            first = [dates.get(l) for l in languages]
            if len(set(first)) > 1:
                a, b = ((d is None, d is not None and not d[:4].isdigit(), d) for d in first)  # undated after dated, never last
                behind = languages[0] if a > b else languages[1]
                found.append({"kind": kind, "id": id, "behind": behind, **dict(zip(languages, first, strict=True))})
        return found

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of this timeline; of each comparison its counts and findings without the wording ones."""
        from dataclasses import asdict

        versions = [
            {
                "language": language, "date": v.date, "dated_by": v.dated_by, "source": v.notice.source, "intensity": v.intensity,
                "rows": len(v.notice.rows), "concepts": sorted(v.concepts), "purposes": sorted(v.purposes),
                "counts": v.change.counts() if v.change else {}, "similarity": v.change.similarity if v.change else None,
                "findings": [asdict(f) for f in v.change.findings if f.kind != "wording"] if v.change else [],
            }
            for language, group in self.versions.items() for v in group
        ]  # fmt: skip
        seen = [asdict(s) for s in self.seen()]
        return {"schema": "1.0", "versions": versions, "seen": seen, "lags": self.lags(), "warnings": list(self.warnings)}


def timeline(
    notices: Iterable[Notice],
    dates: Mapping[str, str] | None = None,
    *,
    report_language: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Timeline:
    """Sorts notices by language and date and compares each with the one before.

    Args:
        notices: versions of one notice, in one language or in both.
        dates: source -> ISO date, for files that don't tell theirs.
        report_language: language of the findings; default: that of each notice.
        progress: called with the source of each version that is about to be compared.

    Raises:
        BadInput: there are fewer than two versions of any language.
    """
    groups: dict[str, list[tuple[str, str, Notice]]] = {}
    warnings = []
    for notice in notices:
        date, by = date_of(notice, dates or {})
        if not date:
            warnings.append(f"{notice.source}: no date found; ordered by name (give --dates)")
        groups.setdefault(notice.language, []).append((date, by, notice))
    if all(len(g) < 2 for g in groups.values()):
        raise BadInput("a timeline needs at least two versions in one language")
    versions = {}
    for language, group in sorted(groups.items()):
        # Undated versions come in the order of their names, after the dated ones: most often it is the current one that has no date.
        group.sort(key=lambda v: (not v[0], v[0], v[2].source))
        versions[language] = tuple(_versions(group, report_language, progress))
    return Timeline(versions, tuple(warnings))


def date_of(notice: Notice, dates: Mapping[str, str]) -> tuple[str, str]:
    """A version's ISO date and where it is from: ``given``, ``name``, ``text``, or nothing."""
    path = PurePath(notice.source)
    for name in (notice.source, path.name):
        if name in dates:
            return dates[name], "given"
    for part in (path.name, path.parent.name):
        if match := _IN_NAME.search(part):
            return "-".join(filter(None, match.groups())), "name"
    for mark in _STATED.finditer(notice.text):
        for unit in units(notice.text[mark.end() : mark.end() + 60]):
            if unit.kind == "date":
                return unit.value, "text"
    return "", ""


def _versions(group: Sequence[tuple[str, str, Notice]], report_language: str | None, progress: Callable[[str], None]) -> list[Version]:
    facts = [Facts(notice) for _, _, notice in group]
    seen = [{(f.kind, f.value) for f in side.all if f.kind in {"concept", "purpose"} and f.value != "unknown"} for side in facts]
    changes: list[Comparison | None] = [None]
    kept: list[tuple[set[tuple[str, str]], set[tuple[str, str]]]] = []
    for i in range(1, len(group)):
        progress(group[i][2].source)
        before, after = facts[i - 1], facts[i]
        changes.append(compare(before.notice, after.notice, report_language=report_language))
        diff = WordDiff(before.notice, after.notice, changes[-1].blocks or align_blocks(before.notice, after.notice))  # type: ignore[union-attr]
        kept.append(tuple({(f.kind, f.value) for f in (before, after)[s].all if not diff.touched(s, f.span)} for s in (0, 1)))  # type: ignore[arg-type]
    # What still stands word for word in the next version is there, whether the model saw it a second time or not.
    for i in range(1, len(group)):
        seen[i] |= {x for x in seen[i - 1] if x in kept[i - 1][0]}
    for i in range(len(group) - 1, 0, -1):
        seen[i - 1] |= {x for x in seen[i] if x in kept[i - 1][1]}
    return [
        Version(
            date,
            by,
            notice,
            frozenset(v for k, v in seen[i] if k == "concept"),
            frozenset(v for k, v in seen[i] if k == "purpose"),
            changes[i],
        )
        for i, (date, by, notice) in enumerate(group)
    ]
