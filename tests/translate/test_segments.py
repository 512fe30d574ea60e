"""Drafts: their JSON, their rules, and what comes back from a translator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from notice_nlp.translate.segments import Draft, Note, Segment

from .conftest import drafts

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "draft.schema.json").read_text("utf-8"))


@given(drafts())
def test_json_keeps_everything_and_fits_the_schema(draft: Draft) -> None:
    text = draft.to_json()
    assert Draft.from_json(text) == draft
    assert not list(Draft202012Validator(SCHEMA).iter_errors(json.loads(text)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "not a draft object"),
        ('{"segments": []}', "schema missing"),
        ('{"schema": "2.0", "segments": []}', "schema 2.0"),
        ('{"schema": "1.0"}', "segments"),
        ('{"schema": "1.0", "segments": [{"id": "a", "source": 5, "span": [0, 1]}]}', "strings"),
        ('{"schema": "1.0", "segments": [{"id": 5, "source": "", "span": [0, 1]}]}', "isprintable"),
    ],
)  # fmt: skip
def test_a_wrong_object_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Draft.from_json(text)


def test_segments_refuse_what_no_file_could_hold() -> None:
    for wrong in ({"id": ""}, {"id": "a\nb"}, {"id": "a", "part": "title"}, {"id": "a", "state": "done"}):
        with pytest.raises(ValueError):
            Segment(**{"source": "x", **wrong})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'a'"):
        Draft("de", "en", (Segment("a", "x"), Segment("b", "x"), Segment("a", "y")))
    with pytest.raises(ValueError, match="grave"):
        Note("x", "grave")


def test_spans_point_at_the_sources(draft: Draft) -> None:
    assert [draft.text[slice(*s.span)] for s in draft.segments] == [s.source for s in draft.segments]
