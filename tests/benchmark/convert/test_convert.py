"""Files in, files out."""

import json
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.benchmark.convert import SUFFIXES, convert
from notice_nlp.benchmark.gold import load_gold
from notice_nlp.errors import BadInput
from tests.conftest import write_gold


@pytest.mark.parametrize("format", SUFFIXES)
def test_a_folder_gives_a_folder_of_splits(format: str, gold_folder: Path, tmp_path: Path) -> None:
    written, errors = convert(gold_folder, format, tmp_path / "out")
    assert not errors
    assert written == [(tmp_path / "out" / f"{split}{SUFFIXES[format]}", 1) for split in ("train", "test")]
    assert all(place.exists() for place, _ in written)


def test_by_way_of_label_studio(gold_folder: Path, tmp_path: Path) -> None:
    convert(gold_folder / "train.jsonl", "labelstudio", tmp_path / "tasks.json")
    convert(tmp_path / "tasks.json", "jsonl", tmp_path / "new" / "back.jsonl")
    assert load_gold(tmp_path / "new" / "back.jsonl") == load_gold(gold_folder / "train.jsonl")


def test_faulty_records_are_left_out_and_named(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    path = write_gold(tmp_path / "a.jsonl", {**gold_records[0], "rows": None}, gold_records[1])
    written, (error,) = convert(path, "jsonl", tmp_path / "b.jsonl")
    assert written == [(tmp_path / "b.jsonl", 1)]
    assert str(error) == f"{path}:1: kiosk.de: rows is missing or no list"


def test_form_of_input_can_be_said(gold_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text(json.dumps([{"text": "Ihr Name", "language": "de"}]))
    assert convert(tmp_path / "export.txt", "jsonl", tmp_path / "b.jsonl", "labelstudio")[0][0][1] == 1
    with pytest.raises(BadInput, match="not an export"):
        convert(gold_folder / "train.jsonl", "jsonl", tmp_path / "b.jsonl", "labelstudio")


def test_places_that_cannot_be_written_are_named(gold_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Is a directory"):
        convert(gold_folder / "train.jsonl", "conll", tmp_path)
    with pytest.raises(BadInput, match="No such file"):
        convert(tmp_path / "none.jsonl", "conll", tmp_path / "x")
