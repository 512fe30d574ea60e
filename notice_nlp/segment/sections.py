"""Sections: which headings stand over a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from notice_nlp.notice import Block


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None before the first) with the blocks up to the next heading.

    ``path`` holds the indices of the headings over it, outermost first, its own last.
    """

    heading: int | None
    blocks: tuple[int, ...]
    path: tuple[int, ...]

    @property
    def members(self) -> list[int]:
        """The heading and the blocks."""
        return ([] if self.heading is None else [self.heading]) + list(self.blocks)


def sections(blocks: Sequence[Block]) -> list[Section]:
    """The notice's blocks cut at its headings."""
    found: list[Section] = []
    stack: list[int] = []
    heading: int | None = None
    members: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind != "heading":
            members.append(i)
            continue
        if heading is not None or members:
            found.append(Section(heading, tuple(members), tuple(stack)))
        while stack and blocks[stack[-1]].level >= block.level:
            stack.pop()
        stack.append(i)
        heading, members = i, []
    if heading is not None or members:
        found.append(Section(heading, tuple(members), tuple(stack)))
    return found
