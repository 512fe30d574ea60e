"""Purposes that the build of a text tells: items under "for the following purposes:", and what an interest lies in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from notice_nlp.extract.decode import Role
from notice_nlp.extract.roles import with_overlooked
from notice_nlp.notice import Block, Span
from notice_nlp.segment import sentences
from notice_nlp.segment.sentences import sentence_at

_LEAD = re.compile(r"(?:\bzwecken?|\bpurposes?)\b[^.:]{0,60}:\s*\Z", re.I)
_AIM = r"(?:\bbzw\.|\bz\. ?B\.|\be\.g\.|[^.;]){8,200}"
_NEAR_AIM = r"(?:\bbzw\.|\bz\. ?B\.|\be\.g\.|[^.;,(]){8,200}"
_INTEREST = re.compile(
    r"\b(?:berechtigt|legitim)\w* interesse\b[^.]{0,80}? (?:liegt|besteht)(?: dabei| hierbei)? (?:in (?:der|einer|dem|einem)|im|darin,) "
    rf"(?P<in_de>{_AIM})|"
    rf"\b(?:berechtigt|legitim)\w* interesse an (?:der|einer) (?P<at_de>{_NEAR_AIM})|"
    rf"\blegitimate interest\b[^.]{{0,80}}? (?:lies|consists) in (?:(?:the|an?) )?(?P<in_en>{_AIM})|"
    rf"\blegitimate interest in (?:(?:the|an?) )?(?P<at_en>{_NEAR_AIM})",
    re.I,
)
# "A legitimate interest in storing the data" says nothing of what for.
_NO_AIM = re.compile(r"(?:(?:daten)?verarbeitung|speicherung|erhebung|(?:data )?processing|storage|storing|retention|collection)\b", re.I)


# A purpose that breaks off after its first words, and the rest of its clause.
_BROKEN = re.compile(r"(?:(?:in order |so as )?to|so that|um|zur?m?|damit|for)(?:\s+[\w-]+){0,2}", re.I)
# … or before the noun it speaks of: "the operation of", "Verbesserung | unserer Seite".
_OPEN = re.compile(
    r"\b(?:ein(?:e[mnrs]?)?|de[rsmn]|die|das|nach|von|zu[rm]?|für|mit|und|oder|(?:unser|ihr|dein)(?:e[mnrs]?)|the|an?|of|to|for|with|and|or|our|your)\Z",
    re.I,
)
_GENITIVE = re.compile(r"\s+(?:de[rs]|einer|eines|unsere[rs]|Ihre[rs]|Deine[rs]|deine[rs]|of)\b")
_REST = re.compile(r"[^.;:,!?()\n]{1,160}")
# Words that no purpose consists of alone.
_NONE = re.compile(
    r"(?:(?:du|sie|wir|ihr|dein|ihre?|unser|you|your|we|our|it|this|that|for this|this will|so kann|hierzu(?: \w+)?|dazu|dabei)\b"
    r"[\s,;]*)+",
    re.I,
)

# What the reader should do for a purpose of their own: "To keep others out you should set a PIN".
_ADVICE = re.compile(
    r"\b(?:sollten sie|sie sollten|solltest du|du solltest|wir empfehlen|empfehlen wir|wir raten|raten wir|achten sie|achte darauf|"
    r"you should|should you|we (?:strongly )?(?:recommend|advise)|we would advise|make sure (?:that )?you)\b",
    re.I,
)


def whole(text: str, role: Role, block: Block) -> Role | None:
    """A purpose to the end of its clause where it breaks off after its first words; None where its words are none or
    the sentence advises the reader. Other roles stay."""
    if role.role != "purpose":
        return role
    start, end = sentence_at(text[block.start : block.end], role.start - block.start)
    if _NONE.fullmatch(text, role.start, role.end) or _ADVICE.search(text, block.start + start, block.start + end):
        return None
    broken = bool(_BROKEN.fullmatch(text, role.start, role.end) or _OPEN.search(text, role.start, role.end))
    one_word = len(text[role.start : role.end].split()) == 1
    if (broken or (one_word and _GENITIVE.match(text, role.end, block.end))) and (rest := _REST.match(text, role.end, block.end)):
        return replace(role, end=role.end + len(rest.group().rstrip()))
    return role


def stated_aims(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """Spans of purposes by the text's build, in reading order."""
    led = False
    for block in blocks:
        body = text[block.start : block.end]
        if block.kind == "item" and led:
            stripped = body.rstrip(" \t\n,;.")
            yield block.start, block.start + len(stripped)
            continue
        led = bool(_LEAD.search(body))
        if block.cells or "interes" not in body.casefold():
            continue
        for a, b in sentences(body):
            for match in _INTEREST.finditer(body, a, b):
                aim = match[str(match.lastgroup)]
                if not _NO_AIM.match(aim):
                    start = block.start + match.start(str(match.lastgroup))
                    yield start, start + len(aim.rstrip())


def with_aims(text: str, blocks: Sequence[Block], roles: Sequence[Role]) -> list[Role]:
    """The roles in reading order, broken-off purposes made whole, with the purposes told by the text's build that the model overlooked."""
    starts = [b.start for b in blocks]
    found: list[Role] = []
    end = 0  # of the purposes so far; what lies in one that was made whole is part of it
    for role in sorted(roles, key=lambda r: r.start):
        block = blocks[max(0, bisect_right(starts, role.start) - 1)]
        made = role if block.cells else whole(text, role, block)
        if made and (made.role != "purpose" or made.start >= end):
            found.append(made)
            end = made.end if made.role == "purpose" else end
    return with_overlooked(found, stated_aims(text, blocks), "purpose")
