"""The care around a network: sentences, placeholders, terms, one retry, and giving up."""

from __future__ import annotations

import re

import pytest

from notice_nlp.translate.engines import Translation, Wish
from notice_nlp.translate.engines.careful import CarefulEngine
from notice_nlp.translate.literals import differences
from tests.translate.engines.fakes import Fake


def run(fake: Fake, *texts: str, batch: int = 16) -> list[Translation]:
    return CarefulEngine(fake, ("de", "en"), batch).translate(texts, "de", "en")


def english(text: str, wish: Wish | None = None) -> list[str]:
    """A dictionary for a network."""
    words = {"Wir": "We", "löschen": "delete", "nach": "after", "Tagen": "days", "Daten": "data", "speichern": "store", "und": "and"}
    return [re.sub(r"\w+", lambda m: words.get(m.group(), m.group()), text)]


def test_literals_pass_in_the_form_of_the_target_language() -> None:
    fake = Fake(english)
    found = run(fake, "Wir löschen Daten nach 14 Tagen (Art. 6 Abs. 1 lit. f DSGVO).")[0]
    assert found.text == "We delete data after 14 days (Article 6(1)(f) GDPR)."
    assert found.score == pytest.approx(0.9)
    assert not found.notes
    assert "14" not in fake.asked[-1][0]


def test_sentence_by_sentence_and_each_once() -> None:
    fake = Fake(english)
    text = "  Wir speichern Daten. Wir löschen Daten.\nWir speichern Daten."
    assert run(fake, text, "Wir löschen Daten.")[0].text == "  We store data. We delete data.\nWe store data."
    assert sorted(s for batch in fake.asked for s in batch) == ["Wir löschen Daten.", "Wir speichern Daten."]


def test_batches_are_bounded_and_of_like_length() -> None:
    fake = Fake(english)
    texts = [f"Wir speichern {'Daten ' * n}und Daten" for n in (9, 1, 5, 3, 7)]
    assert [t.text for t in run(fake, *texts, batch=2)] == [english(t)[0] for t in texts]
    assert [len(b) for b in fake.asked] == [2, 2, 1]
    lengths = [len(s) for b in fake.asked for s in b]
    assert lengths == sorted(lengths)


def test_a_scheme_that_is_not_copied_is_not_used() -> None:
    fake = Fake(lambda text, _: [re.sub(r"[\[\]<>]", "", english(text)[0])])
    assert run(fake, "Wir löschen Daten nach 14 Tagen")[0].text == "We delete data after 14 days"
    assert fake.asked[-1] == ["Wir löschen Daten nach X1X Tagen"]


def test_a_second_attempt_without_placeholders() -> None:
    def say(text: str, wish: Wish | None) -> list[str]:
        lost = "[1] Daten" in text
        return [english(text.replace("[1]", "") if lost else text)[0]]

    fake = Fake(say)
    found = run(fake, "Wir löschen 12 Daten")[0]
    assert found.text == "We delete 12 data"
    assert fake.asked[-1] == ["Wir löschen 12 Daten"]


def test_what_changes_a_number_twice_is_left_out() -> None:
    fake = Fake(lambda text, _: [re.sub(r"\[1\]|\d\d", "90", english(text)[0])] if "löschen" in text else english(text))
    first, second = run(fake, "Wir löschen nach 30 Tagen. Wir speichern Daten.", "Wir speichern Daten.")
    assert first.text == ""
    assert first.offered == "[…] We store data."
    assert [(n.kind, "“30 Tagen”" in n.text) for n in first.notes] == [("mt_failed", True)]
    assert second.text == "We store data."


def test_the_likeliest_answer_with_the_right_term() -> None:
    fake = Fake(lambda *_: ["The person concerned may write.", "The data subject may write."])
    found = run(fake, "Die betroffene Person darf schreiben.")[0]
    assert (found.text, found.score) == ("The data subject may write.", pytest.approx(0.8))
    assert len(fake.asked) == 1


def test_a_wrong_term_is_asked_for_again() -> None:
    def say(text: str, wish: Wish | None) -> list[str]:
        return [f"The {wish.prefer[0]} may write."] if wish else ["The affected person may write."]

    fake = Fake(say)
    found = run(fake, "Die betroffene Person darf schreiben.")[0]
    assert (found.text, found.notes) == ("The data subject may write.", ())
    assert fake.wishes[0].prefer == ("data subject",)
    assert "affected person" in fake.wishes[0].avoid


def test_a_term_that_stays_wrong_is_noted() -> None:
    found = run(Fake(lambda *_: ["The affected person may write."]), "Die betroffene Person darf schreiben.")[0]
    assert found.text == "The affected person may write."
    assert [n.kind for n in found.notes] == ["mt_term"]
    assert "data subject" in found.notes[0].text


def test_one_retry_and_no_more() -> None:
    fake = Fake(lambda text, _: [text] if "speichern" in text else [""])
    assert run(fake, "Wir löschen 12 Daten")[0].text == ""
    assert fake.asked[1:] == [["Wir löschen [1] Daten"], ["Wir löschen 12 Daten"]]
    fake = Fake(lambda *_: [""])
    run(fake, "Wir löschen Daten")
    assert len(fake.asked) == 1  # nothing would be different the second time


@pytest.mark.parametrize("answer", ["We delete " + "and keep " * 20, "We deleteeeeeee data", "We data data, data data"])
def test_going_round_in_circles(answer: str) -> None:
    found = run(Fake(lambda *_: [answer]), "Wir löschen Daten")[0]
    assert found.text == ""
    assert "repeats itself" in found.notes[0].text


def test_a_section_s_number_is_kept_from_the_engine() -> None:
    fake = Fake(english)
    assert [t.text for t in run(fake, "4.2 Daten", "a) Wir speichern")] == ["4.2 data", "a) We store"]
    assert sorted(fake.asked[0]) == ["Daten", "Wir speichern"]


def test_too_long_a_sentence() -> None:
    fake = Fake(english, longest=30)
    found = run(fake, "Wir speichern Daten und speichern Daten und speichern Daten")[0]
    assert found.text == ""
    assert "too long" in found.notes[0].text
    assert not fake.asked


def test_an_engine_that_breaks_off() -> None:
    def say(text: str, wish: Wish | None) -> list[str]:
        if "löschen" in text:
            raise RuntimeError("out of memory\nat line 5")
        return english(text)

    first, second = run(Fake(say), "Wir löschen Daten.", "Wir speichern und speichern Daten.", batch=1)
    assert (first.text, second.text) == ("", "We store and store data.")
    assert first.notes[0].text == "Not translated: the engine broke off: out of memory (Wir löschen Daten.)."


def test_nothing_to_translate() -> None:
    fake = Fake(english)
    assert [t.text for t in run(fake, "§ 25 TDDDG", "12", " ")] == ["Section 25 TDDDG", "12", " "]
    assert not fake.asked


def test_only_its_own_direction() -> None:
    with pytest.raises(ValueError, match="de to en"):
        CarefulEngine(Fake(english), ("de", "en")).translate(["a"], "en", "de")


def test_progress_goes_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    engine = CarefulEngine(Fake(english), ("de", "en"), 2, lambda done, of: seen.append((done, of)))
    engine.translate(["Wir.", "Wir speichern.", "Wir löschen."], "de", "en")
    assert seen == [(2, 3), (3, 3)]


def test_what_comes_through_has_the_source_s_literals() -> None:
    text = "Wir speichern 3 Daten bis 1. Mai 2024 und löschen nach 30 Tagen; https://lindenhof.example/x"
    assert not list(differences(text, run(Fake(english), text)[0].text))
