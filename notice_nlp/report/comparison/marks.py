"""One side's text as HTML: evidence in ``mark``, changed words in ``ins`` or ``del``, all of it escaped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise

from notice_nlp.compare.types import Finding
from notice_nlp.notice import Block, Notice, Span
from notice_nlp.taxonomy.store import taxonomy

# Control characters, direction controls and lone surrogates: a notice could hide or turn round words with them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NO_INDEX = -1


def html(text: str) -> str:
    """Text of a notice for any place in HTML; characters that steer the display become visible ones."""
    return escape(_UNSEEN.sub("\ufffd", text), quote=True)


def tint(finding: Finding) -> str:
    """CSS class of a finding's evidence: its concept's group, else its severity."""
    concepts = taxonomy().concepts
    id = finding.to or finding.concept
    return f"g-{concepts[id].group}" if id and id in concepts and concepts[id].group else f"s-{finding.severity}"


@dataclass(slots=True)
class Side:
    """Renders one notice's blocks.

    ``letter`` is ``a`` or ``b``; ``ids`` are the findings' element ids; ``changes`` the spans of changed words; ``words`` what
    a screen reader says around these; ``heading`` the element of the notice's headings. ``placed`` collects the ids of
    evidence that stands on the page.
    """

    notice: Notice
    letter: str
    findings: Sequence[Finding]
    ids: Sequence[str]
    titles: Sequence[str]
    words: Mapping[str, str]
    changes: Iterable[Span] = ()
    heading: str = "h3"
    placed: set[str] = field(default_factory=set)
    _marks: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    _changed: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        starts, ends = [b.start for b in self.notice.blocks], [b.end for b in self.notice.blocks]

        def touched(start: int, end: int) -> range:
            return range(bisect_right(ends, start), bisect_left(starts, end))

        for index, finding in enumerate(self.findings):
            for start, end in finding.a if self.letter == "a" else finding.b:
                for block in touched(start, end):
                    self._marks[block].append((start, end, index))
        for start, end in self.changes:
            for block in touched(start, end):
                self._changed[block].append((start, end))

    def quiet(self, blocks: Iterable[int]) -> bool:
        """Whether no evidence and no changed word stands in these blocks."""
        return not any(self._marks.get(i) or self._changed.get(i) for i in blocks)

    def block(self, index: int) -> str:
        """One block's element."""
        block = self.notice.blocks[index]
        marks = self._marks.get(index, [])
        whole = [m[2] for m in marks if self._is_whole(block, m)]
        inner = [m for m in marks if m[2] not in whole]
        body = self._cells(block, index, inner) if block.cells else self._inline((block.start, block.end), index, inner)
        kind = f"row{' head' if block.header else ''}" if block.cells else f"{block.kind} l{min(block.level, 4)}"
        tag = self.heading if block.kind == "heading" and not block.cells else "div"
        language = f' lang="{html(block.language)}"' if block.language and block.language != self.notice.language else ""
        if not whole:
            return f'<{tag} class="{kind}"{language}>{body}</{tag}>'
        attributes, anchors = self._attributes(whole, f"{kind} whole {tint(self.findings[whole[0]])}")
        return f"<{tag}{attributes}{language}>{anchors}{body}</{tag}>"

    def _is_whole(self, block: Block, mark: tuple[int, int, int]) -> bool:
        """Evidence that is a whole block (not just a datum that fills one) is shown at its edge, not behind every word."""
        stripped = len(self.notice[block.start, block.end].rstrip())
        return not self.findings[mark[2]].concept and mark[0] <= block.start and mark[1] >= block.start + stripped

    def _cells(self, block: Block, index: int, marks: Sequence[tuple[int, int, int]]) -> str:
        parts = []
        for start, end in dict.fromkeys(block.cells):
            own = block.start <= start and end <= block.end
            # A cell that spans rows has its text in the first of them: it's repeated without marks.
            body = self._inline((start, end), index, marks) if own else html(self.notice[start, end])
            parts.append(f"<div{'' if own else ' class=again'}>{body}</div>")
        return "".join(parts)

    def _inline(self, span: Span, index: int, marks: Sequence[tuple[int, int, int]]) -> str:
        marks = [m for m in marks if m[0] < span[1] and m[1] > span[0]]
        changed = [c for c in self._changed.get(index, []) if c[0] < span[1] and c[1] > span[0]]
        edges = {p for m in (*marks, *changed) for p in m[:2] if span[0] < p < span[1]}
        steps = list(pairwise(sorted({*span, *edges})))

        def change(step: Span) -> int:
            return next((k for k, c in enumerate(changed) if c[0] <= step[0] and step[1] <= c[1]), NO_INDEX)

        out = []
        for number, run in groupby(steps, change):
            body = "".join(self._segment(step, marks) for step in run)
            out.append(body if number == NO_INDEX else self._redline(body))
        return "".join(out)

    def _redline(self, body: str) -> str:
        tag = "del" if self.letter == "a" else "ins"
        return f"<{tag}><span class=sr>[{self.words[tag]} </span>{body}<span class=sr> {self.words['end']}]</span></{tag}>"

    def _segment(self, step: Span, marks: Sequence[tuple[int, int, int]]) -> str:
        text = html(self.notice[step])
        over = sorted((m for m in marks if m[0] <= step[0] and step[1] <= m[1]), key=lambda m: m[1] - m[0])
        if not over:
            return text
        indices = list(dict.fromkeys(m[2] for m in over))
        attributes, anchors = self._attributes(indices, tint(self.findings[indices[0]]))
        return f"{anchors}<mark{attributes}>{text}</mark>"

    def _attributes(self, indices: Sequence[int], classes: str) -> tuple[str, str]:
        """Attributes of an element that is evidence of these findings, and anchors for ids beyond its first."""
        new = [id for id in (f"{self.ids[i]}{self.letter}" for i in indices) if id not in self.placed]
        self.placed.update(new)
        own = f' id="{new[0]}"' if new else ""
        names = html("; ".join(dict.fromkeys(self.titles[i] for i in indices)))
        refs = " ".join(self.ids[i] for i in indices)
        return f' class="{classes}"{own} data-f="{refs}" title="{names}"', "".join(f'<span id="{id}"></span>' for id in new[1:])
