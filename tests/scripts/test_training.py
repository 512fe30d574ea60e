"""A smoke run of training and export on a tiny random encoder; skipped where the extra ``train`` is not installed."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("safetensors")

from notice_nlp.analyse import analyse
from notice_nlp.extract.session import OnnxTagger, model_folder
from notice_nlp.read import read_text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A two-layer encoder with random weights and the shipped tokenizer."""
    import torch
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32,
        num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, pad_token_id=1
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="module")
def tiny_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    lines = (ROOT / "corpora" / "privacy_notices" / "dev.jsonl").read_text("utf-8").splitlines()[:4]
    for split in ("train", "dev", "test"):
        (folder / f"{split}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_train_export_parse(tiny_encoder: Path, tiny_corpus: Path, tmp_path: Path) -> None:
    train = [
        sys.executable, ROOT / "scripts" / "train.py", "--encoder", tiny_encoder, "--corpus", tiny_corpus, "--output", tmp_path / "out",
        "--batch", "16", "--fp32", "--average", "2",
    ]  # fmt: skip
    for more in (["--epochs", "1"], ["--epochs", "2", "--resume"]):
        subprocess.run(list(map(str, train + more)), check=True, capture_output=True, timeout=300)
    assert len(list((tmp_path / "out").glob("epoch-*.safetensors"))) == 2
    from safetensors.numpy import load_file

    soup = [sys.executable, ROOT / "scripts" / "soup.py", tmp_path / "out", tmp_path / "out", "--output", tmp_path / "soup"]
    subprocess.run(list(map(str, soup)), check=True, capture_output=True, timeout=300)
    one, two = (load_file(tmp_path / name / "weights.safetensors") for name in ("out", "soup"))
    assert all(np.allclose(one[k], two[k], atol=1e-6) for k in one)
    export = [sys.executable, ROOT / "scripts" / "export.py", tmp_path / "soup", tmp_path / "onnx"]
    subprocess.run(list(map(str, export)), check=True, capture_output=True, timeout=300)
    config = json.loads((tmp_path / "onnx" / "config.json").read_text("utf-8"))
    assert config["training"]["seed"] == "13"
    tagger = OnnxTagger(tmp_path / "onnx")
    notice = analyse(read_text("Wir speichern Ihre E-Mail-Adresse, um Ihnen den Newsletter zu senden."), tagger=tagger)
    assert notice.model == config["fingerprint"]


def test_retrain_gives_the_same_weights_again(tiny_encoder: Path, tiny_corpus: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    command = [
        sys.executable, ROOT / "scripts" / "retrain.py", "--encoder", tiny_encoder, "--corpus", tiny_corpus, "--epochs", "1", "--no-gate",
    ]  # fmt: skip
    for name in ("one", "two"):
        run = [*command, "--output", tmp_path / name, "--more", "--batch", "16", "--fp32", "--average", "1", "--max-steps", "3"]
        subprocess.run(list(map(str, run)), check=True, capture_output=True, timeout=300)
    one, two = (load_file(tmp_path / name / "mean" / "weights.safetensors") for name in ("one", "two"))
    assert all(np.array_equal(one[k], two[k]) for k in one)
    seeds = [load_file(tmp_path / "one" / f"order-{s}" / "weights.safetensors") for s in (13, 14)]
    assert not all(np.array_equal(seeds[0][k], seeds[1][k]) for k in seeds[0])
    assert (tmp_path / "one" / "notice-tagger" / "model.onnx").exists()
    again = subprocess.run(list(map(str, run)), check=True, capture_output=True, text=True, timeout=300)
    assert again.stdout.count("done before") == 4


def test_a_trimmed_vocabulary_cuts_as_before(tiny_encoder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    text = "Wir speichern Ihre E-Mail-Adresse, um Ihnen den Newsletter zu senden."
    (tmp_path / "text.txt").write_text(text, "utf-8")
    trim = [sys.executable, ROOT / "scripts" / "trim_vocabulary.py", tiny_encoder, tmp_path / "small", "--text", tmp_path / "text.txt"]
    subprocess.run(list(map(str, [*trim, "--size", "2000"])), check=True, capture_output=True, timeout=300)
    old, new = (Tokenizer.from_file(str(f / "tokenizer.json")) for f in (tiny_encoder, tmp_path / "small"))
    assert new.get_vocab_size() == 2000
    before, after = old.encode(text), new.encode(text)
    assert before.tokens == after.tokens
    assert max(after.ids) < 2000
    tables = [load_file(f / "model.safetensors")["embeddings.word_embeddings.weight"] for f in (tiny_encoder, tmp_path / "small")]
    assert tables[1].shape[0] == 2000
    assert np.allclose(tables[0][before.ids], tables[1][after.ids], atol=1e-3)
    refused = subprocess.run(list(map(str, [*trim, "--size", "50"])), capture_output=True, text=True, check=False, timeout=300)
    assert refused.returncode == 2
    assert "too small" in refused.stderr


def test_augmentation_keeps_spans() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    import random

    from training.augment import augment
    from training.data import prepare

    record = json.loads((ROOT / "corpora" / "privacy_notices" / "dev.jsonl").read_text("utf-8").splitlines()[0])
    prepared = prepare(record)
    for seed in range(20):
        for window in prepared.windows[:10]:
            changed = augment(window, random.Random(seed), 1.0, record["mentions"], record["language"])
            for old, new in zip(window.pieces, changed.pieces, strict=True):
                assert len(new.view.text) == len(new.view.starts) == len(new.view.ends)
                if new.view.text:
                    assert np.all(np.diff(np.array(new.view.starts)) >= 0)
                    assert new.view.starts[0] >= old.view.starts[0]
                    assert new.view.ends[-1] == old.view.ends[-1]


def test_probe_leaves_the_encoder_as_it_is(tiny_encoder: Path, tiny_corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "scripts" / "probe.py", "--encoder", tiny_encoder, "--corpus", tiny_corpus, "--output", tmp_path]
    subprocess.run([*map(str, command), "--epochs", "2"], check=True, capture_output=True, timeout=300)
    from safetensors.numpy import load_file

    before, after = load_file(str(tiny_encoder / "model.safetensors")), load_file(str(tmp_path / "weights.safetensors"))
    name = "encoder.layer.0.attention.self.query.weight"
    assert np.array_equal(before[name], after[f"encoder.{name}"])
    assert np.abs(after["heads.tags.weight"]).max() > 0
