"""How grave a finding is, by rules that a lawyer can read and edit (``severity.json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from notice_nlp.compare.types import ELSEWHERE, SEVERITIES, Finding
from notice_nlp.compare.units import country_status, days
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice
from notice_nlp.read.load import load
from notice_nlp.taxonomy.store import taxonomy

CONDITIONS = {"special", "activity_special", "from", "to", "longer", "third", "name", "elsewhere"}


@dataclass(frozen=True, slots=True)
class Rule:
    """The first rule whose kinds and conditions fit decides the severity; ``why`` says the reason in both languages."""

    id: str
    kinds: tuple[str, ...]
    severity: str
    why: Mapping[str, str]
    when: Mapping[str, Any] = field(default_factory=dict)


@cache
def default_rules() -> tuple[Rule, ...]:
    """The rules that ship with the package."""
    return _rules(json.loads(resources.files(__package__).joinpath("severity.json").read_text("utf-8")), "severity.json")


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Rules of a file written like ``severity.json``.

    Raises:
        BadInput: the file can't be read or a rule has an unknown severity or condition.
    """
    try:
        return _rules(json.loads(load(path).decode("utf-8")), str(path))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"no rules of severity: {error}", str(path)) from None


def _rules(data: Any, source: str) -> tuple[Rule, ...]:
    try:
        rules = tuple(Rule(r["id"], tuple(r["kinds"]), r["severity"], r["why"], r.get("when", {})) for r in data["rules"])
    except (KeyError, TypeError) as error:
        raise BadInput(f"no rules of severity: {error} is missing or wrong", source) from None
    for rule in rules:
        if not isinstance(rule.when, Mapping):
            raise BadInput(f"no rules of severity: {'when'!r} is missing or wrong", source)
        if rule.severity not in SEVERITIES:
            raise BadInput(f"rule {rule.id!r}: severity {rule.severity!r} is not one of {', '.join(SEVERITIES)}", source)
        if unknown := rule.when.keys() - CONDITIONS:
            raise BadInput(f"rule {rule.id!r}: unknown condition {', '.join(sorted(unknown))}", source)
    return rules


def rule_for(finding: Finding, a: Notice, b: Notice, rules: Sequence[Rule]) -> Rule | None:
    """The first rule that fits, or None."""
    return next((r for r in rules if finding.kind in r.kinds and _holds(r.when, finding, a, b)), None)


def _holds(when: Mapping[str, Any], finding: Finding, a: Notice, b: Notice) -> bool:
    checks = {
        "special": lambda: _special(finding.to or finding.concept),
        "activity_special": lambda: any(_special(c) for c in _data(finding, a, b)),
        "longer": lambda: _longest(finding.new) > _longest(finding.old) > 0,
        "name": lambda: (finding.new or finding.old).startswith("name:"),
        "elsewhere": lambda: finding.new == ELSEWHERE,
        "third": lambda: any(country_status().get(v) == "third" for v in f"{finding.old} {finding.new}".split()),
    }
    for name, wanted in when.items():
        if name in {"from", "to"}:
            ids = (finding.old if name == "from" else finding.new).split()
            if f"eu-gdpr:A6-1-{wanted}" not in ids:
                return False
        elif checks[name]() != wanted:
            return False
    return True


def _special(concept: str | None) -> bool:
    return bool(concept and concept in taxonomy().concepts and taxonomy()[concept].special)


def _data(finding: Finding, a: Notice, b: Notice) -> list[str]:
    rows = [r for notice, id in ((a, finding.row_a), (b, finding.row_b)) for r in notice.rows if r.id == id]
    return [c for r in rows for c in r.concepts.get("data", ())]


def _longest(values: str) -> float:
    return max((days(v) for v in values.split()), default=0.0)
