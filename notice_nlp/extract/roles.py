"""What never belongs to a stretch that states a legal basis, a recipient or a storage period."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from notice_nlp.extract.decode import Role
from notice_nlp.notice import Span

# How sure a role is that only the text's wording or build speaks for.
CONFIDENCE = 0.7
# Each class is possessive: a long line of separators is read in one way only.
_LEAD = re.compile(r"[\s,;:.)\]“”\"'»–•*/-]++(?=\w)")
_TAIL = re.compile(r"(?<![\s,;:(\[„“”\"'«–*/])[\s,;:(\[„“”\"'«–*/]++\Z")
# "Loft Inc., 1600 Hill Road": the house number begins an address.
_ADDRESS = re.compile(r",\s*\d.*\Z", re.S)
# Words that alone are no basis: whose consent, or what becomes of it.
_NO_BASIS = re.compile(r"(?:Ihr|Dein|Euer|Eur|unser|your|our|the|die|der|das)(?:e[nmrs]?)?|Widerrufs?|withdrawal|revocation", re.I)
# "seit wann du" begins a question.
_NO_PERIOD = re.compile(
    r"(?:seit|ab) wann\b|since when\b|(?:nach(?:dem)?|bis|solange|sobald|ausschließlich|until|after|when|once|only|as long as)\Z", re.I
)


def cleaned(text: str, start: int, end: int, role: str) -> Span | None:
    """The span of a role without loose signs, open brackets and an address; None where nothing is left that states it."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    if tail := _TAIL.search(text, start, end):
        end = tail.start()
    if role == "recipients" and (address := _ADDRESS.search(text, start, end)):
        end = address.start()
    inner = text[start:end]
    if inner.count("(") > inner.count(")"):
        end = end + 1 if text[end : end + 1] == ")" else start + _opened(inner)
    empty = {"legal_basis": _NO_BASIS.fullmatch, "retention": _NO_PERIOD.match}.get(role)
    if start >= end or (empty and empty(text, start, end)):
        return None
    return start, end


def with_clean_roles(text: str, roles: Iterable[Role]) -> list[Role]:
    """The roles without what is no part of them; purposes as they are, and those left out of which nothing is left."""
    found = []
    for role in roles:
        span = (role.start, role.end) if role.role == "purpose" else cleaned(text, role.start, role.end, role.role)
        if span:
            found.append(replace(role, start=span[0], end=span[1]))
    return found


def with_overlooked(roles: Sequence[Role], spans: Iterable[Span], role: str) -> list[Role]:
    """The roles in reading order with one of a kind for each span that touches none of that kind."""
    found = list(roles)
    known = sorted((r.start, r.end) for r in roles if r.role == role)
    for start, end in spans:
        at = bisect_left(known, (end, 0))
        if at == 0 or known[at - 1][1] <= start:
            known.insert(at, (start, end))
            found.append(Role(start, end, role, CONFIDENCE))
    return sorted(found, key=lambda r: r.start)


def _opened(text: str) -> int:
    """Where the text before its first bracket that is never closed ends."""
    depth: list[int] = []
    for i, char in enumerate(text):
        if char == "(":
            depth.append(i)
        elif char == ")" and depth:
            depth.pop()
    return len(text[: depth[0]].rstrip(' ,;:„"')) if depth else len(text)
