"""brat standoff, read back by its definition."""

import re
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.convert.brat import TYPES, config, standoff, write_brat
from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.extract.labels import ROLES


def parsed(lines: list[str], text: str) -> tuple[dict[str, tuple[str, int, int]], set[str], dict[str, dict[str, list[str]]]]:
    """Text-bound annotations, the ids of the negated ones, and arguments by row id."""
    bound, negated, events, rows = {}, set(), {}, {}
    for line in lines:
        id, what, *rest = line.split("\t")
        if id[0] == "T":
            type, places = what.split(" ", 1)
            parts = [tuple(map(int, p.split())) for p in places.split(";")]
            assert " ".join(text[a:b] for a, b in parts) == rest[0]
            bound[id] = (type, parts[0][0], parts[-1][1])
        elif id[0] == "A":
            negated.add(what.split()[1])
        elif id[0] == "E":
            arguments: dict[str, list[str]] = {}
            for argument in what.split()[1:]:
                name, target = argument.split(":")
                arguments.setdefault(re.sub(r"\d+$", "", name), []).append(target)
            events[id] = arguments
        else:
            rows[rest[0]] = events[what.split()[1]]
    return bound, negated, rows


def test_everything_comes_back(gold_records: list[dict[str, Any]]) -> None:
    for record in gold_records:
        bound, negated, rows = parsed(list(standoff(record)), record["text"])
        for i, mention in enumerate(record["mentions"], 1):
            assert bound[f"T{i}"] == (mention["category"].replace(":", "_"), mention["start"], mention["end"])
            assert (f"T{i}" in negated) == mention["negated"]
        assert list(rows) == [row["id"] for row in record["rows"]]
        for row in record["rows"]:
            assert rows[row["id"]].get("Data", []) == [f"T{i + 1}" for i in row["data"]]
            for role in ROLES:
                assert [list(bound[t][1:]) for t in rows[row["id"]].get(TYPES[role], [])] == row[role]


def test_spans_over_line_breaks_are_discontinuous() -> None:
    record = parse_inline("§1 {P Briefe\n \nzustellen}", id="a")
    assert next(standoff(record)) == "T1\tPurpose 0 6;9 18\tBriefe zustellen"


def test_a_row_without_purpose_hangs_on_what_it_has() -> None:
    record = parse_inline("§1 [Name|Name]", id="a")
    assert list(standoff(record)) == [
        "T1\tpd_Name 0 4\tName",
        "T2\tActivity 0 4\tName",
        "E1\tActivity:T2 Data:T1",
        "#1\tAnnotatorNotes E1\tr1",
    ]


def test_the_set_up_knows_all_types(gold_records: list[dict[str, Any]]) -> None:
    offered = set(re.findall(r"^\t?([A-Za-z]\w*)", config(), re.M))
    assert {t for r in gold_records for t, _, _ in parsed(list(standoff(r)), r["text"])[0].values()} <= offered


def test_ids_that_are_no_file_names_are_left_out(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    record = gold_records[0]
    errors = write_brat([{**record, "id": "../x"}, {**record, "id": "a/b"}, {**record, "id": ".a"}, record, record], tmp_path / "brat")
    assert len(errors) == 4
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["annotation.conf", "kiosk.de.ann", "kiosk.de.txt"]
    assert (tmp_path / "brat" / "kiosk.de.txt").read_text("utf-8") == record["text"]
