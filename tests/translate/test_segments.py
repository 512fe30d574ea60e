"""Drafts: their JSON, their rules, and what comes back from a translator."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from notice_nlp.translate.segments import Draft, Note, Segment, edited, merge, unique, with_notes

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


def test_what_comes_back_is_merged_by_id(draft: Draft) -> None:
    first, second, third = draft.segments
    returned = replace(
        draft, text="", segments=(
            replace(third, target="Deleted after 12 months", span=(0, 0), part="text", row=None),
            replace(second, state="translated", matches=(), notes=(Note("ok?", kind="comment:Ada"),)),
            replace(first, source="Newsletter"), Segment("x", "new"),
        ),
    )  # fmt: skip
    back = merge(draft, returned)
    assert [s.source for s in back.segments] == [s.source for s in draft.segments]
    assert back.segments[0] == first
    assert back.segments[1].state == "translated"
    assert back.segments[1].origin == "mt:marian"
    assert len(back.segments[1].notes) == 2
    assert (back.segments[2].origin, back.segments[2].state, back.segments[2].part) == ("edited", "translated", "retention")
    assert back.warnings == ("segment s1 came back with another source", "segment x is not in the draft")
    assert "segment s3 did not come back" in merge(draft, replace(draft, segments=draft.segments[:2])).warnings


def test_an_emptied_target_is_untranslated_again() -> None:
    segment = Segment("a", "x", "", "mt:e", 0.5, state="translated")
    assert edited(segment) == Segment("a", "x")


def test_notes_are_added_once(draft: Draft) -> None:
    note = Note("look", "low", "number_changed")
    once = with_notes(draft, {"s1": [note]})
    assert once.segments[0].notes == (note,)
    assert with_notes(once, {"s1": [note]}) == once


def test_ids_become_unique() -> None:
    assert unique(["a", "a", "", "b\n", "a~2", "a"]) == ["a", "a~2", "s3", "b_", "a~2~2", "a~3"]
