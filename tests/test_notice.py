"""The data model: round trips, schema, records."""

import dataclasses
import json
from pathlib import Path

import pytest

from notice_nlp.notice import COLUMNS, Block, Mention, Notice, Row, records

SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "notice.schema.json"


@pytest.fixture
def notice() -> Notice:
    text = "Zweck\tDaten\nVersand\tName"
    return Notice(
        text=text,
        language="de",
        blocks=(Block(12, 24, "row", cells=((12, 19), (20, 24)), table=1, language="de", place="line 2"),),
        mentions=(Mention(20, 24, "pd:Name", "identity", 0.9, row="r1"), Mention(6, 11, "unknown", "contact", 0.2, negated=True)),
        rows=(Row("r1", ((12, 19),), (0,), concepts={"data": ("pd:Name",)}, layout="table"),),
        warnings=("Achtung",),
    )


def test_round_trip(notice: Notice) -> None:
    assert Notice.from_json(notice.to_json()) == notice


def test_frozen(notice: Notice) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        notice.text = "x"  # type: ignore[misc]


def test_schema(notice: Notice) -> None:
    import jsonschema

    jsonschema.validate(json.loads(notice.to_json()), json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("broken", ['{"schema": "9.0"}', '{"schema": "1.0"}', "{}", '{"schema": "1.0", "text": 1, "bogus": 2}'])
def test_foreign_objects_are_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        Notice.from_json(broken)


def test_records(notice: Notice) -> None:
    first, second = records(notice)
    assert list(first) == COLUMNS
    assert (first["purpose"], first["mention"], first["category"]) == ("Versand", "Name", "pd:Name")
    assert (second["row"], second["negated"]) == ("", True)


def test_row_without_data_is_a_record(notice: Notice) -> None:
    bare = dataclasses.replace(notice, rows=(Row("r1", ((12, 19),)),))
    assert [r["row"] for r in records(bare)][:1] == ["r1"]


def test_frame(notice: Notice) -> None:
    frame = notice.to_frame()
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 2


ROW = {"id": "r1", "data": [], "concepts": {}, "layout": "x"} | {r: [] for r in ("purpose", "legal_basis", "recipients", "retention")}


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": "kurz"},
        {
            "rows": [
                {"id": 1, "purpose": [], "data": [], "legal_basis": [], "recipients": [], "retention": [], "concepts": {}, "layout": "x"}
            ]
        },
        {
            "rows": [
                {
                    "id": "r1",
                    "purpose": [],
                    "data": [7],
                    "legal_basis": [],
                    "recipients": [],
                    "retention": [],
                    "concepts": {},
                    "layout": "x",
                }
            ]
        },
        {"blocks": [{"start": 5, "end": 2, "kind": "paragraph", "cells": []}]},
        {"blocks": [{"start": 0, "end": 2, "kind": "paragraph", "cells": [[0, float("inf")]]}]},
        {"warnings": [3]},
    ],
)
def test_json_of_another_shape_is_refused(change: dict[str, object]) -> None:
    notice = Notice("Wir speichern Namen.", "de", (Block(0, 20, "paragraph"),))
    with pytest.raises(ValueError, match="notice object"):
        Notice.from_json(json.dumps(notice.to_dict() | change))
