#!/usr/bin/env python
"""Trims the vocabulary of a multilingual encoder to what German and English text needs.

    python scripts/trim_vocabulary.py intfloat/multilingual-e5-small build/encoder --size 48000

Needs the extra ``train``. Kept are special tokens, single characters of Latin script and punctuation, every piece that the
given texts are cut into (by default the project's corpus), and further Latin-script pieces by the tokenizer's own scores up to the
size. Pieces keep their order and scores, so text whose pieces were all kept is cut as before; their vectors are taken over as they are.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices"


def latin(piece: str) -> bool:
    """Whether all letters of a piece are of Latin script; digits and punctuation are too."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in piece)


def texts_of(paths: Iterable[Path]) -> Iterable[str]:
    """Texts of plain files, and the fields ``text`` of JSON Lines."""
    for path in paths:
        content = path.read_text("utf-8")
        yield from (json.loads(line)["text"] for line in content.splitlines()) if path.suffix == ".jsonl" else [content]


def chosen(data: dict[str, Any], tokenizer: Tokenizer, texts: Iterable[str], size: int) -> list[int]:
    """Ids of the pieces to keep, in their order.

    Raises:
        ValueError: the tokenizer is no unigram model, or the size is too small for what must stay.
    """
    if data["model"]["type"] != "Unigram":
        raise ValueError("the tokenizer is no unigram (SentencePiece) model")
    vocabulary = data["model"]["vocab"]
    kept = {token["id"] for token in data["added_tokens"]} | {data["model"]["unk_id"]}
    kept |= {i for i, (piece, _) in enumerate(vocabulary) if len(piece.lstrip("\u2581")) <= 1 and latin(piece)}
    for text in texts:
        kept.update(tokenizer.encode(text, add_special_tokens=False).ids)
    if len(kept) > size:
        raise ValueError(f"{len(kept)} pieces must stay; a size of {size} is too small")
    for i in sorted(range(len(vocabulary)), key=lambda i: -vocabulary[i][1]):
        if len(kept) == size:
            break
        if latin(vocabulary[i][0]):
            kept.add(i)
    return sorted(kept)


def trimmed(data: dict[str, Any], ids: list[int]) -> dict[str, Any]:
    """The tokenizer's JSON with these pieces alone, numbered anew."""
    new = {old: number for number, old in enumerate(ids)}
    data = json.loads(json.dumps(data))
    data["model"]["vocab"] = [data["model"]["vocab"][i] for i in ids if i < len(data["model"]["vocab"])]
    data["model"]["unk_id"] = new[data["model"]["unk_id"]]
    for token in data["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in ((data.get("post_processor") or {}).get("special_tokens") or {}).values():
        token["ids"] = [new[i] for i in token["ids"]]
    return data


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", help="folder or hub id")
    parser.add_argument("output", type=Path)
    parser.add_argument("--size", type=int, default=48_000, help="pieces to keep")
    parser.add_argument("--text", type=Path, action="append", help="text or JSON Lines whose pieces all stay; default: the corpus")
    args = parser.parse_args()
    source = Path(args.encoder) / "tokenizer.json"
    if not source.exists():
        from huggingface_hub import hf_hub_download

        source = Path(hf_hub_download(args.encoder, "tokenizer.json"))
    data = json.loads(source.read_text("utf-8"))
    try:
        ids = chosen(
            data,
            Tokenizer.from_file(str(source)),
            texts_of(args.text or [CORPUS / f"{split}.jsonl" for split in ("train", "dev")]),
            args.size,
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    model = AutoModel.from_pretrained(args.encoder, dtype=torch.float32)
    table = model.get_input_embeddings().weight.data
    smaller = torch.nn.Embedding(len(ids), table.shape[1], padding_idx=None)
    smaller.weight.data = table[torch.tensor(ids)].clone()
    model.set_input_embeddings(smaller)
    model.config.vocab_size = len(ids)
    model.config.pad_token_id = ids.index(model.config.pad_token_id) if model.config.pad_token_id is not None else None
    args.output.mkdir(parents=True, exist_ok=True)
    model.to(torch.float16).save_pretrained(args.output)
    (args.output / "tokenizer.json").write_text(json.dumps(trimmed(data, ids), ensure_ascii=False), "utf-8")
    print(f"{len(data['model']['vocab'])} pieces -> {len(ids)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
