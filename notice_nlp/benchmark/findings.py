"""Scores of comparison against recorded changes and divergences (see ``changes.py``).

A recorded change is found if a finding of the same kind has evidence that overlaps it on either side; a finding is right if
it finds a recorded change. Wording-only hunks are quiet if no concept or negation finding lies in them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.changes import DIVERGENCE_KINDS, VERSION_KINDS, apply
from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.compare import Comparison, Finding

QUIET = {"wording", "reworded"}
# Findings that no change file records: they are reported, and not counted.
UNRECORDED = {
    "wording", "length_suspicious", "denial_added", "denial_removed", "safeguard_added", "safeguard_removed", "controller_changed",
    "dpo_changed", "term_wrong", "term_inconsistent", "term_untranslated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and what truly changes between them; ``changes`` hold a kind and ``[start, end]`` passages by side."""

    name: str
    a: str
    b: str
    languages: tuple[str, str]
    changes: tuple[Mapping[str, Any], ...] = ()


@dataclass(slots=True)
class FindingScores:
    """Counts by kind: recorded changes found and missed, findings right and wrong; and quiet rewordings of how many."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    quiet: int = 0
    rewordings: int = 0
    rows: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are right."""
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        """Share of recorded changes that are found."""
        return self.found.total() / max(1, self.found.total() + self.missed.total())


def version_pairs(folder: Path, split: str) -> Iterator[Pair]:
    """Each recorded version and the one before it, of the notices of a split."""
    for file in _files(folder, split, ".v[23]"):
        name, language, step = file.name.rsplit(".", 2)
        base = (folder / "source" / f"{name}.{language}.txt").read_text("utf-8")
        if step == "v3":
            base, _ = apply(base, file.with_suffix(".v2").read_text("utf-8"), VERSION_KINDS)
        changed, changes = apply(base, file.read_text("utf-8"), VERSION_KINDS)
        recorded = [{"kind": c["kind"], "a": c.get("old"), "b": c.get("new")} for c in changes]
        yield Pair(file.name, _text(base), _text(changed), (language, language), tuple(recorded))


def divergent_pairs(folder: Path, split: str) -> Iterator[Pair]:
    """The German text and the diverging English one, of the notices of a split."""
    for file in _files(folder, split, ".div"):
        name = file.name.split(".")[0]
        german, english = ((folder / "source" / f"{name}.{l}.txt").read_text("utf-8") for l in ("de", "en"))
        changed, changes = apply(english, file.read_text("utf-8"), DIVERGENCE_KINDS, german)
        recorded = [{"kind": c["kind"], "a": c.get("other"), "b": c.get("new")} for c in changes]
        yield Pair(file.name, _text(german), _text(changed), ("de", "en"), tuple(recorded))


def faithful_pairs(folder: Path, split: str) -> Iterator[Pair]:
    """The two languages of the same notices as they are: any finding is false, or an accident of the corpus."""
    for file in _files(folder, split, ".div"):
        name = file.name.split(".")[0]
        german, english = ((folder / "source" / f"{name}.{l}.txt").read_text("utf-8") for l in ("de", "en"))
        yield Pair(f"{name}.faithful", _text(german), _text(english), ("de", "en"))


def score_findings(pairs: Iterator[Pair] | Sequence[Pair], compare: Callable[[Pair], Comparison]) -> FindingScores:
    """Counts over all pairs, with ``compare`` giving the comparison of one."""
    scores = FindingScores()
    for pair in pairs:
        comparison = compare(pair)
        scores.rows += len(comparison.a.rows)
        findings = [f for f in comparison.findings if f.kind not in UNRECORDED]
        used: set[int] = set()
        for change in pair.changes:
            touching = [i for i, f in enumerate(findings) if _touches(f, change)]
            if change["kind"] in QUIET:
                scores.rewordings += 1
                scores.quiet += not any(findings[i].kind.startswith(("concept", "negation")) for i in touching)
                continue
            same = [i for i in touching if findings[i].kind == change["kind"]]
            used.update(same)
            (scores.found if same else scores.missed)[change["kind"]] += 1
        for i, finding in enumerate(findings):
            (scores.right if i in used else scores.wrong)[finding.kind] += 1
    return scores


def _touches(finding: Finding, change: Mapping[str, Any]) -> bool:
    return any(
        place and any(place[0] < end and start < place[1] for start, end in spans)
        for place, spans in ((change["a"], finding.a), (change["b"], finding.b))
    )


def _files(folder: Path, split: str, ending: str) -> list[Path]:
    lines = (folder / f"{split}.jsonl").read_text("utf-8").splitlines()
    names = {json.loads(line)["notice"] for line in lines}
    return [f for f in sorted((folder / "changes").glob(f"*{ending}")) if f.name.split(".")[0] in names]


def _text(marked: str) -> str:
    return str(parse_inline(marked)["text"])
