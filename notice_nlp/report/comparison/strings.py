"""The words of the reports, in German and English."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def strings(language: str) -> dict[str, str]:
    """The words of one language, English for any but German."""
    found: dict[str, dict[str, str]] = json.loads(resources.files(__package__).joinpath("strings.json").read_text("utf-8"))
    return found["de" if language == "de" else "en"]
