"""What changed between two versions, with notices that a perfect model has read."""
# ruff: noqa: E501 (a marked notice has one block a line)

from collections.abc import Callable
from dataclasses import replace

import pytest

from notice_nlp.compare import Finding, compare
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

BASE = """§0 Datenschutz im Fahrradladen Kette
Wir sind ein kleiner Laden am Hafen und sagen hier, was wir mit Angaben von Ihnen machen.
§1 {P Reparatur}
{P Um Ihr Rad zu reparieren}, notieren wir [Name|Name] und [Telefonnummer|TelephoneNumber]. Grundlage ist {L Art. 6 Abs. 1 lit. b DSGVO}. Den Auftrag bewahren wir {T sechs Monate} auf.
§2 {P Rundbrief}
{P Für den Versand unseres Rundbriefs} brauchen wir Ihre [E-Mail-Adresse|EmailAddress]. Grundlage ist {L Ihre Einwilligung nach Art. 6 Abs. 1 lit. a DSGVO}. Den Versand übernimmt {R Brevo GmbH}.
§3 {P Werkstattkamera}
{P Zum Schutz vor Diebstahl} hängt eine Kamera am Tor; die [Videoaufnahmen|VideoRecording] werden nach {T zwei Tagen} gelöscht. Wir zeichnen keine [Gespräche|!VoiceCommunicationRecording] auf.
§0 Ihre Rechte
Sie können jederzeit Auskunft, Berichtigung und Löschung verlangen und sich bei der Behörde beschweren.
"""


def findings(make: Make, new: str, old: str = BASE, language: str = "de") -> list[Finding]:
    return [f for f in compare(make(old, language), make(new, language)).findings if f.kind != "wording"]


def test_a_notice_against_itself(notice: Make) -> None:
    assert compare(notice(BASE, "de"), notice(BASE, "de")).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "severity"),
    [
        ("und [Telefonnummer|TelephoneNumber]", "[Telefonnummer|TelephoneNumber] und [Anschrift|PhysicalAddress]", "concept_added", "medium"),
        ("und [Telefonnummer|TelephoneNumber]", "und [Gesundheitsdaten|Health]", "concept_added", "high"),
        ("[Name|Name] und [Telefonnummer|TelephoneNumber]", "[Name|Name]", "concept_removed", "low"),
        ("Ihre [E-Mail-Adresse|EmailAddress]", "Ihre [Kontaktdaten|Contact]", "concept_generalised", "low"),
        ("{T sechs Monate}", "{T drei Jahre}", "retention_changed", "high"),
        ("{T sechs Monate}", "{T drei Monate}", "retention_changed", "medium"),
        ("{L Ihre Einwilligung nach Art. 6 Abs. 1 lit. a DSGVO}", "{L Art. 6 Abs. 1 lit. f DSGVO}", "legal_basis_changed", "high"),
        ("{R Brevo GmbH}", "{R Brevo GmbH} und {R Sendwerk AG}", "recipient_added", "medium"),
        ("Den Versand übernimmt {R Brevo GmbH}.", "Den Versand übernehmen wir selbst.", "recipient_removed", "low"),
        ("übernimmt {R Brevo GmbH}.", "übernimmt {R Brevo GmbH}; sie verarbeitet die Daten in den USA.", "transfer_added", "high"),
        ("Wir zeichnen keine [Gespräche|!VoiceCommunicationRecording] auf.", "Wir zeichnen auch [Gespräche|VoiceCommunicationRecording] auf.", "negation_flipped", "high"),
    ],
)  # fmt: skip
def test_one_change_gives_one_finding(notice: Make, old: str, new: str, kind: str, severity: str) -> None:
    assert old in BASE
    found = findings(notice, BASE.replace(old, new))
    assert (kind, severity) in [(f.kind, f.severity) for f in found]
    assert {f.kind for f in found} <= {kind, "concept_removed"}
    assert all(f.message for f in found)


def test_evidence_lies_in_the_texts(notice: Make) -> None:
    a, b = notice(BASE, "de"), notice(BASE.replace("{T sechs Monate}", "{T drei Jahre}"), "de")
    (finding,) = [f for f in compare(a, b, report_language="en").findings if f.kind != "wording"]
    assert ([a[s] for s in finding.a], [b[s] for s in finding.b]) == (["sechs Monate"], ["drei Jahre"])
    assert finding.row_a == finding.row_b == "r1"
    assert finding.message == "Storage period changed: sechs Monate → drei Jahre (purpose: Reparatur)."


def test_new_words_for_the_same_are_wording(notice: Make) -> None:
    new = BASE.replace("notieren wir [Name|Name] und", "schreiben wir [Name|Name] sowie").replace(
        "hängt eine Kamera am Tor", "ist am Tor eine Kamera angebracht"
    )
    found = compare(notice(BASE, "de"), notice(new, "de")).findings
    assert {f.kind for f in found} == {"wording"}
    assert {f.severity for f in found} == {"info"}


def test_rows_come_go_and_move(notice: Make) -> None:
    lines = BASE.splitlines(keepends=True)
    gone = "".join(lines[:4] + lines[6:])
    assert [f.kind for f in findings(notice, gone)] == ["row_removed"]
    assert [f.kind for f in findings(notice, BASE, gone)] == ["row_added"]
    moved = "".join(lines[:2] + lines[4:8] + lines[2:4] + lines[8:])
    assert [f.kind for f in findings(notice, moved)] == ["row_moved"]


def test_a_heading_that_goes_merges(notice: Make) -> None:
    new = BASE.replace("§3 {P Werkstattkamera}\n{P Zum", "§2 {P Zum")
    assert "row_merged" in [f.kind for f in findings(notice, new)]


def test_unrelated_notices_are_not_compared(notice: Make) -> None:
    other = "§0 Satzung des Kegelvereins\nDer Verein fördert das Kegeln in der Stadt.\nMitglied wird, wer den Beitrag zahlt.\n"
    comparison = compare(notice(BASE, "de"), notice(other, "de"))
    assert [f.kind for f in comparison.findings] == ["unrelated"]
    assert comparison.similarity < 0.25


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        # A purpose that got wider, and one of its own.
        ("{P Um Ihr Rad zu reparieren}", "{P Um Ihr Rad zu reparieren und künftige Aufträge zu planen}", ["purpose_changed"]),
        ("Den Versand übernimmt", "Wir nutzen sie auch, {P um Umfragen zu verschicken}. Den Versand übernimmt", ["purpose_changed"]),
        # Brackets, a company behind a service, an unknown law, a place cited anew.
        ("{R Brevo GmbH}", "{R Brevo GmbH (Server: Berlin)}", []),
        ("{R Brevo GmbH}", "{R Sendwerk (Postwerk AG, Kiel)}", ["recipient_added", "recipient_removed"]),
        ("{L Art. 6 Abs. 1 lit. b DSGVO}", "{L Art. 6 Abs. 1 lit. b DSGVO und Standardvertragsklauseln}", ["safeguard_added"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_found(notice: Make, old: str, new: str, kinds: list[str]) -> None:
    assert old in BASE
    assert sorted(f.kind for f in findings(notice, BASE.replace(old, new))) == kinds


def test_places_of_other_laws_are_bases(notice: Make) -> None:
    old = BASE.replace("{L Art. 6 Abs. 1 lit. b DSGVO}", "{L § 4 RadG}")
    assert [f.kind for f in findings(notice, old.replace("§ 4", "§ 15"), old)] == ["legal_basis_changed"]


def test_a_mention_that_is_hardly_one_is_no_finding(notice: Make) -> None:
    new = notice(BASE.replace("und [Telefonnummer|TelephoneNumber]", "[Telefonnummer|TelephoneNumber] und [Trittfrequenz|Opinion]"), "de")
    unsure = replace(
        new, mentions=tuple(replace(m, confidence=0.3) if new[(m.start, m.end)] == "Trittfrequenz" else m for m in new.mentions)
    )
    kinds = [[f.kind for f in compare(notice(BASE, "de"), n).findings if f.kind != "wording"] for n in (new, unsure)]
    assert kinds == [["concept_added"], []]


def test_an_item_that_moved_in_its_list_is_no_activity(notice: Make) -> None:
    items = [
        "- [Name|Name] des Gastes",
        "- [Telefonnummer|TelephoneNumber] für den Notfall",
        "- [Beruf|Job] und Wohnort",
        "- Lieblingsfarbe des Rades",
    ]
    texts = [BASE + "§4 {P Probefahrt}\n" + "\n".join(order) + "\n" for order in (items, [*items[1:], items[0]])]
    assert [f.kind for f in findings(notice, texts[1], texts[0])] == []


def test_a_section_in_place_of_another_is_not_it_changed(notice: Make) -> None:
    lines = BASE.splitlines(keepends=True)
    new = "§2 {P Wohnungsbörse}\n{P Zur Vermittlung von Zimmern} brauchen wir Ihre [Anschrift|PhysicalAddress] und [Miete|Income].\n"
    assert {f.kind for f in findings(notice, "".join([*lines[:4], new, *lines[6:]]))} == {"row_added", "row_removed"}
