"""Near hits of the memory that may be filled in: those that differ from the text in literals, a section's number and stops alone.

How alike two texts are says little about whether one's translation is the other's: a word makes the difference between "with
consent" and "without". What is filled in is therefore the same sentence, and its literals are put in anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from notice_nlp.segment.sentences import sentences
from notice_nlp.translate.forms import Literal, literal_only, literals
from notice_nlp.translate.literals import differences
from notice_nlp.translate.memory import EXACT, FUZZY, Found, Memory, normal
from notice_nlp.translate.numbering import split_number
from notice_nlp.translate.standing import standing

# Hits looked through for one that can be made to fit.
CANDIDATES = 8

# Stops that end a text or not, as its place wants it.
_STOPS = ".,;:"
_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class Recalled:
    """A translation from the memory with its origin and score, as a segment has them."""

    target: str
    origin: str
    score: float


def adapted(text: str, found: Found, source: str, target: str) -> str | None:
    """A hit's translation made that of the text; None where they differ in more than literals, a section's number or a stop.

    Args:
        text: what is translated.
        found: a hit of the memory for it.
        source: the text's language.
        target: the other one.
    """
    here, there = _Bones(text, source, target), _Bones(found.source, source, target)
    if here.bones != there.bones or not here.bones.strip(_MARK):
        return None
    body = split_number(found.target)
    if there.number and not body[0]:
        return None  # the translation has the number elsewhere, or none
    swapped = _swap(body[1], there.literals, here.literals, source, target)
    if swapped is None or (_shouts(swapped) and not _shouts(text)):
        return None
    swapped = swapped.rstrip(_STOPS + " ") + here.stop
    if here.body[:1].isupper():
        swapped = swapped[:1].upper() + swapped[1:]
    made = here.number + swapped
    return None if any(differences(text, made)) else made


class _Bones:
    """A text taken apart: the number before it, what it says without its literals, the literals, and the stop at its end."""

    def __init__(self, text: str, source: str, target: str) -> None:
        self.number, self.body = split_number(text.strip())
        stripped = self.body.rstrip(_STOPS + " ")
        self.stop = self.body[len(stripped) :].strip()
        self.literals = list(literals(stripped, source, target))
        parts, end = [], 0
        for literal in self.literals:
            # What is of one kind may stand for another.
            parts += [stripped[end : literal.start], f"{_MARK}{literal.key.split()[0]}{_MARK}"]
            end = literal.end
        bones = normal("".join([*parts, stripped[end:]]))
        self.bones = re.sub(r"(?<=\w)-(?=\w)", "", bones)


def _swap(text: str, old: list[Literal], new: list[Literal], source: str, target: str) -> str | None:
    """The translation with the text's literals in the places of the hit's; None where a place is not certain."""
    places = list(literals(text, target, source))
    changes: list[tuple[int, int, str]] = []
    for before, after in zip(old, new, strict=True):
        # A reference may name a sentence that its key leaves out.
        if (before.key, before.form) == (after.key, after.form):
            continue
        found = [p for p in places if p.key == before.key]
        if len(found) != 1 or sum(o.key == before.key for o in old) != 1:
            return None
        changes.append((found[0].start, found[0].end, after.form))
    for start, end, form in sorted(changes, reverse=True):
        text = text[:start] + form + text[end:]
    return text


def _shouts(text: str) -> bool:
    return text.isupper() and len(text) > 4


def recall(text: str, found: Sequence[Found], source: str, target: str) -> Recalled | None:
    """What the memory's hits for a text give: its translation word for word, or of the same sentence with other literals."""
    if found and found[0].kind == EXACT:
        return Recalled(found[0].target, "tm:exact", 1.0)
    for hit in found:
        if hit.kind == FUZZY and (made := adapted(text, hit, source, target)):
            return Recalled(made, "tm:fuzzy", hit.score)
    return None


def known_as_a_whole(text: str, found: Sequence[Found], source: str, target: str) -> Recalled | None:
    """A text's translation by the memory's hits for it, else by its literals where it has nothing else, else a standing one."""
    if known := recall(text, found, source, target):
        return known
    if form := literal_only(text, source, target):
        return Recalled(form, "literals", 1.0)
    told = standing(text, source, target)
    return Recalled(told.text, told.origin, 1.0) if told else None


def recall_sentences(text: str, memory: Memory, source: str, target: str) -> Recalled | None:
    """A text of several sentences that the memory has one by one; None where it lacks one. As sure as its least sure sentence."""
    spans = sentences(text)
    if len(spans) < 2:
        return None
    parts: list[Recalled] = []
    for start, end in spans:
        sentence = text[start:end]
        known = known_as_a_whole(sentence, memory.search(sentence, source, target, CANDIDATES), source, target)
        if known is None:
            return None
        parts.append(known)
    blanks = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    whole = "".join(x for pair in zip([p.target for p in parts], [*blanks, ""], strict=True) for x in pair)
    origin = "tm:exact" if all(p.origin == "tm:exact" for p in parts) else "tm:fuzzy"
    return Recalled(whole, origin, min(p.score for p in parts))
