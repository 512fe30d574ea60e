"""Drafts by sentence: cut, filled one by one, put together again without loss."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from notice_nlp import parse
from notice_nlp.translate.draft import draft
from notice_nlp.translate.memory import Memory, Unit
from notice_nlp.translate.merge import merge
from notice_nlp.translate.paragraphs import cut, paragraphs, whole_text
from notice_nlp.translate.segments import Draft, Match, Note
from notice_nlp.translate.xliff import annotate_xliff, read_xliff, write_xliff

from .test_xliff import SCHEMAS, _schema

TEXT = (
    "# Bootsverleih\n\n"
    "Wir fischen nachts gem. Art. 6 Abs. 1 lit. b DSGVO, z. B. im Hafen.  Danach ruhen wir bis zum Morgen. Nr. 5 bleibt an Land!\n\n"
    "Fragen Sie den Kapitän.\n"
)
MEMORY = Memory(
    [Unit("Danach ruhen wir bis zum Morgen.", "Then we rest until morning.", "de", "en"), Unit("Bootsverleih", "Boat hire", "de", "en")]
)


@pytest.fixture
def made() -> Draft:
    return draft(parse(TEXT, language="de"), "en", MEMORY, by_sentence=True)


def test_a_paragraph_is_cut_at_its_sentences_and_not_at_abbreviations(made: Draft) -> None:
    ids = [(s.id, s.paragraph) for s in made.segments]
    assert ids == [("s1", ""), ("s2.1", "s2"), ("s2.2", "s2"), ("s2.3", "s2"), ("s3", "")]
    assert made.segments[1].source == "Wir fischen nachts gem. Art. 6 Abs. 1 lit. b DSGVO, z. B. im Hafen."
    assert all(made.text[s.span[0] : s.span[1]] == s.source for s in made.segments)


def test_one_known_sentence_is_filled_in_where_its_paragraph_is_not(made: Draft) -> None:
    assert [s.target for s in made.segments] == ["Boat hire", "", "Then we rest until morning.", "", ""]
    by_paragraph = draft(parse(TEXT, language="de"), "en", MEMORY)
    assert [s.target for s in by_paragraph.segments] == ["Boat hire", "", ""]


def test_paragraphs_come_together_with_their_blanks(made: Draft) -> None:
    found = {p.id: p for p in paragraphs(made)}
    assert list(found) == ["s1", "s2", "s3"]
    start, end = found["s2"].segments[0].span[0], found["s2"].segments[-1].span[1]
    assert found["s2"].source == made.text[start:end]
    assert found["s2"].between == ("  ", " ")
    assert found["s2"].target == ""
    assert found["s1"].target == "Boat hire"


def test_the_whole_text_with_what_is_translated(made: Draft) -> None:
    text = whole_text(made)
    assert text.startswith(made.text[: made.segments[0].span[0]] + "Boat hire")
    assert "im Hafen.  Then we rest until morning. Nr. 5" in text
    assert text.endswith("Kapitän.\n")
    assert whole_text(Draft("de", "en", text="abc")) == "abc"


def test_without_the_text_a_blank_stands_between_sentences(made: Draft) -> None:
    bare = Draft("de", "en", made.segments)
    assert [p.between for p in paragraphs(bare)] == [(), (" ", " "), ()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c. Bootsdaten", ["c. Bootsdaten"]),
        ("II. Empfang am Steg. Danach Tee.", ["II. Empfang am Steg.", "Danach Tee."]),
        ("5.1. Unsere Boote", ["5.1. Unsere Boote"]),
        ("Hafenstr. 12, Kiel", ["Hafenstr. 12, Kiel"]),
        ("Nach Art. 6 Abs.. 1 lit. a DSGVO. Danach Tee.", ["Nach Art. 6 Abs.. 1 lit. a DSGVO.", "Danach Tee."]),
        ("Es gilt d. h. heute, bzw. morgen. Ja!", ["Es gilt d. h. heute, bzw. morgen.", "Ja!"]),
        ("We sail, e.g. at night, i.e. No. 5. Then we rest.", ["We sail, e.g. at night, i.e. No. 5.", "Then we rest."]),
        ("Bis 1. Mai 2024. Danach nicht.", ["Bis 1. Mai 2024.", "Danach nicht."]),
        ("", []),
    ],
)
def test_sentences_of_a_translator(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in cut(text)] == expected


def _rich(made: Draft) -> Draft:
    """With a match on the second sentence, notes on two and a sentence that stays as it is."""
    hit = Match("Danach ruhen wir.", "Then we rest.", 0.81, "tm:fuzzy")
    notes = {1: (Note("a", "high", "x"),), 2: (Note("a", "high", "x"), Note("b", "low", "y"))}
    segments = [replace(s, notes=notes.get(i, ()), matches=(hit,) if i == 2 else ()) for i, s in enumerate(made.segments)]
    segments[3] = replace(segments[3], translate=False)
    return replace(made, segments=tuple(segments))


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_xliff_brings_sentences_back(made: Draft, version: str) -> None:
    draft = _rich(made)
    data = write_xliff(draft, version)
    assert read_xliff(data) == draft
    assert read_xliff(write_xliff(draft, version, copy_source=True)) == draft
    note = Note("c", "high", "z")
    back = read_xliff(annotate_xliff(data, {"s2.2": [note], "s2.1": [note]}, {"y"}))
    assert [[n.text for n in s.notes] for s in back.segments] == [[], ["a", "c"], ["a", "c"], [], []]


def test_xliff_21_has_a_segment_for_each_sentence_of_a_unit(made: Draft) -> None:
    root = etree.fromstring(write_xliff(_rich(made), "2.1"))
    units = root.findall(".//{*}unit")
    assert [u.get("id") for u in units] == ["s1", "s2", "s3"]
    assert [s.get("id") for s in units[1].findall("{*}segment")] == ["s2.1", "s2.2", "s2.3"]
    whole = "".join("".join(part.itertext()) for part in units[1].iterfind("*/{urn:oasis:names:tc:xliff:document:2.0}source"))
    assert whole == next(p.source for p in paragraphs(made) if p.id == "s2")
    assert [m.get("ref") for m in units[1].iterfind(".//{*}match")] == ["#s2.2"]


def test_a_changed_sentence_is_its_translators(made: Draft) -> None:
    data = write_xliff(made, "2.1").replace(b"Then we rest until morning.", b"Then we sleep until morning.")
    found = {s.id: s for s in merge(made, read_xliff(data)).segments}
    assert (found["s2.2"].target, found["s2.2"].origin) == ("Then we sleep until morning.", "edited")
    assert found["s2.1"].origin == "untranslated"


def test_sentences_that_a_tool_has_joined_are_missed_by_name(made: Draft) -> None:
    root = etree.fromstring(write_xliff(made, "2.1"))
    unit = root.findall(".//{*}unit")[1]
    for part in unit.findall("{*}segment")[1:]:
        unit.remove(part)
    merged = merge(made, read_xliff(etree.tostring(root)))
    assert "segment s2.2 did not come back" in merged.warnings
    assert [s.target for s in merged.segments] == [s.target for s in made.segments]


@pytest.mark.skipif(not SCHEMAS, reason="NOTICE_NLP_XLIFF_SCHEMAS names no folder with the OASIS schemas")
@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_files_by_sentence_are_valid(made: Draft, version: str) -> None:
    data = annotate_xliff(write_xliff(_rich(made), version), {"s2.1": [Note("a", "low", "b")]})
    _schema(version).assertValid(etree.fromstring(data))
