"""What reads the same in every language: periods, dates, amounts, numbers, addresses, legal references, countries.

Each is given with its span and a value in which "zwölf Monate", "twelve months" and "one year" are one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from notice_nlp.compare.references import references
from notice_nlp.taxonomy.durations import find_durations, lowered, number_words

KINDS = ("email", "url", "date", "phone", "reference", "period", "amount", "time", "country", "safeguard", "number")


@dataclass(frozen=True, slots=True)
class Unit:
    """A literal of one of :data:`KINDS` with its span in the text and its value."""

    kind: str
    value: str
    start: int
    end: int


# Labels of host names are bounded and atomic: a long line of dots must not be tried in every way.
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"“”„]+|"
    r"(?<![\w.-])(?>(?:[a-z0-9-]{1,60}\.){1,5})(?:com|org|net|de|at|ch|eu|io|dev|app)(?:/[^\s<>()\[\]\"]*)?\b",
    re.I,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}", re.I)
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "januar january jan jänner", "februar february feb", "märz maerz march mar mär", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sep sept", "oktober october oct okt", "november nov", "dezember december dec dez",
        ], 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY, _NUMBERED = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
# Numbers of three parts are a date where they can be one and nothing goes on before or after them: no telephone number.
_DATE = re.compile(
    rf"(?<![\w+])(?<![\d][./-])(?:(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)|"
    rf"(?P<d2>{_DAY})(?:\.\s?|/)(?P<m2>{_NUMBERED})(?:\.\s?|/)(?P<y2>(?:19|20)\d\d)(?![./-]?\d)|"
    rf"(?P<d5>0[1-9]|[12]\d|3[01])\.(?P<m5>0[1-9]|1[0-2])\.(?P<y5>\d\d)(?![./-]?\d)|"
    rf"(?:(?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+)?(?:of\s+)?(?P<m3>{_MONTH})\.?\s+(?P<y3>(?:19|20)\d\d)|"
    rf"(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>(?:19|20)\d\d))\b",
    re.I,
)
_AMOUNT = re.compile(
    r"(?<![\d.,'’])(?:(?P<c1>€|EUR|CHF|\$|USD|£|GBP)\s?(?P<n1>\d(?:[\d.,'’]{0,20}\d)?)|(?P<n2>\d(?:[\d.,'’]{0,20}\d)?)\s?"
    r"(?P<c2>€|euros?|EUR|CHF|Franken|francs|\$|USD|%|Prozent|per ?cent)(?!\w))",
    re.I,
)
_CURRENCIES = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "£": "GBP",
    "franken": "CHF",
    "francs": "CHF",
    "prozent": "%",
    "percent": "%",
    "per cent": "%",
}
_PHONE = re.compile(r"(?<![\w.,/])(?:\+\d{1,3}[ ./-]?(?:\(0\))?|\(?0)\d(?:[ ()./\u2013-]{0,3}\d){5,12}(?![\w])")
_TIME = re.compile(
    r"(?<![\w.,])(?:(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))?(?:\s?(?:[-–]|bis|und|to)\s?\d{1,2}(?:[:.]\d\d)?)?\s?(?:Uhr\b|(?P<half>[ap]\.?m\b\.?)|o'clock|hrs\b)|"
    r"(?P<h2>\d{1,2}):(?P<m2>\d\d))",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
# "One" is an article more often than a number.
_NUMBER_WORD = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted((w for w, n in number_words().items() if n > 1), key=len, reverse=True)) + r")(?!\w)", re.I
)


# "Vereinigte", "Britischen", "Republik" is none.
_ADJECTIVE = re.compile(r"(\w+(?:igt?|isch))e[nrs]?")

# "800 Millionen", "1.5 billion"; a German Billion is a million millions.
_POWERS = (
    ("Tausend|tausend|[Tt]housand", 3), (r"Million(?:en)?|Mio\.?|million", 6), (r"Milliarden?|Mrd\.?|billion", 9), ("Billion(?:en)?", 12),
)  # fmt: skip
_POWER = re.compile(r"[ \u00a0](" + "|".join(words for words, _ in _POWERS) + r")(?!\w)")


@cache
def _countries() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("countries.json").read_text("utf-8"))
    return found


@cache
def country_status() -> dict[str, str]:
    """Country code -> ``eea``, ``adequate`` or ``third``; the code ``*`` stands for a third country that is not named."""
    return {c["code"]: c["status"] for c in _countries()["countries"]} | {"*": "third"}


@cache
def _country_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {form: c["code"] for c in _countries()["countries"] for name in c["de"] for form in _inflected(name)}
    codes |= {name: c["code"] for c in _countries()["countries"] for name in (*c["de"], *c["en"])}
    codes |= {name: "*" for names in _countries()["third_country"].values() for name in names}
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), codes


def _inflected(name: str) -> Iterator[str]:
    """Forms of a German name: "Vereinigte Staaten", "Vereinigter Staaten"; "Chinas", "Emiraten"."""
    *words, noun = name.split()
    stems = [_ADJECTIVE.fullmatch(word) for word in words]
    for ending in ("e", "en", "er", "es") if any(stems) else ("",):
        first = [stem[1] + ending if stem else word for stem, word in zip(stems, words, strict=True)]
        yield from (" ".join([*first, noun + case]) for case in (("",) if noun.isupper() else ("", "s", "n")))


@cache
def _safeguard_pattern() -> tuple[re.Pattern[str], list[str]]:
    groups = _countries()["safeguards"]
    ids = list(groups)
    return re.compile("|".join(rf"(?P<s{i}>(?<!\w)(?:{'|'.join(groups[id])})(?!\w))" for i, id in enumerate(ids)), re.I), ids


def units(text: str) -> list[Unit]:
    """All literals of a text, in reading order; a stretch counts once, as the first of :data:`KINDS` that it is."""
    found: list[Unit] = []
    taken = [False] * len(text)
    for kind in KINDS:
        for value, start, end in _FINDERS[kind](text):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(Unit(kind, value, start, end))
    return sorted(found, key=lambda u: u.start)


def _emails(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _EMAIL.finditer(text):
        yield re.sub(r"\s?(?:\(at\)|\[at\]|@)\s?", "@", m.group(), flags=re.I).casefold().rstrip("."), *m.span()


def _urls(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _URL.finditer(text):
        if m.start() and text[m.start() - 1] in "@.-":
            continue
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", m.group().casefold()).rstrip(".,;:!?/")
        # The same page in another language: /de/, ?hl=en, en.example.org.
        address = re.sub(r"(?<=[/=_.-])(?:de|en)(?:[-_](?:de|us|gb|at|ch))?(?=$|[/&._-])|^(?:de|en)\.", "", address)
        yield address.split("#")[0].split("?")[0].rstrip("/"), m.start(), m.start() + len(m.group().rstrip(".,;:!?"))


def _dates(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _DATE.finditer(text):
        year, month, day = (next((m[f"{part}{i}"] for i in range(1, 6) if m[f"{part}{i}"]), "") for part in "ymd")
        number = int(month) if month.isdecimal() else _MONTHS[lowered(month)]
        yield f"{'20' if len(year) == 2 else ''}{year}-{number:02d}" + (f"-{int(day):02d}" if day else ""), *m.span()


def _amounts(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _AMOUNT.finditer(text):
        currency = (m["c1"] or m["c2"]).casefold()
        yield f"{plain_number(m['n1'] or m['n2'])} {_CURRENCIES.get(currency, currency.upper())}", *m.span()


def plain_number(number: str) -> str:
    """A number without thousands marks and with a decimal point: "1.200,50" and "1,200.50" are one."""
    number = re.sub(r"['’]", "", number)
    if re.search(r"[.,]\d{1,2}$", number):
        whole, part = re.split(r"[.,](?=\d{1,2}$)", number)
        return re.sub(r"[.,]", "", whole) + (f".{part}" if part.strip("0") else "")
    return re.sub(r"[.,]", "", number)


def _phones(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _PHONE.finditer(text):
        if _DATE.fullmatch(m.group()):
            continue
        # The country's prefix or the leading zero is a matter of who is addressed.
        digits = re.sub(r"\D", "", re.sub(r"^\+\d{2}(?=\D|\d)", "", m.group().replace("(0)", "")))
        yield digits.lstrip("0"), *m.span()


def _times(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _TIME.finditer(text):
        hour = int(m["h1"] or m["h2"]) % 24
        half = (m["half"] or "").casefold().replace(".", "")
        hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
        yield f"{hour:02d}:{m['m1'] or m['m2'] or '00'}", *m.span()


def _periods(text: str) -> Iterator[tuple[str, int, int]]:
    for start, end, value in find_durations(text):
        yield canonical(value), start, end


def canonical(duration: str) -> str:
    """One form for periods that are the same: P12M is P1Y, P7D is P1W, PT24H is P1D."""
    m = re.fullmatch(r"P(T?)(\d+)([A-Z])", duration)
    if not m:
        return duration
    time, number, unit = m[1], int(m[2]), m[3]
    for small, big, factor in (("TS", "TM", 60), ("TM", "TH", 60), ("TH", "D", 24), ("D", "W", 7), ("M", "Y", 12)):
        if time + unit == small and number % factor == 0 and number:
            return canonical(f"P{big[:-1]}{number // factor}{big[-1]}")
    return duration


def days(duration: str) -> float:
    """About how many days an ISO 8601 duration lasts; 0 for what is none."""
    m = re.fullmatch(r"P(T?)(\d+)([A-Z])", duration)
    scale = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}
    return int(m[2]) * scale[m[1] + m[3]] if m and m[1] + m[3] in scale else 0.0


def _country_names(text: str) -> Iterator[tuple[str, int, int]]:
    pattern, codes = _country_pattern()
    for m in pattern.finditer(text):
        yield codes[m.group()], *m.span()


def _safeguards(text: str) -> Iterator[tuple[str, int, int]]:
    pattern, ids = _safeguard_pattern()
    for m in pattern.finditer(text):
        yield ids[int(str(m.lastgroup)[1:])], *m.span()


def power_end(text: str, end: int) -> int:
    """The end of a number with the word that says how large it is: "800 Millionen"; the number's own where there is none."""
    match = _POWER.match(text, end)
    return match.end() if match else end


def _scaled(number: str, text: str, end: int) -> str:
    """A number times what the word behind it says."""
    match = _POWER.match(text, end)
    if not match or not re.fullmatch(r"\d{1,9}(?:\.\d+)?", number):
        return number
    return f"{float(number) * 10 ** next(power for words, power in _POWERS if re.fullmatch(words, match[1])):.0f}"


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    for m in _NUMBER.finditer(text):
        yield _scaled(plain_number(m.group()), text, m.end()), *m.span()
    for m in _NUMBER_WORD.finditer(text):
        yield _scaled(str(number_words()[lowered(m.group())]), text, m.end()), *m.span()


_FINDERS = {
    "email": _emails, "url": _urls, "phone": _phones, "reference": references, "date": _dates, "period": _periods,
    "amount": _amounts, "time": _times, "country": _country_names, "safeguard": _safeguards, "number": _numbers,
}  # fmt: skip
