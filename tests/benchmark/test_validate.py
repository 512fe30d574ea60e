"""Problems of gold files, one by one."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.benchmark.gold import SPLITS
from notice_nlp.benchmark.validate import problems, validate
from tests.conftest import write_gold

CORPUS = Path(__file__).parents[2] / "corpora" / "privacy_notices"


def test_the_corpus_is_valid() -> None:
    count, found = validate([CORPUS])
    assert count == sum(len((CORPUS / f"{s}.jsonl").read_text("utf-8").splitlines()) for s in SPLITS)
    assert [str(p) for p in found] == []


def mention(start: int, end: int, category: str = "pd:Name") -> dict[str, Any]:
    return {"start": start, "end": end, "category": category, "negated": False}


def row(id: str, *data: int) -> dict[str, Any]:
    return {"id": id, "purpose": [[0, 3]], "data": list(data)}


def record(mentions: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "a", "notice": "a", "language": "de", "text": "abc def ghi", "mentions": mentions, "rows": rows}


@pytest.mark.parametrize(
    ("mentions", "rows", "message"),
    [
        ([mention(3, 7)], [], "mention 0 ' def' (3–7) begins or ends with white space"),
        ([mention(0, 3, "pd:Nonsense")], [], "no concept 'pd:Nonsense'"),
        ([mention(0, 3, "dpv:PersonalData")], [], "no concept 'dpv:PersonalData'"),
        ([mention(4, 7), mention(0, 3)], [], "mention 1 stands before mention 0"),
        ([mention(0, 3), mention(0, 7)], [], "mention 1 stands before mention 0"),
        ([mention(0, 3), mention(0, 3)], [], "has the same span as mention 0"),
        ([mention(0, 7), mention(4, 11)], [], "mention 1 (4–11) overlaps, without lying in it, mention 0"),
        ([], [{**row("r1"), "purpose": []}], "row r1 has no purpose"),
        ([], [{**row("r1"), "recipients": [[3, 7]]}], "row r1: recipients ' def'"),
        ([], [row("r1"), row("r1")], "row r1 is there 2 times"),
        ([mention(0, 3)], [row("r1", 0, 0)], "row r1: data names a mention twice"),
        ([mention(0, 3)], [row("r1", 0), row("r2", 0)], "mention 0 is in row r1 and in row r2"),
    ],
)
def test_each_problem_is_named(mentions: list[dict[str, Any]], rows: list[dict[str, Any]], message: str) -> None:
    found = list(problems(record(mentions, rows)))
    assert len(found) == 1
    assert message in found[0]


def test_a_mention_may_lie_in_another() -> None:
    assert not list(problems(record([mention(0, 11), mention(0, 7), mention(4, 7)], [row("r1", 0, 1, 2)])))


def test_places_ids_and_splits(gold_folder: Path, gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    assert validate([gold_folder]) == (2, [])
    other = deepcopy(gold_records[0]) | {"id": "kiosk.en", "language": "English"}
    write_gold(gold_folder / "test.jsonl", other, gold_records[0] | {"rows": None})
    count, found = validate([gold_folder, gold_folder / "train.jsonl"])
    test = gold_folder / "test.jsonl"
    assert count == 3
    assert [str(p) for p in found] == [
        f"{test}:1: kiosk.en: language 'English' is not a code of two letters",
        f"{test}:1: kiosk.en: the notice kiosk is in {gold_folder / 'train.jsonl'} too: a notice belongs to one split",
        f"{test}:2: kiosk.de: rows is missing or no list",
        f"{test}:2: kiosk.de: the id stands in {gold_folder / 'train.jsonl'}:1 already",
        f"{test}:2: kiosk.de: the notice kiosk is in {gold_folder / 'train.jsonl'} too: a notice belongs to one split",
    ]
