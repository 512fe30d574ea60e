"""Inline gold."""

import pytest

from notice_nlp.benchmark.inline import MarkupError, parse_inline


def test_mentions_rows_and_escapes() -> None:
    record = parse_inline(
        "Bei uns\n§1 {P Newsletter}\n{P Um Ihr [Feedback|Opinion] zu lesen}, speichern wir [Namen|Name] und keine [IP-Adresse|!IPAddress] "
        "({L Art. 6}, {T2 ein Jahr}, {P2 Rest}).\n§0 \\[Stand\\] [Mail|EmailAddress]\n",
        id="x",
    )
    text = record["text"]
    assert text.startswith("Bei uns\nNewsletter\nUm Ihr Feedback zu lesen")
    assert "[Stand] Mail" in text
    assert [text[m["start"] : m["end"]] for m in record["mentions"]] == ["Feedback", "Namen", "IP-Adresse", "Mail"]
    assert [m["negated"] for m in record["mentions"]] == [False, False, True, False]
    first, second = record["rows"]
    assert [text[a:b] for a, b in first["purpose"]] == ["Newsletter", "Um Ihr Feedback zu lesen"]
    assert first["data"] == [0, 1, 2]
    assert [text[a:b] for a, b in second["retention"]] == ["ein Jahr"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("[Name", "never closed"),
        ("[Name|Nonsense]", "unknown concept"),
        ("{P x}", "no row"),
        ("x ]", "closes nothing"),
        ("§1 {P x", "never closed"),
    ],
)
def test_errors_name_the_line(source: str, reason: str) -> None:
    with pytest.raises(MarkupError, match=f"line 1: .*{reason}"):
        parse_inline(source)
