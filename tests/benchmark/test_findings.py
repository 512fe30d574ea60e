"""Scores of findings against recorded changes."""

from pathlib import Path

from notice_nlp.benchmark.findings import Pair, divergent_pairs, score_findings, version_pairs
from notice_nlp.compare import Comparison, Finding
from notice_nlp.notice import Notice, Row

FOLDER = Path(__file__).parents[2] / "corpora" / "privacy_notices"
PAIR = Pair(
    "one", "alt", "neu", ("de", "de"),
    (
        {"kind": "concept_added", "a": None, "b": [10, 20]},
        {"kind": "retention_changed", "a": [5, 9], "b": [5, 9]},
        {"kind": "row_removed", "a": [40, 50], "b": None},
        {"kind": "wording", "a": [60, 70], "b": [60, 70]},
        {"kind": "wording", "a": [80, 90], "b": [80, 90]},
    ),
)  # fmt: skip


def compared(*findings: Finding) -> Comparison:
    rows = (Row("r1"), Row("r2"))
    return Comparison(Notice("alt", "de", rows=rows), Notice("neu", "de"), "versions", "de", findings=findings)


def test_kind_and_place_must_both_be_right() -> None:
    findings = [
        Finding("concept_added", b=((18, 25),)),  # right
        Finding("retention_changed", a=((30, 35),)),  # right kind, wrong place
        Finding("row_added", a=((40, 50),)),  # right place, wrong kind
        Finding("concept_removed", a=((82, 84),)),  # in a rewording
        Finding("wording", a=((1, 2),)),  # not counted
    ]
    scores = score_findings([PAIR], lambda _: compared(*findings))
    assert scores.precision == 1 / 4
    assert scores.recall == 1 / 3
    assert (scores.quiet, scores.rewordings, scores.rows) == (1, 2, 2)
    assert scores.missed == {"retention_changed": 1, "row_removed": 1}


def test_nothing_found_and_nothing_recorded() -> None:
    scores = score_findings([Pair("two", "alt", "neu", ("de", "de"))], lambda _: compared())
    assert (scores.precision, scores.recall) == (0.0, 0.0)


def test_pairs_of_the_corpus_point_into_their_texts() -> None:
    pairs = [*version_pairs(FOLDER, "dev"), *divergent_pairs(FOLDER, "dev")]
    assert len(pairs) >= 20
    for pair in pairs:
        assert pair.changes
        for change in pair.changes:
            for place, text in ((change["a"], pair.a), (change["b"], pair.b)):
                assert place is None or text[slice(*place)].strip()
