"""Both notices side by side: one grid row per link, unchanged stretches folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from notice_nlp.compare.diff import WordDiff
from notice_nlp.compare.types import VERSIONS, Comparison, Link
from notice_nlp.report.comparison.marks import Side, html
from notice_nlp.report.comparison.words import kind, names, strings
from notice_nlp.report.terminal import shorten

# Fewer quiet rows than this in a run are not worth a fold.
FOLD = 3


@dataclass(frozen=True, slots=True)
class _Row:
    body: str
    quiet: bool
    heading: str = ""


def sides(comparison: Comparison, number: int, heading: str = "h3") -> tuple[Side, Side]:
    """Both texts' renderers; changed words are marked between versions only; ``heading`` is the element of their headings."""
    ids = [f"c{number}-f{i}" for i in range(1, len(comparison.findings) + 1)]
    words = strings(comparison.language)
    titles = [f"{kind(comparison, f)} ({words[f.severity]})" for f in comparison.findings]
    links = [l for l in comparison.blocks if l.a and l.b] if comparison.mode == VERSIONS else []
    hunks = [h for found in WordDiff(comparison.a, comparison.b, links).hunks for h in found]
    made = [
        Side(notice, letter, comparison.findings, ids, titles, words, [s for h in hunks if (s := getattr(h, letter))[0] < s[1]], heading)
        for letter, notice in (("a", comparison.a), ("b", comparison.b))
    ]
    return made[0], made[1]


def texts(comparison: Comparison, number: int, pair: tuple[Side, Side]) -> str:
    """The grid of both texts."""
    words = strings(comparison.language)
    stubs = _stubs(comparison, number)
    rows = [_Row(stub, False) for stub in stubs.get(-1, [])]
    for k, link in enumerate(comparison.blocks):
        rows.append(_row(comparison, link, f"c{number}-r{k}", pair))
        rows += [_Row(stub, False) for stub in stubs.get(k, [])]
    heads = "".join(
        f'<div class="s {side}"><b>{words[f"{side}_{comparison.mode}"]}</b> '
        f"<span>{html(name)} ({words.get('lang_' + notice.language, html(notice.language))})</span></div>"
        for side, name, notice in zip("ab", names(comparison), (comparison.a, comparison.b), strict=True)
    )
    return f'<div class="r heads">{heads}</div>{_folded(comparison, rows)}'


def _row(comparison: Comparison, link: Link, id: str, pair: tuple[Side, Side]) -> _Row:
    words = strings(comparison.language)
    quiet = bool(link.a and link.b) and not link.moved and pair[0].quiet(link.a) and pair[1].quiet(link.b)
    state = " moved" if link.moved else "" if link.a and link.b else " gone" if link.a else " new"
    note = ""
    if link.moved:
        note = words["moved"]
    elif state:
        note = words[("removed" if link.a else "added") if comparison.mode == VERSIONS else ("only_a" if link.a else "only_b")]
    cells = []
    for side, blocks in zip(pair, (link.a, link.b), strict=True):
        body = "".join(side.block(i) for i in blocks)
        if not blocks:
            cells.append(f'<div class="s {side.letter} none" lang="{comparison.language}">{words["absent"]}</div>')
            continue
        tag = f'<b class=tag lang="{comparison.language}">{side.letter.upper()}</b>'
        told = f'<p class=note lang="{comparison.language}">{note}</p>' if note and (side.letter == "b" or not link.b) else ""
        cells.append(f'<div class="s {side.letter}" lang="{html(side.notice.language)}">{tag}{told}{body}</div>')
    return _Row(f'<div class="r{state}" id="{id}">{"".join(cells)}</div>', quiet, _heading(comparison, link))


def _heading(comparison: Comparison, link: Link) -> str:
    """The first heading among a row's blocks, in the report's language where a side has it."""
    pair = [(comparison.b, link.b), (comparison.a, link.a)]
    notice, blocks = min(pair, key=lambda p: p[0].language != comparison.language)
    found = [notice.blocks[i] for i in blocks if notice.blocks[i].kind == "heading"]
    return shorten(notice[found[0].start, found[0].end], 60) if found else ""


def _stubs(comparison: Comparison, number: int) -> dict[int, list[str]]:
    """Where moved blocks stand in B: links to their rows, by the index of the link they follow (-1: before all)."""
    words = strings(comparison.language)
    at = {j: k for k, link in enumerate(comparison.blocks) if not link.moved for j in link.b}
    stubs: dict[int, list[str]] = defaultdict(list)
    for k, link in enumerate(comparison.blocks):
        if link.moved and link.b:
            first = comparison.b.blocks[link.b[0]]
            before = max((j for j in at if j < link.b[0]), default=None)
            text = words["moved_stub"].format(text=f"„{shorten(comparison.b[first.start, first.end], 70)}“")
            stubs[-1 if before is None else at[before]].append(
                f'<div class="r stub" lang="{comparison.language}"><div class="s a none"></div>'
                f'<div class="s b"><a href="#c{number}-r{k}">⇅ {html(text)}</a></div></div>'
            )
    return stubs


def _folded(comparison: Comparison, rows: Sequence[_Row]) -> str:
    """Runs of quiet rows in ``details``; headings at a run's end stay out, as they head what follows."""
    words = strings(comparison.language)
    out = []
    for quiet, group in groupby(rows, lambda r: r.quiet):
        run = list(group)
        rest: list[_Row] = []
        while quiet and run and run[-1].heading:
            rest.insert(0, run.pop())
        if quiet and len(run) >= FOLD:
            told = html(words[f"unchanged_{comparison.mode}"].format(n=len(run)))
            inside = html(shorten(" · ".join(r.heading for r in run if r.heading), 120))
            out.append(f"<details open><summary>{told}{f' <span>{inside}</span>' if inside else ''}</summary>")
            out += [r.body for r in run]
            out.append("</details>")
        else:
            out += [r.body for r in run]
        out += [r.body for r in rest]
    return "".join(out)
