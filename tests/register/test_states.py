"""What is kept of the encoder's states is enough for aligning; the model reads again only where something differs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from notice_nlp.analyse import default_tagger, prepare
from notice_nlp.compare import compare
from notice_nlp.extract.decode import Tagged
from notice_nlp.extract.session import fingerprint
from notice_nlp.notice import Notice, Vectors
from notice_nlp.read import read_text
from notice_nlp.register import states
from notice_nlp.register.discover import discover
from notice_nlp.register.ingest import ingest
from notice_nlp.register.states import KeptStates, comparable, pack_states, unpack_states
from notice_nlp.register.store import Register
from notice_nlp.segment import Window

SECTIONS = [
    f"{n}. {title}\n\nUm {aim}, speichern wir {data}. Wir löschen alles nach {n + 2} Monaten. " + " ".join([filler] * 9)
    for n, (title, aim, data, filler) in enumerate(
        [
            ("Rundbrief", "Ihnen den Rundbrief zu schicken", "Ihre E-Mail-Adresse", "Abbestellen geht am Ende jeder Ausgabe."),
            ("Werkstatt", "Ihr Rad zu richten", "Ihren Namen und Ihre Telefonnummer", "Das Rad bleibt bis zur Abholung im Keller."),
            ("Verleih", "Räder zu verleihen", "Ihre Anschrift", "Der Ausweis wird nur angesehen und nicht kopiert."),
            ("Kurse", "Kurse zu planen", "Ihr Geburtsdatum", "Die Liste hängt am Tag des Kurses an der Tür."),
        ],
        1,
    )
]
OLD = "\n\n".join(SECTIONS)
NEW = OLD.replace("Ihren Namen und Ihre Telefonnummer", "Ihren Namen und Ihre Bankverbindung")


class Counting:
    """The shipped model, with the windows that it read."""

    def __init__(self) -> None:
        self.inner = default_tagger()
        self.labels, self.fingerprint, self.calibration = self.inner.labels, self.inner.fingerprint, self.inner.calibration
        self.read: list[Window] = []

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        self.read.extend(windows)
        return self.inner.tag(windows)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (tmp_path / "verein_2023-01-01.de.txt").write_text(OLD, "utf-8")
    (tmp_path / "verein_2024-01-01.de.txt").write_text(NEW, "utf-8")
    register = Register(tmp_path / "r.db")
    ingest(discover([str(tmp_path)]), register, default_tagger())
    return register


def both(register: Register) -> tuple[Notice, Notice]:
    a, b = (comparable(register, v.id) for v in register.versions())
    return a, b


def test_the_fingerprint_needs_no_model() -> None:
    assert fingerprint() == default_tagger().fingerprint


def test_means_survive_packing() -> None:
    windows = prepare(read_text(OLD)).windows
    assert len(windows) > 2
    for window, tagged in zip(windows, default_tagger().tag(windows), strict=True):
        assert tagged.states is not None
        full = Vectors(tagged.states, np.array(tagged.words, dtype=np.int64))
        data = pack_states(tagged, window)
        assert data is not None
        assert len(data) < tagged.states.nbytes / 10
        kept = KeptStates([window], [data], lambda: pytest.fail("the model was asked for"))
        count = max(p.block for p in window.pieces) + 1
        want, have = full.blocks(count), kept.blocks(count)
        assert np.abs(want - have).max() < 0.02 * np.abs(want - want.mean(axis=0)).max()
        assert np.allclose(kept.mean(), full.mean(), atol=2e-3)
        assert unpack_states(data, window).words == len(tagged.words)


def test_only_what_differs_is_read_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    monkeypatch.setattr(states, "default_tagger", lambda: counting)
    a, b = both(register)
    found = compare(a, b)
    assert {f.kind for f in found.findings} & {"concept_added", "concept_removed"}
    assert counting.read
    assert all("Werkstatt" in w.context or any("Werkstatt" in p.view.text for p in w.pieces) for w in counting.read)


def test_the_same_findings_as_with_all_states(register: Register) -> None:
    kept = compare(*both(register))
    full = compare(*(register.notice(v.id) for v in register.versions()))
    assert kept.findings == full.findings
    assert [(l.a, l.b) for l in kept.blocks] == [(l.a, l.b) for l in full.blocks]
    assert kept.similarity == pytest.approx(full.similarity, abs=5e-4)


def test_versions_that_are_the_same_need_no_model(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "default_tagger", lambda: pytest.fail("the model was asked for"))
    version = register.versions()[0]
    assert compare(comparable(register, version.id), comparable(register, version.id)).findings == ()


def test_what_an_earlier_release_saved_is_read_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    full = compare(*both(register))
    monkeypatch.setattr(Register, "states", lambda *_: {})
    counting = Counting()
    monkeypatch.setattr(states, "default_tagger", lambda: counting)
    assert compare(*both(register)).findings == full.findings
    assert len(counting.read) > 4
