"""Where data go, and countries that are named for another reason."""
# ruff: noqa: E501 (a marked notice has one block a line)

from collections.abc import Callable

import pytest

from notice_nlp.compare import compare
from notice_nlp.compare.transfers import is_transfer
from notice_nlp.compare.units import units
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]


def countries(text: str, in_row: bool = True) -> list[str]:
    return [u.value for u in units(text) if u.kind == "country" and is_transfer(text, u.start, in_row)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Daten gelangen auf Server in den USA.", ["US"]),
        ("Versand: Brieftaube LLC, USA", ["US"]),
        ("Gespeichert wird auf den Britischen Jungferninseln.", ["VG"]),
        ("It is processed in the United Kingdom.", ["GB"]),
        # Seats and addresses.
        ("Anbieter ist Brieftaube Inc., 45 Hill Street, Oakland, CA 94105, USA.", []),
        ("Provider: Pigeon Post Ltd, 12 Loft Lane, Leeds LS1 4AB, United Kingdom", []),
        ("Brieftaube hat ihren Sitz in der Schweiz.", []),
        ("Pigeon Post is a company based in the USA.", []),
        # … of someone who is sent data there.
        ("Ihre Nachricht wird an Brieftaube Inc., 45 Hill Street, Oakland, CA 94105, USA, übermittelt.", ["US"]),
        ("Your message is sent to Pigeon Post, based in the USA.", ["US"]),
        # People and agreements.
        ("Wenn Sie Ihren Wohnsitz in der Schweiz haben, gilt Abschnitt 4.", []),
        ("If you signed up for the loft from the UK, we keep the data in Kiel.", []),
        ("Zwischen der EU und den USA gibt es ein Abkommen.", []),
    ],
)
def test_a_country_is_a_transfer(text: str, found: list[str]) -> None:
    assert countries(text) == found


def test_outside_activities_the_sentence_speaks_of_data() -> None:
    assert countries("Unser Chor singt in Kanada.", in_row=False) == []
    assert countries("Our host keeps the data in Canada.", in_row=False) == ["CA"]
    assert countries("Der Wartungsdienst des Kundenportals greift aus Indien zu.", in_row=False) == ["IN"]
    assert countries("Unsere Kunden in Indien singen mit, und der Chor greift zur Flöte.", in_row=False) == []


def test_switzerland_is_no_third_country_for_swiss_notices(notice: Make) -> None:
    old = (
        "§1 {P Versand}\nFür den {P Versand der Urkunden} brauchen wir Ihren [Namen|Name] und drucken in Konstanz. Fragen beantwortet %s.\n"
    )
    new = old.replace("in Konstanz", "auf Servern in der Schweiz")
    for authority, found in (("der EDÖB", []), ("die Vereinsleitung", ["transfer_added"])):
        kinds = [f.kind for f in compare(notice(old % authority, "de"), notice(new % authority, "de")).findings]
        assert [k for k in kinds if k.startswith("transfer")] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("EU-Standardvertragsklauseln (SCCs)", "scc"),
        ("standard contractual clauses", "scc"),
        ("nach dem EU-US Data Privacy Framework", "dpf"),
        ("aufgrund eines Angemessenheitsbeschlusses", "adequacy"),
        ("binding corporate rules", "bcr"),
    ],
)
def test_safeguards_are_no_countries(text: str, value: str) -> None:
    assert [(u.kind, u.value) for u in units(text)] == [("safeguard", value)]


@pytest.mark.parametrize("form", ["Vereinigte Staaten", "Vereinigten Staaten", "Vereinigter Staaten"])
def test_german_names_in_all_cases(form: str) -> None:
    assert [u.value for u in units(f"… {form} …")] == ["US"]


OLD = """§0 Datenschutz im Taubenschlag
Wir züchten Brieftauben und sagen hier, was wir mit Angaben von Ihnen machen.
§1 {P Rundbrief}
{P Für den Versand unseres Rundbriefs} nutzen wir Ihre [E-Mail-Adresse|EmailAddress]. Sie wird auf Servern von {R Flugpost Inc.} in den USA gespeichert. Abmelden können Sie sich jederzeit mit einem Klick.
§0 Ihre Rechte
Sie können jederzeit Auskunft, Berichtigung und Löschung verlangen und sich bei der Behörde beschweren.
"""


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        # The country was named before.
        ("jederzeit mit einem Klick", "mit einem Klick; auch das wird in den USA gespeichert", []),
        # An address and a certificate are no new transfer.
        ("{R Flugpost Inc.} in", "{R Flugpost Inc.} (1 Loft Road, Oakland, CA 94105, USA) in", []),
        ("gespeichert. Abm", "gespeichert. Flugpost ist nach dem Data Privacy Framework zertifiziert. Abm", ["safeguard_added"]),
        # Somebody else who is sent data abroad, named with the country.
        ("bei der Behörde beschweren.", "bei der Behörde beschweren. An Schwingwerk GmbH fließen Daten nach Japan.", ["transfer_added"]),
    ],
)  # fmt: skip
def test_between_versions(notice: Make, old: str, new: str, kinds: list[str]) -> None:
    assert old in OLD
    found = [f for f in compare(notice(OLD, "de"), notice(OLD.replace(old, new), "de")).findings if f.kind != "wording"]
    assert [f.kind for f in found] == kinds
    assert all(f.severity in {"low", "medium"} for f in found)
