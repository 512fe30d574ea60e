"""Activities that came, went, were split or merged."""

from collections.abc import Callable
from dataclasses import replace

from notice_nlp.compare import Finding, compare
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

HEAD = """§0 Datenschutz im Taubenschlag
Wir züchten Brieftauben und sagen hier in aller Kürze, was wir mit Angaben von Ihnen machen.
"""
MAPS = """§1 {P Pigeon Maps}
{P Um den Weg zum Schlag zu zeigen}, nutzen wir den Dienst Pigeon Maps. Er erhält Ihre [IP-Adresse|IPAddress] und vergisst sie wieder.
"""
POST = """§2 {P Flugpost}
{P Für unseren Rundbrief} nutzen wir den Dienst Flugpost. Er erhält Ihre [E-Mail-Adresse|EmailAddress] und den Namen Ihrer Taube.
"""
REST = """§3 {P Besuch}
{P Um Ihren Besuch zu planen}, fragen wir nach Ihrem [Namen|Name] und Ihrer [Telefonnummer|TelephoneNumber]. Das geht auch am Schlag.
"""


def findings(a: Notice, b: Notice) -> list[Finding]:
    return [f for f in compare(a, b).findings if f.kind != "wording"]


def one_row(notice: Notice) -> Notice:
    """The notice as a model reads it that sees one row in two sections."""
    first, second, *rest = notice.rows
    joined = replace(first, purpose=first.purpose + second.purpose, data=first.data + second.data)
    mentions = tuple(replace(m, row=first.id) if m.row == second.id else m for m in notice.mentions)
    return replace(notice, rows=(joined, *rest), mentions=mentions)


def test_each_section_that_went_is_told_though_one_row_holds_both(notice: Make) -> None:
    old, new = one_row(notice(HEAD + MAPS + POST + REST, "de")), notice(HEAD + REST, "de")
    assert [(f.kind, f.old) for f in findings(old, new)] == [("row_removed", "Pigeon Maps"), ("row_removed", "Flugpost")]


def test_a_new_section_is_not_told_as_split_too(notice: Make) -> None:
    old, new = notice(HEAD + MAPS + REST, "de"), notice(HEAD + MAPS + POST + REST, "de")
    assert [(f.kind, f.new) for f in findings(old, new)] == [("row_added", "Flugpost")]


def test_a_heading_in_new_words_splits_nothing(notice: Make) -> None:
    old = HEAD + MAPS + REST
    new = old.replace("{P Besuch}", "{P Ihr Besuch bei uns}")
    assert not {f.kind for f in findings(notice(old, "de"), notice(new, "de"))} & {"row_split", "row_merged"}
