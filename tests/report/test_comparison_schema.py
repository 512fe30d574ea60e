"""The JSON of a comparison and its published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import notice_nlp
from notice_nlp.compare import compare
from notice_nlp.compare.messages import kinds
from notice_nlp.compare.types import SCHEMA_VERSION, SEVERITIES, Comparison

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "schema" / "comparison.schema.json").read_text("utf-8"))


def errors(comparison: dict[str, Any]) -> list[str]:
    import jsonschema

    return [e.message for e in jsonschema.Draft202012Validator(SCHEMA).iter_errors(comparison)]


@pytest.fixture(scope="module")
def real() -> list[Comparison]:
    """The example in two languages, and its German version with a sentence changed, both found by the real matching."""
    examples = ROOT / "notice_nlp" / "examples"
    german, english = (notice_nlp.parse(examples / f"roesterei.{l}.html") for l in ("de", "en"))
    changed = replace(german, text=german.text.replace("E-Mail", "E-Post"))
    return [compare(german, english), compare(german, changed, report_language="en")]


def test_schema_is_valid() -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_real_output_fits(real: list[Comparison]) -> None:
    assert [c.mode for c in real] == ["translations", "versions"]
    assert any(c.findings for c in real)
    for comparison in real:
        assert not errors(json.loads(comparison.to_json()))


def test_made_output_fits(versions: Comparison, translations: Comparison) -> None:
    for comparison in (versions, translations):
        assert not errors(json.loads(comparison.to_json()))


def test_schema_knows_the_same_words_as_the_code() -> None:
    assert set(SCHEMA["properties"]["findings"]["items"]["properties"]["kind"]["enum"]) == set(kinds())
    assert SCHEMA["$defs"]["severity"]["enum"] == list(SEVERITIES)
    assert SCHEMA["properties"]["schema"]["const"] == SCHEMA_VERSION
    assert SCHEMA_VERSION in SCHEMA["$id"]


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "2.0"}, {"mode": "both"}, {"similarity": 1.5}, {"extra": 1}, {"counts": {"high": 1}},
        {"findings": [{"kind": "wording"}]},
        {"blocks": [{"a": ["r1"], "b": [], "score": 0, "moved": False}]}, {"rows": [{"a": [1], "b": [], "score": 0, "moved": False}]},
    ],
)  # fmt: skip
def test_schema_refuses_what_is_wrong(versions: Comparison, change: dict[str, Any]) -> None:
    assert errors(json.loads(versions.to_json()) | change)
