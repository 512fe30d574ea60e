"""The objects of a comparison."""

from collections.abc import Callable

from notice_nlp import parse
from notice_nlp.compare import compare
from notice_nlp.compare.types import COLUMNS, records
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]
A = "§1 {P Newsletter}\nWir speichern die [E-Mail-Adresse|EmailAddress] {T sechs Monate} lang.\n"
B = A.replace("sechs Monate", "zwei Jahre")


def test_records_and_frame(notice: Make) -> None:
    comparison = compare(notice(A, "de"), notice(B, "de"))
    (record,) = records(comparison)
    assert list(record) != []
    assert set(record) == set(COLUMNS)
    assert (record["purpose"], record["text_a"], record["text_b"]) == ("Newsletter", "sechs Monate", "zwei Jahre")
    assert list(comparison.to_frame()["kind"]) == ["retention_changed"]
    assert comparison.counts() == {"high": 1, "medium": 0, "low": 0, "info": 0}


def test_a_notice_from_json_compares_as_the_one_it_came_from() -> None:
    text = "Newsletter\nFür den Newsletter speichern wir Ihre E-Mail-Adresse.\n\nWir löschen sie nach sechs Monaten."
    a, b = parse(text), parse(text.replace("sechs", "acht"))
    again = Notice.from_json(a.to_json())
    assert again.vectors is None
    assert compare(again, b).findings == compare(a, b).findings != ()
    assert compare(again, again).findings == ()
