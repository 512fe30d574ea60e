"""Names of recipients without a legal form."""

from collections.abc import Callable

import pytest

from notice_nlp.compare import compare
from notice_nlp.compare.names import bare_names, listed, name_key, names_service
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Die Angaben werden auf Flugpost gespeichert.", "de", ["Flugpost"]),
        ("Dazu nutzen wir den Dienst Pigeon Maps. Er zeigt Karten.", "de", ["Pigeon Maps"]),
        ("Hierfür verwenden wir „Schwinge“.", "de", ["Schwinge"]),
        ("It is stored on servers of Loftbase.", "en", ["Loftbase"]),
        ("Die Angaben werden auf Ihrem Gerät gespeichert.", "de", []),
        ("Wir nutzen Ihre Angaben nicht.", "de", []),
        ("Wir verwenden Verschlüsselung.", "de", []),
    ],
)
def test_bare_names(text: str, language: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in bare_names(text, language)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Treuhänder, Taubenpost, Epona", ["Treuhänder", "Taubenpost", "Epona"]),
        ("Pigeon Payments Europe, Ltd.; Loftbase Inc.", ["Pigeon Payments Europe, Ltd.", "Loftbase Inc."]),
        ("shooting district, press", ["shooting district", "press"]),
        ("Loftbase (Wien, Graz)", ["Loftbase (Wien, Graz)"]),
        ("Druckerei, nur auf Wunsch", ["Druckerei, nur auf Wunsch"]),
    ],
)
def test_names_of_a_cell(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in listed(text, 0, len(text))] == names


def test_headings_that_name_a_service() -> None:
    assert names_service("Pigeon Maps", "Wir zeigen Karten von Pigeon Maps. Anbieter ist ein Verein.")
    assert not names_service("Datenübermittlung", "Bei der Datenübermittlung hilft ein Dienst.")
    assert not names_service("Pigeon Maps", "Nichts davon.")


def test_keys_leave_out_what_is_no_name() -> None:
    assert name_key("die Flugpost Nord GmbH (Kiel)") == "flugpost nord"


OLD = """§0 Datenschutz im Taubenschlag
Wir züchten Brieftauben und sagen hier, was wir mit Angaben von Ihnen machen.
§1 {P Kontakt}
{P Um Ihre Anfragen zu beantworten}, wird Ihre [E-Mail-Adresse|EmailAddress] auf Flugpost gespeichert. Flugpost löscht nichts von sich aus.
§2 {P Karten}
{P Um Wege zu zeigen}, nutzen wir Pigeon Maps. Dabei wird Ihre [IP-Adresse|IPAddress] übermittelt.
"""


def test_a_change_of_provider_is_no_wording(notice: Make) -> None:
    found = compare(notice(OLD, "de"), notice(OLD.replace("Flugpost", "Schwinge"), "de")).findings
    assert [(f.kind, f.old + f.new) for f in found] == [("recipient_removed", "flugpost"), ("recipient_added", "schwinge")]


def test_who_was_named_elsewhere_is_not_new(notice: Make) -> None:
    new = OLD.replace("IP-Adresse|IPAddress] übermittelt.", "IP-Adresse|IPAddress] übermittelt, auch an den Dienst Flugpost.")
    assert [f.kind for f in compare(notice(OLD, "de"), notice(new, "de")).findings] == ["wording"]
