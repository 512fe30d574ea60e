"""Elliptic wordings: "billing and delivery address", "Rechnungs- und Lieferadresse"."""

from __future__ import annotations

from functools import cache

from notice_nlp.translate.lexicon import nouns

# The shorter an ending two German compounds share, the likelier by chance.
_MIN_SHARED = 4


def elided(text: str, fellow: str, language: str) -> str:
    """A wording without the head that its fellow has too; empty where they share none."""
    words, others = text.split(), fellow.split()
    shared = 0
    while shared < min(len(words), len(others)) - 1 and words[-1 - shared] == others[-1 - shared]:
        shared += 1
    if shared or language == "en":
        return " ".join(words[: len(words) - shared]) if shared else ""
    shared = 0
    while shared < min(len(text), len(fellow)) and text[-1 - shared] == fellow[-1 - shared]:
        shared += 1
    # The head must be a word of its own in one of them: after a hyphen, or a noun the lexicon has.
    ending = _head_of(text[len(text) - shared :])
    return text[: len(text) - len(ending)].rstrip("-") + "-" if len(ending) >= _MIN_SHARED and len(ending) < len(text) else ""


def _head_of(ending: str) -> str:
    """The longest noun the lexicon has that an ending is, or ends in; empty where there is none."""
    return next((ending[i:] for i in range(len(ending)) if ending[i:].strip("-").casefold() in _heads()), "")


@cache
def _heads() -> frozenset[str]:
    return frozenset(form.casefold() for noun in nouns().values() for form in (noun.lemma, noun.plural) if form)


def together(texts: list[str], words: list[str], language: str) -> str:
    """Wordings joined by ``words``, one fewer than they; the head they all share stands only in the last."""
    short = [elided(text, texts[-1], language) for text in texts[:-1]]
    shown = short if all(short) else texts[:-1]
    joints = [{",": ", ", "/": "/"}.get(word, f" {word} ") for word in words]
    return "".join(text + joint for text, joint in zip(shown, joints, strict=True)) + texts[-1]
