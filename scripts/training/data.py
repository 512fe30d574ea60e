"""Corpus records to training examples: the same readers, windows and encoder as when a notice is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notice_nlp.extract.features import Encoded, Encoder
from notice_nlp.extract.labels import ROLES, Labels
from notice_nlp.read import read_text
from notice_nlp.segment import Window, read_tables, windows

IGNORE = -100


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record cut into windows, with what is needed to label them."""

    record: Mapping[str, Any]
    windows: tuple[Window, ...]
    block_rows: dict[int, str]  # block -> state: none, begins, continues


def prepare(record: Mapping[str, Any]) -> Prepared:
    """Blocks and windows of a corpus record, and each block's row state."""
    document = read_text(record["text"])
    tables = read_tables(document.text, document.blocks)
    cut = windows(document.text, document.blocks, tables)
    return Prepared(record, tuple(cut), _row_states(record, document.blocks))


def _row_states(record: Mapping[str, Any], blocks: Sequence[Any]) -> dict[int, str]:
    """A block begins a row if a row not seen before has its first span here, continues the current row otherwise."""
    marks: list[tuple[int, str]] = []
    for row in record["rows"]:
        for field in ("purpose", "legal_basis", "recipients", "retention"):
            marks.extend((span[0], row["id"]) for span in row[field])
        marks.extend((record["mentions"][i]["start"], row["id"]) for i in row["data"])
    marks.sort()
    states: dict[int, str] = {}
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        here = [row for at, row in marks if block.start <= at < block.end]
        if not here:
            states[i] = "none"
        elif any(row not in seen for row in here):
            states[i] = "begins"
        else:
            states[i] = "continues"
        seen.update(here)
    return states


def label(prepared: Prepared, cut: Sequence[Window], encoded: Sequence[Encoded], labels: Labels) -> Iterator[dict[str, Any]]:
    """One example per window: ids and one label per token and head."""
    from notice_nlp.extract.labels import ROW_STATES

    record = prepared.record
    tag_ids = {name: i for i, name in enumerate(labels.tags)}
    role_ids = {name: i for i, name in enumerate(labels.role_tags)}
    concept_ids = {name: i for i, name in enumerate(labels.concepts)}
    groups = record["groups"]  # concept -> group, added by the caller
    # The innermost mention wins where mentions nest, which the guidelines allow only by mistake.
    mentions = sorted(record["mentions"], key=lambda m: m["start"] - m["end"])
    roles = [(s, e, role) for row in record["rows"] for role in ROLES for s, e in row[role]]
    for window, item in zip(cut, encoded, strict=True):
        size = len(item.ids)
        out: dict[str, Any] = {f"{head}_labels": [IGNORE] * size for head in ("tags", "roles", "negated", "concepts", "rows")}
        for token, end, a, b, *_ in item.units:
            out["tags_labels"][token] = 0
            out["roles_labels"][token] = 0
            for mention in mentions:
                if mention["start"] < b and a < mention["end"]:
                    name = groups[mention["category"]]
                    out["tags_labels"][token] = tag_ids[f"{'B' if a <= mention['start'] else 'I'}-{name}"]
                    for t in range(token, end):
                        out["negated_labels"][t] = int(mention["negated"])
                        out["concepts_labels"][t] = concept_ids[mention["category"]]
            for start, stop, role in roles:
                if start < b and a < stop:
                    out["roles_labels"][token] = role_ids[f"{'B' if a <= start else 'I'}-{role}"]
        for token, block in item.starts:
            out["rows_labels"][token] = ROW_STATES.index(prepared.block_rows[block])
        yield {"input_ids": list(item.ids), "attention_mask": [1] * size, **out, "key": window.key}


def examples(records: Sequence[Mapping[str, Any]], encoder: Encoder, labels: Labels, groups: Mapping[str, str]) -> list[dict[str, Any]]:
    """All windows of all records as training examples."""
    found: list[dict[str, Any]] = []
    for record in records:
        prepared = prepare({**record, "groups": groups})
        found.extend(label(prepared, prepared.windows, encoder.encode(prepared.windows), labels))
    return found
