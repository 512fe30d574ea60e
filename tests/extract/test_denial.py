"""A negated sentence that denies something else than the processing."""

import pytest

from notice_nlp.extract.denial import denies_something_else


@pytest.mark.parametrize(
    ("sentence", "datum", "language", "else_"),
    [
        ("Ihre Rufnummer können wir leider nicht löschen.", "Rufnummer", "de", True),
        ("Ihre Rufnummer wird nicht veröffentlicht.", "Rufnummer", "de", True),
        ("Ihre Rufnummer speichern wir nicht.", "Rufnummer", "de", False),
        ("Ihre Rufnummer wird weder gespeichert noch veröffentlicht.", "Rufnummer", "de", False),
        ("Keine Rufnummer.", "Rufnummer", "de", False),
        ("We do not sell your phone number.", "phone number", "en", True),
        ("We never collect or sell your phone number.", "phone number", "en", False),
        ("Es geschieht nichts, wenn die Fahrt keine Rufnummer enthält.", "Rufnummer", "de", True),
        ("Wenn Sie bar zahlen, erfassen wir keine Rufnummer.", "Rufnummer", "de", False),
        ("Ihre Rufnummer wird nicht veröffentlicht und nur an den Fahrer weitergegeben.", "Rufnummer", "de", True),
        ("Your phone number is not published, and it will only be shared with the driver.", "phone number", "en", True),
        ("We do not collect your phone number but only share your first name.", "phone number", "en", False),
        ("We can't delete it. Your phone number is not stored.", "phone number", "en", False),
    ],
)
def test_verbs_decide(sentence: str, datum: str, language: str, else_: bool) -> None:
    start = sentence.index(datum)
    assert denies_something_else(sentence, start, start + len(datum), language) is else_


def test_the_datums_own_words_do_not_count() -> None:
    sentence = "Wir veröffentlichen keine gespeicherten Routen."
    start = sentence.index("gespeicherten")
    assert denies_something_else(sentence, start, len(sentence) - 1, "de")
