"""Valid files of every kind that is read, small, to be broken by the strategies."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from notice_nlp.benchmark.convert.label_studio import write_tasks
from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.translate.docx import write_docx
from notice_nlp.translate.memory import Unit
from notice_nlp.translate.po import write_po
from notice_nlp.translate.segments import Draft, Match, Note, Segment
from notice_nlp.translate.tbx import to_tbx
from notice_nlp.translate.termbase import Entry, Term, TermBase
from notice_nlp.translate.terms_csv import to_csv
from notice_nlp.translate.tmx import write_tmx
from notice_nlp.translate.xliff import write_xliff
from tests.conftest import Kit

ENGLISH = Kit(
    ("Purpose", "Personal data processed", "Legal basis"),
    (
        ("To frame your picture and send it to you", "Name, billing and delivery address", "Art. 6(1)(b) GDPR"),
        ("Running our website", "IP address, date and time of access\u00a0; e\u0301tage", "Article 6(1)(f) GDPR"),
    ),
    "Privacy at the quince studio",
    "We delete the data after 6 months. We pass them on to Framers & Sons Ltd in Norway, but never your phone number.",
)
LONGER = """Datenschutz im Ruderclub

1. Mitgliedschaft
Zur Verwaltung der Mitgliedschaft speichern wir Ihren Namen, Ihre Anschrift und Ihr Geburtsdatum:
- Name, Vorname
- Anschrift (Straße, Ort); E-Mail-Adresse
Rechtsgrundlage ist Art. 6 Abs. 1 lit. b DSGVO. Wir löschen die Daten nach zwei Jahren, spätestens am 3. Mai 2031.

2. Besuch der Internetseite
Beim Aufruf der Seite erheben wir keine IP-Adresse. Empfänger ist die Segelwolke GmbH, https://segelwolke.example.
"""
DRAFT = Draft(
    "de",
    "en",
    (
        Segment("s1", "Rundbrief", "Newsletter", "tm:exact", 1.0, (0, 9), "r1", "heading", state="translated"),
        Segment(
            "s2", "Wir nutzen Ihre E-Mail-Adresse.", "We use your email address.", "mt:any", 0.7, (10, 41), "r1", "text",
            (Match("Wir nutzen Ihre Adresse.", "We use your address.", 0.9, "tm:fuzzy"),), (Note("Missing", "medium", "concept_missing"),),
        ),
        Segment("s3", "12 Monate", span=(42, 51)),
    ),
    "rundbrief.txt",
    "Rundbrief\nWir nutzen Ihre E-Mail-Adresse.\n12 Monate",
)  # fmt: skip
GOLD = "Kiosk\n§1 {P Lieferung}\nWir notieren Ihren [Namen|Name], keine [Telefonnummer|!TelephoneNumber]. {L Art. 6 DSGVO}; {T ein Jahr}.\n"


def _written(suffix: str, write: object) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"seed{suffix}"
        write(path)  # type: ignore[operator]
        return path.read_bytes()


@cache
def notices() -> dict[str, tuple[bytes, ...]]:
    """Notices by suffix. PDFs are not packed, so that breaking them breaks their content too."""
    from reportlab import rl_config

    rl_config.pageCompression = 0
    kits = (Kit(), ENGLISH)
    return {
        ".html": tuple(k.html().encode() for k in kits),
        ".md": tuple(k.markdown().encode() for k in kits),
        ".txt": (*(k.text().encode() for k in kits), LONGER.encode(), LONGER.encode("cp1252"), LONGER.encode("utf-16")),
        ".docx": tuple(_written(".docx", k.docx) for k in kits),
        ".pdf": tuple(_written(".pdf", lambda p, k=k, r=r: k.pdf(p, ruled=r)) for k in kits for r in (True, False)),
    }


@cache
def exchange() -> dict[str, bytes]:
    """One file of every format that an importer reads, by the importer's name."""
    record = parse_inline(GOLD, id="kiosk.de", notice="kiosk", language="de", version="", sector="shop", layout="mixed")
    base = TermBase(
        (Entry("dock", "pd:Location", {"de": "Wo ein Boot liegt."}, ("GDPR 4(1)",), (Term("Liegeplatz", "de"), Term("=berth", "en"))),)
    )
    units = [Unit("Wir speichern Namen.", "We store names.", "de", "en", "a|b"), Unit("Ende", "End", "de", "en")]
    stream = io.BytesIO()
    write_tmx(units, stream)
    rule = {"id": "x", "kinds": ["row_added"], "severity": "high", "why": {"de": "a", "en": "b"}, "when": {"special": True}}
    rows = [["de", "en", u.source, u.target, u.origin] for u in units]
    memory = "".join(json.dumps(r) + "\n" for r in rows).encode()
    return {
        "xliff12": write_xliff(DRAFT, "1.2"),
        "xliff21": write_xliff(DRAFT, "2.1"),
        "po": write_po(DRAFT),
        "docx_table": write_docx(DRAFT),
        "draft": DRAFT.to_json().encode(),
        "tmx": stream.getvalue(),
        "tbx": to_tbx(base).encode(),
        "terms": to_csv(base).encode(),
        "memory": memory,
        "memory_gz": gzip.compress(memory),
        "labelstudio": _written(".json", lambda p: write_tasks([record], p)),
        "gold": (json.dumps(record, ensure_ascii=False) + "\n").encode(),
        "manifest": b"path,notice,date,language\na.de.html,a,2024-05-17,de\nsub/b.md,,,\n",
        "dates": b"file,date\na.html,2024-05-17\nb.html,2023\n",
        "rules": json.dumps({"rules": [rule]}).encode(),
        "changes": b"<<<<<<< concept_added concept=Name\nKiosk\n=======\nKiosk und Name\n>>>>>>>\n",
    }


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()
