"""Literals as the other language writes them: 3,5 is 3.5, "1. März 2024" is "1 March 2024", Art. 6 Abs. 1 is Article 6(1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notice_nlp.compare.units import Unit, plain_number, units

# What reads the same in both languages to the last character.
_VERBATIM = frozenset({"email", "url", "phone"})
_MONTHS = {
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
_LAWS = {
    "en": {"DSGVO": "GDPR", "DS-GVO": "GDPR", "EU-DSGVO": "GDPR", "DSG": "FADP", "nDSG": "FADP", "revDSG": "FADP", "OR": "CO"},
    "de": {"GDPR": "DSGVO", "EU GDPR": "DSGVO", "UK GDPR": "UK GDPR", "FADP": "DSG", "CO": "OR"},
}
# A point is a decimal point in English before these; else "1.2" may be a version or a section.
_MEASURED = re.compile(
    r"\s?(?:%|(?:million|billion|hour|day|week|month|year|minute|second|kilomet|met(?:er|re)|mile|[KMGT]B|km|kg)\w*)", re.I
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = {"de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}
_DECIMAL = {"de": re.compile(r"\d+,\d+"), "en": re.compile(r"\d+\.\d{1,2}")}
_SWAP = str.maketrans(".,", ",.")
_CURRENCY_WORDS = {
    "euro": ("Euro", "euros"),
    "euros": ("Euro", "euros"),
    "prozent": ("Prozent", "percent"),
    "percent": ("Prozent", "percent"),
}
# The parts of a reference behind its number: a sentence, a paragraph or number, a letter.
_PARTS = re.compile(r"(?:\b(?:S\.|Satz|[Ss]entence)\s*(?P<sentence>\d))|(?<![^\W\d_])(?:(?P<digits>\d{1,2})|(?P<letter>[a-j]))(?![^\W\d_])")
# "point (b) of Article 6(1)"
_POINT = re.compile(r"(?:points?|letters?|lit\.)\s*\(?([a-j])\)?\s+(?:of|in)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Literal:
    """A stretch of a text that is not translated but written in another form; ``key`` is the same for what means the same."""

    start: int
    end: int
    form: str
    key: str


def literals(text: str, source: str, target: str) -> Iterator[Literal]:
    """Literals of a text in reading order, each with its form in the target language.

    Of a literal whose form is not certain only the digits are given: "14 Tagen" has words that bend with their sentence.
    Number words and countries are left to who translates.
    """
    for unit in units(text):
        written = text[unit.start : unit.end]
        if unit.kind == "country" or (unit.kind not in {"email", "url"} and not any(map(str.isdigit, written))):
            continue
        form = rendered(unit, text, source, target)
        if form is not None:
            yield Literal(unit.start, unit.end, form, f"{unit.kind} {unit.value}")
            continue
        for match in _DIGITS.finditer(written):
            end = unit.start + match.end()
            form = number(match.group(), source, target, text[end : end + 12])
            yield Literal(unit.start + match.start(), end, form, f"digits {plain_number(match.group())}")


def literal_only(text: str, source: str, target: str) -> str:
    """A text that is nothing but literals and punctuation in the form of the target language; empty for any other."""
    parts: list[str] = []
    end = 0
    for literal in literals(text, source, target):
        parts += [text[end : literal.start], literal.form]
        end = literal.end
    between = [*parts[::2], text[end:]]
    if not parts or any(map(str.isalpha, "".join(between))):
        return ""
    form = "".join([*parts, text[end:]])
    return f"S{form[1:]}" if form.startswith("section ") else form


def rendered(unit: Unit, text: str, source: str, target: str) -> str | None:
    """A literal of a text in the form of the target language; None where that is not certain.

    A form is certain only if it is read again as the very same literal.
    """
    written = text[unit.start : unit.end]
    if unit.kind in _VERBATIM:
        return written
    if unit.kind == "number":
        return number(written, source, target, text[unit.end : unit.end + 12])
    forms = {"reference": _reference, "date": _date, "amount": _amount, "time": _time}
    if unit.kind not in forms:
        return None
    form = forms[unit.kind](unit.value, written, source, target)
    again = units(form) if form else []
    same = len(again) == 1 and (again[0].kind, again[0].value) == (unit.kind, unit.value) and again[0].end - again[0].start == len(form)
    return form if same else None


def number(digits: str, source: str, target: str, following: str = "") -> str:
    """A number with the marks of thousands and decimals of the target language; versions and sections stay as they are."""
    if source == target:
        return digits
    decimal = _DECIMAL[source].fullmatch(digits) and (source == "de" or _MEASURED.match(following))
    return digits.translate(_SWAP) if decimal or _THOUSANDS[source].fullmatch(digits) else digits


def _date(value: str, written: str, source: str, target: str) -> str:
    if written.startswith(value):
        return written  # ISO 8601
    year, month, *day = value.split("-")
    name = _MONTHS[target][int(month) - 1]
    if not day:
        return f"{name} {year}"
    return f"{int(day[0])}. {name} {year}" if target == "de" else f"{int(day[0])} {name} {year}"


def _amount(value: str, written: str, source: str, target: str) -> str:
    found = re.search(r"\d[\d.,'’]*\d|\d", written)
    if not found:
        return ""
    currency = (written[: found.start()] + written[found.end() :]).strip()
    # An amount has a decimal mark in either language.
    amount = number(found.group().replace("’", "'"), source, target, " million")
    if words := _CURRENCY_WORDS.get(currency.casefold()):
        return f"{amount} {words[target == 'en']}"
    if currency in {"%", "€", "$", "£"}:
        return f"{amount} {currency}" if target == "de" else f"{amount}%" if currency == "%" else f"{currency}{amount}"
    code = value.split()[-1]
    return f"{amount} {code}" if target == "de" else f"{code} {amount}"


def _time(value: str, written: str, source: str, target: str) -> str:
    if len(_DIGITS.findall(written.replace(":", "."))) > 1:
        return ""  # from one hour to another
    return f"{value} Uhr" if target == "de" and not re.fullmatch(r"\d\d?:\d\d", written) else value


def _reference(value: str, written: str, source: str, target: str) -> str:
    """Article 6(1)(f) GDPR, Art. 6 Abs. 1 lit. f DSGVO; empty for several references in one and for a section of no law."""
    before = _POINT.match(written)
    sign = re.compile(r"(§§?|art\w*\.?|sec\w*\.?)\s*(\d+[a-z]?)", re.I).match(written, before.end() if before else 0)
    law_id, _, _place = value.partition(" ")
    if not sign or sign.group(1) == "§§":
        return ""
    section = sign.group(1)[0] in "§sS"
    if section and not law_id and target == "de":
        return ""
    rest = written[sign.end() :]
    law = next((l for l in sorted({*_LAWS["de"], *_LAWS["en"]}, key=len, reverse=True) if re.search(rf"(?<!\w){re.escape(l)}$", rest)), "")
    if not law and (found := re.search(r"(?:^|\s)([A-Z][\w-]*[A-Z][\w-]*)$", rest)):
        law = found.group(1)
    detail = rest[: len(rest) - len(law)]
    head = {"en": ("Article", "section"), "de": ("Art.", "§")}[target][section]
    if re.search(r"(?<!\w)[IVX]+(?!\w)", detail):
        return ""  # "Art. 6 I b": a paragraph in Roman numerals, which is not read
    if before:
        detail += f" {before.group(1)}"
    parts = "".join(_part(m, n, target) for n, m in enumerate(_PARTS.finditer(detail)))
    return f"{head} {sign.group(2)}{parts} {_LAWS[target].get(law, law)}".strip()


def _part(match: re.Match[str], place: int, target: str) -> str:
    if match["sentence"]:
        return f" Satz {match['sentence']}" if target == "de" else f" sentence {match['sentence']}"
    if target == "de":
        label = "lit." if match["letter"] else "Nr." if place else "Abs."
        return f" {label} {match['letter'] or match['digits']}"
    # A letter that follows a sentence stands apart: "Article 6(1) sentence 1 (f)".
    gap = (
        " "
        if re.search(r"(?:S\.|Satz|entence)\s*\d\W*(?:(?:lit|Nr|No|Buchst|letter|point)\w*\W*)?$", match.string[: match.start()])
        else ""
    )
    return f"{gap}({match['letter'] or match['digits']})"
