"""The objects of a comparison, and their JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from notice_nlp.compare import compare
from notice_nlp.compare.messages import kinds
from notice_nlp.compare.types import COLUMNS, records
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "comparison.schema.json"
A = "§1 {P Newsletter}\nWir speichern die [E-Mail-Adresse|EmailAddress] {T sechs Monate} lang.\n"
B = A.replace("sechs Monate", "zwei Jahre")
C = "§1 {P Newsletter}\nWe store your [email address|EmailAddress] {T for one year}.\n"


@pytest.mark.parametrize(("a", "b", "language"), [(A, B, "de"), (A, C, "en"), (A, A, "de")])
def test_json_fits_the_schema(notice: Make, a: str, b: str, language: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    comparison = compare(notice(a, "de"), notice(b, language))
    jsonschema.validate(json.loads(comparison.to_json()), json.loads(SCHEMA.read_text("utf-8")))


def test_the_schema_knows_every_kind() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert tuple(schema["$defs"]["finding"]["properties"]["kind"]["enum"]) == kinds()


def test_records_and_frame(notice: Make) -> None:
    comparison = compare(notice(A, "de"), notice(B, "de"))
    (record,) = records(comparison)
    assert list(record) != []
    assert set(record) == set(COLUMNS)
    assert (record["purpose"], record["text_a"], record["text_b"]) == ("Newsletter", "sechs Monate", "zwei Jahre")
    assert list(comparison.to_frame()["kind"]) == ["retention_changed"]
    assert comparison.counts() == {"high": 1, "medium": 0, "low": 0, "info": 0}
