"""Terms of the term base in text."""

import pytest

from notice_nlp.extract.features import WORD, Unit
from notice_nlp.extract.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def units(*pieces: str) -> list[Unit]:
    return [Unit(0, 0, m.start(), m.end(), m.group(), n, n) for n, piece in enumerate(pieces) for m in WORD.finditer(piece)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Datum und Uhrzeit des Zugriffs, verwendetes Betriebssystem",
         [("Datum und Uhrzeit des Zugriffs", "usage"), ("Betriebssystem", "device")]),
        ("your email addresses and IP addresses", [("email addresses", "contact"), ("IP addresses", "device")]),
        ("Rechnungs- und Lieferadresse", [("Rechnungs-", "contact"), ("Lieferadresse", "contact")]),
        ("Hier steht nichts davon", []),
    ],
)  # fmt: skip
def test_longest_terms(lexicon: Lexicon, text: str, terms: list[tuple[str, str]]) -> None:
    found = units(text)
    assert [(text[found[a].start : found[b - 1].end], group) for a, b, group in lexicon.matches(found)] == terms


def test_terms_do_not_cross_pieces(lexicon: Lexicon) -> None:
    found = units("Name der abgerufenen", "Datei")
    assert all(found[a].piece == found[b - 1].piece for a, b, _ in lexicon.matches(found))
