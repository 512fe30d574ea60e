"""Purposes told by the build of a text."""

import pytest

from notice_nlp.extract.aims import stated_aims, with_aims
from notice_nlp.extract.decode import Role
from notice_nlp.notice import Block


def laid_out(*lines: str) -> tuple[str, list[Block]]:
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "item" if line.startswith("an ") or line.endswith(",") else "paragraph", language="de"))
        at += len(line) + 1
    return "\n".join(lines), blocks


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        (
            "Unser berechtigtes Interesse liegt in der Abwehr von Angriffen bzw. Lärm. Mehr.",
            ["Abwehr von Angriffen bzw. Lärm"],
        ),
        ("Wir haben ein berechtigtes Interesse an der Zustellung der Lose, das wir prüfen.", ["Zustellung der Lose"]),
        ("Our legitimate interest lies in the smooth running of the raffle.", ["smooth running of the raffle"]),
        ("We have a legitimate interest in keeping spam away.", ["keeping spam away"]),
        ("Wir haben ein berechtigtes Interesse an der Speicherung der Daten.", []),
        ("The legitimate interest is explained below.", []),
    ],
)
def test_what_an_interest_lies_in(text: str, aims: list[str]) -> None:
    assert [text[a:b] for a, b in stated_aims(text, [Block(0, len(text), "paragraph", language="de")])] == aims


def test_items_after_the_following_purposes() -> None:
    text, blocks = laid_out("Wir nutzen sie für folgende Zwecke:", "Verlosung der Preise,", "Versand der Lose,", "Danach ist Schluss.")
    assert [text[a:b] for a, b in stated_aims(text, blocks)] == ["Verlosung der Preise", "Versand der Lose"]


def test_items_after_anything_else_are_none() -> None:
    text, blocks = laid_out("Wir erheben:", "Name der Spielerin,", "Losnummer,")
    assert list(stated_aims(text, blocks)) == []


def test_what_the_model_saw_stays() -> None:
    text, blocks = laid_out("Wir nutzen sie für folgende Zwecke:", "Verlosung der Preise,", "Versand der Lose,")
    start = text.index("Preise")
    seen = Role(start, start + 6, "purpose", 0.9)
    assert [text[r.start : r.end] for r in with_aims(text, blocks, [seen])] == ["Preise", "Versand der Lose"]


@pytest.mark.parametrize(
    ("purpose", "made"),
    [
        ("um", "um Ihnen den Käse zu bringen"),
        ("um Ihnen", "um Ihnen den Käse zu bringen"),
        ("den Käse", "den Käse"),
        ("Ihnen", "Ihnen"),
        ("Wir", None),
    ],
)
def test_a_broken_off_purpose_is_made_whole(purpose: str, made: str | None) -> None:
    text = "Wir brauchen das, um Ihnen den Käse zu bringen, und löschen es danach."
    start = text.index(purpose)
    roles = with_aims(text, [Block(0, len(text), "paragraph", language="de")], [Role(start, start + len(purpose), "purpose", 0.9)])
    assert [text[r.start : r.end] for r in roles] == ([made] if made else [])


@pytest.mark.parametrize(
    ("purpose", "made"),
    [
        ("Verbesserung", "Verbesserung unserer Käserei"),
        ("Verbesserung unserer", "Verbesserung unserer Käserei"),
        ("Käserei", "Käserei"),
        ("Sie dient der", "Sie dient der Verbesserung unserer Käserei"),
    ],
)
def test_a_purpose_goes_on_to_its_noun(purpose: str, made: str) -> None:
    text = "Sie dient der Verbesserung unserer Käserei, sonst nichts."
    start = text.index(purpose)
    roles = with_aims(text, [Block(0, len(text), "paragraph", language="de")], [Role(start, start + len(purpose), "purpose", 0.9)])
    assert [text[r.start : r.end] for r in roles] == [made]


def test_a_purpose_inside_one_made_whole_is_part_of_it() -> None:
    text = "We need it to bring you the cheese."
    parts = (("to", "purpose"), ("the cheese", "purpose"), ("you", "recipients"))
    roles = [Role(text.index(word), text.index(word) + len(word), name, 0.9) for word, name in parts]
    found = with_aims(text, [Block(0, len(text), "paragraph", language="en")], roles)
    assert [(text[r.start : r.end], r.role) for r in found] == [("to bring you the cheese", "purpose"), ("you", "recipients")]


@pytest.mark.parametrize(
    ("text", "purpose", "kept"),
    [
        ("Um Fremde fernzuhalten, sollten Sie eine PIN setzen.", "Um Fremde fernzuhalten", False),
        ("Um Fremde fernzuhalten, prüfen wir die PIN. Wir empfehlen vier Ziffern.", "Um Fremde fernzuhalten", True),
        ("We recommend a PIN to keep strangers out.", "to keep strangers out", False),
        ("We check the PIN to keep strangers out. You should set one.", "to keep strangers out", True),
    ],
)
def test_advice_to_the_reader_is_no_purpose(text: str, purpose: str, kept: bool) -> None:
    start = text.index(purpose)
    roles = [Role(start, start + len(purpose), "purpose", 0.9)]
    assert [r.role for r in with_aims(text, [Block(0, len(text), "paragraph", language="de")], roles)] == ["purpose"] * kept
