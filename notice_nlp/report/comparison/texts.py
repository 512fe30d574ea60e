"""Both notices side by side: linked blocks in one row, evidence marked, changed words as insertions and deletions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.types import VERSIONS, Comparison, Link
from notice_nlp.notice import Notice, Span
from notice_nlp.report.comparison.strings import strings

# Fewer neighbouring blocks of no interest than this are shown as they are.
FOLD = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    finding: int
    severity: str
    anchor: str = ""


def both_texts(comparison: Comparison, number: int) -> str:
    """Rows of linked blocks; stretches in which nothing changed are folded."""
    words = strings(comparison.language)
    versions = comparison.mode == VERSIONS
    marks = [_marks(comparison, side, number) for side in (0, 1)]
    hunks: list[list[tuple[Span, Span]]] = [[] for _ in comparison.blocks]
    if versions:
        found = WordDiff(comparison.a, comparison.b, comparison.blocks).hunks
        hunks = [[(h.a, h.b) for h in of_link] if link.a and link.b else [] for link, of_link in zip(comparison.blocks, found, strict=True)]
    parts: list[str] = []
    quiet: list[str] = []

    def unfold() -> None:
        if len(quiet) >= FOLD:
            label = words["unchanged" if versions else "unremarkable"]
            parts.append(f"<details><summary>{len(quiet)} {label}</summary>{''.join(quiet)}</details>")
        else:
            parts.extend(quiet)
        quiet.clear()

    for link, changed in zip(comparison.blocks, hunks, strict=True):
        html, interesting = _pair(comparison, link, changed, marks)
        if interesting:
            unfold()
            parts.append(html)
        else:
            quiet.append(html)
    unfold()
    return "".join(parts)


def _marks(comparison: Comparison, side: int, number: int) -> list[_Mark]:
    found = []
    for index, finding in enumerate(comparison.findings):
        # A change of wording shows as insertions and deletions; its link leads to the first.
        spans = (finding.a, finding.b)[side][: 1 if finding.kind == "wording" else None]
        for k, (start, end) in enumerate(spans):
            anchor = f"c{number}f{index}{'ab'[side]}" if k == 0 else ""
            found.append(_Mark(start, end, index, finding.severity, anchor))
    return found


def _pair(comparison: Comparison, link: Link, hunks: Sequence[tuple[Span, Span]], marks: Sequence[Sequence[_Mark]]) -> tuple[str, bool]:
    words = strings(comparison.language)
    sides, interesting = [], bool(hunks) or link.moved or not (link.a and link.b)
    for side, (notice, blocks) in enumerate(((comparison.a, link.a), (comparison.b, link.b))):
        lines = []
        for i in blocks:
            block = notice.blocks[i]
            inside = [m for m in marks[side] if m.start < block.end and block.start < m.end]
            interesting = interesting or bool(inside)
            changed = [h[side] for h in hunks if h[side][0] < h[side][1]]
            text = "".join(
                _segments(notice, (block.start, block.end), inside, changed, ("del", "ins")[side], words[("deleted", "inserted")[side]])
            )
            lines.append(f'<span class="{block.kind}">{text}</span>')
        body = "<br>".join(lines) or f'<span class="none">{words["absent"]}</span>'
        sides.append(f'<div lang="{escape(notice.language, quote=True)}">{body}</div>')
    moved = f'<span class="sr">{words["moved"]}: </span>' if link.moved else ""
    return f'<div class="pair{" moved" if link.moved else ""}">{moved}{"".join(sides)}</div>', interesting


def _segments(notice: Notice, span: Span, marks: Sequence[_Mark], changed: Sequence[Span], tag: str, said: str) -> Iterator[str]:
    """The escaped text of a block, cut where a mark or a change begins or ends."""
    cuts = {*span}
    for start, end in [(m.start, m.end) for m in marks] + list(changed):
        cuts.update(at for at in (start, end) if span[0] < at < span[1])
    ordered = sorted(cuts)
    opened: set[str] = set()
    for start, end in pairwise(ordered):
        html = escape(_visible(notice.text[start:end]))
        if any(s <= start and end <= e for s, e in changed):
            html = f'<{tag}><span class="sr"> [{escape(said)}: </span>{html}<span class="sr">] </span></{tag}>'
        for mark in [m for m in marks if m.start <= start and end <= m.end]:
            anchor = f' id="{mark.anchor}"' if mark.anchor and mark.anchor not in opened else ""
            opened.add(mark.anchor)
            html = f'<mark class="{mark.severity}"{anchor}>{html}</mark>'
        yield html


def _visible(text: str) -> str:
    """Text without the characters that turn the direction of what follows, which could make it read otherwise."""
    return "".join(c for c in text.replace("\t", " | ") if c not in _TURNS)


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
