"""Which language a block is in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from notice_nlp.notice import Block
from notice_nlp.view import clean

SUPPORTED = ("de", "en")
# The languages a German or English notice may be mixed with or mistaken for.
CANDIDATES = ["de", "en", "fr", "it", "nl", "es", "pt", "da", "sv", "no", "pl", "cs", "hu", "ro", "tr", "lb"]
# Below this many letters a block says too little of its own and takes the notice's language.
LETTERS = 40
# Lists of names and places look like any language: below this many characters only function words tell another one.
SURE_LENGTH = 300
SAMPLE = 20_000


# For a short passage in a third language a good part of its words must be that language's function words.
FOREIGN_SHARE = 0.25


@cache
def function_words(kind: str) -> dict[str, frozenset[str]]:
    """Words that settle almost every block at once, so that the identifier's model (0.6 s to unpack) is loaded only for what
    they leave open; ``kind`` is ``supported`` or ``foreign``."""
    data = json.loads(resources.files(__package__).joinpath("function_words.json").read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in data[kind].items()}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(CANDIDATES)
    return identifier


def _shares(text: str) -> dict[str, float]:
    """For each language the share of the words that are its function words."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {
        code: sum(w in known for w in words) / max(1, len(words))
        for code, known in (function_words("supported") | function_words("foreign")).items()
    }


def detect(text: str, expected: str = "") -> str:
    """The language code of a text, or ``""`` where it has too few letters to tell.

    ``expected`` is the supported language of what stands around; it needs less evidence than another.
    """
    text = clean(text[:SAMPLE])
    if len(re.findall(r"[^\W\d_]", text)) < LETTERS:
        return ""
    shares = _shares(text)
    for code, other in (("de", "en"), ("en", "de")):
        enough = 0.04 if code == expected else 0.15
        if shares[code] > enough and shares[code] > (2 if code == expected else 5) * shares[other]:
            return code
    if expected and len(text) < SURE_LENGTH:
        likeliest = max(function_words("foreign"), key=shares.__getitem__)
        foreign = shares[likeliest] > FOREIGN_SHARE and shares[likeliest] > 5 * max(shares[code] for code in SUPPORTED)
        return likeliest if foreign else ""
    code, _ = _identifier().classify(text.lower())
    return "de" if code == "lb" else str(code)


def label_blocks(text: str, blocks: Sequence[Block], language: str = "auto") -> tuple[tuple[Block, ...], str]:
    """Blocks with their languages, and the notice's: the one of most letters.

    With ``language`` given every block has it. A short block says too little of its own and has the notice's.
    """
    if language != "auto":
        return tuple(replace(b, language=language) for b in blocks), language
    whole = detect(text)
    expected = whole if whole in SUPPORTED else ""
    letters: Counter[str] = Counter()
    found: list[str] = []
    for block in blocks:
        piece = text[block.start : block.end]
        code = detect(piece, expected) if len(piece) > 2 * LETTERS else ""
        found.append(code)
        letters[code] += len(piece)
    letters.pop("", None)
    main = letters.most_common(1)[0][0] if letters else whole
    return tuple(replace(b, language=c or main) for b, c in zip(blocks, found, strict=True)), main
