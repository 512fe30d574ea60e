"""The report of several systems, with a model that answers by heart."""

from types import MappingProxyType
from typing import Any

import pytest

from notice_nlp.benchmark import systems
from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.benchmark.scoreboard import NAMES, as_markdown, as_text, tables
from notice_nlp.benchmark.systems import benchmark, chosen
from notice_nlp.errors import BadInput


class Heart:
    fingerprint = "heart"
    labels: Any = None
    calibration: Any = MappingProxyType({})

    def tag(self, windows: Any) -> Any:
        raise AssertionError("answers are given by heart")


@pytest.fixture
def knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that knows the gold annotation and is quite sure."""

    def answer(record: Any, tagger: Any) -> dict[str, Any]:
        return {**record, "mentions": [{**m, "confidence": 0.85} for m in record["mentions"]]}

    monkeypatch.setattr(systems, "predict", answer)


@pytest.mark.usefixtures("knows")
def test_report(gold_records: list[dict[str, Any]]) -> None:
    strange = parse_inline("§1 {P Versand}: [Name|Name], [Quittengelee|Preference]", id="x.de", notice="x", language="de", layout="mixed")
    report = benchmark([*gold_records, strange], "own", Heart(), chosen("regex"))
    assert "split:own|notices:3|tags:BIO|model:heart|" in report["signature"]
    assert list(report["systems"]) == ["model", "regex"]
    model, other = (report["systems"][name]["de"]["scores"]["strict"] for name in ("model", "regex"))
    assert model == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert 0 < other["value"] < 1
    assert report["systems"]["model"]["de"]["scores"].keys() == NAMES.keys()
    assert set(report["systems"]["model"]["de"]["layouts"]) == {"mixed"}
    assert report["calibration"]["expected_calibration_error"] == pytest.approx(0.15)
    assert report["unread"] == []


def test_what_cannot_be_read_counts_as_nothing_found(gold_records: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(record: Any, tagger: Any) -> dict[str, Any]:
        if record["id"] == "kiosk.de":
            raise BadInput("too little text to tell its language")
        return {"text": "something else", "mentions": [], "rows": []}

    monkeypatch.setattr(systems, "predict", refuse)
    report = benchmark(gold_records, "own", Heart(), [])
    assert [(u["system"], u["id"]) for u in report["unread"]] == [("model", "kiosk.de"), ("model", "imker.de")]
    assert report["systems"]["model"]["de"]["scores"]["strict"]["value"] == 0.0
    assert report["systems"]["model"]["de"]["mentions"] == sum(len(r["mentions"]) for r in gold_records)


@pytest.mark.usefixtures("knows")
def test_tables_are_harmless(gold_records: list[dict[str, Any]]) -> None:
    for record in gold_records:
        record["layout"] = "<b>|\x1b[31m"
    report = benchmark(gold_records, "a`b", Heart(), chosen("regex,termbase"))
    text, markdown = as_text(report), as_markdown(report)
    assert text.startswith("corpus:")
    assert "\x1b" not in text + markdown
    assert "<b>" not in markdown
    assert markdown.splitlines()[0].count("`") == 2
    widths = {len(table.heads) for table in tables(report)}
    assert all(len(row) == len(table.heads) for table in tables(report) for row in table.rows)
    assert 4 in widths


def test_baselines_by_name() -> None:
    assert list(chosen("regex, termbase,regex")) == ["regex", "termbase"]
    assert chosen("none") == {}
    with pytest.raises(BadInput, match="no baseline 'bert'"):
        chosen("bert")
    with pytest.raises(BadInput, match="needs a folder"):
        chosen("spacy")
