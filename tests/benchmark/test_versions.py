"""Change files as records, and the corpus's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.benchmark.gold import SPLITS, load_gold
from notice_nlp.benchmark.inline import MarkupError
from notice_nlp.benchmark.versions import divergence_records, version_records

CORPUS = Path(__file__).parents[2] / "corpora" / "privacy_notices"
SECOND = """# retention_changed row=1 old="sechs Monaten" new="einem Jahr"
# row_merged rows=1,2 into=1 old="Newsletter"
# wording row=0
<<<<<<<
§1 {P Newsletter}: [Name|Name], gelöscht {T nach sechs Monaten}.
=======
§1 {P Post}: [Name|Name], gelöscht {T nach einem Jahr}.
>>>>>>>
"""
THIRD = """# concept_generalised row=1 concept=Name to=Identifier old="Name" new="Kennung"
<<<<<<<
[Name|Name], gelöscht {T nach einem Jahr}
=======
[Kennung|Identifier], gelöscht {T nach einem Jahr}
>>>>>>>
"""
DIVERGED = """# retention_changed row=1 new="after ten months" other="nach sechs Monaten"
<<<<<<<
deleted {T after six months}
=======
deleted {T after ten months}
>>>>>>>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "changes").mkdir()
    files = {
        "source/a_1.de.txt": "§1 {P Newsletter}: [Name|Name], gelöscht {T nach sechs Monaten}.\n§2 {P Werbung}\n",
        "source/a_1.en.txt": "§1 {P Newsletter}: [name|Name], deleted {T after six months}.\n§2 {P Advertising}\n",
        "changes/a_1.de.v2": SECOND,
        "changes/a_1.de.v3": THIRD,
        "changes/a_1.en.div": DIVERGED,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def test_each_version_comes_from_the_one_before(folder: Path) -> None:
    second, third = version_records(folder, lambda notice: f"split of {notice}")
    assert (second["id"], second["split"], second["from_version"], second["to_version"]) == ("a_1.de.v2", "split of a_1", "v1", "v2")
    assert second["text_old"] == "Newsletter: Name, gelöscht nach sechs Monaten.\nWerbung\n"
    assert second["text_new"] == third["text_old"] == "Post: Name, gelöscht nach einem Jahr.\nWerbung\n"
    assert second["kinds"] == ["retention_changed", "row_merged", "wording"]
    retention, merged, wording = second["changes"]
    assert second["text_old"][slice(*retention["old"])] == "sechs Monaten"
    assert second["text_new"][slice(*retention["new"])] == "einem Jahr"
    assert (merged["row"], merged["rows"], merged["into"], merged["new"]) == ("", "r1 r2", "r1", None)
    assert (wording["row"], wording["old"], wording["concept"]) == ("", None, "")
    assert third["changes"][0]["concept"] == "pd:Name"
    assert third["changes"][0]["to"] == "pd:Identifier"


def test_divergences_point_into_both_languages(folder: Path) -> None:
    (record,) = divergence_records(folder, lambda _: "dev")
    (change,) = record["changes"]
    assert (change["kind"], change["row"]) == ("retention_changed", "r1")
    assert record["text_en"][slice(*change["en"])] == "after ten months"
    assert record["text_de"][slice(*change["de"])] == "nach sechs Monaten"


def test_a_change_file_that_does_not_apply_is_named(folder: Path) -> None:
    (folder / "changes" / "a_1.de.v3").write_text(THIRD.replace("einem Jahr", "zwei Jahren"), "utf-8")
    with pytest.raises(MarkupError, match=r"a_1\.de\.v3: line 2: the old side occurs 0 times"):
        list(version_records(folder, str))


def test_the_corpus_files_are_what_the_change_files_say() -> None:
    split_of = {r["notice"]: split for split in SPLITS for r in load_gold(CORPUS / f"{split}.jsonl")}
    written = 0
    for name, make in (("versions", version_records), ("divergences", divergence_records)):
        records = list(make(CORPUS, split_of.__getitem__))
        for split in SPLITS:
            lines = (CORPUS / f"{name}_{split}.jsonl").read_text("utf-8").splitlines()
            assert [json.loads(line) for line in lines] == [r for r in records if r["split"] == split], f"{name}_{split}"
            written += len(lines)
    assert written == len(list((CORPUS / "changes").iterdir()))


SIDES = {"versions": {"old": "text_old", "new": "text_new"}, "divergences": {"de": "text_de", "en": "text_en"}}


@pytest.mark.parametrize("config", SIDES)
def test_datasets_loads_them(config: str, tmp_path: Path) -> None:
    datasets: Any = pytest.importorskip("datasets")
    loaded = datasets.load_dataset(str(CORPUS), config, cache_dir=str(tmp_path))
    assert list(loaded) == list(SPLITS)
    assert len({str(part.features) for part in loaded.values()}) == 1
    texts, passages = SIDES[config], 0
    for record in (r for part in loaded.values() for r in part):
        for change in record["changes"]:
            assert None not in [v for k, v in change.items() if k not in texts]
            for side, text in texts.items():
                if change[side] is not None:
                    start, end = change[side]
                    assert record[text][start:end].strip()
                    passages += 1
    assert passages
