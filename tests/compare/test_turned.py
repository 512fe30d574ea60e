"""Negations that came or went between two versions."""
# ruff: noqa: E501 (a marked notice has one block a line)

from collections.abc import Callable

import pytest

from notice_nlp.compare import Finding, compare
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

BASE = """§0 Datenschutz beim Ruderverein Seeblick
Der Verein am See erklärt hier, was mit Angaben von Mitgliedern und Gästen geschieht.
§1 {P Mitgliedschaft}
{P Um Mitglieder zu verwalten}, notieren wir [Namen|Name] und [Anschrift|PhysicalAddress]. %s
Das Archiv liegt beim Vorstand in einem Schrank, der abgeschlossen ist.
"""


def findings(make: Make, old: str, new: str) -> list[Finding]:
    return [f for f in compare(make(BASE % old, "de"), make(BASE % new, "de")).findings if f.kind != "wording"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Wir fragen nicht nach der [Telefonnummer|!TelephoneNumber].", "Wir fragen nach der [Telefonnummer|TelephoneNumber].", "negation_flipped"),
        ("Wir fragen nicht nach dem [Beruf|!Job] und nicht nach der [Gesundheit|!Health].", "Wir fragen nach dem [Beruf|Job], aber nicht nach der [Gesundheit|!Health].", "negation_flipped"),
        ("Statistiken der Besuche führen wir keine.", "Statistiken der Besuche führen wir seit heuer.", "negation_flipped"),
        ("Die Auswertung ist ausgeschaltet.", "Die Auswertung ist eingeschaltet.", "negation_flipped"),
        ("Nichts wird in die USA übermittelt.", "Vieles wird in die USA übermittelt.", "transfer_added"),
    ],
)  # fmt: skip
def test_a_turned_negation_is_one_finding(notice: Make, old: str, new: str, kind: str) -> None:
    found = findings(notice, old, new)
    assert [f.kind for f in found] == [kind]
    assert not found[0].message.startswith(":")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Eine [Telefonnummer|!TelephoneNumber] speichern wir nicht.", "Eine [Telefonnummer|!TelephoneNumber] wird zu keiner Zeit gespeichert."),
        ("Schreiben Sie uns [Beruf|Job], [Foto|Picture] (muss nicht sein).", "Schreiben Sie uns [Beruf|Job] und ein [Foto|Picture]."),
        ("Das Rudern kostet Geld, das wir verbuchen.", "Das Rudern ist nicht umsonst, wir verbuchen das Geld."),
    ],
)  # fmt: skip
def test_new_words_for_the_same_turn_nothing(notice: Make, old: str, new: str) -> None:
    assert findings(notice, old, new) == []
