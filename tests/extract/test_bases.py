"""Legal bases by their wording."""

import pytest

from notice_nlp.extract.bases import legal_bases, with_bases
from notice_nlp.extract.decode import Role
from notice_nlp.notice import Block


def found(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in legal_bases(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("text", "language", "bases"),
    [
        ("Die Speicherung stützt sich auf Art. 6 Abs. 1 lit. f DSGVO. Mehr dazu unten.", "de", ["Art. 6 Abs. 1 lit. f DSGVO"]),
        ("Unser berechtigtes Interesse liegt im Betrieb.", "de", ["berechtigtes Interesse"]),
        ("Das Video lädt nur mit Ihrer Einwilligung.", "de", ["Ihrer Einwilligung"]),
        ("Dies geschieht auf Grundlage deiner Einwilligung (Art. 6 Abs. 1 lit. a).", "de", ["deiner Einwilligung", "Art. 6 Abs. 1 lit. a"]),
        ("Zugriff nach § 25 Abs. 2 TDDDG, sonst keiner.", "de", ["§ 25 Abs. 2 TDDDG"]),
        ("The map is based on your consent, Article 6(1)(a) GDPR.", "en", ["your consent", "Article 6(1)(a) GDPR"]),
        ("We have a legitimate interest in fast pages.", "en", ["legitimate interest"]),
    ],
)  # fmt: skip
def test_a_stated_basis_is_found(text: str, language: str, bases: list[str]) -> None:
    assert found(text, language) == bases


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gegen eine Verarbeitung nach Art. 6 Abs. 1 lit. f DSGVO können Sie Widerspruch einlegen.", "de"),
        ("Sie können Ihre Einwilligung jederzeit widerrufen.", "de"),
        ("Die Verordnung kennt in Art. 6 DSGVO mehrere Grundlagen.", "de"),
        ("You may object to processing under Article 6(1)(f) GDPR.", "en"),
        ("You can withdraw your consent at any time.", "en"),
    ],
)
def test_rights_state_no_basis(text: str, language: str) -> None:
    assert found(text, language) == []


def test_what_the_model_saw_stays_and_sections_on_rights_are_left_out() -> None:
    lines = [
        "Schriften",
        "Grundlage: Art. 6 Abs. 1 lit. f DSGVO; berechtigtes Interesse.",
        "Ihre Rechte",
        "Es gilt Art. 6 Abs. 1 lit. e DSGVO.",
    ]
    text, blocks, at = "\n".join(lines), [], 0
    for i, line in enumerate(lines):
        blocks.append(Block(at, at + len(line), "paragraph" if i % 2 else "heading", level=1 - i % 2, language="de"))
        at += len(line) + 1
    start = text.index("Art. 6")
    seen = Role(start, start + 6, "legal_basis", 0.9)
    roles = with_bases(text, blocks, [seen])
    assert [text[r.start : r.end] for r in roles] == ["Art. 6", "berechtigtes Interesse"]
    assert roles[0] is seen
