"""Negations that came or went between two versions."""
# ruff: noqa: E501 (a marked notice has one block a line)

import sys
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
        (
            "Wir verkaufen nichts, und das [Fahrtenbuch|TravelHistory] Ihres Bootes geht niemanden etwas an.",
            "Was im [Fahrtenbuch|TravelHistory] Ihres Bootes steht, bleibt unter uns, und verkauft wird nichts.",
        ),
        ("Das Rudern kostet Geld, das wir verbuchen.", "Das Rudern ist nicht umsonst, wir verbuchen das Geld."),
    ],
)  # fmt: skip
def test_new_words_for_the_same_turn_nothing(notice: Make, old: str, new: str) -> None:
    assert findings(notice, old, new) == []


def test_a_long_block_is_compared_in_near_linear_time(notice: Make) -> None:
    # Calls are counted, not seconds: four times the mentions must not cost sixteen times as much.
    def calls(size: int) -> int:
        count = 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        kept, denied = "Am Steg {} notieren wir die [Nummer|TelephoneNumber].", "Am Steg {} notieren wir keine [Nummer|!TelephoneNumber]."
        old = " ".join(kept.format(f"N{i}") for i in range(size))
        new = " ".join((denied if i % 5 == 0 else kept).format(f"N{i}") for i in range(size))
        sides = notice(BASE % old, "de"), notice(BASE % new, "de")
        sys.setprofile(counted)
        try:
            found = compare(*sides).findings
        finally:
            sys.setprofile(None)
        [turned] = [f for f in found if f.kind == "negation_flipped"]
        assert len(turned.b) == size // 5
        return count

    calls(10)  # what is read on first use
    assert calls(160) < 6 * calls(40)
