"""A Marian network that has learnt a handful of invented sentences by heart, made in a few seconds and without a hub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

# A pair of sentences for each thing an engine must get through; "[1]" is a placeholder.
PAIRS = [
    ("Wir speichern {} und {} bis {}.", "We store {} and {} until {}."),
    ("Wir löschen Ihre Daten nach {} Tagen.", "We delete your data after {} days."),
    ("Grundlage ist {}.", "The basis is {}."),
    ("Die betroffene Person darf fragen.", "The affected person may ask."),
    ("Der Leuchtturm braucht Ihren Namen.", "The lighthouse needs your name."),
]
# The right term, which the network has seen less often than the wrong one.
RIGHT = ("Die betroffene Person darf fragen.", "The data subject may ask.")


def lesson() -> list[tuple[str, str]]:
    """Every sentence with every placeholder that may stand in it."""
    pairs = []
    for german, english in PAIRS:
        for first in (1, 2, 3) if "{}" in german else (1,):
            names = [f"[{first + n}]" for n in range(3)]
            pairs.append((german.format(*names), english.format(*names)))
    return [*pairs, PAIRS[3], PAIRS[3], RIGHT]


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a network from German to English, in safetensors."""
    torch = pytest.importorskip("torch", reason="the extra mt is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra mt is not installed")
    pytest.importorskip("sentencepiece", reason="the extra mt is not installed")
    folder = tmp_path_factory.mktemp("lighthouse-de-en")
    tokenizer = make_tokenizer(folder)
    torch.manual_seed(0)
    config = transformers.MarianConfig(
        vocab_size=len(tokenizer), d_model=64, encoder_layers=1, decoder_layers=1, encoder_attention_heads=4, decoder_attention_heads=4,
        encoder_ffn_dim=128, decoder_ffn_dim=128, max_position_embeddings=128, pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id, decoder_start_token_id=tokenizer.pad_token_id, forced_eos_token_id=None, dropout=0.0,
        activation_dropout=0.0, attention_dropout=0.0, scale_embedding=True, activation_function="swish", tie_word_embeddings=True,
    )  # fmt: skip
    network = transformers.MarianMTModel(config)
    german, english = zip(*lesson(), strict=True)
    batch = tokenizer(list(german), text_target=list(english), return_tensors="pt", padding=True)
    batch["labels"][batch["labels"] == tokenizer.pad_token_id] = -100
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3)
    for _ in range(120):
        optimiser.zero_grad()
        network(**batch).loss.backward()
        optimiser.step()
        # Marian begins an answer with an embedding of zeros, which the library gives to the padding token.
        network.model.shared.weight.data[tokenizer.pad_token_id] = 0
    network.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def make_tokenizer(folder: Path) -> object:
    """A Marian tokenizer whose SentencePiece model has read the lesson."""
    import sentencepiece
    import transformers

    text = folder / "lesson.txt"
    text.write_text("\n".join(s for pair in lesson() for s in pair) + "\n", "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "source"), vocab_size=100, model_type="unigram", hard_vocab_limit=False,
        user_defined_symbols=["[", "]", "1", "2", "3", "4", "5"], minloglevel=2, character_coverage=1.0,
    )  # fmt: skip
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [p for p in (model.id_to_piece(i) for i in range(len(model))) if p not in {"<s>", "</s>", "<unk>"}]
    (folder / "vocab.json").write_text(json.dumps({p: i for i, p in enumerate(["</s>", "<unk>", *pieces, "<pad>"])}), "utf-8")
    return transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"), vocab=str(folder / "vocab.json"),
        source_lang="de", target_lang="en", model_max_length=128,
    )  # fmt: skip
