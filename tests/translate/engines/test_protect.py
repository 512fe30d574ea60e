"""Placeholders: what they stand for, and when they count as come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_nlp.translate.engines.protect import SCHEMES, probe, protect

TEXT = "Nach 14 Tagen (Art. 6 Abs. 1 lit. f DSGVO) zahlen Sie 1.200,50 € an post@lindenhof.example."


@pytest.mark.parametrize("scheme", SCHEMES)
def test_there_and_back(scheme: str) -> None:
    guarded = protect(TEXT, "de", "en", scheme)
    assert [p for p, _ in guarded.values] == [scheme.format(n) for n in (1, 2, 3, 4)]
    assert not any(value in guarded.text for value in ("14", "Art.", "1.200", "post@"))
    assert guarded.restore(guarded.text) == (
        "Nach 14 Tagen (Article 6(1)(f) GDPR) zahlen Sie €1,200.50 an post@lindenhof.example."
    )  # fmt: skip


def test_blanks_and_case_do_not_matter() -> None:
    guarded = protect("Nach 14 Tagen", "de", "en", "X{}X")
    assert guarded.restore("After x1x days") == "After 14 days"
    assert protect("Nach 14 Tagen", "de", "en", "[{}]").restore("After [ 1 ] days") == "After 14 days"


@pytest.mark.parametrize("answer", ["After some days", "After [1] or [1] days", "After [11] days", "After [1] days [2]"])
def test_each_exactly_once(answer: str) -> None:
    assert protect("Nach 14 Tagen", "de", "en", "[{}]").restore(answer) is None


def test_more_than_nine() -> None:
    text = " und ".join(f"{n} Äpfel" for n in range(20, 35))
    guarded = protect(text, "de", "en", "#{}")
    assert len(guarded.values) == 15
    assert guarded.restore(guarded.text) == text


def test_what_stands_in_the_text_is_not_used() -> None:
    guarded = protect("Fußnote [1]: nach 14 Tagen", "de", "en", "[{}]")
    assert guarded.restore(guarded.text) == "Fußnote [1]: nach 14 Tagen"


def test_a_section_that_begins_a_sentence_has_a_capital() -> None:
    guarded = protect("§ 25 TDDDG gilt.", "de", "en", "[{}]")
    assert guarded.restore("[1] applies.") == "Section 25 TDDDG applies."


def test_a_probe_is_kept_by_what_copies() -> None:
    for scheme in SCHEMES:
        guarded = probe("de", scheme)
        assert guarded.restore(guarded.text) == guarded.text
        assert guarded.restore(guarded.text.replace(scheme.format(2), "")) is None


@given(st.text(st.sampled_from("ab1290 .,€%§[]()#X@\ue000/"), max_size=40), st.sampled_from(SCHEMES))
def test_whatever_the_text_restoring_loses_nothing(text: str, scheme: str) -> None:
    guarded = protect(text, "de", "en", scheme)
    restored = guarded.restore(guarded.text)
    if restored is not None:
        for placeholder, value in guarded.values:
            assert value.casefold() in restored.casefold()
            assert placeholder not in text
