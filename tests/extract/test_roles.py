"""Stretches of roles without what is no part of them."""

import pytest

from notice_nlp.extract.decode import Role
from notice_nlp.extract.roles import cleaned, with_clean_roles


@pytest.mark.parametrize(
    ("text", "role", "left"),
    [
        ("Flugpost Inc. (", "recipients", "Flugpost Inc."),
        ("Schwinge inc. („", "recipients", "Schwinge inc."),
        ("Flugpost Inc., 12 Loft Road", "recipients", "Flugpost Inc."),
        ("Flugpost Inc. (Kiel)", "recipients", "Flugpost Inc. (Kiel)"),
        ("Art. 6 Abs. 1 lit. a DSGVO (Einwilligung", "legal_basis", "Art. 6 Abs. 1 lit. a DSGVO"),
        ("Art. 6 Abs. 1 lit. a", "legal_basis", "Art. 6 Abs. 1 lit. a"),
        ("Ihre", "legal_basis", None),
        ("Ihre Einwilligung", "legal_basis", "Ihre Einwilligung"),
        ("Widerruf", "legal_basis", None),
        ("seit wann Du", "retention", None),
        ("nachdem", "retention", None),
        ("nach drei Tagen", "retention", "nach drei Tagen"),
        (", zwei Jahre,", "retention", "zwei Jahre"),
    ],
)
def test_cleaned(text: str, role: str, left: str | None) -> None:
    span = cleaned(text, 0, len(text), role)
    assert (text[slice(*span)] if span else None) == left


def test_a_bracket_that_closes_at_once_is_taken_in() -> None:
    text = "Art. 6 Abs. 1 lit. a DSGVO (Einwilligung), sonst nichts"
    end = text.index("),")
    span = cleaned(text, 0, end, "legal_basis")
    assert span is not None
    assert text[slice(*span)] == "Art. 6 Abs. 1 lit. a DSGVO (Einwilligung)"


def test_purposes_stay_as_they_are() -> None:
    text = "zur Lieferung, ("
    roles = [Role(0, len(text), "purpose", 0.9), Role(0, len(text), "recipients", 0.9)]
    assert [text[r.start : r.end] for r in with_clean_roles(text, roles)] == [text, "zur Lieferung"]
