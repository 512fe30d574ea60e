"""Rules of severity."""

import json
from pathlib import Path

import pytest

from notice_nlp.compare import Finding, load_rules
from notice_nlp.compare.messages import kinds
from notice_nlp.compare.severity import default_rules, rule_for
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice

EMPTY = Notice("", "de")


def test_every_kind_has_a_rule() -> None:
    covered = {k for r in default_rules() if not r.when for k in r.kinds}
    assert set(kinds()) == covered


@pytest.mark.parametrize(
    ("finding", "rule"),
    [
        (Finding("concept_added", concept="pd:Health"), "special-data-added"),
        (Finding("concept_added", concept="pd:Name"), "data-added"),
        (Finding("concept_removed", concept="pd:ReligiousBelief"), "special-data-missing"),
        (Finding("legal_basis_changed", old="eu-gdpr:A6-1-a", new="eu-gdpr:A6-1-f"), "consent-to-interest"),
        (Finding("legal_basis_changed", old="eu-gdpr:A6-1-a", new="eu-gdpr:A6-1-b"), "consent-dropped"),
        (Finding("legal_basis_changed", old="eu-gdpr:A6-1-b", new="eu-gdpr:A6-1-f"), "basis-changed"),
        (Finding("retention_changed", old="P6M", new="P2Y"), "kept-longer"),
        (Finding("retention_changed", old="P2Y", new="P6M"), "retention-changed"),
        (Finding("transfer_added", new="US"), "third-country"),
        (Finding("transfer_added", new="CH"), "adequate-country"),
        (Finding("negation_flipped", concept="pd:Name"), "negation"),
        (Finding("row_added"), "activity-added"),
        (Finding("row_missing"), "activity-missing"),
        (Finding("wording"), "form"),
    ],
)
def test_rules(finding: Finding, rule: str) -> None:
    found = rule_for(finding, EMPTY, EMPTY, default_rules())
    assert found is not None
    assert found.id == rule


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "no rules of severity"),
        ('{"rules": [{"id": "x"}]}', "is missing or wrong"),
        (json.dumps({"rules": [{"id": "x", "kinds": [], "severity": "grave", "why": {}}]}), "'grave' is not one of"),
        (json.dumps({"rules": [{"id": "x", "kinds": [], "severity": "low", "why": {}, "when": {"moon": 1}}]}), "unknown condition moon"),
    ],
)
def test_broken_rules_are_named(tmp_path: Path, data: str, message: str) -> None:
    file = tmp_path / "rules.json"
    file.write_text(data, "utf-8")
    with pytest.raises(BadInput, match=message):
        load_rules(file)
    with pytest.raises(BadInput, match=r"gone\.json"):
        load_rules(tmp_path / "gone.json")


@pytest.mark.parametrize("when", [None, [], 3.5])
def test_conditions_that_are_none(when: object, tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    rule = {"id": "x", "kinds": ["row_added"], "severity": "high", "why": {"de": "a", "en": "b"}, "when": when}
    path.write_text(json.dumps({"rules": [rule]}), "utf-8")
    with pytest.raises(BadInput, match="'when' is missing or wrong"):
        load_rules(path)
