"""Compares two notices: two versions in one language, or one notice in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from notice_nlp.analyse import with_vectors
from notice_nlp.compare.align import align_blocks
from notice_nlp.compare.consistency import Consistency
from notice_nlp.compare.drift import Drift
from notice_nlp.compare.facts import Facts
from notice_nlp.compare.messages import message
from notice_nlp.compare.regions import link_rows
from notice_nlp.compare.rejoin import parted, rejoined
from notice_nlp.compare.severity import Rule, default_rules, rule_for
from notice_nlp.compare.types import SEVERITIES, TRANSLATIONS, VERSIONS, Comparison, Finding, Link
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice
from notice_nlp.read.language import SUPPORTED

# Less of the text than this in aligned blocks, weighed by how alike they are: the notices are not of one kind.
UNRELATED = 0.25


def compare(
    a: Notice,
    b: Notice,
    *,
    report_language: str | None = None,
    rules: Sequence[Rule] | None = None,
    links: Sequence[Link] | None = None,
) -> Comparison:
    """Aligns two notices and lists what differs in meaning.

    Args:
        a: the earlier version, or the original.
        b: the later version, or the translation.
        report_language: ``de`` or ``en`` for the messages; default: the language of ``b``.
        rules: other rules of severity than the package's (see :func:`load_rules`).
        links: which blocks correspond, where that is known (a translator's file); each block of both sides in one link.

    Raises:
        BadInput: a side has no text.
        ValueError: ``report_language`` is neither German nor English.
    """
    language = report_language or b.language
    if language not in SUPPORTED:
        raise ValueError(f"report language {language!r} is not one of {', '.join(SUPPORTED)}")
    for notice in (a, b):
        if not notice.blocks:
            raise BadInput("no text to compare", notice.source)
    a, b = with_vectors(a), with_vectors(b)
    mode = VERSIONS if a.language == b.language else TRANSLATIONS
    known = links is not None
    links = tuple(links) if links is not None else align_blocks(a, b)
    if mode == VERSIONS and not known:
        links = parted(a, b, rejoined(a, b, links))
    alike = similarity(a, b, links)
    comparison = Comparison(a, b, mode, language, links, similarity=round(alike, 4), warnings=(*a.warnings, *b.warnings))
    if alike < UNRELATED and not known:
        return graded(comparison, [Finding("unrelated")], rules)
    sides = Facts(a), Facts(b)
    rows = link_rows(*sides, links)
    judge = Drift if mode == VERSIONS else Consistency
    return graded(replace(comparison, rows=rows), judge(*sides, links, rows).findings(), rules)


def similarity(a: Notice, b: Notice, links: Sequence[Link]) -> float:
    """Share of the longer notice's characters that lie in linked blocks, each weighed by the link's score."""
    sizes = [[block.end - block.start for block in n.blocks] for n in (a, b)]
    linked = [sum(l.score * sum(sizes[side][i] for i in (l.a, l.b)[side]) for l in links if l.a and l.b) for side in (0, 1)]
    return max(linked[side] / max(1, sum(sizes[side])) for side in (0, 1))


def graded(comparison: Comparison, findings: Sequence[Finding], rules: Sequence[Rule] | None = None) -> Comparison:
    """The comparison with these findings, each with severity and message, in the order of the text of B."""
    used = default_rules() if rules is None else rules
    out = []
    for finding in sorted(findings, key=lambda f: _place(comparison, f)):
        rule = rule_for(finding, comparison.a, comparison.b, used)
        graded = replace(finding, severity=rule.severity if rule else SEVERITIES[2], rule=rule.id if rule else "")
        out.append(replace(graded, message=message(comparison, graded)))
    return replace(comparison, findings=tuple(out))


def _place(comparison: Comparison, finding: Finding) -> tuple[float, float]:
    """Where a finding stands, as a share of the text; what is gone stands where it stood."""
    place = (
        finding.b[0][0] / max(1, len(comparison.b.text))
        if finding.b
        else finding.a[0][0] / max(1, len(comparison.a.text))
        if finding.a
        else 0.0
    )
    return place, SEVERITIES.index(finding.severity)
