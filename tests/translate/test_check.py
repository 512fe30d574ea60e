"""Checks of pairs by the shipped model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.translate.check import check, check_draft, checked, languages_of
from notice_nlp.translate.segments import Draft, Note, Segment

PAIRS = [
    ("Datenschutz in der Gärtnerei Lindenhof", "Privacy at Lindenhof nursery"),
    ("Bestellung", "Orders"),
    (
        "Um Ihre Bestellung auszuführen, speichern wir Ihren Namen, Ihre E-Mail-Adresse und Ihre Bankverbindung.",
        "To carry out your order we store your name, your email address and your bank details.",
    ),
    ("Rechtsgrundlage ist Art. 6 Abs. 1 lit. b DSGVO.", "The legal basis is Article 6(1)(b) GDPR."),
    ("Wir löschen diese Daten nach zwölf Monaten.", "We delete these data after one year."),
    ("Rundbrief", "Newsletter"),
    ("Für unseren Rundbrief nutzen wir Ihre E-Mail-Adresse. Ihre Telefonnummer erfassen wir nicht.",
     "For our newsletter we use your email address. We do not collect your telephone number."),
    ("Lindenhof, post@lindenhof.de", "Lindenhof, post@lindenhof.de"),
]  # fmt: skip


def noted(changes: dict[int, str]) -> dict[int, set[tuple[str, str]]]:
    pairs = [(source, changes.get(i, target)) for i, (source, target) in enumerate(PAIRS)]
    return {i: {(n.kind, n.severity) for n in notes} for i, notes in enumerate(check(pairs, "de", "en")) if notes}


def test_a_faithful_translation_is_quiet() -> None:
    assert noted({}) == {}


@pytest.mark.parametrize(
    ("segment", "target", "kind", "severity"),
    [
        (2, "To carry out your order we store your name and your email address.", "concept_missing", "medium"),
        (3, "The legal basis is Article 6(1)(f) GDPR.", "legal_basis_changed", "medium"),
        (4, "We delete these data after two years.", "retention_changed", "high"),
        (6, "For our newsletter we use your email address. We also collect your telephone number.", "negation_flipped", "high"),
        (7, "Lindenhof, mail@lindenhof.de", "contact_changed", "medium"),
        (4, " ", "empty_target", "medium"),
        (4, PAIRS[4][0], "target_is_source", "medium"),
    ],
)  # fmt: skip
def test_a_divergence_is_put_on_its_segment(segment: int, target: str, kind: str, severity: str) -> None:
    found = noted({segment: target})
    assert (kind, severity) in found[segment]
    assert set(found) == {segment}


def test_a_wrong_term_is_noted_on_each_segment_that_has_it() -> None:
    pairs = [
        ("Verantwortlicher ist der Lindenhof.", "The responsible person is Lindenhof."),
        ("Wir löschen diese Daten nach zwölf Monaten.", "We delete these data after one year."),
        ("Fragen beantwortet der Verantwortliche.", "The responsible person answers questions."),
    ]
    assert [[n.kind for n in notes] for notes in check(pairs, "de", "en")] == [["term_wrong"], [], ["term_wrong"]]


def test_numbers_that_only_one_side_has_are_minor() -> None:
    found = noted({1: "Orders, up to 12 items"})
    assert found == {1: {("number_changed", "low")}}


def test_notes_speak_the_wanted_language() -> None:
    pairs = [*PAIRS[:4], (PAIRS[4][0], "")]
    (note,) = check(pairs, "de", "en", report_language="de")[4]
    assert note.text == "Nicht übersetzt: Das Ziel ist leer."
    with pytest.raises(ValueError, match="'fr'"):
        check(PAIRS, "de", "fr")


def draft() -> Draft:
    segments = [Segment(f"s{i}", s, t, "edited", 1.0, state="translated") for i, (s, t) in enumerate(PAIRS)]
    return Draft("de-AT", "en_GB", tuple(segments))


def test_a_draft_is_checked_by_id_and_what_stays_is_left_out() -> None:
    whole = draft()
    segments = [replace(s, target="") if s.id in {"s4", "s5"} else s for s in whole.segments]
    segments[5] = replace(segments[5], translate=False)
    notes = check_draft(replace(whole, segments=tuple(segments)))
    assert list(notes) == ["s4"]
    old = Note("old", "low", "number_changed")
    mine = Note("mine", kind="comment")
    again = checked([replace(segments[4], notes=(mine, old))], notes)
    assert again[0].notes == (mine, *notes["s4"])


def test_languages_are_stated_told_or_asked_for() -> None:
    whole = draft()
    assert languages_of(whole) == ("de", "en")
    assert languages_of(replace(whole, source_language="", target_language="")) == ("de", "en")
    assert languages_of(replace(whole, source_language="xx"), "de") == ("de", "en")
    for wrong in (replace(whole, target_language="fr"), replace(whole, target_language="de"), Draft("", "", whole.segments[:1])):
        with pytest.raises(BadInput):
            languages_of(wrong)


def test_nothing_to_compare_is_no_error() -> None:
    assert check([("", ""), ("Name", "")], "de", "en") == [(), (Note("Not translated: the target is empty.", "medium", "empty_target"),)]
    assert check([], "de", "en") == []
