"""The same network in CTranslate2."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.translate.engines import Wish, open_engine


@pytest.fixture(scope="module")
def converted(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ctranslate2 = pytest.importorskip("ctranslate2", reason="the extra ctranslate2 is not installed")
    folder = tmp_path_factory.mktemp("ct2") / "lighthouse"
    files = ["source.spm", "target.spm", "tokenizer_config.json"]
    ctranslate2.converters.TransformersConverter(str(marian), copy_files=files).convert(str(folder))
    return folder


def test_a_translation_comes_through(converted: Path) -> None:
    engine = open_engine(str(converted), "de", "en")
    text = "Wir löschen Ihre Daten nach 90 Tagen. Grundlage ist Art. 6 Abs. 1 lit. f DSGVO."
    assert engine.translate([text], "de", "en")[0].text == "We delete your data after 90 days. The basis is Article 6(1)(f) GDPR."
    assert engine.name == "lighthouse"


def test_a_wrong_term_is_put_right(converted: Path) -> None:
    found = open_engine(f"ctranslate2:{converted}", "de", "en").translate(["Die betroffene Person darf fragen."], "de", "en")[0]
    assert (found.text, found.notes) == ("The data subject may ask.", ())


def test_it_says_what_the_original_says_and_is_as_sure(marian: Path, converted: Path) -> None:
    from notice_nlp.translate.engines.ctranslate2_engine import CTranslate2Decoder
    from notice_nlp.translate.engines.transformers_engine import TransformersDecoder

    texts = ["Der Leuchtturm braucht Ihren Namen.", "Die betroffene Person darf fragen."]
    fast = [h[0] for h in CTranslate2Decoder(converted, "de", "en").decode(texts, 1)]
    slow = [h[0] for h in TransformersDecoder(str(marian), "de", "en").decode(texts, 1)]
    assert [h.text for h in fast] == [h.text for h in slow]
    assert [h.score for h in fast] == pytest.approx([h.score for h in slow], abs=0.02)


def test_what_is_forbidden_is_not_said(converted: Path) -> None:
    from notice_nlp.translate.engines.ctranslate2_engine import CTranslate2Decoder

    decoder = CTranslate2Decoder(converted, "de", "en")
    found = decoder.decode(["Die betroffene Person darf fragen."], 2, [Wish((), ("affected person",))])[0]
    assert found
    assert not any("affected person" in h.text for h in found)


def test_the_wrong_direction_and_missing_files(converted: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="from de to en"):
        open_engine(str(converted), "en", "de")
    folder = tmp_path / "bare"
    shutil.copytree(converted, folder, ignore=shutil.ignore_patterns("*.spm"))
    with pytest.raises(BadInput, match=r"no source\.spm; convert with --copy_files"):
        open_engine(str(folder), "de", "en")
