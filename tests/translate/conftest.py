"""Drafts: one made by hand, and arbitrary ones."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from notice_nlp.translate.segments import PARTS, STATES, Draft, Match, Note, Segment

SOURCE = "Rundbrief\nWir nutzen Ihre E-Mail-Adresse.\nLöschung nach 12 Monaten\n"

# Everything a text may have: markup, line ends, blanks at the ends, characters that XML forbids, lone surrogates.
texts = st.text(st.one_of(st.sampled_from("ab ä<>&\"'\\#~ \n\r\t\x00\x0b\x1f\x85\u2028\ufffe\ud800"), st.characters()), max_size=20)
# What survives in every format: no NUL, no half characters.
tame = st.text(st.one_of(st.sampled_from('ab ä<>&"\\ \n\t\x0b\x85\u2028'), st.characters(exclude_categories=["Cs", "Cc"])), max_size=20)
# What a remark may hold in every format.
lines = st.text(st.one_of(st.sampled_from('ab ä<>&"\\ \n\t\x85\u2028:'), st.characters(exclude_categories=["Cs", "Cc", "Cn"])), max_size=20)
names = st.text(st.characters(categories=["L", "N"], include_characters=" :-_."), min_size=1, max_size=8).filter(lambda n: n == n.strip())
scores = st.integers(0, 10_000).map(lambda n: n / 10_000)

notes = st.builds(Note, lines.filter(str.strip), st.sampled_from(["", "high", "info"]), names)


@st.composite
def segments(draw: st.DrawFn, id: str, text: st.SearchStrategy[str]) -> Segment:
    """A segment with the given id; what has no target is untranslated and initial, as drafts are."""
    target = draw(text)
    start = draw(st.integers(0, 999))
    source = draw(text)
    return Segment(
        id, source, target, draw(names) if target else "untranslated", draw(scores) if target else 0.0, (start, start + len(source)),
        draw(st.none() | names), draw(st.sampled_from(PARTS)),
        tuple(Match(draw(text), draw(text), draw(scores), draw(names)) for _ in range(draw(st.integers(0, 2)))),
        tuple(draw(st.lists(notes, max_size=2, unique=True))),
        draw(st.sampled_from(STATES)) if target else "initial",
        draw(st.booleans()),
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Draft:
    """A draft of one to three segments."""
    ids = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    return Draft("de", "en", tuple(draw(segments(i, text)) for i in ids), draw(names), draw(text), draw(names), draw(names))


@pytest.fixture
def draft() -> Draft:
    """A heading that a memory knew, a sentence an engine wrote, a period nobody translated."""
    lines = SOURCE.splitlines()
    starts = [SOURCE.index(line) for line in lines]
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    finding = Note("E-Mail-Adresse (“E-Mail-Adresse”) is missing in the other language.", "medium", "concept_missing")
    return Draft(
        "de", "en",
        (
            Segment("s1", lines[0], "Newsletter", "tm:exact", 1.0, spans[0], "r1", "heading", state="translated"),
            Segment(
                "s2", lines[1], "We use your address.", "mt:marian", 0.71, spans[1], "r1", "text",
                (Match("Wir nutzen Ihre E-Mail-Adressen.", "We use your email addresses.", 0.934, "tm:fuzzy"),), (finding,),
            ),
            Segment("s3", lines[2], span=spans[2], row="r1", part="retention"),
        ),
        "rundbrief.md", SOURCE, "notice-nlp 0", "abc123",
    )  # fmt: skip
