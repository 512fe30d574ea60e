"""Findings in words: sentences of ``kinds.json`` filled with evidence and labels."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from notice_nlp.compare.types import ELSEWHERE, VERSIONS, Comparison, Finding, purpose_of
from notice_nlp.notice import Notice, Span
from notice_nlp.taxonomy.legal import legal_bases
from notice_nlp.taxonomy.store import taxonomy

# Characters of evidence in a sentence.
LONGEST = 90
_NOTHING = {"de": "keine Angabe", "en": "not stated"}
_STATEMENT = {"de": "Aussage", "en": "Statement"}
_FOR = {"de": " (Zweck: {})", "en": " (purpose: {})"}


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("kinds.json").read_text("utf-8"))
    return found


def _kinds() -> dict[str, Any]:
    found: dict[str, Any] = _data()["kinds"]
    return found


def kinds() -> tuple[str, ...]:
    """All kinds of findings."""
    return tuple(_kinds())


def kind_label(kind: str, language: str) -> str:
    """A kind's short name."""
    return str(_kinds()[kind][language][0])


def message(comparison: Comparison, finding: Finding) -> str:
    """The sentence of a finding in the comparison's language."""
    language = comparison.language
    purpose = shorten(purpose_of(comparison, finding), 60)
    old = _evidence(comparison.a, finding.a, finding, finding.old, language)
    new = _evidence(comparison.b, finding.b, finding, finding.new, language)
    values = {
        "old": old or _NOTHING[language],
        "new": new or _NOTHING[language],
        "concept": _label(finding.concept, language) or _STATEMENT[language],
        "to": _label(finding.to, language),
        "for": _FOR[language].format(purpose) if purpose else "",
    }
    values["one"] = values["new" if finding.b else "old"]
    text = _sentence(comparison, finding, (bool(old), bool(new))).format(**values)
    return text[:-1] if text.endswith("..") else text  # "e.V." ends the sentence too


def _sentence(comparison: Comparison, finding: Finding, stated: tuple[bool, bool]) -> str:
    """The form of a finding's sentence: of versions one of its own where only one of them, by ``stated``, states anything."""
    _, sentence, *elsewhere = _kinds()[finding.kind][comparison.language]
    if elsewhere and finding.new == ELSEWHERE:
        return str(elsewhere[0])
    one_sided = _data()["one_sided"].get(finding.kind)
    if one_sided and comparison.mode == VERSIONS and stated[0] != stated[1]:
        return str(one_sided[comparison.language][stated[0]])
    return str(sentence)


def shorten(text: str, length: int = LONGEST) -> str:
    """The text on one line, cut at a word where it is longer."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _evidence(notice: Notice, spans: tuple[Span, ...], finding: Finding, value: str, language: str) -> str:
    if finding.kind == "legal_basis_changed" and value:
        return shorten(", ".join(_basis(id, language) for id in value.split()))
    words = list(dict.fromkeys(shorten(notice[s]) for s in spans))
    return shorten(", ".join(words[:3]) + (" …" if len(words) > 3 else "")) if words else ""


def _basis(id: str, language: str) -> str:
    found = next((b for b in legal_bases() if b["id"] == id), None)
    if not found:
        return id
    label = str(found["label"][language])
    if id.startswith("eu-gdpr:A"):
        article, paragraph, letter = id.removeprefix("eu-gdpr:A").split("-")
        place = (
            f"Art. {article} Abs. {paragraph} lit. {letter} DSGVO" if language == "de" else f"Article {article}({paragraph})({letter}) GDPR"
        )
        return f"{label} ({place})"
    return label


def _label(concept: str | None, language: str) -> str:
    return taxonomy()[concept].label[language] if concept and concept in taxonomy().concepts else ""
