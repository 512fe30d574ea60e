"""How wordings of data are paired and judged."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.translate.engines import Translation
from notice_nlp.translate.items import translate_item
from notice_nlp.translate.memory import Memory


@pytest.fixture(scope="module")
def scores() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "translate_scores.py"
    spec = importlib.util.spec_from_file_location("translate_scores", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GERMAN = "§1 {P Segelkurs}: [Namen|Name], [Anschrift|PhysicalAddress], [Lieblingswind|Interest]\n§2 {P Wetter}: [Name|Name]\n"
ENGLISH = "§1 {P sailing course}: [postal address|PhysicalAddress], [name|Name], [wind you like|Interest]\n§3 {P weather}: [name|Name]\n"


def test_pairs_and_judgement(scores: ModuleType) -> None:
    records = [
        parse_inline(text, id=f"boat.{language}", notice="boat", language=language) for text, language in ((GERMAN, "de"), (ENGLISH, "en"))
    ]
    found = dict(scores.pairs(records))
    # The rows that only one language has give no pair.
    assert {c: (s["de"].text, s["en"].text) for c, s in found.items()} == {
        "pd:Name": ("Namen", "name"),
        "pd:PhysicalAddress": ("Anschrift", "postal address"),
        "pd:Interest": ("Lieblingswind", "wind you like"),
    }
    line = scores.score_items(records, "de", "en")
    assert line.startswith("de→en: found 2/3 (0.667)  of these right 0.500 (exact 0.500  admitted 0.000")


@pytest.mark.parametrize(
    ("german", "concept", "reference", "expected"),
    [
        ("Vorname", "pd:Name", "First name", "exact"),
        ("Vorname", "pd:Name", "given name", "admitted"),
        ("Vorname", "pd:Name", "last name", "other"),
        ("erste Spieler-ID", "pd:Identifier", "first player IDs", "number"),
    ],
)
def test_judge(scores: ModuleType, german: str, concept: str, reference: str, expected: str) -> None:
    item = translate_item(german, concept, "de", "en")
    assert item
    assert scores.judge(item, scores.Wording(reference, "", ""), "en") == expected


def test_an_elliptic_reference_is_completed(scores: ModuleType) -> None:
    item = translate_item("Rechnungs-", "nn:BillingAddress", "de", "en", " und Lieferadresse")
    assert item
    assert scores.judge(item, scores.Wording("billing", "", " and delivery address"), "en") == "exact"


ROW_DE = "§1 {P Segelkurs am See}: Ihr [Name|Name].\n\n§2 {P Wetter von gestern}: [Name|Name]\n"
ROW_EN = "§1 {P sailing course on the lake}: your [name|Name].\n\n§2 {P yesterday's weather}: [name|Name]\n"


def test_rows_of_each_system(scores: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sacrebleu", reason="the extra train is not installed")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    from row_scores import Rows, drafted, report, row_pairs

    records = [parse_inline(t, id=f"boat.{l}", notice="boat", language=l) for t, l in ((ROW_DE, "de"), (ROW_EN, "en"))]
    pairs, notices = row_pairs(records, "de", "en")
    assert [(p.source, p.reference) for p in pairs] == [
        ("Segelkurs am See: Ihr Name.", "sailing course on the lake: your name."),
        ("Wetter von gestern: Name", "yesterday's weather: name"),
    ]

    class Oracle:
        name = "oracle"

        def translate(self, texts: Sequence[str], source_language: str, target_language: str) -> list[Translation]:
            return [Translation({p.source: p.reference for p in pairs}.get(t, ""), 1.0) for t in texts]

    rows = Rows(pairs)
    drafted(rows, notices, "en", Memory(), [Oracle()])
    assert rows.made["embedded"] == ["", ""]
    assert rows.whole == {"source": [True, True], "embedded": [False, False], "oracle": [True, True]}
    lines = list(report(rows, "de", "en"))
    assert lines[0].startswith("de→en: 2 rows")
    assert "embedded: chrF 0.0 BLEU 0.0; segments 0/2; rows whole 0; terms –" in lines[2]
    assert "oracle: chrF 100.0 BLEU 100.0; segments 2/2; rows whole 2 (chrF 100.0 BLEU 100.0)" in lines[3]
    assert "nrefs:1" in lines[4]


def test_a_split_s_own_units_are_taken_out_of_the_memory(scores: ModuleType) -> None:
    whole = scores.memory_without([])
    name = next(u.origin for u in whole.units).removeprefix("corpus:")
    assert not any(u.origin == f"corpus:{name}" for u in scores.memory_without([{"notice": name}]).units)
