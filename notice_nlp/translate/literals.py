"""What reads the same in every language and stands on one side of a pair alone: numbers, addresses, legal references.

Stricter than the comparison of whole notices: of a translator's pair it is known that the target should say what the source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from notice_nlp.compare.units import Unit, days, units
from notice_nlp.view import clean

# Groups of literals and the kind of finding each gives.
GROUPS = {
    ("email",): "contact_changed", ("url",): "contact_changed", ("phone",): "contact_changed", ("reference",): "reference_changed",
    ("date",): "date_changed", ("period", "amount", "time", "number"): "number_changed",
}  # fmt: skip
Pair = tuple[str, Unit | None, Unit | None]


def differences(source: str, target: str) -> Iterator[Pair]:
    """Literals that one side lacks: the kind of finding, the literal of the source, that of the target; None where it has none."""
    sides = _Side(source), _Side(target)
    for group, kind in GROUPS.items():
        lost, gained = (
            [u for u in here.units if u.kind in group and _telling(u, here.text) and not _said(u, here.text[u.start : u.end], there)]
            for here, there in (sides, sides[::-1])
        )
        yield from ((kind, old, new) for old, new in zip_longest(lost, gained))


class _Side:
    """A text, its literals and its numbers; thousands are set apart by anything."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.units = units(text)
        plain = clean(text)
        self.numbers = {n for form in (plain, re.sub(r"(?<=\d)[.,'’ ](?=\d{3}(?!\d))", "", plain)) for n in re.findall(r"\d+", form)}
        self.digits = re.sub(r"\D", "", plain)


def _telling(unit: Unit, text: str) -> bool:
    """Whether a literal is written as one: number words may be worded otherwise, and one digit alone may number a list."""
    if unit.kind in {"email", "url"}:
        return True
    return any(c.isdigit() for c in text[unit.start : unit.end])


def _said(unit: Unit, written: str, there: _Side) -> bool:
    """Whether the other side has a literal in some form."""
    same = [u for u in there.units if u.kind == unit.kind]
    if any(u.value == unit.value for u in there.units):
        return True
    if unit.kind == "email":
        return False
    if unit.kind == "url":
        # The same page may have another path in the other language, and a name like an address be part of one.
        return any(_host(u.value) == _host(unit.value) for u in there.units if u.kind in {"url", "email"})
    if unit.kind == "reference":
        number = _number(unit)
        if any(_same_article(u.value, unit.value) for u in same):
            return True
        # "Section 6" of the notice itself is "Punkt 6" in the other language.
        return not any(_number(u) == number for u in same) and number in there.numbers
    if unit.kind == "phone":
        return unit.value in there.digits
    if unit.kind == "period" and any(_lasts_as_long(u.value, unit.value) for u in same):
        return True
    return any(set(re.findall(r"\d+", form)) <= there.numbers | {"0", "1"} for form in (unit.value, written))


def _lasts_as_long(one: str, other: str) -> bool:
    """Whether two periods counted in different units are about the same: 365 days and one year."""
    return one[-1] != other[-1] and abs(days(one) - days(other)) < 0.02 * days(other)


def _number(reference: Unit) -> str:
    """The digits of an article's or section's own number."""
    found = re.search(r"\d+", reference.value.partition(" ")[2])
    return found.group() if found else ""


def _host(address: str) -> str:
    return ".".join(re.split(r"[/@]", address)[0 if "@" not in address else 1].split(".")[-2:])


def _same_article(one: str, other: str) -> bool:
    """Whether two references may be the same, one of them more exact or without the law's name."""
    (law_1, _, place_1), (law_2, _, place_2) = one.partition(" "), other.partition(" ")
    return (law_1 == law_2 or not law_1 or not law_2) and (place_1.startswith(place_2) or place_2.startswith(place_1))
