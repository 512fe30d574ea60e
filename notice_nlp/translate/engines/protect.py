"""Placeholders for what an engine must not touch: numbers, dates, amounts, addresses, legal references."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notice_nlp.translate.forms import literals

# What networks have been seen to copy, in the order they are tried; "{}" is the number. Which one holds depends on the vocabulary.
SCHEMES = ("[{}]", "<{}>", "X{}X", "({})", "#{}", "@{}@")


@dataclass(frozen=True, slots=True)
class Protected:
    """A text with placeholders, and what they stand for in the target language."""

    text: str
    values: tuple[tuple[str, str], ...] = ()
    scheme: str | None = None

    def restore(self, answer: str) -> str | None:
        """An engine's answer with the values put in; None unless each placeholder came back exactly once, and no other.

        Blanks within a placeholder and its case are of no account.
        """
        for placeholder, value in self.values:
            pattern = _pattern(placeholder)
            if len(pattern.findall(answer)) != 1:
                return None
            # Private characters for its digits keep a value from being read as another placeholder.
            first, last = next(pattern.finditer(answer)).span()
            answer = f"{answer[:first]}{value.translate(_HIDE)}{answer[last:]}"
        if self.scheme and _made_up(self.scheme, answer) and not _made_up(self.scheme, self._bare()):
            return None
        answer = answer.translate(_SHOW)
        # "§ 25" begins a sentence as it is, "section 25" does not.
        return "S" + answer[1:] if answer.startswith("section ") and self.text[:1] == self.values[0][0][:1] else answer

    def _bare(self) -> str:
        text = self.text
        for placeholder, _ in self.values:
            text = text.replace(placeholder, "", 1)
        return text


def _made_up(scheme: str, text: str) -> bool:
    """Whether a text has something that looks like a placeholder."""
    return bool(re.search(r"\s*".join(map(re.escape, scheme.replace("{}", "0"))).replace("0", r"\d+"), text, re.I))


_HIDE = {ord("0") + d: 0xE010 + d for d in range(10)}
_SHOW = {v: k for k, v in _HIDE.items()}


def _pattern(placeholder: str) -> re.Pattern[str]:
    """A placeholder as an engine may write it: "[ 3 ]", "x3x"; not as a part of a longer word or number."""
    tokens = re.findall(r"\d+|\D", placeholder)
    inner = r"\s*".join(map(re.escape, tokens))
    return re.compile(rf"(?<!\w){inner}(?!\w)" if placeholder[-1].isalnum() else inner, re.I)


def protect(text: str, source: str, target: str, scheme: str | None) -> Protected:
    """A text with a placeholder for each literal; the text as it is where ``scheme`` is None.

    Args:
        text: a sentence.
        source: its language.
        target: the language whose forms of the literals are put in afterwards.
        scheme: one of :data:`SCHEMES`.
    """
    if scheme is None:
        return Protected(text)
    parts: list[str] = []
    values: list[tuple[str, str]] = []
    end = 0
    number = _first(text, scheme)
    for literal in literals(text, source, target):
        placeholder = scheme.format(number + len(values))
        values.append((placeholder, literal.form))
        parts += [text[end : literal.start], placeholder]
        end = literal.end
    return Protected("".join([*parts, text[end:]]), tuple(values), scheme)


def _first(text: str, scheme: str) -> int:
    """The first number of a hundred with which no placeholder stands in the text already."""
    free = (n for n in (1, 101, 201, 301) if not any(scheme.format(k) in text for k in range(n, n + 100)))
    return next(free, 1001)


PROBES = {"de": "Wir speichern {} und {} bis {}.", "en": "We store {} and {} until {}."}


def probe(language: str, scheme: str) -> Protected:
    """A short sentence by whose translation is seen whether an engine copies a scheme's placeholders."""
    names = tuple(scheme.format(n) for n in (1, 2, 3))
    return Protected(PROBES[language].format(*names), tuple((n, n) for n in names), scheme)
