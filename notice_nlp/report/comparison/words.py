"""What all reports of a comparison say alike: names of the sides, places, evidence, reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from notice_nlp.compare.messages import kind_label
from notice_nlp.compare.severity import default_rules
from notice_nlp.compare.types import SEVERITIES, Comparison, Finding, purpose_of
from notice_nlp.notice import Notice, Span
from notice_nlp.report.terminal import shorten
from notice_nlp.taxonomy.store import taxonomy


@cache
def strings(language: str) -> Mapping[str, str]:
    """The reports' own words in ``de`` or ``en``."""
    found: dict[str, dict[str, str]] = json.loads(resources.files(__package__).joinpath("strings.json").read_text("utf-8"))
    return found[language]


def names(comparison: Comparison) -> tuple[str, str]:
    """Both sources' file names, with as many folders before them as it takes to tell them apart."""
    parts = [re.split(r"[/\\]", shorten(n.source, 300).rstrip("/")) for n in (comparison.a, comparison.b)]
    for length in range(1, max(map(len, parts)) + 1):
        a, b = ("/".join(p[-length:]) for p in parts)
        if a != b:
            break
    return a, b


def title(comparison: Comparison) -> str:
    """Both names; the arrow says that B follows A."""
    return (" → " if comparison.mode == "versions" else " ⇄ ").join(names(comparison))


def percent(comparison: Comparison) -> str:
    """The similarity; only equal texts have 100 %."""
    whole = 100 if comparison.similarity == 1 else min(99, round(100 * comparison.similarity))
    return strings(comparison.language)["percent"].format(n=whole)


def summary(comparison: Comparison) -> str:
    """Counts of severities that occur, mode and similarity, as one line."""
    words = strings(comparison.language)
    counts = ", ".join(f"{n} {words[s]}" for s, n in comparison.counts().items() if n) or words["none"].rstrip(".")
    return f"{counts} · {words[comparison.mode]} · {words['similarity']} {percent(comparison)}"


def by_severity(comparison: Comparison) -> list[Finding]:
    """The findings, the gravest first, each severity in the order of the text."""
    return sorted(comparison.findings, key=lambda f: SEVERITIES.index(f.severity))


def kind(comparison: Comparison, finding: Finding) -> str:
    """The kind's label in the report's language."""
    return kind_label(finding.kind, comparison.language)


def concept_label(id: str | None, language: str) -> str:
    """A concept's label, or nothing for what the taxonomy lacks."""
    return taxonomy()[id].label[language] if id and id in taxonomy().concepts else ""


def quoted(notice: Notice, spans: tuple[Span, ...], length: int) -> str:
    """The evidence of one side on one line."""
    return shorten("; ".join(dict.fromkeys(shorten(notice[s], length) for s in spans)), length) if spans else ""


def reason(finding: Finding, language: str) -> str:
    """Why the severity is what it is, where one of the package's own rules decided it."""
    return next((r.why.get(language, "") for r in default_rules() if r.id == finding.rule), "")


def place(comparison: Comparison, finding: Finding, length: int = 60) -> str:
    """The purpose concerned; else the heading above the evidence."""
    purpose = purpose_of(comparison, finding)
    return shorten(purpose, length) if purpose else heading(comparison, finding, length)


def heading(comparison: Comparison, finding: Finding, length: int = 60) -> str:
    """The heading above the evidence (B's, where B has any)."""
    notice, spans = (comparison.b, finding.b) if finding.b else (comparison.a, finding.a)
    if not spans:
        return ""
    above = [b for b in notice.blocks if b.kind == "heading" and b.start <= spans[0][0]]
    return shorten(notice[above[-1].start, above[-1].end], length) if above else strings(comparison.language)["no_place"]
