"""The baselines, on sentences small enough to judge by eye."""

from typing import Any

import pytest

from notice_nlp.benchmark.baselines import BASELINES, _patterns, regex, termbase
from notice_nlp.benchmark.metrics import count
from notice_nlp.taxonomy.store import taxonomy


def record(text: str, language: str = "de") -> dict[str, Any]:
    return {"id": "x", "notice": "x", "language": language, "text": text, "mentions": [], "rows": []}


def found(answer: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(answer["text"][m["start"] : m["end"]], m["category"], m["negated"]) for m in answer["mentions"]]


def test_term_base_takes_the_longest_term() -> None:
    answer = termbase(record("Beim Käsekauf notieren wir Ihre E-Mail-Adresse und das Geburtsdatum."))
    assert found(answer) == [("E-Mail-Adresse", "pd:EmailAddress", False), ("Geburtsdatum", "pd:BirthDate", False)]
    assert [m["category"] for m in termbase(record("We store your date of birth.", "en"))["mentions"]] == ["pd:BirthDate"]


def test_term_base_leaves_terms_of_the_other_language() -> None:
    assert found(termbase(record("Im Käsebuch steht die telephone number."))) == []
    assert [concept for _, concept, _ in found(termbase(record("Your telephone number", "nl")))] == ["pd:TelephoneNumber"]


@pytest.mark.parametrize("baseline", BASELINES.values())
def test_negation_reaches_five_words_within_the_sentence(baseline: Any) -> None:
    def denied(text: str, language: str = "de") -> list[bool]:
        return [negated for _, _, negated in found(baseline(record(text, language)))]

    assert denied("Wir speichern keine IP-Adresse. Den Benutzernamen schon.") == [True, False]
    assert denied("Eine IP-Adresse wird nicht gespeichert.") == [True]
    assert denied("Nicht weil wir es müssen oder gern tun, brauchen wir die IP-Adresse.") == [False]
    assert denied("Nicht nur die IP-Adresse wird gespeichert.") == [False]
    assert denied("We never store an IP address.", "en") == [True]


def test_patterns_do_not_overlap_and_prefer_the_longer() -> None:
    answer = regex(record("Vor- und Nachname, Lieferadresse, Browsertyp und -version; Namenstage zählen nicht."))
    words = [(text, concept) for text, concept, _ in found(answer)]
    assert words[:2] == [("Vor- und Nachname", "pd:Name"), ("Lieferadresse", "nn:DeliveryAddress")]
    assert words[2:] == [("Browsertyp und -version", "pd:UserAgent")]


def test_patterns_name_concepts_of_the_taxonomy() -> None:
    known = {c.id for c in taxonomy().assignable}
    for language in ("de", "en"):
        assert _patterns(language)
        assert not _patterns(language).keys() - known
    assert _patterns("de").keys() == _patterns("en").keys()
    assert found(regex(record("Your e-mail address", "nl"))) == [("e-mail address", "pd:EmailAddress", False)]


def test_a_section_with_data_is_a_row() -> None:
    text = "1. Käse verschicken\n\nWir brauchen Anschrift und Telefonnummer.\n\n2. Wer wir sind\n\nWir machen Käse auf der Alm.\n"
    answer = regex(record(text))
    assert [[answer["text"][a:b] for a, b in row["purpose"]] for row in answer["rows"]] == [["1. Käse verschicken"]]
    assert answer["rows"][0]["data"] == [0, 1]


@pytest.mark.parametrize("baseline", BASELINES.values())
def test_answers_can_be_scored(baseline: Any, gold_records: list[dict[str, Any]]) -> None:
    for gold in gold_records:
        hits, predicted, wanted = count(gold, baseline(gold))["strict"]
        assert 0 < hits <= min(predicted, wanted)
