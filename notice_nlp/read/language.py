"""Which language a block is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from notice_nlp.notice import Block
from notice_nlp.view import clean

SUPPORTED = ("de", "en")
# The languages a German or English notice may be mixed with or mistaken for.
CANDIDATES = ["de", "en", "fr", "it", "nl", "es", "pt", "da", "sv", "no", "pl", "cs", "hu", "ro", "tr", "lb"]
# Below this many letters a block says too little of its own and takes the notice's language.
LETTERS = 40
SAMPLE = 20_000


# Words that only one of the two uses, and no language near it: they settle almost every block at once, so that the
# identifier's model (0.6 s to unpack) is loaded only for what they leave open.
_FUNCTION_WORDS = {
    "de": frozenset(
        [
            "und",
            "wir",
            "ihre",
            "ihrer",
            "ihren",
            "ihnen",
            "nicht",
            "werden",
            "wird",
            "oder",
            "für",
            "auf",
            "mit",
            "zur",
            "zum",
            "eine",
            "einer",
            "eines",
            "sind",
            "ist",
            "durch",
            "nach",
            "bei",
            "sie",
            "das",
            "den",
            "dem",
            "des",
            "auch",
            "wenn",
            "dass",
            "von",
            "zu",
            "im",
            "uns",
            "unsere",
            "unserer",
            "du",
            "dein",
            "deine",
            "deiner",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "your",
            "you",
            "we",
            "are",
            "with",
            "this",
            "which",
            "that",
            "by",
            "or",
            "our",
            "to",
            "is",
            "be",
            "will",
            "not",
            "if",
            "as",
            "from",
            "any",
            "it",
            "their",
            "have",
            "has",
        ]
    ),
}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(CANDIDATES)
    return identifier


def detect(text: str) -> str:
    """The language code of a text, or ``""`` where it has too few letters to tell."""
    text = clean(text[:SAMPLE])
    if len(re.findall(r"[^\W\d_]", text)) < LETTERS:
        return ""
    words = re.findall(r"[^\W\d_]+", text.lower())
    shares = {code: sum(w in known for w in words) / len(words) for code, known in _FUNCTION_WORDS.items()}
    for code, other in (("de", "en"), ("en", "de")):
        if shares[code] > 0.15 and shares[code] > 5 * shares[other]:
            return code
    code, _ = _identifier().classify(text.lower())
    return "de" if code == "lb" else str(code)


def label_blocks(text: str, blocks: Sequence[Block], language: str = "auto") -> tuple[tuple[Block, ...], str]:
    """Blocks with their languages, and the notice's: the one of most letters.

    With ``language`` given every block has it.
    """
    if language != "auto":
        return tuple(replace(b, language=language) for b in blocks), language
    whole = detect(text) or ""
    letters: Counter[str] = Counter()
    found: list[str] = []
    for block in blocks:
        piece = text[block.start : block.end]
        code = detect(piece) if len(piece) > 2 * LETTERS else ""
        # Short blocks of names and places look like any language: only the supported ones and long ones count.
        if code not in SUPPORTED and len(piece) < 400:
            code = code if code == whole else ""
        found.append(code)
        letters[code] += len(piece)
    letters.pop("", None)
    main = letters.most_common(1)[0][0] if letters else whole
    return tuple(replace(b, language=c or main) for b, c in zip(blocks, found, strict=True)), main
