"""What a version says at another place than before is not gone."""
# ruff: noqa: E501 (a marked notice has one block a line)

from collections.abc import Callable

import pytest

from notice_nlp.compare import Finding, compare
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

OLD = """§0 Datenschutz im Taubenschlag
Wir züchten Brieftauben und sagen hier in aller Kürze, was wir mit Angaben von Ihnen machen.
§1 {P Rundbrief}
{P Für unseren Rundbrief} nutzen wir Ihre [E-Mail-Adresse|EmailAddress] und die [Krankheiten|Health] Ihrer Tauben. Grundlage ist {L Art. 6 Abs. 1 lit. a DSGVO}. Das bleibt auch künftig so.
§2 {P Besuch}
{P Um Ihren Besuch zu planen}, fragen wir nach Ihrem [Namen|Name] und Ihren [Krankheiten|Health]. Wir zeichnen dabei keine [Gespräche|!VoiceCommunicationRecording] auf. Der Schlag liegt am Wasser.
§0 Rechtsgrundlagen
Was wir tun, ist erlaubt, weil das Gesetz es zulässt.
"""


def findings(make: Make, changes: dict[str, str]) -> list[Finding]:
    new = OLD
    for old, text in changes.items():
        assert old in new
        new = new.replace(old, text)
    return [f for f in compare(make(OLD, "de"), make(new, "de"), report_language="en").findings if f.kind != "wording"]


def test_a_datum_that_others_still_name(notice: Make) -> None:
    (found,) = findings(notice, {" und Ihren [Krankheiten|Health]": ""})
    assert (found.kind, found.severity, found.new) == ("concept_removed", "low", "elsewhere")
    assert found.message == "No longer named here, but elsewhere: Health data (“Krankheiten”) (purpose: Besuch)."
    gone = findings(notice, {" und Ihren [Krankheiten|Health]": "", " und die [Krankheiten|Health] Ihrer Tauben": ""})
    assert [(f.severity, f.new) for f in gone] == [("high", ""), ("high", "")]


def test_data_said_outside_activities_that_others_name(notice: Make) -> None:
    assert findings(notice, {"weil das Gesetz es zulässt": "auch mit der [E-Mail-Adresse|EmailAddress], weil das Gesetz es zulässt"}) == []


def test_a_basis_moved_to_the_passage_on_all(notice: Make) -> None:
    moved = {" Grundlage ist {L Art. 6 Abs. 1 lit. a DSGVO}.": "", "weil das Gesetz es zulässt": "nach Art. 6 Abs. 1 lit. a DSGVO"}
    assert findings(notice, moved) == []
    dropped = findings(notice, {" Grundlage ist {L Art. 6 Abs. 1 lit. a DSGVO}.": ""})
    assert [f.kind for f in dropped] == ["legal_basis_changed"]


def test_a_denial_counts_in_words_that_name_the_datum(notice: Make) -> None:
    denied = "Der Schlag liegt am Wasser. Es gibt keine [{}|!Job] dort."
    kinds = [
        [f.kind for f in findings(notice, {"Der Schlag liegt am Wasser.": denied.format(word)})]
        for word in ("Berufsbezeichnung", "Kurbeln")
    ]
    assert kinds == [["denial_added"], []]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gezeigt werden die Flüge der letzten 14 Tage.", []),
        ("Der Flug dauert 14 Tage.", []),
        ("Wir löschen alles nach 14 Tagen.", ["retention_changed"]),
    ],
)
def test_periods_of_storage(notice: Make, text: str, kinds: list[str]) -> None:
    assert [f.kind for f in findings(notice, {"Das bleibt auch künftig so.": text})] == kinds
