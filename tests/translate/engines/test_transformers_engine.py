"""A real Marian network, tiny, with everything around it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.translate.engines import Wish, open_engine


def test_a_translation_comes_through(marian: Path) -> None:
    engine = open_engine(f"marian:{marian}", "de", "en")
    texts = ["Wir löschen Ihre Daten nach 90 Tagen. Grundlage ist Art. 6 Abs. 1 lit. f DSGVO.", "Der Leuchtturm braucht Ihren Namen."]
    first, second = engine.translate(texts, "de", "en")
    assert first.text == "We delete your data after 90 days. The basis is Article 6(1)(f) GDPR."
    assert second.text == "The lighthouse needs your name."
    assert 0.5 < first.score <= 1
    assert engine.name == marian.name


def test_a_wrong_term_is_put_right(marian: Path) -> None:
    found = open_engine(str(marian), "de", "en").translate(["Die betroffene Person darf fragen."], "de", "en")[0]
    assert (found.text, found.notes) == ("The data subject may ask.", ())


def test_wishes_steer_the_search_and_leave_the_score(marian: Path) -> None:
    from notice_nlp.translate.engines.transformers_engine import TransformersDecoder

    decoder = TransformersDecoder(str(marian), "de", "en")
    text = "Die betroffene Person darf fragen."
    free = decoder.decode([text], 4)[0]
    assert free[0].text == "The affected person may ask."
    wanted = decoder.decode([text, "Grundlage ist [1]."], 1, [Wish(("data subject",), ("affected person",)), Wish()])
    assert [w[0].text for w in wanted] == ["The data subject may ask.", "The basis is [1]."]
    # The score is the network's own, as high as without the wish.
    assert wanted[0][0].score == pytest.approx(next(h.score for h in free if "data subject" in h.text), abs=0.01)
    assert wanted[0][0].score < free[0].score


def test_batched_as_alone(marian: Path) -> None:
    from notice_nlp.translate.engines.transformers_engine import TransformersDecoder

    decoder = TransformersDecoder(str(marian), "de", "en")
    texts = ["Der Leuchtturm braucht Ihren Namen.", "Grundlage ist [2].", "Wir speichern [1] und [2] bis [3]."]
    together = [h[0] for h in decoder.decode(texts, 1)]
    alone = [decoder.decode([t], 1)[0][0] for t in texts]
    assert [h.text for h in together] == [h.text for h in alone]
    assert [h.score for h in together] == pytest.approx([h.score for h in alone], abs=0.01)


def test_what_it_never_learnt_is_left_out_or_keeps_its_literals(marian: Path) -> None:
    from notice_nlp.translate.literals import differences

    text = "Am 3. Mai 2024 kamen 17 Boote aus Husum nach Föhr."
    found = open_engine(str(marian), "de", "en").translate([text], "de", "en")[0]
    assert not found.text or not list(differences(text, found.text))
    assert found.text or found.notes


def test_longer_than_the_network_reads(marian: Path) -> None:
    found = open_engine(str(marian), "de", "en").translate(["Der Leuchtturm braucht " * 60], "de", "en")[0]
    assert found.text == ""
    assert "too long" in found.notes[0].text


def test_the_wrong_direction(marian: Path) -> None:
    with pytest.raises(BadInput, match="from de to en, not from en to de"):
        open_engine(f"marian:{marian}", "en", "de")


def test_pickled_weights_are_not_loaded_but_converted(marian: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from notice_nlp.translate.engines.convert import convert

    folder = tmp_path / "pickled"
    shutil.copytree(marian, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    torch.save(load_file(marian / "model.safetensors"), folder / "pytorch_model.bin")
    with pytest.raises(BadInput, match=r"has no \.safetensors.*convert"):
        open_engine(str(folder), "de", "en")
    convert(folder)
    assert open_engine(str(folder), "de", "en").translate(["Grundlage ist § 25 TDDDG."], "de", "en")[0].text == (
        "The basis is section 25 TDDDG."
    )  # fmt: skip


def test_a_pickle_that_runs_code_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("safetensors")
    import pickle

    from notice_nlp.translate.engines.convert import convert

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return open, (str(tmp_path / "touched"), "w")  # type: ignore[return-value]

    (tmp_path / "pytorch_model.bin").write_bytes(pickle.dumps({"w": Evil()}))
    with pytest.raises(BadInput, match="not plain weights"):
        convert(tmp_path)
    assert not (tmp_path / "touched").exists()


def test_another_kind_of_model(marian: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bert"
    shutil.copytree(marian, folder)
    (folder / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    with pytest.raises(BadInput, match="is a bert, which does not translate"):
        open_engine(str(folder), "de", "en")
