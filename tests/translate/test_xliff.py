"""XLIFF 1.2 and 2.1: what goes out comes back, what other tools write is read, notes go into a file that stays as it is."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import Limits
from notice_nlp.translate.merge import merge
from notice_nlp.translate.segments import Draft, Note, Segment
from notice_nlp.translate.xliff import VERSIONS, annotate_xliff, read_xliff, write_xliff

from .conftest import drafts

BOTH = pytest.mark.parametrize("version", VERSIONS)
# A folder with the OASIS schemas xliff-core-1.2-strict.xsd and xliff_core_2.0.xsd, matches.xsd, metadata.xsd of 2.1.
SCHEMAS = os.environ.get("NOTICE_NLP_XLIFF_SCHEMAS")


@BOTH
@given(draft=drafts())
def test_a_draft_comes_back_as_it_went_out(version: str, draft: Draft) -> None:
    assert read_xliff(write_xliff(draft, version)) == draft


@BOTH
@given(draft=drafts())
def test_a_copied_source_is_no_translation(version: str, draft: Draft) -> None:
    assert read_xliff(write_xliff(draft, version, copy_source=True)) == draft


@BOTH
def test_tools_that_show_only_targets_get_the_source_there(version: str, draft: Draft) -> None:
    data = write_xliff(draft, version, copy_source=True).decode()
    assert data.count("Löschung nach 12 Monaten</target>") == 1
    assert "Löschung nach 12 Monaten</target>" not in write_xliff(draft, version).decode()
    back = read_xliff(data.replace("Löschung nach 12 Monaten</target>", "Deleted after 12 months</target>").encode())
    assert (back.segments[2].target, back.segments[2].origin, back.segments[2].state) == ("Deleted after 12 months", "edited", "translated")


@BOTH
@given(draft=drafts())
def test_annotating_leaves_every_text_alone(version: str, draft: Draft) -> None:
    data = write_xliff(draft, version)
    note = Note("Wie lange?", "high", "retention_changed")
    annotated = annotate_xliff(data, {draft.segments[0].id: [note]})
    first = draft.segments[0]
    expected = replace(draft, segments=(replace(first, notes=tuple(dict.fromkeys((*first.notes, note)))), *draft.segments[1:]))
    assert read_xliff(annotated) == expected
    assert annotate_xliff(annotated, {first.id: [note]}) == annotated
    assert read_xliff(annotate_xliff(annotated, {}, superseded={"retention_changed"})).segments[0].target == first.target


@BOTH
def test_a_second_check_replaces_the_notes_of_the_first(version: str, draft: Draft) -> None:
    data = write_xliff(draft, version)
    note = Note("number differs", "medium", "number_changed")
    once = annotate_xliff(data, {"s1": [note], "s2": [note]})
    assert annotate_xliff(once, {}, superseded={"number_changed"}) == annotate_xliff(data, {})
    assert read_xliff(annotate_xliff(once, {}, superseded={"number_changed"})) == draft


def test_12_has_the_standards_words(draft: Draft) -> None:
    root = etree.fromstring(write_xliff(draft, "1.2"))
    names = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    states = [(t.get("state"), t.get("state-qualifier")) for t in root.iterfind(".//x:trans-unit/x:target", names)]
    assert states == [("translated", "exact-match"), ("needs-review-translation", "leveraged-mt"), ("needs-translation", None)]
    assert {u.get("approved") for u in root.iterfind(".//x:trans-unit", names)} == {"no"}
    match = root.find(".//x:alt-trans", names)
    assert match is not None
    assert (match.get("match-quality"), match.get("origin")) == ("93.4%", "tm:fuzzy")
    note = root.find(".//x:note", names)
    assert note is not None
    assert note.get("priority") == "3"
    final = replace(draft, segments=(replace(draft.segments[0], state="final"),))
    assert b'approved="yes"' in write_xliff(final, "1.2")


def test_21_has_the_standards_words(draft: Draft) -> None:
    root = etree.fromstring(write_xliff(draft, "2.1"))
    names = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:matches:2.0"}
    states = [(s.get("state"), s.get("subState")) for s in root.iterfind(".//x:segment", names)]
    assert states == [("translated", "nn:tm-exact"), ("initial", "nn:mt-marian"), ("initial", None)]
    match = root.find(".//m:match", names)
    assert match is not None
    assert (match.get("similarity"), match.get("matchQuality"), match.get("ref")) == ("93.4", "93.4", "#s")
    file = root.find("x:file", names)
    assert file is not None
    assert file.get("canResegment") == "no"


@pytest.mark.skipif(not SCHEMAS, reason="NOTICE_NLP_XLIFF_SCHEMAS names no folder with the OASIS schemas")
@BOTH
@given(draft=drafts())
def test_files_are_valid(version: str, draft: Draft) -> None:
    schema = _schema(version)
    data = annotate_xliff(write_xliff(draft, version), {draft.segments[0].id: [Note("a", "low", "b")]})
    schema.assertValid(etree.fromstring(data))


_made: dict[str, etree.XMLSchema] = {}


def _schema(version: str) -> etree.XMLSchema:
    if version not in _made:
        folder = Path(SCHEMAS or "").resolve()
        parts = {"document": "xliff_core_2.0.xsd", "matches": "matches.xsd", "metadata": "metadata.xsd"}
        if version == "1.2":
            uri = "urn:oasis:names:tc:xliff:document:1.2"
            imports = f'<xs:import namespace="{uri}" schemaLocation="{folder}/xliff-core-1.2-strict.xsd"/>'
        else:
            imports = "".join(
                f'<xs:import namespace="urn:oasis:names:tc:xliff:{name}:2.0" schemaLocation="{folder}/{file}"/>'
                for name, file in parts.items()
            )
        _made[version] = etree.XMLSchema(etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'))
    return _made[version]


def test_21_wants_a_segment() -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_xliff(Draft("de", "en"), "2.1")
    assert read_xliff(write_xliff(Draft("de", "en"), "1.2")) == Draft("de", "en")
    with pytest.raises(ValueError, match=r"1\.1"):
        write_xliff(Draft("de", "en"), "1.1")


@BOTH
def test_a_changed_target_is_a_persons(version: str, draft: Draft) -> None:
    data = write_xliff(draft, version).decode()
    back = read_xliff(data.replace("We use your address.", "We use your email address.").encode())
    assert (back.segments[1].origin, back.segments[1].state, back.segments[1].score) == ("edited", "translated", 1.0)
    assert back.segments[0] == draft.segments[0]
    merged = merge(draft, back)
    assert merged.segments[1].matches == draft.segments[1].matches
    assert not merged.warnings


FOREIGN_12 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xliff SYSTEM "xliff.dtd">
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:okp="okapi-framework:xliff-extensions">
 <file original="a.html" source-language="de-DE" target-language="en-GB" datatype="html"><header><okp:note>keep</okp:note></header><body>
  <group id="g1" translate="no"><trans-unit id="1"><source>Impressum</source></trans-unit></group>
  <trans-unit id="1" approved="yes"><source>Ihre <g id="1" ctype="bold">E-Mail</g><x id="2"/> und<x id="3" ctype="lb"/>Name</source>
   <seg-source><mrk mtype="seg" mid="0">Ihre E-Mail</mrk></seg-source>
   <target><mrk mtype="seg" mid="0">Your <g id="1">email</g></mrk> and name<ph id="4">&lt;br/&gt;</ph></target>
   <note from="Ada">Bitte prüfen</note><okp:extra a="b"><okp:deep/></okp:extra>
  </trans-unit>
  <trans-unit id="3"><source>Konto</source><target state="needs-adaptation">Account</target>
   <alt-trans match-quality="75"><source>Konten</source><target>Accounts</target></alt-trans>
   <alt-trans alttranstype="rejected"><target>Bank</target></alt-trans>
   <bin-unit id="9"/></trans-unit>
  <trans-unit id="4"><source>Datum</source><target>Date</target></trans-unit>
 </body></file></xliff>"""


def test_another_tools_12_is_read() -> None:
    found = read_xliff(FOREIGN_12.encode())
    assert (found.source_language, found.target_language, found.original) == ("de-DE", "en-GB", "a.html")
    assert [s.id for s in found.segments] == ["1", "1~2", "3", "4"]
    assert [s.translate for s in found.segments] == [False, True, True, True]
    first, second, third, fourth = found.segments
    assert (first.target, first.origin, first.state) == ("", "untranslated", "initial")
    assert second.source == "Ihre E-Mail und\nName"
    assert second.target == "Your email and name"
    assert (second.state, third.state, fourth.state) == ("final", "initial", "translated")
    assert second.notes == (Note("Bitte prüfen", kind="comment:Ada"),)
    assert [(m.target, m.score) for m in third.matches] == [("Accounts", 0.75)]
    assert [found.text[slice(*s.span)] for s in found.segments] == [s.source for s in found.segments]
    assert found.warnings == ("inline tags left out of the text: <g> (2), <ph> (1), <x> (1)",)


def test_annotating_another_tools_file_keeps_its_extensions_and_tags() -> None:
    data = annotate_xliff(FOREIGN_12.encode(), {"1~2": [Note("E-Mail?", "high", "contact_changed")]})
    assert read_xliff(data).segments[1].notes[-1].kind == "contact_changed"
    text = data.decode()
    assert "<!DOCTYPE xliff" in text
    for kept in (
        '<g id="1" ctype="bold">E-Mail</g>',
        '<okp:extra a="b"><okp:deep/></okp:extra>',
        "<okp:note>keep</okp:note>",
        "&lt;br/&gt;",
    ):
        assert kept in text
    unit = etree.fromstring(data).find(".//{*}trans-unit[@approved]")
    assert unit is not None
    assert [etree.QName(c).localname for c in unit] == ["source", "seg-source", "target", "note", "note", "extra"]


FOREIGN_20 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de" trgLang="en">
 <file id="f"><group id="g" translate="no"><unit id="x"><segment><source>Nein</source></segment></unit></group>
 <unit id="u1"><originalData><data id="d">&lt;b&gt;</data></originalData>
  <segment id="a" state="reviewed"><source>Erstens<cp hex="0001"/>.</source><target>First.</target></segment>
  <ignorable><source> </source></ignorable>
  <segment state="final"><source>Zwei<pc id="1"><ph id="2" dataRef="d"/>tens</pc>.</source><target>Second.</target></segment>
 </unit>
 <unit id="u2"><notes><note category="style">kürzer</note></notes><segment><source>Drei</source><target>Three</target></segment></unit>
 </file></xliff>"""


def test_another_tools_20_is_read() -> None:
    found = read_xliff(FOREIGN_20.encode())
    assert [(s.id, s.source, s.target, s.state) for s in found.segments] == [
        ("x", "Nein", "", "initial"),
        ("u1/a", "Erstens\x01.", "First.", "reviewed"),
        ("u1/2", "Zweitens.", "Second.", "final"),
        ("u2", "Drei", "Three", "initial"),
    ]
    assert not found.segments[0].translate
    assert found.segments[3].notes == (Note("kürzer", kind="comment:style"),)
    note = Note("x", "low", "number_changed")
    annotated = annotate_xliff(FOREIGN_20.encode(), {"u1/2": [note], "u1/a": [note]}, superseded={"number_changed"})
    unit = etree.fromstring(annotated).find(".//{*}unit[@id='u1']")
    assert unit is not None
    assert [etree.QName(c).localname for c in unit] == ["notes", "originalData", "segment", "ignorable", "segment"]
    assert len(unit[0]) == 1


def test_a_unit_that_a_tool_divided_stays_one_segment(draft: Draft) -> None:
    data = write_xliff(draft, "2.1").decode()
    divided = data.replace(
        "<source>Wir nutzen Ihre E-Mail-Adresse.</source>\n    <target>We use your address.</target>",
        "<source>Wir nutzen</source><target>We use</target></segment><ignorable><source> </source></ignorable>"
        '<segment id="t" state="final"><source>Ihre E-Mail-Adresse.</source><target>your address.</target>',
    )
    assert divided != data
    assert read_xliff(divided.encode()) == draft


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<xliff", "not well-formed"),
        (b"", "not well-formed"),
        (b"<tmx version='1.4'/>", "<tmx>"),
        (b"<xliff version='3.0'/>", r"3\.0"),
        (b"<xliff/>", "missing"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>', "entities"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><xliff/>'.encode("utf-16"), "entities"),
        (b"<a>" * 3000 + b"</a>" * 3000, "not well-formed"),
    ],
)  # fmt: skip
def test_bad_files_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        read_xliff(data)
    assert "\n" not in str(caught.value)


def test_limits_hold() -> None:
    data = write_xliff(Draft("de", "en", (Segment("a", "x" * 5000),)))
    with pytest.raises(BadInput, match="MB"):
        read_xliff(data, Limits(file_mb=0.001))
    with pytest.raises(BadInput, match="characters"):
        read_xliff(data, Limits(text_mb=0.001))
