"""The gold format: what is read, what is refused."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.benchmark.gold import corpus, corpus_hash, load_gold, structure
from notice_nlp.errors import BadInput
from tests.conftest import write_gold


def test_a_folder_is_its_splits(gold_folder: Path) -> None:
    (gold_folder / "versions_train.jsonl").write_text("{}\n")
    assert [(e.split, e.line, e.record["id"]) for e in corpus(gold_folder)] == [("train", 1, "kiosk.de"), ("test", 1, "imker.de")]
    assert load_gold(gold_folder / "test.jsonl")[0]["notice"] == "imker"


def test_the_hash_knows_annotations_but_no_order(gold_records: list[dict[str, Any]]) -> None:
    assert corpus_hash(gold_records) == corpus_hash(gold_records[::-1])
    changed = deepcopy(gold_records)
    changed[0]["mentions"][0]["negated"] = True
    assert corpus_hash(changed) != corpus_hash(gold_records)


def test_sound_records_have_no_faults(gold_records: list[dict[str, Any]]) -> None:
    assert not [fault for r in gold_records for fault in structure(r)]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("id",), "", "id is missing or empty"),
        (("text",), 3, "text is not a string"),
        (("sector",), None, "sector is not a string"),
        (("mentions",), {}, "mentions is missing or no list"),
        (("mentions", 1), "Name", "mention 1 is not an object"),
        (("mentions", 1, "start"), 5.0, "mention 1 has no span"),
        (("mentions", 1, "start"), True, "mention 1 has no span"),
        (("mentions", 1, "end"), 10_000, "outside the text"),
        (("mentions", 1, "start"), -3, "outside the text"),
        (("mentions", 1, "category"), None, "mention 1 has no category"),
        (("mentions", 1, "negated"), "no", "negated is not true or false"),
        (("rows", 0), [], "row 0 is not an object"),
        (("rows", 0, "id"), 1, "row 0 has no id"),
        (("rows", 0, "data"), [0, 99], "row r1: data names mention 99 of 5"),
        (("rows", 0, "data"), [-1], "row r1: data names mention -1 of 5"),
        (("rows", 0, "purpose"), None, "row r1: purpose is missing"),
        (("rows", 0, "retention"), [[4, 4]], "row r1: retention span 4–4 is empty"),
        (("text",), "\ud83c" * 300, "half of a surrogate pair"),
    ],
)
def test_faults_are_named(gold_records: list[dict[str, Any]], place: tuple[Any, ...], value: Any, message: str) -> None:
    record: Any = gold_records[0]
    for step in place[:-1]:
        record = record[step]
    record[place[-1]] = value
    assert any(message in fault for fault in structure(gold_records[0])), list(structure(gold_records[0]))


def test_bad_files_are_named_with_line(gold_folder: Path, gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    broken = write_gold(tmp_path / "a.jsonl", gold_records[0], {**gold_records[1], "rows": None})
    with pytest.raises(BadInput, match=r"a\.jsonl:2: imker\.de: rows is missing"):
        load_gold(broken)
    broken.write_text('{"id": 1\n')
    with pytest.raises(BadInput, match=r"a\.jsonl:1: not JSON"):
        load_gold(broken)
    broken.write_text("[" * 100_000)
    with pytest.raises(BadInput, match=r"a\.jsonl:1: not JSON"):
        load_gold(broken)
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="not UTF-8"):
        load_gold(broken)
    broken.write_bytes(b"\n\n")
    with pytest.raises(BadInput, match="empty file"):
        load_gold(broken)
    with pytest.raises(BadInput, match=r"holds no train\.jsonl"):
        load_gold(tmp_path)
