"""Literals that one side of a pair lacks."""

from __future__ import annotations

import pytest

from notice_nlp.translate.literals import differences


def found(source: str, target: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (kind, old and source[old.start : old.end], new and target[new.start : new.end]) for kind, old, new in differences(source, target)
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Wir löschen sie nach zwölf Monaten.", "We delete them after one year."),
        ("Wir löschen sie nach 365 Tagen.", "We delete them after 1 year."),
        ("Es kostet 1.200,50 Euro.", "It costs EUR 1,200.50."),
        ("Seit dem 3. Mai 2024, 14 Uhr", "Since 3 May 2024, 2 pm"),
        ("Art. 6 Abs. 1 S. 1 lit. b DSGVO", "Article 6(1)(b) GDPR"),
        ("Art. 15 DSGVO", "Article 15(1) GDPR"),
        ("siehe Punkt 4 und Abschnitt 3.3.1", "see section 4 and section 3.3.1"),
        ("Tel. 0431 55 66 77", "phone +49 431 556677"),
        ("Mehr auf https://www.lindenhof.example.org/datenschutz", "More on https://lindenhof.example.org/en/privacy"),
        ("Schreiben Sie an post@lindenhof.de.", "Write to post@lindenhof.de."),
        ("20 000 Leute, 1 davon", "20,000 people, one of them"),
    ],
)
def test_the_same_in_another_form_is_no_difference(source: str, target: str) -> None:
    assert found(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("nach 30 Tagen", "after 90 days", ("number_changed", "30 Tagen", "90 days")),
        ("nach 365 Tagen", "after 370 days", ("number_changed", "365 Tagen", "370 days")),
        ("bis zu 12 Geräte", "several devices", ("number_changed", "12", None)),
        ("mehrere Geräte", "up to 12 devices", ("number_changed", None, "12")),
        ("am 3. Mai 2024", "on 3 May 2023", ("date_changed", "3. Mai 2024", "3 May 2023")),
        ("nach § 25 TDDDG", "under section 26 TDDDG", ("reference_changed", "§ 25 TDDDG", "section 26 TDDDG")),
        ("Art. 7 Abs. 3 DSGVO", "Article 7(4) GDPR", ("reference_changed", "Art. 7 Abs. 3 DSGVO", "Article 7(4) GDPR")),
        ("an post@lindenhof.de", "to mail@lindenhof.de", ("contact_changed", "post@lindenhof.de", "mail@lindenhof.de")),
        ("auf www.lindenhof.de", "on our site", ("contact_changed", "www.lindenhof.de", None)),
    ],
)  # fmt: skip
def test_a_difference_is_named(source: str, target: str, expected: tuple[str, str | None, str | None]) -> None:
    assert found(source, target) == [expected]
