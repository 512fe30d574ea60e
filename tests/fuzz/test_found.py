"""Inputs that a long fuzz run found."""

import json
from pathlib import Path

import pytest

from notice_nlp.benchmark.convert.label_studio_export import read_export
from notice_nlp.translate.tbx import to_tbx
from notice_nlp.translate.termbase import Entry, Term, TermBase


@pytest.mark.parametrize("result", [True, 3, [{"id": {}, "value": {"choices": True, "labels": [], "start": 0, "end": 1}}]])
def test_annotations_of_the_wrong_types(result: object, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps([{"data": {"text": "Kiosk"}, "annotations": [{"result": result}]}]), "utf-8")
    records, errors = read_export(path)
    assert len(records) + len(errors) == 1


def test_a_language_that_is_no_text() -> None:
    base = TermBase((Entry("x", "pd:Name", terms=(Term("Name", "de\x1b"),)),))
    assert "\x1b" not in to_tbx(base)
