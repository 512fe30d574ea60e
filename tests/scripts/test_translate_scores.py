"""How wordings of data are paired and judged."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.translate.items import translate_item


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
