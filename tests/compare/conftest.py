"""Notices made by hand, without a model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.notice import Block, Mention, Notice, Row
from notice_nlp.read import read_text
from notice_nlp.read.language import label_blocks
from notice_nlp.taxonomy.durations import durations
from notice_nlp.taxonomy.legal import match_legal_basis
from notice_nlp.taxonomy.store import taxonomy


def marked(source: str, language: str) -> Notice:
    """The notice of a marked text: what a perfect model would find in it."""
    record = parse_inline(source)
    text = record["text"]
    blocks: tuple[Block, ...]
    blocks, _ = label_blocks(text, read_text(text).blocks, language)
    owner = {i: row["id"] for row in record["rows"] for i in row["data"]}
    mentions = tuple(
        Mention(m["start"], m["end"], m["category"], taxonomy()[m["category"]].group, 0.95, m["negated"], owner.get(i))
        for i, m in enumerate(record["mentions"])
    )

    def spans(row: dict[str, list[list[int]]], role: str) -> tuple[tuple[int, int], ...]:
        return tuple((a, b) for a, b in row[role])

    rows = tuple(
        Row(
            r["id"], spans(r, "purpose"), tuple(r["data"]), spans(r, "legal_basis"), spans(r, "recipients"), spans(r, "retention"),
            {
                "data": tuple(mentions[i].category for i in r["data"]),
                "legal_basis": tuple(match_legal_basis(" ; ".join(text[a:b] for a, b in r["legal_basis"]))),
                "retention": tuple(durations(" ; ".join(text[a:b] for a, b in r["retention"]))),
            },
        )
        for r in record["rows"]
    )  # fmt: skip
    return Notice(text, language, blocks, mentions, rows, source=f"test.{language}")


@pytest.fixture
def notice() -> Callable[[str, str], Notice]:
    return marked
