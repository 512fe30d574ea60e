"""Label Studio: out, and back from both kinds of export."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.benchmark.convert.label_studio import task, write_tasks
from notice_nlp.benchmark.convert.label_studio_export import read_export
from notice_nlp.errors import BadInput


def write(path: Path, *tasks: Any) -> Path:
    path.write_text(json.dumps(list(tasks), ensure_ascii=False), "utf-8")
    return path


def small(item: dict[str, Any], number: int = 7) -> dict[str, Any]:
    """A task as JSON_MIN has it: data and controls side by side, the task's number as id."""
    regions = [r["value"] for r in item["annotations"][0]["result"]]
    return {**item["data"], "id": number, "label": regions, "annotator": 1, "annotation_id": 3, "lead_time": 2.5}


def test_full_export_round_trip(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    assert write_tasks(gold_records, tmp_path / "a.json") == []
    assert read_export(tmp_path / "a.json") == (gold_records, [])


def test_min_export_round_trip(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", *(small(task(r), n) for n, r in enumerate(gold_records, 1)))
    assert read_export(path) == (gold_records, [])


def test_the_set_up_offers_every_label_that_is_used(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    write_tasks(gold_records, tmp_path / "a.json")
    tree = ET.parse(tmp_path / "a.config.xml")
    offered = [label.get("value") for label in tree.iter("Label")]
    assert len(offered) == len(set(offered))
    regions = [r for item in json.loads((tmp_path / "a.json").read_text("utf-8")) for r in item["annotations"][0]["result"]]
    assert {label for r in regions for label in r["value"]["labels"]} <= set(offered)
    assert {r["from_name"] for r in regions} == {tag.get("name") for tag in tree.iter("Labels")}


def test_what_an_annotator_changes_comes_back(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    item = task(gold_records[1])
    text = item["data"]["text"]
    at = text.index("Honig ")
    item["annotations"][0]["result"] += [
        # White space at the end, folded in the text, as a double click leaves it; a new row of the annotator's.
        {"id": "x", "type": "labels", "value": {"start": at, "end": at + 6, "text": "Honig", "labels": ["pd:Purchase", "r12"]}},
        {"id": "x", "type": "choices", "value": {"start": at, "end": at + 6, "choices": ["negated"]}},
        {"type": "relation", "from_id": "x", "to_id": "m0"},
        {"id": "y", "type": "labels", "value": {"start": at, "end": at + 5, "labels": ["purpose", "r12"]}},
    ]
    ((record,), errors) = read_export(write(tmp_path / "a.json", item))
    assert not errors
    assert record["mentions"][0] == {"start": at, "end": at + 5, "category": "pd:Purchase", "negated": True}
    assert [row["id"] for row in record["rows"]] == ["r1", "r12"]
    assert [row["data"] for row in record["rows"]] == [[1], [0]]
    assert record["rows"][1]["purpose"] == [[at, at + 5]]


def test_offsets_of_old_versions_count_utf16_units(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    item = small(task(gold_records[0]))
    astral = item["text"].index("🌰")
    for region in item["label"]:
        region["start"] += region["start"] > astral
        region["end"] += region["end"] > astral
    assert read_export(write(tmp_path / "a.json", item)) == ([gold_records[0]], [])


def test_tasks_of_ones_own_need_a_language_only(tmp_path: Path) -> None:
    own = {"id": 4, "text": "Ihr Name", "language": "de", "entities": [{"start": 4, "end": 8, "text": "Name", "labels": ["pd:Name"]}]}
    ((record,), errors) = read_export(write(tmp_path / "a.json", own))
    assert not errors
    assert (record["id"], record["notice"], record["rows"]) == ("task-4", "task-4", [])
    assert record["mentions"] == [{"start": 4, "end": 8, "category": "pd:Name", "negated": False}]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": 1}, "region 1–"),
        ({"text": "Nachname"}, "the export says 'Nachname'"),
        ({"end": 9999}, "the export says 'Name'"),
        ({"start": "1"}, "start and end are not integers"),
        ({"labels": ["negated"]}, "needs one concept of the taxonomy or one role"),
        ({"labels": []}, "with the labels (none) needs one concept"),
        ({"labels": ["pd:Name", "pd:Contact"]}, "needs one concept of the taxonomy or one role"),
        ({"labels": ["pd:Name", "urgent"]}, "'urgent' is no concept, role or row"),
        ({"labels": ["purpose"]}, "a role belongs to a row"),
    ],
)
def test_wrong_regions_are_one_line_each(gold_records: list[dict[str, Any]], tmp_path: Path, change: dict[str, Any], message: str) -> None:
    item = {**task(gold_records[1]), "id": 8}
    item["annotations"][0]["result"][0]["value"].update(change)
    records, (error,) = read_export(write(tmp_path / "a.json", item, task(gold_records[0])))
    assert records == [gold_records[0]]
    assert str(error).startswith(f"{tmp_path / 'a.json'}: task 8: region")
    assert message in str(error)
    assert "\n" not in str(error)


def test_wrong_tasks_are_one_line_each(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    item = task(gold_records[1])
    annotation = item["annotations"][0]
    doubtful: list[tuple[Any, str]] = [
        ({**item, "annotations": []}, "has 0 annotations"),
        ({**item, "annotations": [{**annotation, "was_cancelled": True}]}, "has 0 annotations"),
        ({**item, "annotations": [annotation, annotation]}, "has 2 annotations"),
        ({"data": {"text": "Ihr Name"}}, "says no language"),
        ({"id": 3}, "has no text"),
        ({**item, "data": {**item["data"], "record": {"language": "de", "id": 5}}}, "id is not a string"),
    ]
    for one, message in doubtful:
        records, (error,) = read_export(write(tmp_path / "a.json", one))
        assert records == []
        assert message in str(error)
    truth = {**item, "annotations": [{**annotation, "result": []}, {**annotation, "ground_truth": True}]}
    assert read_export(write(tmp_path / "a.json", truth)) == ([gold_records[1]], [])
    records, (error,) = read_export(write(tmp_path / "a.json", item, item))
    assert records == []
    assert "imker.de is there more than once" in str(error)


@pytest.mark.parametrize("content", ["", "{}", "[]", "[1]", "[" * 100_000, "no"])
def test_what_is_no_export_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(BadInput, match=r"a\.json: not"):
        read_export(tmp_path / "a.json")
