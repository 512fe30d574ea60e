"""The corpus: built from its sources, offsets true, splits by company."""

import json
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.taxonomy.store import taxonomy

FOLDER = Path(__file__).parents[1] / "corpora" / "privacy_notices"
RECORDS: list[dict[str, Any]] = [
    {**json.loads(line), "split": split}
    for split in ("train", "dev", "test")
    for line in (FOLDER / f"{split}.jsonl").read_text("utf-8").splitlines()
]


def test_records_are_what_the_sources_say() -> None:
    for record in RECORDS:
        source = (FOLDER / "source" / f"{record['id']}.txt").read_text("utf-8")
        built = parse_inline(source)
        assert {k: record[k] for k in built} == built, record["id"]


def test_offsets_and_concepts() -> None:
    known = {c.id for c in taxonomy().assignable}
    for record in RECORDS:
        for mention in record["mentions"]:
            span = record["text"][mention["start"] : mention["end"]]
            assert span, record["id"]
            assert span == span.strip(), (record["id"], span)
            assert mention["category"] in known


def test_a_company_is_in_one_split_with_both_languages() -> None:
    seen: dict[str, set[tuple[str, str]]] = {}
    for record in RECORDS:
        seen.setdefault(record["notice"], set()).add((record["split"], record["language"]))
    assert all(len({s for s, _ in v}) == 1 and {lang for _, lang in v} == {"de", "en"} for v in seen.values())
