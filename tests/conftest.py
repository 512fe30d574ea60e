"""Shared helpers: the notices kept outside the project, and documents built on the fly."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from notice_nlp.benchmark.inline import parse_inline

# The first input of a property pays for imports; how fast one is says nothing on a busy machine.
settings.register_profile("notice_nlp", deadline=None)
settings.load_profile("notice_nlp")

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("NOTICE_NLP_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real notices beside the checkout; tests that want it skip where it is absent."""
    if not (SHARED / "notices").is_dir():
        pytest.skip("the real notices are not part of the project and not here")
    return SHARED


@pytest.fixture
def example() -> Path:
    """The German example notice."""
    return ROOT / "notice_nlp" / "examples" / "roesterei.de.html"


class Kit:
    """A notice of a heading, paragraphs and one table, and its forms in several formats."""

    title = "Datenschutz im Atelier Quitte"
    intro = "Hier steht, wofür wir Angaben von Ihnen brauchen und wie lange sie bei uns bleiben."
    header = ("Zweck", "Verarbeitete personenbezogene Daten", "Rechtsgrundlage")
    rows = (
        (
            "Um Ihr Bild zu rahmen und an Sie zu senden, nehmen wir Ihren Auftrag auf",
            "Name, Rechnungs- und Lieferadresse, Telefonnummer, Maße des Bildes",
            "Art. 6 Abs. 1 lit. b DSGVO",
        ),
        (
            "Einladungen zu Ausstellungen, wenn Sie das möchten",
            "E-Mail-Adresse, bevorzugte Künstlerinnen",
            "Ihre Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)",
        ),
        (
            "Betrieb unserer Internetseite und Abwehr von Angriffen auf den Server",
            "IP-Adresse, Datum und Uhrzeit des Zugriffs, aufgerufene Seite, Browsertyp",
            "Art. 6 Abs. 1 lit. f DSGVO",
        ),
    )

    def __init__(
        self,
        header: tuple[str, ...] = header,
        rows: tuple[tuple[str, ...], ...] = rows,
        title: str = title,
        intro: str = intro,
    ) -> None:
        self.header, self.rows, self.title, self.intro = header, rows, title, intro

    def text(self) -> str:
        table = "\n".join("\t".join(row) for row in (self.header, *self.rows))
        return f"{self.title}\n\n{self.intro}\n\n{table}\n".lstrip()

    def markdown(self) -> str:
        lines = [" | ".join(row) for row in (self.header, ("---",) * 3, *self.rows)]
        return f"# {self.title}\n\n{self.intro}\n\n" + "\n".join(f"| {line} |" for line in lines) + "\n"

    def html(self) -> str:
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in self.rows)
        head = "".join(f"<th>{c}</th>" for c in self.header)
        before = f"<h1>{self.title}</h1><p>{self.intro}</p>" if self.title else ""
        return f"<!doctype html><html><body>{before}<table><tr>{head}</tr>{cells}</table></body></html>"

    def docx(self, path: Path) -> Path:
        from docx import Document

        document = Document()
        if self.title:
            document.add_heading(self.title, 1)
            document.add_paragraph(self.intro)
        table = document.add_table(rows=0, cols=len(self.header))
        for row in (self.header, *self.rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.save(str(path))
        return path

    def pdf(self, path: Path, ruled: bool = True) -> Path:
        from reportlab.lib import colors
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

        styles = getSampleStyleSheet()
        cells = [[Paragraph(text, styles["Normal"]) for text in row] for row in (self.header, *self.rows)]
        widths = [450 / len(self.header)] * len(self.header)
        table = Table(cells, colWidths=widths, repeatRows=1)
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *([("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else [])])
        over = [Paragraph(self.title, styles["Heading1"]), Paragraph(self.intro, styles["Normal"])] if self.title else []

        def running(canvas: Any, document: Any) -> None:
            if len(self.rows) < 5:
                return  # on a single page nothing tells a running line from the notice
            canvas.drawString(60, 820, "Ein Dokument mit Kopfzeile")
            canvas.drawString(60, 20, f"Seite {document.page}")

        SimpleDocTemplate(str(path), pagesize=A4).build([*over, table], onFirstPage=running, onLaterPages=running)
        return path


@pytest.fixture
def kit() -> Kit:
    return Kit()


GOLD_SOURCES = {
    "kiosk": (
        "train",
        "Kiosk Ahorn 🌰\n§1 {P Lieferung von Zeitungen}\nWir notieren Ihren [Namen|Name] und Ihre [Anschrift|PhysicalAddress], "
        "aber keine [Telefonnummer|!TelephoneNumber]. Grundlage: {L Art. 6 Abs. 1 lit. b DSGVO}; {T ein Jahr}.\n"
        "§2 {P Prämien}\t[E-Mail-Adresse|EmailAddress]\t{R Botendienst Flink}\n§0 Stand: heute, [IP-Adresse|!IPAddress] nie.\n",
    ),
    "imker": ("test", "§1 {P Honig verschicken}: [Name|Name], {L Vertrag}\n"),
}


@pytest.fixture
def gold_records() -> list[dict[str, Any]]:
    """Two annotated German notices; the first has an astral character, a table line, negation."""
    meta = {"language": "de", "version": "", "sector": "shop", "layout": "mixed"}
    return [parse_inline(source, id=f"{name}.de", notice=name, **meta) for name, (_, source) in GOLD_SOURCES.items()]


def write_gold(path: Path, *records: Mapping[str, Any]) -> Path:
    """A gold file of these records."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


@pytest.fixture
def gold_folder(gold_records: list[dict[str, Any]], tmp_path: Path) -> Path:
    """The two notices as a corpus folder with a train and a test split."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for record, (split, _) in zip(gold_records, GOLD_SOURCES.values(), strict=True):
        write_gold(folder / f"{split}.jsonl", record)
    return folder
