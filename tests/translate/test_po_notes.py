"""Notes in a PO file: they come and go, all else stays as it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from notice_nlp.translate.po import read_po, write_po
from notice_nlp.translate.po_notes import annotate_po
from notice_nlp.translate.segments import Draft, Note

from .conftest import drafts, tame

NOTE = Note('30 days became "90".', "high", "retention_changed")
FOREIGN = """# Boats
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# Captain: short, please
#. [note] of a developer
#: deck.c:12
#, c-format
#| msgid "Boote"
msgid "%d Boote"
msgstr "%d boats"

msgctxt "b"
msgid ""
"Segel"
msgstr ""

#~ msgid "Anker"
#~ msgstr "anchor"
"""


@given(drafts(tame))
def test_notes_come_and_go(draft: Draft) -> None:
    data = write_po(draft)
    annotated = annotate_po(data, {draft.segments[0].id: [NOTE]})
    first = read_po(annotated).segments[0]
    assert NOTE in first.notes
    before = read_po(data)
    assert replace(first, notes=before.segments[0].notes) == before.segments[0]
    assert read_po(annotated).segments[1:] == before.segments[1:]
    assert annotate_po(annotated, {draft.segments[0].id: [NOTE]}) == annotated
    assert annotate_po(data, {}) == data
    assert annotate_po(annotated, {}, superseded={NOTE.kind}) == annotate_po(data, {}, superseded={NOTE.kind})


def test_another_tools_file_stays_as_it_is() -> None:
    data = FOREIGN.encode()
    ids = [s.id for s in read_po(data).segments]
    made = annotate_po(data, {id: [NOTE] for id in ids}).decode()
    line = '#. [high|retention_changed] 30 days became \\"90\\".'
    assert made.count(line) == 2
    assert f"developer\n{line}\n#: deck.c" in made
    assert f'\n\n{line}\nmsgctxt "b"' in made
    assert made.replace(line + "\n", "") == FOREIGN
    assert annotate_po(made.encode(), {}, superseded={NOTE.kind}) == data


def test_a_grave_note_makes_a_translation_fuzzy() -> None:
    data = FOREIGN.encode()
    ids = [s.id for s in read_po(data).segments]
    flagged = annotate_po(data, {id: [NOTE] for id in ids}, flag=True)
    assert b"#, fuzzy, c-format\n" in flagged
    assert flagged.count(b"fuzzy") == 1, "what has no translation is not fuzzy"
    assert annotate_po(flagged, {id: [NOTE] for id in ids}, flag=True) == flagged
    assert b"fuzzy" not in annotate_po(data, {id: [replace(NOTE, severity="low")] for id in ids}, flag=True)
    plain = data.replace(b"#, c-format\n", b"")
    assert b'#, fuzzy\n#| msgid "Boote"\nmsgid' in annotate_po(plain, {ids[0]: [NOTE]}, flag=True)


def test_line_ends_marks_and_encodings_stay() -> None:
    data = b"\xef\xbb\xbf" + FOREIGN.replace("\n", "\r\n").encode()
    ids = [s.id for s in read_po(data).segments]
    made = annotate_po(data, {ids[0]: [NOTE]}, flag=True)
    assert made.startswith(b"\xef\xbb\xbf# Boats\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")
    latin = FOREIGN.replace("UTF-8", "ISO-8859-1").replace("Boote", "Bo\xf6te").encode("latin-1")
    again = annotate_po(latin, {ids[0]: [replace(NOTE, text="\u201eja\u201c")]})
    assert "Bo\xf6te".encode("latin-1") in again
