"""Baselines that need a folder."""

import sys
import types
from pathlib import Path

import pytest

from notice_nlp.benchmark.trained import ZeroShot, chunks, gliner, other_network, spacy_ner
from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.extract.session import model_folder

RECORD = {
    "id": "x",
    "language": "de",
    "text": "Kontakt\nWir speichern Ihre E-Mail-Adresse und die IP-Adresse.\n",
    "mentions": [],
    "rows": [],
}


def found(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in chunks(text, 0, len(text), language)]


def test_chunks() -> None:
    assert found("Wir speichern Ihre gültige E-Mail-Adresse, den Namen und Rechnungs- und Lieferadresse.", "de") == [
        "E-Mail-Adresse", "Namen", "Rechnungs-", "Lieferadresse",
    ]  # fmt: skip
    assert found("We store your email address and the order number.", "en") == ["store", "email address", "order number"]


def test_spacy(tmp_path: Path) -> None:
    import spacy

    for language in ("de", "en"):
        nlp = spacy.blank(language)
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "Contact", "pattern": "E-Mail-Adresse"}])  # type: ignore[attr-defined]
        nlp.to_disk(tmp_path / language)
    answer = spacy_ner(tmp_path)(RECORD)
    assert [m["category"] for m in answer["mentions"]] == ["pd:EmailAddress"]
    with pytest.raises(BadInput, match="no spaCy pipeline for de"):
        spacy_ner(tmp_path / "none")


def test_another_network() -> None:
    assert "pd:IPAddress" in {m["category"] for m in other_network(model_folder())(RECORD)["mentions"]}


def test_gliner_is_asked_for_labels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(MissingExtra, match="gliner"):
        gliner(tmp_path)

    class Stub:
        @classmethod
        def from_pretrained(cls, folder: str, local_files_only: bool) -> "Stub":
            assert local_files_only
            return cls()

        def predict_entities(self, text: str, labels: list[str]) -> list[dict[str, object]]:
            at = text.find("IP-Adresse")
            return [{"start": at, "end": at + 10, "label": "IP-Adresse"}] if at >= 0 and "IP-Adresse" in labels else []

    monkeypatch.setitem(sys.modules, "gliner", types.SimpleNamespace(GLiNER=Stub))
    assert [m["category"] for m in gliner(tmp_path)(RECORD)["mentions"]] == ["pd:IPAddress"]


def test_zero_shot_needs_its_files(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"model\.onnx, tokenizer\.json, config\.json missing"):
        ZeroShot(tmp_path)
