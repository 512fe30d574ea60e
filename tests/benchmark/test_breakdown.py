"""Scores of parts, counted by hand."""

from typing import Any

import pytest

from notice_nlp.benchmark.breakdown import by_group, by_layout, group, normaliser
from notice_nlp.benchmark.inline import parse_inline


def record(source: str, layout: str = "prose") -> dict[str, Any]:
    return parse_inline(source, id="x", language="de", layout=layout)


def test_by_group() -> None:
    gold = record("§1 {P Versand}: [Name|Name], [Mail|EmailAddress], [Telefon|TelephoneNumber]")
    predicted = record("§1 {P Versand}: [Name|Name], [Mail|EmailAddress], Telefon")
    found = by_group([(gold, predicted)])
    assert list(found) == ["identity", "contact"]
    assert found["identity"]["strict"] == 1.0
    assert found["contact"]["strict"] == pytest.approx(2 / 3)
    assert (found["contact"]["mentions"], found["contact"]["predicted"]) == (2, 1)


def test_group_of_an_unknown_concept() -> None:
    assert group({"category": "unknown", "group": "device"}) == "device"
    assert group({"category": "own:Thing"}) == "unknown"


def test_by_layout() -> None:
    table, prose = record("§1 {P Versand}: [Name|Name]", "table"), record("§1 {P Versand}: [Mail|EmailAddress]", "prose")
    nothing = record("§1 {P Versand}: Mail")
    found = by_layout([(table, table), (prose, nothing)])
    assert {name: part["strict"] for name, part in found.items()} == {"prose": 0.0, "table": 1.0}
    assert by_layout([({**table, "layout": ""}, table)]) == {}


def test_normaliser_on_gold_spans() -> None:
    gold = record("§1 {P Versand}: [E-Mail-Adresse|EmailAddress], [Name|Username], [Quittengelee|Name]")
    assert normaliser([gold]) == {"mentions": 3, "accuracy": 1 / 3, "answered": 2 / 3}


def test_normaliser_sees_what_completes_a_compound() -> None:
    assert normaliser([record("§1 {P Versand}: [Liefer-|DeliveryAddress] und [Rechnungsadresse|PhysicalAddress]")])["accuracy"] >= 0.5
