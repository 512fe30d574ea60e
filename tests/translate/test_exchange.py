"""Term bases as CSV and TBX: out, in, and what is refused."""

import os
from pathlib import Path

import pytest
from lxml import etree

from notice_nlp.errors import BadInput
from notice_nlp.translate.tbx import NAMESPACE, read_tbx, to_tbx
from notice_nlp.translate.termbase import Entry, Term, TermBase, default_termbase
from notice_nlp.translate.terms_csv import read_csv, to_csv

OWN = TermBase(
    (
        Entry(
            "dock", "pd:Location", {"de": "Wo ein Boot liegt.", "en": "Where a boat lies."}, ("GDPR 4(1)",),
            (
                Term("Liegeplatz", "de", "preferred", "singular", "noun"), Term("=Platz & <Steg>", "de", "admitted"),
                Term("berths", "en", "preferred", "plural", "noun"), Term("laying place", "en", "forbidden"),
            ),
        ),
        Entry("7 seas", "", {}, (), (Term("Meer", "de"), Term("sea", "en"))),
    )
)  # fmt: skip


def test_csv_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(to_csv(OWN), "utf-8")
    assert read_csv(path) == OWN
    assert "'=Platz" in path.read_text("utf-8")


def test_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes("\ufeffentry;language;term\n1;de;Steg\n1;de;Anleger\n1;en;jetty\n".encode())
    (entry,) = read_csv(path).entries
    assert [(t.text, t.status) for t in entry.terms] == [("Steg", "preferred"), ("Anleger", "admitted"), ("jetty", "preferred")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("entry,term\n1,x\n", "lacks the column language"),
        ("entry,language,term\n1,de,\n", "line 2: needs entry, language and term"),
        ("entry,language,term,status\n1,de,Steg,good\n", "status 'good' is not one of"),
        ("entry,language,term\n", "no terms"),
        ("", "empty file"),
    ],
)
def test_bad_csv(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=reason) as error:
        read_csv(path)
    assert str(error.value).startswith(str(path))


def test_tbx_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "own.tbx"
    path.write_text(to_tbx(OWN), "utf-8")
    first, second = read_tbx(path).entries
    assert first == OWN.entries[0]
    # An id in XML is a name.
    assert (second.id, second.terms) == ("_7.seas", OWN.entries[1].terms)


def test_tbx_keeps_the_dialect() -> None:
    root = etree.fromstring(to_tbx(OWN).encode())
    assert (root.tag, root.get("type"), root.get("style")) == (f"{{{NAMESPACE}}}tbx", "TBX-Basic", "dca")
    allowed = {
        "descrip": {"subjectField", "definition"},
        "admin": {"projectSubset", "source"},
        "termNote": {"administrativeStatus", "partOfSpeech"},
    }
    for tag, kinds in allowed.items():
        assert {n.get("type") for n in root.iter(f"{{{NAMESPACE}}}{tag}")} <= kinds
    statuses = {n.text for n in root.iter(f"{{{NAMESPACE}}}termNote") if n.get("type") == "administrativeStatus"}
    assert statuses == {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}
    ids = [n.get("id") for n in root.iter(f"{{{NAMESPACE}}}conceptEntry")]
    assert len(set(ids)) == len(ids) == 2


def test_tbx_against_the_schema() -> None:
    schema = os.environ.get("NOTICE_NLP_TBX_RNG")
    if not schema:
        pytest.skip("NOTICE_NLP_TBX_RNG names no RELAX NG schema of TBX (TBXcoreStructV03.rng)")
    relaxng = etree.RelaxNG(etree.parse(schema))
    assert relaxng.validate(etree.fromstring(to_tbx(default_termbase()).encode())), str(relaxng.error_log)[:500]


DCT = f"""<tbx xmlns="{NAMESPACE}" xmlns:min="http://www.tbxinfo.net/ns/min" type="TBX-Min" style="dct" xml:lang="en">
<text><body><conceptEntry id="c1"><langSec xml:lang="de-AT"><termSec><term>Jause</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="en"><termSec><term>snack</term></termSec><termSec><term>yawse</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>"""
MARTIF = """<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1"><langSet xml:lang="de"><tig><term>Jause</term></tig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>snack</term></termGrp></ntig></langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize(("text", "count"), [(DCT, 3), (MARTIF, 2)])
def test_other_styles_of_tbx(tmp_path: Path, text: str, count: int) -> None:
    path = tmp_path / "other.tbx"
    path.write_text(text, "utf-8")
    (entry,) = read_tbx(path).entries
    assert [t.text for t in entry.terms] == ["Jause", "snack", "yawse"][:count]
    assert [t.status for t in entry.terms] == ["preferred", "preferred", "forbidden"][:count]
    assert entry.terms[0].language == "de"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<tmx/>", "not TBX"),
        (f'<tbx xmlns="{NAMESPACE}"/>', "without terms"),
        ("<tbx", "not XML"),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "entities"),
    ],
)
def test_bad_tbx(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.tbx"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=reason):
        read_tbx(path)
