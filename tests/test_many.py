"""Many notices in turn: the same as one by one, errors in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import notice_nlp
from notice_nlp.analyse import default_tagger, prepare
from notice_nlp.errors import BadInput
from notice_nlp.extract.decode import Tagged
from notice_nlp.many import finished, pipe
from notice_nlp.read import read_text
from notice_nlp.segment import Window

TEXTS = [
    "Zur Lieferung verarbeiten wir Ihren Namen und Ihre Anschrift.",
    "Für den Newsletter speichern wir Ihre E-Mail-Adresse.\n\nZur Abrechnung brauchen wir Ihre Kontonummer.",
    "We use your telephone number to call you back about your order.",
    "Beim Besuch der Website wird Ihre IP-Adresse protokolliert.",
    "We do not store your date of birth, nor do we ask you for it.",
]


def test_pipe_gives_what_parse_gives_in_the_same_order() -> None:
    assert [n.to_dict() for n in pipe(TEXTS)] == [notice_nlp.parse(t).to_dict() for t in TEXTS]


def test_sources_are_read_as_they_are_needed() -> None:
    read: list[int] = []

    def sources() -> Iterator[str]:
        for i in range(50):
            read.append(i)
            yield TEXTS[i % len(TEXTS)]

    found = pipe(sources())
    next(found)
    assert len(read) < 10
    found.close()  # type: ignore[attr-defined]


def test_the_first_bad_source_raises_in_its_place(tmp_path: Path) -> None:
    found = pipe([TEXTS[0], tmp_path / "missing.txt", TEXTS[1]])
    assert next(found).mentions
    with pytest.raises(BadInput, match=r"missing\.txt"):
        next(found)


def test_bad_sources_are_reported_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "french.txt").write_text("Nous traitons vos données personnelles afin de livrer votre commande. " * 5, "utf-8")
    errors: list[str] = []
    sources = [TEXTS[0], tmp_path / "missing.txt", TEXTS[1], tmp_path / "french.txt", b"\x00\x01\x02"]
    found = list(pipe(sources, on_error=lambda e: errors.append(str(e))))
    assert [n.text for n in found] == TEXTS[:2]
    assert len(errors) == 3
    assert "missing.txt" in errors[0]
    assert "french.txt" in errors[1]
    assert "<bytes>" in errors[2]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        next(pipe(TEXTS, language="fr"))


def test_a_long_document_is_bounded_in_time() -> None:
    long = prepare(read_text("\n\n".join(f"{t} Das gilt im Fall {i}." for i, t in enumerate(TEXTS * 400))))
    short = prepare(read_text(TEXTS[0]))
    found = list(finished([(short, "a"), (long, "b"), (short, "c")], default_tagger(), seconds=0.0))
    assert [getattr(f, "source", "") for f in (found[0], found[2])] == ["a", "c"]
    assert isinstance(found[1], BadInput)
    assert str(found[1]).startswith("b: takes longer than 0 s to analyse")


class Plain:
    """A tagger without ``batches``."""

    def __init__(self) -> None:
        inner = default_tagger()
        self.labels, self.fingerprint, self.calibration = inner.labels, inner.fingerprint, inner.calibration

    def tag(self, windows: Sequence[Window]) -> list[Tagged]:
        return [Tagged((), (), ()) for _ in windows]


def test_a_tagger_that_knows_no_batches_will_do() -> None:
    assert [n.mentions for n in pipe(["Wir verarbeiten alles Mögliche für Sie und auch für Ihre Freunde."] * 3, tagger=Plain())] == [()] * 3
