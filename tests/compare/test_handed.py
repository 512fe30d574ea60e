"""Sections that took over what a row did."""

from collections.abc import Callable

from notice_nlp.compare import compare
from notice_nlp.compare.handed import handed_over
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

HEAD = """§0 Datenschutz im Taubenschlag
Wir züchten Brieftauben und sagen hier in aller Kürze, was wir mit Angaben von Ihnen machen.
"""
BOTH = """§1 {P Flugbuch}
Im Flugbuch steht der [Name|Name] der Züchterin und die [Ringnummer|Identifier], {P zur Wertung und zum Versand der Urkunden}. \
Dazu kommt die [Anschrift|PhysicalAddress]. Das Buch liegt im Vereinsheim und wird von der Schriftführerin geführt.
"""
KEPT = """§1 {P Flugbuch}
Im Flugbuch steht der [Name|Name] der Züchterin und die [Ringnummer|Identifier], {P zur Wertung}. \
Das Buch liegt im Vereinsheim und wird von der Schriftführerin geführt.
"""
OWN = """§2 {P Urkunden}
{P Zum Versand der Urkunden} brauchen wir die [Anschrift|PhysicalAddress] und sonst nichts; gedruckt wird im Vereinsheim.
"""
MORE = """§2 {P Urkunden}
{P Zum Versand der Urkunden} brauchen wir die [Anschrift|PhysicalAddress] und die [Bankverbindung|BankAccount]; gedruckt wird daheim.
"""
REST = """§3 {P Besuch}
{P Um Ihren Besuch zu planen}, fragen wir nach Ihrer [Telefonnummer|TelephoneNumber]. Das geht auch am Schlag.
"""


def kinds(a: Notice, b: Notice) -> list[str]:
    return [f.kind for f in compare(a, b).findings if f.kind != "wording"]


def test_a_section_that_takes_over_what_a_row_did_splits_it(notice: Make) -> None:
    old, new = notice(HEAD + BOTH + REST, "de"), notice(HEAD + KEPT + OWN + REST, "de")
    assert kinds(old, new) == ["row_split"]
    assert kinds(new, old) == ["row_merged"]


def test_one_that_names_more_data_is_new(notice: Make) -> None:
    old, new = notice(HEAD + BOTH + REST, "de"), notice(HEAD + KEPT + MORE + REST, "de")
    assert "row_added" in kinds(old, new)
    assert "row_split" not in kinds(old, new)


def test_one_beside_a_row_that_lost_nothing_is_new(notice: Make) -> None:
    old, new = notice(HEAD + BOTH + REST, "de"), notice(HEAD + BOTH + OWN + REST, "de")
    assert kinds(old, new) == ["row_added"]


def test_nothing_is_handed_over_without_data() -> None:
    from notice_nlp.compare.diff import WordDiff
    from notice_nlp.compare.facts import Facts

    empty = Notice("Nichts.", "de")
    sides = Facts(empty), Facts(empty)
    assert handed_over(sides, 1, [], [], ({}, {}), WordDiff(empty, empty, [])) is None
