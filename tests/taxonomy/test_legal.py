"""Legal bases and purposes."""

import pytest

from notice_nlp.taxonomy.legal import legal_bases, match_legal_basis
from notice_nlp.taxonomy.purposes import match_purposes, purposes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Art. 6 Abs. 1 lit. f DSGVO", ["eu-gdpr:A6-1-f"]),
        ("Art. 6 Abs. 1 S. 1 lit. b und c DSGVO", ["eu-gdpr:A6-1-b", "eu-gdpr:A6-1-c"]),
        ("Art. 6 (1) (a) GDPR", ["eu-gdpr:A6-1-a"]),
        ("Article 6(1)(f) GDPR", ["eu-gdpr:A6-1-f"]),
        ("Art. 6 Abs 1 lit b", ["eu-gdpr:A6-1-b"]),
        ("Artikel 6 Absatz 1 Buchstabe e DSGVO", ["eu-gdpr:A6-1-e"]),
        ("Art. 6(1) Sentence 1(e) of the General Data Protection Regulation", ["eu-gdpr:A6-1-e"]),
        ("Art. 6 (1) p. 1 lit. f DSGVO", ["eu-gdpr:A6-1-f"]),
        ("see Art. 6 on p. 12 and c", []),
        ("Art. 6 paragraph 1, letter f of DSGVO", ["eu-gdpr:A6-1-f"]),
        ("Art. 9 Abs. 2 lit. a i. V. m. Art. 6 Abs. 1 lit. a DSGVO", ["eu-gdpr:A9-2-a", "eu-gdpr:A6-1-a"]),
        ("Ihre Einwilligung", ["eu-gdpr:A6-1-a"]),
        ("Ihre ausdrückliche Einwilligung", ["eu-gdpr:A9-2-a"]),
        ("berechtigtes Interesse", ["eu-gdpr:A6-1-f"]),
        ("legal obligation", ["eu-gdpr:A6-1-c"]),
        ("§ 25 Abs. 1 TDDDG", ["nn:TDDDG-25-1"]),
        ("Art. 31 DSG", ["nn:DSG-CH-31"]),
        ("Art. 28 DSGVO", []),
        ("standard contractual clauses", []),
        ("point (a) of the first sentence of Art. 6(1) GDPR", ["eu-gdpr:A6-1-a"]),
        ("Artikel 6 Absatz 1 Unterabsatz 1 Buchstabe f", ["eu-gdpr:A6-1-f"]),
        ("", []),
    ],
)
def test_legal_basis(text: str, found: list[str]) -> None:
    assert match_legal_basis(text) == found


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Newsletter", "dpv:DirectMarketing"), ("um Ihre Anfrage zu beantworten", "dpv:CommunicationForCustomerCare"),
        ("Maßnahmen zur Betrugsbekämpfung", "dpv:FraudPreventionAndDetection"), ("Bewerbungsverfahren", "dpv:PersonnelHiring"),
        ("to process your payment", "dpv:PaymentManagement"), ("for statistics on how the site is used", "dpv:ServiceUsageAnalytics"),
        ("to comply with a legal obligation", "dpv:LegalCompliance"), ("Versand der Ware", "dpv:DeliveryOfGoods"),
    ],
)  # fmt: skip
def test_purposes(text: str, purpose: str) -> None:
    assert match_purposes(text)[0] == purpose


def test_no_purpose_in_nothing() -> None:
    assert match_purposes("Blaue Vase") == []


def test_ids_labels_and_cues() -> None:
    for entry in (*purposes(), *legal_bases()):
        assert set(entry["label"]) == {"de", "en"}
        assert all(cue == cue.lower() for cues in entry["cues"].values() for cue in cues)
    ids = [e["id"] for e in (*purposes(), *legal_bases())]
    assert len(ids) == len(set(ids))
