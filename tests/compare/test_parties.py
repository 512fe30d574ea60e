"""The controller, its data protection officer and the authority."""

from collections.abc import Callable

import pytest

from notice_nlp.compare import Finding, compare
from notice_nlp.compare.facts import Facts
from notice_nlp.compare.parties import parties
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

IMPRINT = """§0 Datenschutz im Taubenschlag
Verantwortlich für die Datenverarbeitung ist die Taubenschlag Kiel GmbH, vertreten durch Ada Kern.
Am Schlag 3
24103 Kiel
E-Mail: post@taubenschlag.example
§0 Datenschutzbeauftragte
Jo Lund
Federweg 9
24103 Kiel
dsb@taubenschlag.example
"""
ROW = """§1 {P Rundbrief}
{P Für den Versand unseres Rundbriefs} nutzen wir Ihre [E-Mail-Adresse|EmailAddress]. Sie wird auf Flugpost gespeichert.
§0 Ihre Rechte
Sie können Auskunft verlangen und sich bei der Aufsichtsbehörde beschweren: Landesamt Nord, Deichstraße 1, 24103 Kiel.
"""
ENGLISH = """§0 Privacy at the loft
The controller within the meaning of the GDPR is:
Taubenschlag Kiel GmbH
Am Schlag 3
24103 Kiel
post@taubenschlag.example
§1 {P Newsletter}
{P To send our newsletter} we use your [email address|EmailAddress]. It is stored on Flugpost.
"""


def findings(make: Make, old: str, new: str, languages: tuple[str, str] = ("de", "de")) -> list[Finding]:
    comparison = compare(make(old, languages[0]), make(new, languages[1]), report_language="en")
    return [f for f in comparison.findings if f.kind != "wording"]


def test_parties_of_a_notice(notice: Make) -> None:
    read = notice(IMPRINT + ROW, "de")
    found = parties(read)
    assert {role: [read[s] for s in p.names] for role, p in found.items() if role != "authority"} == {
        "controller": ["Taubenschlag Kiel GmbH"],
        "dpo": ["Jo Lund"],
    }
    assert [v for v, _ in found["controller"].contacts] == ["address:24103", "email:post@taubenschlag.example"]


def test_parties_are_no_recipients(notice: Make) -> None:
    facts = Facts(notice(IMPRINT + ROW, "de"))
    assert [f.value for f in facts.all if f.kind == "recipient"] == ["flugpost"]


@pytest.mark.parametrize(
    ("old", "new", "kind", "severity", "message"),
    [
        (
            "ist die Taubenschlag Kiel GmbH",
            "ist die Schwingwerk AG",
            "controller_changed",
            "high",
            "The controller's details changed: Taubenschlag Kiel GmbH → Schwingwerk AG.",
        ),
        (
            "24103 Kiel\nE-Mail",
            "24768 Rendsburg\nE-Mail",
            "controller_changed",
            "medium",
            "The controller's details changed: 24103 Kiel → 24768 Rendsburg.",
        ),
        ("Jo Lund", "Anna Wieck", "dpo_changed", "medium", "The data protection officer's details changed: Jo Lund → Anna Wieck."),
        (
            "dsb@taubenschlag",
            "datenschutz@taubenschlag",
            "dpo_changed",
            "low",
            "The data protection officer's details changed: dsb@taubenschlag.example → datenschutz@taubenschlag.example.",
        ),
    ],
)
def test_what_changed(notice: Make, old: str, new: str, kind: str, severity: str, message: str) -> None:
    found = findings(notice, IMPRINT + ROW, (IMPRINT + ROW).replace(old, new))
    assert [(f.kind, f.severity, f.message) for f in found] == [(kind, severity, message)]


def test_an_officer_who_comes(notice: Make) -> None:
    start, end = IMPRINT.index("§0 Datenschutzbeauftragte"), len(IMPRINT)
    found = findings(notice, IMPRINT[:start] + ROW, IMPRINT[:end] + ROW)
    assert [(f.kind, f.new) for f in found] == [("dpo_changed", "name:jo lund")]


def test_between_languages(notice: Make) -> None:
    german = IMPRINT[: IMPRINT.index("§0 Datenschutzbeauftragte")] + ROW[: ROW.index("§0")]
    assert findings(notice, german, ENGLISH, ("de", "en")) == []
    other = ENGLISH.replace("Taubenschlag Kiel GmbH", "Schwingwerk AG").replace("24103 Kiel", "10115 Berlin")
    other = other.replace("post@taubenschlag", "hallo@schwingwerk")
    assert [f.kind for f in findings(notice, german, other, ("de", "en"))] == ["controller_changed"]
