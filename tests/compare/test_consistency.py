"""What one language says and the other does not, with notices that a perfect model has read."""
# ruff: noqa: E501 (a marked notice has one block a line)

from collections.abc import Callable

import pytest

from notice_nlp.compare import compare
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

DE = """§0 Datenschutz bei der Gärtnerei Lindenhof, Stand 3. Mai 2024
§1 {P Bestellung}
{P Um Ihre Bestellung auszuführen}, speichern wir [Name|Name], [E-Mail-Adresse|EmailAddress] und [IBAN|BankAccount]. Grundlage ist {L Art. 6 Abs. 1 lit. b DSGVO}. Wir löschen sie {T nach zwölf Monaten}.
§2 {P Rundbrief}
{P Für unseren Rundbrief} nutzen wir die [E-Mail-Adresse|EmailAddress]; ihn verschickt {R Sendwerk GmbH} in Kiel. Wir erfassen keine [IP-Adressen|!IPAddress] der Leser.
§0 Kontakt
Fragen beantwortet Frau Ahrens unter der Nummer 0431 55 66 77 oder per Post an den Lindenhof in Kiel.
"""
EN = """§0 Privacy at Lindenhof nursery, as of 3 May 2024
§1 {P Orders}
{P To carry out your order} we store your [name|Name], [email address|EmailAddress] and [IBAN|BankAccount]. The basis is {L Article 6(1)(b) GDPR}. We delete them {T after one year}.
§2 {P Newsletter}
{P For our newsletter} we use your [email address|EmailAddress]; it is sent by {R Sendwerk GmbH} in Kiel. We record no [IP addresses|!IPAddress] of readers.
§0 Contact
Ms Ahrens answers questions on +49 431 556677 or by post to Lindenhof in Kiel.
"""


def test_a_faithful_translation_is_quiet(notice: Make) -> None:
    comparison = compare(notice(DE, "de"), notice(EN, "en"))
    assert comparison.mode == "translations"
    assert comparison.findings == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("after one year", "after six months", "retention_changed"),
        ("3 May 2024", "3 March 2024", "date_changed"),
        ("+49 431 556677", "+49 431 556678", "contact_changed"),
        ("Article 6(1)(b)", "Article 6(1)(f)", "legal_basis_changed"),
        ("{R Sendwerk GmbH} in Kiel", "a service provider in Kiel", "recipient_missing"),
        ("{R Sendwerk GmbH} in Kiel.", "{R Sendwerk GmbH} in Kiel, which stores the data in the USA.", "transfer_extra"),
        ("We record no [IP addresses|!IPAddress]", "We record [IP addresses|IPAddress]", "negation_flipped"),
        ("[email address|EmailAddress] and", "[address|PhysicalAddress] and", "concept_missing"),
        ("[IBAN|BankAccount]", "[financial data|Financial]", "concept_generalised"),
        (
            "Ms Ahrens answers questions on +49 431 556677 or by post to",
            "Fragen beantwortet Frau Ahrens unter der Nummer 0431 55 66 77 oder per Post an den",
            "untranslated",
        ),
    ],
)
def test_one_divergence_is_found(notice: Make, old: str, new: str, kind: str) -> None:
    assert old in EN
    found = compare(notice(DE, "de"), notice(EN.replace(old, new), "en"), report_language="en").findings
    assert kind in [f.kind for f in found]


def test_a_missing_row(notice: Make) -> None:
    short = "".join(line for i, line in enumerate(EN.splitlines(keepends=True)) if i not in {3, 4})
    assert "row_missing" in [f.kind for f in compare(notice(DE, "de"), notice(short, "en")).findings]


def test_messages_speak_the_asked_language(notice: Make) -> None:
    changed = notice(EN.replace("after one year", "after six months"), "en")
    german = compare(notice(DE, "de"), changed, report_language="de").findings[0].message
    assert german.startswith("Speicherdauer geändert: zwölf Monaten → six months")
    with pytest.raises(ValueError, match="report language"):
        compare(notice(DE, "de"), changed, report_language="fr")


@pytest.mark.parametrize(
    ("old", "new", "german", "english"),
    [
        ("nach zwölf Monaten", "after one year", "nach vierundzwanzig Monaten", "after twenty-four months"),
        ("nach zwölf Monaten", "after one year", "nach drei vollen Kalenderjahren", "after three full calendar years"),
        ("in Kiel. Wir", "in Kiel. We", "im Vereinigten Königreich. Wir", "in the UK. We"),
        ("per Post an den Lindenhof in Kiel", "by post to Lindenhof in Kiel", "per Post nach 3400 Burgdorf", "by post, with your data, to 3400 Burgdorf, Switzerland"),
        ("per Post an den Lindenhof in Kiel", "by post to Lindenhof in Kiel", "an post@lindenhof-an-der-au.example, 91413 Neustadt an der Aisch", "on post@lindenhof-an-der-au.example, 91413 Neustadt an der Aisch"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_quiet(notice: Make, old: str, new: str, german: str, english: str) -> None:
    assert old in DE
    assert new in EN
    assert compare(notice(DE.replace(old, german), "de"), notice(EN.replace(new, english), "en")).findings == ()


@pytest.mark.parametrize(
    ("german", "english", "found"),
    [
        ("Uns binden die Artikel 13 bis 18 DSGVO.", "We are bound by Articles 13 to 18 GDPR.", []),
        ("Uns binden die Artikel 13 bis 18 DSGVO.", "We are bound by Articles 12 to 18 GDPR.", ["reference_changed"]),
        ("Uns lesen 800 Millionen Menschen.", "We are read by 1 billion people.", ["number_changed"]),
        ("Das erlaubt uns das Gesetz (DSGVO).", "The law allows us that (DSGVO).", ["term_untranslated"]),
        ("Uns erlaubt das Art. 6 Abs. 1 lit. c DSGVO.", "Art. 6 (1) p. 1 lit. c GDPR allows us that.", []),
        (
            "Otto Gesellschaft mit beschränkter Haftung, Weg 3, 12345 Ort",
            "Otto Gesellschaft mit beschränkter Haftung, Weg 3, 12345 Ort",
            [],
        ),
        ("Das erlaubt uns die DSGVO.", "The General Data Protection Regulation (DSGVO) allows us that.", []),
    ],
)
def test_runs_of_articles_large_numbers_and_abbreviations(notice: Make, german: str, english: str, found: list[str]) -> None:
    sides = notice(DE + german + "\n", "de"), notice(EN + english + "\n", "en")
    findings = compare(*sides, report_language="en").findings
    assert [f.kind for f in findings] == found
    assert all("not stated" not in f.message for f in findings)
