"""spaCy's DocBin, loaded back."""

import json
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from notice_nlp.benchmark.convert.doc_bin import write_doc_bin
from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.extract.labels import ROLES


def load(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("de").vocab))


def test_everything_comes_back(gold_records: list[dict[str, Any]], tmp_path: Path) -> None:
    assert write_doc_bin(gold_records, tmp_path / "a.spacy") == []
    docs = load(tmp_path / "a.spacy")
    for record, doc in zip(gold_records, docs, strict=True):
        assert doc.text == record["text"]
        found = [(s.start_char, s.end_char, s.label_, s.kb_id_ == "negated") for s in doc.spans["sc"]]
        assert found == [(m["start"], m["end"], m["category"], m["negated"]) for m in record["mentions"]]
        assert [(e.start_char, e.label_, e.kb_id_) for e in doc.ents] == [(s.start_char, s.label_, s.kb_id_) for s in doc.spans["sc"]]
        for role in ROLES:
            wanted = [(row["id"], a, b) for row in record["rows"] for a, b in row[role]]
            assert [(s.label_, s.start_char, s.end_char) for s in doc.spans[role]] == wanted
        rest = {k: v for k, v in record.items() if k not in {"text", "mentions"}}
        assert json.dumps(doc.user_data["gold"]) == json.dumps(rest)


def test_spans_inside_tokens_nested_spans_and_other_languages(tmp_path: Path) -> None:
    part = parse_inline("[Konto|BankAccount]daten", id="a", notice="a", language="de")
    nested = parse_inline("[Adresse der [Mail|EmailAddress]|Contact]", id="b", notice="b", language="zz")
    write_doc_bin([part, nested], tmp_path / "a.spacy")
    one, other = load(tmp_path / "a.spacy")
    assert [(e.text, e.label_) for e in one.ents] == [("Konto", "pd:BankAccount")]
    assert one.text == "Kontodaten"
    assert [s.text for s in other.spans["sc"]] == ["Adresse der Mail", "Mail"]
    assert [e.text for e in other.ents] == ["Adresse der Mail"]
