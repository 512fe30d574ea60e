"""Language per block."""

import pytest

from notice_nlp.read import read_text
from notice_nlp.read.language import detect, label_blocks

GERMAN = "Wir verarbeiten Ihre Angaben nur, um den Vertrag mit Ihnen zu erfüllen, und löschen sie danach."
ENGLISH = "We process your details only to perform the contract with you and delete them afterwards."
FRENCH = (
    "Nous traitons vos données à caractère personnel uniquement afin d'exécuter le contrat conclu avec vous et nous les supprimons "
    "ensuite, à moins que la loi ne nous oblige à les conserver plus longtemps pour des raisons fiscales ou commerciales, ce dont "
    "nous vous informons toujours au préalable par courrier électronique ou par voie postale."
)


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (ENGLISH, "en"), (FRENCH, "fr"), ("IP 1", ""), ("", "")])
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code


def test_mixed_notice() -> None:
    document = read_text(f"{GERMAN}\n{ENGLISH}\n{FRENCH}\nIP-Adresse\n{GERMAN}\n{GERMAN}\n{GERMAN}\n{GERMAN}\n")
    blocks, main = label_blocks(document.text, document.blocks)
    assert main == "de"
    assert [b.language for b in blocks] == ["de", "en", "fr", "de", "de", "de", "de", "de"]


def test_language_given() -> None:
    document = read_text(f"{GERMAN}\n{ENGLISH}\n")
    blocks, main = label_blocks(document.text, document.blocks, "en")
    assert {b.language for b in blocks} == {main} == {"en"}
