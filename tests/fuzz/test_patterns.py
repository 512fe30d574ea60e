"""No pattern of the package takes more than linear time, or little more, on text made against it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from pathlib import Path

import pytest

import notice_nlp

SOURCE = "\n".join(p.read_text("utf-8") for p in Path(notice_nlp.__path__[0]).rglob("*.py"))
ATOMS = (
    " ", "\n", "\t",
    ",", ".", ";", ":", "-", "a", "1", "A", "(", "/", "|", "_", "*", "§", "'", '"', "“", "<", "=", "+", "{{<", "<!--", "<!-- -->",
    "&", "a ", "1 ", "a.", "1.", "- ", ", ", ". ", "und ", "and ", "der ", "of ", "Aa ", "Aa, ", "Art. 6 ", "\n-", "\u00e9\u0301",
)  # fmt: skip
LENGTH = 3000
# Such a length takes a linear pattern about a millisecond, a quadratic one a tenth of a second, an exponential one for ever. How long
# a tenth of a second is depends on the machine and what else it does, so the bound is a multiple of a quadratic pattern of known cost,
# timed at the same moment, and what exceeds it is timed again.
QUADRATIC = re.compile(r"\s*x")
TIMES = 60
TRIES = 3
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
# Used on single words or on stretches whose length is bounded before.
BOUNDED = {"compose", "number", "items", "baselines", "near_duplicates"}


def patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for module in pkgutil.walk_packages(notice_nlp.__path__, "notice_nlp."):
        if "migrations" in module.name or module.name.endswith("distributed") or module.name.rpartition(".")[2] in BOUNDED:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, one in enumerate(value.values() if isinstance(value, dict) else [value]):
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    found[f"{module.name}.{name}.{number}"] = one
    return found


FOUND = patterns()


def methods(name: str) -> set[str]:
    """How the package calls a pattern: a private one is called in its own module alone."""
    module, short, _ = name.rsplit(".", 2)
    source = Path(importlib.import_module(module).__file__ or "").read_text("utf-8") if short.startswith("_") else SOURCE
    return {m for m in METHODS if re.search(rf"\b{short}(?:\[[^\]]+\])?\.{m}\(", source)}


def seconds(pattern: re.Pattern[str], text: str, used: set[str]) -> float:
    start = time.process_time()
    if used - {"match", "fullmatch"} or not used:
        for _ in pattern.finditer(text):
            pass
    if "match" in used:
        pattern.match(text)
    if "fullmatch" in used:
        pattern.fullmatch(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", FOUND)
def test_is_quick(name: str) -> None:
    pattern, used = FOUND[name], methods(name)
    for atom in ATOMS:
        for before in ("", "---\n", "Art. 6 "):
            text = before + atom * (LENGTH // len(atom)) + "!"
            for _ in range(TRIES):
                took = seconds(pattern, text, used)
                if took < 0.05 or took < (bound := TIMES * seconds(QUADRATIC, " " * LENGTH, {"search"})):
                    break
            else:
                pytest.fail(f"{took:.2f} s on {before!r} and {atom!r} again and again; allowed are {bound:.2f} s")


def test_what_takes_for_ever_is_seen() -> None:
    cubic = re.compile(r"\s*\s*\s*x")
    assert seconds(cubic, " " * 1200, {"match"}) > TIMES * seconds(QUADRATIC, " " * 1200, {"search"})
