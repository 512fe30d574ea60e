"""Near hits of the memory: the same sentence with other literals is filled in, another sentence never."""

from __future__ import annotations

import pytest

from notice_nlp.translate.memory import Found, Memory, Unit
from notice_nlp.translate.near import adapted, recall, recall_sentences


def fit(text: str, source: str, target: str) -> str | None:
    return adapted(text, Found(source, target, 0.9, "fuzzy"), "de", "en")


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Löschung nach 7 Tagen.", "Löschung nach 21 Tagen", "Deleted after 21 days", "Deleted after 7 days."),
        ("Stand: 3. Mai 2024", "Stand: 12. März 2023", "As of 12 March 2023", "As of 3 May 2024"),
        ("Grundlage ist Art. 6 Abs. 1 lit. f DSGVO", "Grundlage ist § 25 TDDDG", "The basis is section 25 TDDDG",
         "The basis is Article 6(1)(f) GDPR"),
        ("Grundlage ist Art. 6 Abs. 1 S. 1 lit. f DSGVO", "Grundlage ist Art. 6 Abs. 1 lit. f DSGVO", "The basis is Art. 6(1)(f) GDPR",
         "The basis is Article 6(1) sentence 1 (f) GDPR"),
        ("8. Server-Protokolle", "Serverprotokolle", "Server logs", "8. Server logs"),
        ("Serverprotokolle", "3.2 Serverprotokolle", "3.2 Server logs", "Server logs"),
        ("§ 13 Deine Rechte", "§ 4 Deine Rechte", "§ 4 Your rights", "§ 13 Your rights"),
        ("Fünf Jahre.", "fünf Jahre", "five years", "Five years."),
        ("Mail an a@boot.example oder 1.200 Euro", "Mail an b@segel.example oder 900 Euro", "Mail to b@segel.example or 900 euros",
         "Mail to a@boot.example or 1,200 euros"),
    ],
)  # fmt: skip
def test_the_same_sentence(text: str, source: str, target: str, expected: str) -> None:
    assert fit(text, source, target) == expected


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        # A word, a name, a negation, a number word.
        ("Wir speichern keine Namen.", "Wir speichern Ihre Namen.", "We store your names."),
        ("Versand durch Möwe GmbH", "Versand durch Robbe GmbH", "Shipping by Robbe GmbH"),
        ("Löschung nach drei Wochen", "Löschung nach zwei Wochen", "Deleted after two weeks"),
        ("Löschung nach 1 Tag", "Löschung nach 7 Tagen", "Deleted after 7 days"),
        # The number stands twice, or not at all, in the translation: which one is meant is not certain.
        ("5 Boote und 9 Segel", "7 Boote und 7 Segel", "7 boats and 7 sails"),
        ("Löschung nach 30 Tagen", "Löschung nach 14 Tagen", "Deleted after two weeks"),
        # A question is no statement; a heading in capitals is another style.
        ("Werbung?", "Werbung", "Advertising"),
        ("Datenschutz.", "DATENSCHUTZ", "DATA PROTECTION"),
        # Another kind of literal.
        ("Bis 2025-01-01", "Bis 14 Uhr", "Until 14:00"),
        # The translation has lost the number of its section.
        ("4. Rechte", "3. Rechte", "Rights"),
    ],
)
def test_another_sentence(text: str, source: str, target: str) -> None:
    assert fit(text, source, target) is None


MEMORY = Memory(
    Unit(german, english, "de", "en")
    for german, english in [
        ("Wir fischen.", "We fish."),
        ("Danach ruhen wir 3 Stunden.", "Then we rest for 3 hours."),
        ("Nachts fahren wir nicht aus.", "At night we do not go out."),
    ]
)


def test_sentences_one_by_one() -> None:
    made = recall_sentences("Wir fischen.\n Nachts fahren wir nicht aus.", MEMORY, "de", "en")
    assert made
    assert (made.target, made.origin, made.score) == ("We fish.\n At night we do not go out.", "tm:exact", 1.0)
    made = recall_sentences("Wir fischen. Danach ruhen wir 5 Stunden.", MEMORY, "de", "en")
    assert made
    assert (made.target, made.origin) == ("We fish. Then we rest for 5 hours.", "tm:fuzzy")
    assert made.score < 1
    assert recall_sentences("Wir fischen. Danach singen wir.", MEMORY, "de", "en") is None
    assert recall_sentences("Wir fischen.", MEMORY, "de", "en") is None


def test_no_hit_no_recall() -> None:
    assert recall("Wir fischen.", [], "de", "en") is None
