"""Sentence boundaries."""

import time

import pytest

from notice_nlp.segment.sentences import sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Wir nutzen z. B. Ihren Namen.",
        "Grundlage ist Art. 6 Abs. 1 lit. f DSGVO i. V. m. § 25 Abs. 2 Nr. 2 TDDDG.",
        "Das gilt bzw. galt für Ihre Anfrage.",
        "Dies erfolgt gem. Art. 28 DSGVO durch die Fa. Muster.",
        "Die Frist endet am 1. Januar des Folgejahres.",
        "We rely on Art. 6 para. 1 sent. 1 lit. b GDPR, e.g. for orders.",
        "1. Die Verantwortliche ist der Ruderverein.",
        "Am 3. Tag sperren wir das Konto.",
        "Die Daten gehen bis zum 2. Quartal in das Archiv.",
        "Dr. Anna Beispiel ist unsere Beauftragte",
    ],
)
def test_stays_whole(text: str) -> None:
    assert split(text) == [text]


def test_splits() -> None:
    assert split("Wir speichern Ihre IP-Adresse. Nach 7 Tagen wird sie gelöscht! Fragen? Gern.") == [
        "Wir speichern Ihre IP-Adresse.", "Nach 7 Tagen wird sie gelöscht!", "Fragen?", "Gern.",
    ]  # fmt: skip
    assert split("Das gilt seit 2018. Seitdem unverändert.") == ["Das gilt seit 2018.", "Seitdem unverändert."]
    assert split("Das gilt bis 31.12.2021. Danach löschen wir.") == ["Das gilt bis 31.12.2021.", "Danach löschen wir."]
    assert split("Grundlage ist § 25. Empfänger gibt es nicht.") == ["Grundlage ist § 25.", "Empfänger gibt es nicht."]
    assert split("Wir speichern bis zu 30. Danach nichts.") == ["Wir speichern bis zu 30.", "Danach nichts."]
    assert split("The limit is 14. After that we delete.") == ["The limit is 14.", "After that we delete."]
    assert split("") == []
    assert split("Name, Anschrift") == ["Name, Anschrift"]


def test_time_in_proportion_to_the_text() -> None:
    start = time.process_time()
    assert len(sentences("Wir speichern Ihren Namen. " * 20_000)) == 20_000
    assert len(sentences("." * 100_000 + " Ende")) == 2
    assert time.process_time() - start < 5
