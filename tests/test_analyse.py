"""The main job on small notices, in every format."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import notice_nlp
from notice_nlp.analyse import default_tagger
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice
from notice_nlp.read import read_text
from notice_nlp.segment import read_tables, windows
from tests.conftest import Kit


def summary(notice: Notice) -> list[tuple[str, list[str], str]]:
    return [
        (
            " ".join(notice[row.purpose[0]].split()),
            [f"{notice[m.start, m.end]}={m.category}" for m in notice.row_mentions(row)],
            " ".join(notice[s] for s in row.legal_basis),
        )
        for row in notice.rows
    ]


def test_same_rows_from_every_format(kit: Kit, tmp_path: Path) -> None:
    expected = summary(notice_nlp.parse(kit.text()))
    assert [purpose for purpose, _, _ in expected] == [row[0] for row in kit.rows]
    assert [basis for _, _, basis in expected] == [row[2] for row in kit.rows]
    (tmp_path / "a.md").write_text(kit.markdown(), "utf-8")
    (tmp_path / "a.html").write_text(kit.html(), "utf-8")
    for path in (
        tmp_path / "a.md",
        tmp_path / "a.html",
        kit.docx(tmp_path / "a.docx"),
        kit.pdf(tmp_path / "a.pdf"),
        kit.pdf(tmp_path / "b.pdf", ruled=False),
    ):
        assert summary(notice_nlp.parse(path)) == expected, path.name


def test_elliptic_compound_gives_two_mentions(kit: Kit) -> None:
    categories = [m.split("=") for m in summary(notice_nlp.parse(kit.text()))[0][1]]
    assert ["Rechnungs-", "nn:BillingAddress"] in categories
    assert ["Lieferadresse", "nn:DeliveryAddress"] in categories


@pytest.mark.parametrize(
    "text",
    [
        "Server-Protokolle\nBeim Aufruf der Seite erheben wir keine IP-Adresse und bilden kein Nutzungsprofil, damit Sie unerkannt sind.",
        "Server logs\nWhen you visit our pages we store neither your IP address nor a usage profile, so that nobody can follow you here.",
    ],
)  # fmt: skip
def test_negation(text: str) -> None:
    notice = notice_nlp.parse(text)
    assert {m.category for m in notice.mentions if m.negated} >= {"pd:IPAddress"}


def test_sections_on_rights_and_controller_give_no_rows() -> None:
    text = (
        "Verantwortlicher\nVerantwortlich ist die Muster GmbH, Hauptstraße 1, 12345 Berlin, info@muster.example, Telefon 030 123.\n"
        "Ihre Rechte\nSie können Auskunft, Berichtigung und Löschung verlangen und sich bei einer Aufsichtsbehörde beschweren.\n"
    )
    assert notice_nlp.parse(text).rows == ()


def test_plain_text_is_not_changed(tmp_path: Path) -> None:
    text = "\ufeffDatenschutz\r\n\r\nWir speichern Ihre E\u00adMail-Adres\u00adse\u00a0und Ihren Na\u0308hkurs.\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    assert notice_nlp.parse(path).text == text


def test_min_confidence_drops_mentions(kit: Kit) -> None:
    loose, strict = (len(notice_nlp.parse(kit.text(), min_confidence=c).mentions) for c in (0.0, 0.999))
    assert strict < loose


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty text"),
        ("Hallo", "too little text"),
        ("Nous traitons vos données personnelles uniquement afin d'exécuter le contrat conclu avec vous et les supprimons." * 4, "'fr'"),
        ("fehlt.html", "No such file"),
    ],
)
def test_bad_sources(source: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        notice_nlp.parse(source)


def test_language_must_be_known(kit: Kit) -> None:
    with pytest.raises(ValueError, match="klingon"):
        notice_nlp.parse(kit.text(), language="klingon")


def test_foreign_blocks_are_left_out(kit: Kit) -> None:
    french = (
        "Nous traitons votre nom, votre adresse électronique et votre numéro de téléphone afin d'exécuter le contrat conclu avec vous, "
        "et nous les supprimons ensuite, à moins que la loi ne nous oblige à les conserver plus longtemps pour des raisons fiscales ou "
        "commerciales, ce dont nous vous informons toujours au préalable par courrier électronique ou par voie postale."
    )
    notice = notice_nlp.parse(f"{kit.text()}\n\n{french}\n")
    assert any("fr" in w for w in notice.warnings)
    assert all(m.end <= len(kit.text()) for m in notice.mentions)


def test_parsing_imports_neither_torch_nor_spacy() -> None:
    code = (
        "import sys, notice_nlp; notice_nlp.parse('Wir speichern Ihre E-Mail-Adresse, um Ihnen zu antworten.');"
        "print({'torch', 'transformers', 'spacy', 'pandas', 'rich'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"


def test_a_heading_that_names_an_activity_begins_a_row(example: Path) -> None:
    notice = notice_nlp.parse(example)
    purposes = [[notice[s] for s in row.purpose] for row in notice.rows]
    (protocols,) = [p for p in purposes if "Server-Protokolle" in p]
    assert not any("Bohnenpost" in words for words in protocols)


def test_a_window_says_the_same_alone_and_among_others(kit: Kit) -> None:
    document = read_text(kit.text())
    cut = windows(document.text, document.blocks, read_tables(document.text, document.blocks))
    together = default_tagger().tag(cut)
    assert len(cut) > 1
    for window, among in zip(cut, together, strict=True):
        [alone] = default_tagger().tag([window])
        assert [(m.start, m.end, m.probability) for m in alone.mentions] == [(m.start, m.end, m.probability) for m in among.mentions]
        assert np.array_equal(alone.states, among.states)


def test_a_title_changes_nothing_below_it(kit: Kit) -> None:
    bare, titled = (notice_nlp.parse(Kit(title=title, intro="").text()) for title in ("", "Datenschutzerklärung der Weberei"))
    first, second = ([[(n[m.start, m.end], m.category, m.confidence) for m in n.row_mentions(r)] for r in n.rows] for n in (bare, titled))
    assert first == second
    assert first


def test_a_heading_that_names_the_activity_is_part_of_the_purpose() -> None:
    notice = notice_nlp.parse(
        "# Terminbuchung\n\nWir erfassen Ihren Namen und Ihre Telefonnummer, um den Termin zu bestätigen.", format="markdown"
    )
    (row,) = notice.rows
    assert "Terminbuchung" in [notice[span] for span in row.purpose]
    assert len(row.purpose) > 1
