"""What comes back from a translator is joined with its draft."""

from __future__ import annotations

from dataclasses import replace

from notice_nlp.translate.merge import edited, fingerprint, merge, unique, with_notes
from notice_nlp.translate.segments import Draft, Note, Segment


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


def test_blanks_and_what_xml_lacks_are_no_change() -> None:
    assert fingerprint("a  b\r\n\x01") == fingerprint(" a b \ufffd")
    assert fingerprint("ab") != fingerprint("a b")
