"""CoNLL: each mention is a run of whole tokens."""

from pathlib import Path
from typing import Any

from notice_nlp.benchmark.convert.conll import render, tagged, write_conll
from notice_nlp.benchmark.inline import parse_inline


def test_tokens_sentences_and_tags() -> None:
    record = parse_inline(
        "Wir speichern [Namen|Name] u.\u00a0a. die [E-Mail-Adresse|EmailAddress]. Mehr\tnicht!\n", id="a", notice="a", language="de"
    )
    assert render(record) == (
        "-DOCSTART- (a)\tO\n\n"
        "Wir\tO\nspeichern\tO\nNamen\tB-pd:Name\nu\tO\n.\tO\na\tO\n.\tO\ndie\tO\n"
        "E\tB-pd:EmailAddress\n-\tI-pd:EmailAddress\nMail\tI-pd:EmailAddress\n-\tI-pd:EmailAddress\nAdresse\tI-pd:EmailAddress\n.\tO\n\n"
        "Mehr\tO\n\nnicht\tO\n!\tO\n\n"
    )


def test_tokens_are_cut_where_mentions_begin_and_end() -> None:
    record = parse_inline("[Konto|BankAccount]daten, [Name|Name][Alter|Age], Mu\u0308sli, Tele\u00adfon 🌰", id="a")
    tokens = [pair for sentence in tagged(record) for pair in sentence]
    assert tokens == [
        ("Konto", "B-pd:BankAccount"), ("daten", "O"), (",", "O"), ("Name", "B-pd:Name"), ("Alter", "B-pd:Age"), (",", "O"),
        ("Mu\u0308sli", "O"), (",", "O"), ("Tele\u00adfon", "O"), ("🌰", "O"),
    ]  # fmt: skip


def test_a_mention_across_a_sentence_end_or_a_line_break_stays_whole() -> None:
    record = parse_inline("Wir lesen [Ihre Mail. Danach\nIhr Fax|Communication]. Ende.", id="a")
    first, second = tagged(record)
    assert [tag for _, tag in first] == ["O", "O", "B-pd:Communication", *["I-pd:Communication"] * 5, "O"]
    assert [token for token, _ in second] == ["Ende", "."]


def test_nothing_but_white_space_is_lost(gold_records: list[dict[str, Any]]) -> None:
    for record in gold_records:
        tokens = [pair for sentence in tagged(record) for pair in sentence]
        assert "".join(token for token, _ in tokens) == "".join(record["text"].split())
        assert sum(tag[0] == "B" for _, tag in tokens) == len(record["mentions"])


def test_nested_mentions_are_refused_and_the_rest_written(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    nested = parse_inline("[Adresse der [Mail|EmailAddress]|Contact]", id="nested")
    (error,) = write_conll([nested, gold_records[1]], tmp_path / "a.conll")
    assert "nested: mention 12–16 overlaps another" in str(error)
    assert (tmp_path / "a.conll").read_text("utf-8").startswith("-DOCSTART- (imker.de)\tO\n")
