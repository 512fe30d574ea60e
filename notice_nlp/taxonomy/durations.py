"""Storage periods: "zehn Jahre", "nach 14 Tagen", "six months" to ISO 8601 durations."""

from __future__ import annotations

import re

_NUMBERS = {
    word: value
    for value, words in enumerate(
        [
            "", "ein eine einen einem einer eines one a an", "zwei zweier two", "drei dreier three", "vier four", "fünf fuenf five",
            "sechs six", "sieben seven", "acht eight", "neun nine", "zehn ten", "elf eleven", "zwölf zwoelf twelve", "dreizehn thirteen",
            "vierzehn fourteen", "fünfzehn fifteen", "sechzehn sixteen", "siebzehn seventeen", "achtzehn eighteen",
            "neunzehn nineteen", "zwanzig twenty",
        ]
    )
    for word in words.split()
} | {
    word: value
    for value, words in {
        30: "dreißig dreissig thirty", 40: "vierzig forty", 50: "fünfzig fuenfzig fifty", 60: "sechzig sixty", 70: "siebzig seventy",
        80: "achtzig eighty", 90: "neunzig ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_ONES = {
    1: ("ein", "one"), 2: ("zwei", "two"), 3: ("drei", "three"), 4: ("vier", "four"), 5: ("fünf", "five"), 6: ("sechs", "six"),
    7: ("sieben", "seven"), 8: ("acht", "eight"), 9: ("neun", "nine"),
}  # fmt: skip
_TENS = {
    20: ("zwanzig", "twenty"), 30: ("dreißig", "thirty"), 40: ("vierzig", "forty"), 50: ("fünfzig", "fifty"), 60: ("sechzig", "sixty"),
    70: ("siebzig", "seventy"), 80: ("achtzig", "eighty"), 90: ("neunzig", "ninety"),
}  # fmt: skip
_NUMBERS |= {
    word: tens + ones
    for tens, (zig, ty) in _TENS.items()
    for ones, (german, english) in _ONES.items()
    for word in (f"{german}und{zig}", f"{ty}-{english}", f"{ty} {english}")
}
_UNITS = (
    (r"stunden?|hours?|std\.?", "PT{}H"), (r"minuten?|minutes?", "PT{}M"), (r"sekunden?|seconds?", "PT{}S"),
    (r"(?:kalender|werk|arbeits)?tage?[ns]?|(?:calendar |business |working )?days?", "P{}D"), (r"wochen?|weeks?", "P{}W"),
    (r"(?:kalender)?monate?n?s?|(?:calendar )?months?", "P{}M"),
    (r"(?:kalender|geschäfts)?jahre?n?s?|(?:calendar |business |financial )?years?", "P{}Y"),
)  # fmt: skip
_PERIOD = re.compile(
    r"(?<!\w)(?P<number>\d{1,4}|"
    + "|".join(sorted(_NUMBERS, key=len, reverse=True))
    + r")[\s\u00a0-]+(?:(?:\w+e[nrs]?|full|whole|further|additional|consecutive)\s)?"
    r"(?:" + "|".join(f"(?P<u{i}>{unit})" for i, (unit, _) in enumerate(_UNITS)) + r")(?!\w)",
    re.I,
)
_ORDINAL = re.compile(r"an? second|one second", re.I)
_NOUN = re.compile(r"[ \u00a0](?!(?:after|and|at|before|but|by|for|from|in|is|later|on|or|until|when|with)\b)[a-z]")
_PHRASES = {"fortnight": "P2W", "half": "P6M"}
_PHRASE = re.compile(
    r"\b(?:(?P<fortnight>(?:a |one )?fortnight|vierzehntägig)|(?P<half>half a year|(?:(?:ein|einem) )?halbe[ns]? Jahr(?:es)?))\b", re.I
)


# A pattern that disregards case takes these for i, s, k and ß.
_LOOKALIKES = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "\u212a": "k", "ẞ": "ß"})


def lowered(word: str) -> str:
    """A word in lower case, as a pattern that disregards case reads it."""
    return word.translate(_LOOKALIKES).lower()


def number_words() -> dict[str, int]:
    """German and English number words in lower case with their values."""
    return _NUMBERS


def find_durations(text: str) -> list[tuple[int, int, str]]:
    """Periods named in a text: start, end, ISO 8601 duration; in reading order."""
    found = [(m.start(), m.end(), next(value for k, value in _PHRASES.items() if m[k])) for m in _PHRASE.finditer(text)]
    phrases = [(start, end) for start, end, _ in found]
    for match in _PERIOD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in phrases):
            continue
        number = lowered(match["number"])
        # "A second copy" counts copies, not seconds.
        if _ORDINAL.fullmatch(match.group()) and _NOUN.match(text, match.end()):
            continue
        value = int(number) if number.isdecimal() else _NUMBERS[number]
        form = next(form for i, (_, form) in enumerate(_UNITS) if match[f"u{i}"])
        found.append((match.start(), match.end(), form.format(value)))
    return sorted(found)


def durations(text: str) -> list[str]:
    """ISO 8601 durations named in a text, in reading order without repetition."""
    return list(dict.fromkeys(value for _, _, value in find_durations(text)))
