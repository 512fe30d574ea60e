"""TMX 1.4b: what is written, what is read, what is refused."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import Limits
from notice_nlp.translate.memory import Unit
from notice_nlp.translate.tmx import read_tmx, write_tmx

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNITS = [
    Unit("Tau & <Leine>", "rope & <line>", "de", "en", "harbour.de.html | harbour.en.html"),
    Unit("Steg\x07 \U0001f6a4", "jetty", "de", "en"),
]


def written(units: list[Unit], **options: object) -> bytes:
    stream = io.BytesIO()
    write_tmx(units, stream, date=datetime(2025, 5, 4, 3, 2, 1, tzinfo=UTC), **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_header_and_units() -> None:
    data = written(UNITS, segtype="block")
    assert data.startswith(b"<?xml")
    assert b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in data
    root = etree.fromstring(data)
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    expected = {"creationtool": "notice-nlp", "segtype": "block", "o-tmf": "notice-nlp", "adminlang": "en", "srclang": "de"}
    expected |= {"datatype": "plaintext", "creationdate": "20250504T030201Z"}
    assert expected.items() <= dict(header.attrib).items()
    assert header.get("creationtoolversion")
    first = root.find("body/tu")
    assert [p.get("type") for p in first.iterfind("prop")] == ["x-origin"]
    assert [(t.get(XML_LANG), t.findtext("seg")) for t in first.iterfind("tuv")] == [("de", "Tau & <Leine>"), ("en", "rope & <line>")]


def test_against_the_dtd() -> None:
    name = os.environ.get("NOTICE_NLP_TMX_DTD")
    if not name:
        pytest.skip("NOTICE_NLP_TMX_DTD names no DTD of TMX 1.4 (tmx14.dtd)")
    dtd = etree.DTD(name)
    assert dtd.validate(etree.fromstring(written(UNITS))), str(dtd.error_log)[:500]


def test_several_source_languages() -> None:
    root = etree.fromstring(written([*UNITS, Unit("mast", "Mast", "en", "de")]))
    assert root.find("header").get("srclang") == "*all*"
    assert [tu.get("srclang") for tu in root.iter("tu")] == ["de", "de", "en"]


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(written([*UNITS, Unit("mast", "Mast", "en", "de")]))
    assert read_tmx(path) == [UNITS[0], Unit("Steg \U0001f6a4", "jetty", "de", "en"), Unit("mast", "Mast", "en", "de")]


def test_unknown_segtype() -> None:
    with pytest.raises(ValueError, match="segtype"):
        written(UNITS, segtype="page")


OTHERS = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="EN-GB"
 datatype="xml"/>
<body><!-- boats -->
<tu tuid="1"><prop type="client">Kontor</prop>
<tuv xml:lang="de-DE"><seg>Das <bpt i="1">&lt;b&gt;</bpt>Tau<ept i="1">&lt;/b&gt;</ept> <hi>liegt</hi><ph>{{1}}</ph> hier.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The rope
 is here.</seg></tuv><tuv lang="FR"><seg>La corde est ici.</seg></tuv></tu>
<tu><tuv xml:lang="en-GB"><seg>alone</seg></tuv></tu>
<tu><tuv xml:lang="en-GB"><seg></seg></tuv><tuv xml:lang="de-DE"><seg>leer</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_files_of_other_tools(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "other.tmx"
    path.write_bytes(OTHERS.format(encoding=encoding).encode(encoding))
    assert read_tmx(path) == [
        Unit("The rope is here.", "Das Tau liegt hier.", "en", "de"),
        Unit("The rope is here.", "La corde est ici.", "en", "fr"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<tbx/>", "not TMX: its root element is tbx"),
        ("<tmx version='1.4'><body/></tmx>", "without a unit"),
        ("<tmx", "not XML"),
        ("", "not XML"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>', "entities"),
    ],
)
def test_bad_files(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=reason) as error:
        read_tmx(path)
    assert str(error.value).startswith(str(path))


def test_size_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "big.tmx"
    path.write_bytes(written(UNITS))
    with pytest.raises(BadInput, match="larger than"):
        read_tmx(path, Limits(file_mb=0.0001))


def test_file_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("treasure", "utf-8")
    path = tmp_path / "trap.tmx"
    tu = '<tu><tuv xml:lang="de"><seg>&s;</seg></tuv><tuv xml:lang="en"><seg>x</seg></tuv></tu>'
    path.write_text(f'<!DOCTYPE tmx [<!ENTITY s SYSTEM "{secret.as_uri()}">]><tmx version="1.4"><body>{tu}</body></tmx>', "utf-8")
    with pytest.raises(BadInput, match="entities"):
        read_tmx(path)
