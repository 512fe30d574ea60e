"""spaCy: a ``DocBin``, to train with ``spacy train`` or to look at.

    from spacy.tokens import DocBin
    docs = list(DocBin().from_disk("train.spacy").get_docs(spacy.blank("de").vocab))
    docs[0].ents            # mentions, labelled with their concepts; of nested ones the longest
    docs[0].spans["sc"]     # all mentions; span.kb_id_ is "negated" where the notice denies processing them
    docs[0].spans["purpose"]  # and "legal_basis", "recipients", "retention"; label: the id of the row
    docs[0].user_data["gold"]  # id, language, rows (``data``: indices into spans["sc"]) and so on; spaCy makes lists tuples

Tokens are those of spaCy's tokenizer for the record's language, cut where a span begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from notice_nlp.benchmark.convert.conll import cut
from notice_nlp.errors import BadInput
from notice_nlp.extract.labels import ROLES
from notice_nlp.report.output import put

MENTIONS = "sc"  # the key that spaCy's span categoriser reads
NEGATED = "negated"


def write_doc_bin(records: Iterable[Mapping[str, Any]], output: Path) -> list[BadInput]:
    """Writes records as one ``DocBin``; any record fits."""
    pipelines: dict[str, Language] = {}
    bin = DocBin(store_user_data=True)
    for record in records:
        language = record["language"]
        if language not in pipelines:
            pipelines[language] = _blank(language)
        bin.add(to_doc(record, pipelines[language]))
    put(bin.to_bytes(), output)
    return []


def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank("xx")  # a language that spaCy has no rules for


def to_doc(record: Mapping[str, Any], nlp: Language) -> Doc:
    """A record as a ``Doc`` of the same text."""
    spans = [(m["start"], m["end"]) for m in record["mentions"]]
    spans += [(a, b) for row in record["rows"] for role in ROLES for a, b in row.get(role, [])]
    doc = _tokens(record["text"], nlp, sorted({at for span in spans for at in span}))

    def span(start: int, end: int, label: str, kb_id: str = "") -> Span:
        found = doc.char_span(start, end, label=label, kb_id=kb_id)
        if found is None:
            raise AssertionError(f"{record['id']}: span {start}–{end} is no run of tokens")
        return found

    mentions = [span(m["start"], m["end"], m["category"], NEGATED if m["negated"] else "") for m in record["mentions"]]
    doc.spans[MENTIONS] = mentions
    doc.ents = spacy.util.filter_spans(mentions)
    for role in ROLES:
        doc.spans[role] = [span(a, b, row["id"]) for row in record["rows"] for a, b in row.get(role, [])]
    doc.user_data["gold"] = {k: v for k, v in record.items() if k not in {"text", "mentions"}}
    return doc


def _tokens(text: str, nlp: Language, cuts: list[int]) -> Doc:
    words, spaces = [], []
    for token in nlp.tokenizer(text):
        for start, end in cut((token.idx, token.idx + len(token)), cuts):
            words.append(text[start:end])
            spaces.append(end == token.idx + len(token) and bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)
