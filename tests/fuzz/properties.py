"""What must hold for every input: nothing but a one-line error is raised, offsets lie in the text, what is written can be read."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from lxml import etree, html

from notice_nlp.analyse import Prepared, analyse, default_tagger, prepare
from notice_nlp.errors import BadInput
from notice_nlp.notice import Mention, Notice, Row, Vectors, records
from notice_nlp.read import read_bytes, read_text
from notice_nlp.read.apart import packed, unpacked
from notice_nlp.read.document import Document
from notice_nlp.read.limits import Limits
from notice_nlp.segment import sentences
from notice_nlp.view import clean, view
from tests.fuzz import strategies as s

LIMITS = Limits(file_mb=2, text_mb=1, pages=20)


@contextmanager
def one_line(name: str = "") -> Iterator[None]:
    """Bad input is told in one line that can be printed, and names the file where there is one."""
    try:
        yield
    except BadInput as error:
        told = str(error)
        assert told
        assert "\n" not in told, told
        assert "\r" not in told, told
        assert len(told) < 2000, told
        assert name in told, told


def sound(document: Document) -> None:
    """Blocks in order, spans in the text, the same after a way through JSON."""
    size, last = len(document.text), 0
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= size, block
        assert block.start >= last, block
        last = block.start
        assert block.kind in {"heading", "paragraph", "item", "row", "term"}
        assert document.text[block.start : block.end].strip() or block.cells, block
        assert all(0 <= a <= b <= size for a, b in block.cells), block
    document.text.encode()
    assert unpacked(json.loads(json.dumps(packed(document)))) == document


def check_read(given: tuple[bytes, str]) -> None:
    """Any bytes under any suffix: blocks, windows and sentences that lie where they say."""
    with one_line():
        document = read_bytes(*given, LIMITS)
        sound(document)
        check_segments(prepare(document, language="de"))


def check_segments(prepared: Prepared) -> None:
    text = prepared.document.text
    for window in prepared.windows:
        window.key.encode()
        for piece in window.pieces:
            seen = piece.view
            assert len(seen.text) == len(seen.starts) == len(seen.ends)
            assert all(0 <= a < b <= len(text) for a, b in zip(seen.starts, seen.ends, strict=True))
    for block in prepared.blocks[:50]:
        inside = text[block.start : block.end]
        last = 0
        for start, end in sentences(inside):
            assert last <= start < end <= len(inside)
            last = end


def check_view(text: str) -> None:
    """A view's offsets ascend, and its text is what the quick reading gives."""
    seen = view(text)
    assert list(seen.starts) == sorted(seen.starts)
    assert all(a < b for a, b in zip(seen.starts, seen.ends, strict=True))
    assert " ".join(seen.text.split()) == " ".join(clean(text).split())


def check_import(name: str, data: bytes) -> None:
    """A broken file for one importer."""
    suffix = SUFFIXES[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"broken{suffix}"
        path.write_bytes(data)
        with one_line(path.name):
            IMPORTERS[name](path)


def _draft(path: Path) -> None:
    from notice_nlp.translate.files import read_draft
    from notice_nlp.translate.po import write_po
    from notice_nlp.translate.xliff import write_xliff

    draft = read_draft(path, LIMITS)
    for data, suffix in ((write_xliff(draft), ".xlf"), (write_xliff(draft, "2.1"), ".xlf"), (write_po(draft), ".po")):
        again = path.with_name(f"again{suffix}")
        again.write_bytes(data)
        assert len(read_draft(again).segments) == len(draft.segments)


def _xliff(path: Path) -> None:
    from notice_nlp.translate.segments import Note
    from notice_nlp.translate.xliff import annotate_xliff, read_xliff

    try:
        draft = read_xliff(path.read_bytes(), LIMITS)
        notes = {x.id: (Note("Fehlt", "high", "concept_missing"),) for x in draft.segments}
        read_xliff(annotate_xliff(path.read_bytes(), notes, {"concept_missing"}, LIMITS))
    except BadInput as error:
        raise error.named(path.name) from None
    _draft(path)


def _terms(path: Path) -> None:
    from notice_nlp.cli_terms import _base, _contradictions
    from notice_nlp.translate.tbx import to_tbx
    from notice_nlp.translate.terms_csv import to_csv

    base = _base(path)
    _contradictions(base)
    etree.fromstring(to_tbx(base).encode())
    for line in csv.reader(io.StringIO(to_csv(base))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line), line


def _memory(path: Path) -> None:
    from notice_nlp.translate.memory import Memory
    from notice_nlp.translate.memory_files import read_units, write_units

    units = read_units(path, LIMITS)
    Memory(units).search("Wir speichern Namen.", "de", "en")
    write_units(units, path.with_name("again.tmx"))


def _labelstudio(path: Path) -> None:
    from notice_nlp.benchmark.convert.label_studio_export import read_export
    from notice_nlp.benchmark.gold import structure

    found, errors = read_export(path)
    assert all("\n" not in str(e) for e in errors)
    assert not [fault for record in found for fault in structure(record)]


def _gold(path: Path) -> None:
    from notice_nlp.benchmark.convert import convert
    from notice_nlp.benchmark.gold import entries
    from notice_nlp.benchmark.stats import statistics
    from notice_nlp.benchmark.validate import validate

    validate([path])
    for to in ("conll", "brat", "labelstudio"):
        convert(path, to, path.with_name(f"out-{to}"))
    if not any(e.faults for e in entries(path)):
        statistics(list(entries(path)))


def _manifest(path: Path) -> None:
    from notice_nlp.register.discover import manifest

    root = path.resolve().parent
    for item in manifest(path):
        assert Path(item.path).is_relative_to(root), item


def _dates(path: Path) -> None:
    from notice_nlp.comparing import _dates as read

    read(path)


def _rules(path: Path) -> None:
    from notice_nlp.compare import load_rules
    from notice_nlp.compare.severity import rule_for
    from notice_nlp.compare.types import Finding

    rules = load_rules(path)
    empty = Notice("", "de")
    rule_for(Finding("row_added", concept="pd:Health"), empty, empty, rules)


def _changes(path: Path) -> None:
    from notice_nlp.benchmark.changes import VERSION_KINDS, apply
    from notice_nlp.benchmark.inline import MarkupError
    from tests.fuzz.seeds import GOLD

    with suppress(MarkupError, UnicodeDecodeError):
        apply(GOLD, path.read_text("utf-8"), VERSION_KINDS)


IMPORTERS: dict[str, Callable[[Path], None]] = {
    "xliff12": _xliff, "xliff21": _xliff, "po": _draft, "docx_table": _draft, "draft": _draft, "tmx": _draft, "tbx": _terms,
    "terms": _terms, "memory": _memory, "memory_gz": _memory, "labelstudio": _labelstudio, "gold": _gold, "manifest": _manifest,
    "dates": _dates, "rules": _rules, "changes": _changes,
}  # fmt: skip
SUFFIXES = dict.fromkeys(IMPORTERS, ".x") | {
    "tbx": ".tbx", "terms": ".csv", "memory": ".jsonl", "memory_gz": ".jsonl.gz", "labelstudio": ".json", "gold": ".jsonl", "tmx": ".tmx",
}  # fmt: skip


def check_notice_json(value: Any) -> None:
    """A notice's JSON: read, or refused with a ValueError as its docstring says."""
    with suppress(ValueError):
        notice = Notice.from_json(json.dumps(value))
        assert isinstance(notice.text, str)
        list(records(notice))
        notice.to_json()


def made_up(document: Document, language: str, seed: int) -> Notice:
    """A notice with mentions and rows set at random on its words and states of chance, which no model had to find."""
    chance = random.Random(seed)
    text, concepts = document.text, ("pd:Name", "pd:EmailAddress", "pd:Health", "nn:ServerLog", "unknown")
    blocks = tuple(replace(b, language=language) for b in document.blocks)
    words = [(i, b.start + m.start(), b.start + m.end()) for i, b in enumerate(blocks) for m in re.finditer(r"\w+", text[b.start : b.end])]
    mentions, rows, data = [], [], []
    for _, start, end in words:
        if chance.random() < 0.15:
            mentions.append(Mention(start, end, chance.choice(concepts), "identity", 0.8, chance.random() < 0.2))
    for number in range(chance.randint(0, 3)):
        data = [i for i in range(len(mentions)) if chance.random() < 0.5]
        span = [tuple(w[1:]) for w in chance.sample(words, min(len(words), 3))]
        rows.append(Row(f"r{number}", tuple(span[:1]), tuple(data), tuple(span[1:2]), tuple(span[2:3]), (), {"data": ("pd:Name",)}))  # type: ignore[arg-type]
    # The same word has the same state, so that blocks find each other.
    states = [np.random.default_rng(abs(hash(text[a:b].casefold())) % 2**32).normal(size=16) for _, a, b in words]
    vectors = Vectors(np.array(states, dtype=np.float16).reshape(len(words), 16), np.array(words, dtype=np.int64).reshape(len(words), 3))
    return Notice(text, language, blocks, tuple(mentions), tuple(rows), source="<b>a</b>.html", vectors=vectors)


def check_compare(given: tuple[str, str, bool, int]) -> None:
    """Two texts as notices with mentions at random: findings lie in the texts, and every report is inert."""
    from notice_nlp.compare import compare

    before, after, translation, seed = given
    with one_line():
        pair = [read_text(t, "text", limits=LIMITS) for t in (before, after)]
        a, b = (made_up(d, l, seed) for d, l in zip(pair, ("de", "en" if translation else "de"), strict=True))
        comparison = compare(a, b)
        for finding in comparison.findings:
            for spans, notice in ((finding.a, a), (finding.b, b)):
                assert all(0 <= x <= y <= len(notice.text) for x, y in spans), finding
        check_reports(comparison)


def check_reports(comparison: Any) -> None:
    from notice_nlp.comparing import as_text

    for format in ("table", "json", "markdown", "csv", "html"):
        told = as_text(comparison, format)
        told.encode()
        if format == "html":
            inert_page(told)
        elif format == "csv":
            for line in list(csv.reader(io.StringIO(told)))[1:]:
                assert not any(re.match(r"[=@\t\r]|[+-](?!\d)", cell) for cell in line), line


def inert_page(page: str) -> None:
    """No element, handler or address in a page but the page's own."""
    root = html.document_fromstring(page)
    for element in root.iter(etree.Element):
        assert element.tag not in {"iframe", "object", "embed", "img", "base", "link"}, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name not in {"src", "srcset", "action", "formaction", "background"}, (element.tag, name)
            assert name != "href" or value.startswith("#"), value
    assert len(root.xpath("//script")) <= 1


def check_end_to_end(data: bytes) -> None:
    """A whole notice through the model and every report of it."""
    from notice_nlp.report.html import page
    from notice_nlp.report.terminal import plain
    from notice_nlp.translate.draft import draft
    from notice_nlp.translate.memory import Memory

    with one_line():
        document = read_bytes(data, ".txt", LIMITS)
        notice = analyse(document, tagger=default_tagger(), seconds=30)
        assert all(0 <= m.start < m.end <= len(notice.text) for m in notice.mentions)
        assert all(
            0 <= a < b <= len(notice.text) for r in notice.rows for a, b in (*r.purpose, *r.legal_basis, *r.recipients, *r.retention)
        )
        assert Notice.from_json(notice.to_json()) == notice
        inert_page(page(notice))
        list(plain(notice))
        draft(notice, "en" if notice.language == "de" else "de", Memory())


def _pairs() -> st.SearchStrategy[tuple[str, str, bool, int]]:
    return st.tuples(s.notice_texts, s.notice_texts, st.booleans(), st.integers(0, 999)) | st.tuples(
        s.notice_texts, st.just(""), st.booleans(), st.integers(0, 999)
    ).map(lambda t: (t[0], t[0] + " neu", t[2], t[3]))


def _notice_json() -> st.SearchStrategy[Any]:
    from tests.fuzz.seeds import LONGER

    seed = json.loads(made_up(read_text(LONGER), "de", 1).to_json())
    return s.broken_json(seed)


def _whole() -> st.SearchStrategy[bytes]:
    return s.notice_texts.map(lambda t: f"{t}\nFür den Versand speichern wir Ihren Namen und Ihre Anschrift.".encode())


# name -> (share of a run, what to generate, what to check)
PROPERTIES: dict[str, tuple[float, Callable[[], st.SearchStrategy[Any]], Callable[[Any], None]]] = {
    "read": (0.34, s.files, check_read),
    "view": (0.05, lambda: s.notice_texts, check_view),
    "compare": (0.16, _pairs, check_compare),
    "end_to_end": (0.05, _whole, check_end_to_end),
    "notice_json": (0.04, _notice_json, check_notice_json),
    **{f"import_{name}": (0.36 / len(IMPORTERS), partial(s.imports, name), partial(check_import, name)) for name in IMPORTERS},
}  # fmt: skip
