"""How far a word of negation reaches, and when it turned."""

from collections.abc import Callable

import pytest

from notice_nlp.compare.facts import Facts
from notice_nlp.compare.negation import clauses, cues, is_denied, opposites
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wir speichern Ihren Namen nicht.", 1),
        ("Nicht nur der Name zählt.", 0),
        ("Subscribing takes nothing but your name.", 0),
        ("The server cannot help learning your address.", 0),
        ("Bitte zögern Sie nicht, uns zu schreiben.", 0),
        ("Your name is at no time stored.", 1),
        ("We have neither your name nor your address.", 2),
        ("Ein Foto muss nicht sein.", 0),
        ("Ohne Ihren Namen gibt es keine Urkunde.", 0),
        ("Wir rechnen ohne Ihren Namen ab.", 1),
        ("Ohne gesonderten Auftrag rufen wir die Werte ab.", 0),
        ("We delete it without undue delay.", 0),
        ("Was im Flugbuch steht, geht niemanden etwas an.", 0),
    ],
)
def test_words_of_negation(text: str, count: int) -> None:
    assert len(cues(text, 0, len(text))) == count


def test_clauses_end_where_another_begins() -> None:
    text = "Wir notieren den Namen, aber keine Nummer; ein Bild (muss nicht sein) hilft"
    assert [text[a:b].strip(" ,;()") for a, b in clauses(text, 0, len(text))] == [
        "Wir notieren den Namen", "aber keine Nummer", "ein Bild", "muss nicht sein", "hilft",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("Wir speichern keinen [Namen|!Name].", [True]),
        ("Wir speichern den [Namen|Name], aber keine [Telefonnummer|!TelephoneNumber].", [False, True]),
        ("Nicht gefragt: [Name|!Name] und [Telefonnummer|!TelephoneNumber].", [True, True]),
        ("Protokolle ohne [Namen|!Name] hat jeder Server.", [True]),
        ("Die [Telefonnummer|TelephoneNumber] steht in keinem Protokoll.", [None]),
        ("Über den [Lebenslauf|!WorkHistory] freuen wir uns, verlangen ihn aber nicht.", [None]),
    ],
)
def test_model_and_words_must_agree(notice: Make, marked: str, said: list[bool | None]) -> None:
    facts = Facts(notice(f"§1 {{P Rundbrief}}\n{marked}\n", "de"))
    assert [is_denied(facts, f) for f in facts.all if f.kind in {"concept", "negated"}] == said


def test_opposites() -> None:
    assert opposites("ausgeschaltet", "die Messung ist eingeschaltet")
    assert not opposites("ausgeschaltet", "die Messung läuft")
