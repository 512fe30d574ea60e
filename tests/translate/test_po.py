"""PO files: what goes out comes back, what gettext's tools write is read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_nlp.errors import BadInput
from notice_nlp.translate.merge import merge
from notice_nlp.translate.po import read_po, write_po
from notice_nlp.translate.segments import Draft, Match, Note, Segment

from .conftest import drafts, tame, texts


def carried(draft: Draft) -> Draft:
    """What PO has room for: no matches and no source text; blanks in the header's fields are one."""
    return replace(draft, text="", segments=tuple(replace(s, matches=()) for s in draft.segments))


@given(drafts(tame))
def test_a_draft_comes_back_as_it_went_out(draft: Draft) -> None:
    back = read_po(write_po(draft))
    assert back == carried(draft)
    assert merge(draft, back) == draft


@given(drafts(texts))
def test_anything_can_be_written(draft: Draft) -> None:
    back = read_po(write_po(draft))
    assert [s.id for s in back.segments] == [s.id for s in draft.segments]
    assert [s.span for s in back.segments] == [s.span for s in draft.segments]


@given(st.binary(max_size=60) | texts.map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BadInput):
        assert read_po(data).segments


def test_unconfirmed_targets_are_fuzzy(draft: Draft) -> None:
    text = write_po(draft).decode()
    assert text.count("#, fuzzy") == 1
    assert '#, fuzzy\nmsgctxt "s2"\nmsgid "Wir nutzen Ihre E-Mail-Adresse."\nmsgstr "We use your address."' in text
    assert 'msgctxt "s3"\nmsgid "Löschung nach 12 Monaten"\nmsgstr ""' in text
    assert "#. [medium|concept_missing] E-Mail-Adresse" in text


def test_what_a_translator_changes_is_hers(draft: Draft) -> None:
    text = write_po(draft).decode()
    confirmed = read_po(text.replace("#, fuzzy\n", "").encode()).segments[1]
    assert (confirmed.target, confirmed.origin, confirmed.state) == ("We use your address.", "mt:marian", "translated")
    changed = read_po(text.replace("your address", "your email address").encode()).segments[1]
    assert (changed.origin, changed.state) == ("edited", "initial")
    done = read_po(text.replace('Monaten"\nmsgstr ""', 'Monaten"\nmsgstr "Deleted after 12 months"').encode()).segments[2]
    assert (done.origin, done.state) == ("edited", "translated")


def test_comments_that_a_tool_has_wrapped_are_read(draft: Draft) -> None:
    data = write_po(draft).decode()
    note = "E-Mail-Adresse (“E-Mail-Adresse”) is missing in"
    wrapped = data.replace(note, note.replace(" is", "\n#. is")).replace('"span":"10 41"', '"span":"10\n#. 41"')
    assert wrapped.count("\n") == data.count("\n") + 2
    assert read_po(wrapped.encode()) == read_po(data.encode())


FOREIGN = r"""# Translation of the footer
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

# bitte kurz
#. Button label
#: src/a.c:12
#, c-format, fuzzy
#| msgid "Konten"
msgctxt "menu"
msgid "Konto \"%s\"\t\303\244"
msgstr "Account \"%s\""
msgid "Ein Gast"
msgid_plural "%d Gäste"
msgstr[0] "One guest"
msgstr[1] "%d guests"

msgid ""
"Zwei "
"Teile\n"
msgstr ""
"Two parts\n"

#~ msgid "alt"
#~ msgstr "old"
"""


def test_another_tools_file_is_read() -> None:
    found = read_po(FOREIGN.replace("\n", "\r\n").encode())
    assert found.target_language == "en"
    assert [(s.id, s.source, s.target, s.state) for s in found.segments] == [
        ("menu", 'Konto "%s"\tä', 'Account "%s"', "initial"),
        ("s2", "Ein Gast", "One guest", "translated"),
        ("s3", "Zwei Teile\n", "Two parts\n", "translated"),
    ]
    assert found.segments[0].notes == (Note("Button label", kind="comment"), Note("bitte kurz", kind="comment:translator"))
    assert found.warnings == ("of entries with plurals only the first form is read: 1",)
    assert [found.text[slice(*s.span)] for s in found.segments] == [s.source for s in found.segments]


@pytest.mark.parametrize("text", ["", "# nothing", "Hallo Welt", 'msgid "a', '"a"', 'msgid "a"b"'])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a PO file"):
        read_po(text.encode())


def test_a_near_hit_is_offered_as_gettext_does() -> None:
    hit = Match("Wir ankern\nim Hafen.", "We anchor in the harbour.", 0.8, "tm:fuzzy")
    draft = Draft(
        "de", "en", (Segment("a", "Wir ankern nie im Hafen.", matches=(hit,)), Segment("b", "Boot", matches=(replace(hit, score=0.7),)))
    )
    text = write_po(draft).decode()
    expected = '#, fuzzy\n#| msgid ""\n#| "Wir ankern\\n"\n#| "im Hafen."\nmsgctxt "a"\nmsgid "Wir ankern nie im Hafen."\n'
    expected += 'msgstr "We anchor in the harbour."'
    assert expected in text
    assert text.count("fuzzy\n") == 1
    back = read_po(text.encode())
    assert [(s.target, s.origin) for s in back.segments] == [("", "untranslated")] * 2
    assert merge(draft, back) == draft
    changed = read_po(text.replace('msgstr "We anchor', 'msgstr "We never anchor').replace("#, fuzzy\n", "").encode()).segments[0]
    assert (changed.target, changed.origin, changed.state) == ("We never anchor in the harbour.", "edited", "translated")
    taken = read_po(text.replace("#, fuzzy\n", "").encode()).segments[0]
    assert (taken.target, taken.origin, taken.state) == ("We anchor in the harbour.", "edited", "translated")
