"""Gold corpora in the formats of other tools: one module per format.

| format | file | keeps |
|---|---|---|
| ``jsonl`` | JSON Lines | everything |
| ``conll`` | tokens with IOB2 tags | mentions and their concepts |
| ``spacy`` | ``DocBin`` | everything, as spans and ``doc.user_data`` |
| ``labelstudio`` | JSON to import, with its labelling set-up beside it | everything; read back from an export |
| ``brat`` | a folder of ``.txt`` and ``.ann`` | mentions, negation, rows |
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.gold import entries, gold_files
from notice_nlp.errors import BadInput
from notice_nlp.files import not_onto
from notice_nlp.report.output import put

Records = Sequence[Mapping[str, Any]]
SUFFIXES = {"jsonl": ".jsonl", "conll": ".conll", "spacy": ".spacy", "labelstudio": ".json", "brat": ""}


def read(path: Path, format: str = "auto") -> tuple[dict[str, list[dict[str, Any]]], list[BadInput]]:
    """The records of a gold file, a corpus folder or a Label Studio export, by file (its name without suffix), and what
    is wrong with the records that had to be left out.

    Args:
        path: the file or folder.
        format: ``jsonl``, ``labelstudio`` or ``auto``, which takes a file that ends in ``.json`` for an export.

    Raises:
        BadInput: the whole can't be read.
    """
    if format == "auto":
        format = "labelstudio" if path.suffix.lower() == ".json" else "jsonl"
    if format == "labelstudio":
        from notice_nlp.benchmark.convert.label_studio_export import read_export

        records, errors = read_export(path)
        return {path.stem: records}, errors
    found: dict[str, list[dict[str, Any]]] = {}
    errors = []
    for file in gold_files(path):
        found[file.stem] = []
        for entry in entries(file):
            if entry.faults:
                errors.append(BadInput(entry.faults[0], entry.place))
            else:
                found[file.stem].append(dict(entry.record))
    return found, errors


def write(records: Records, format: str, output: Path) -> list[BadInput]:
    """Writes records to a file (for ``brat``: into a folder) in one of the formats above; gives an error for each record
    left out because the format has no form for what it holds.

    Raises:
        BadInput: the place can't be written.
    """
    return _writer(format)(records, output)


def convert(path: Path, to: str, output: Path, source: str = "auto") -> tuple[list[tuple[Path, int]], list[BadInput]]:
    """Converts a file into a file, or a corpus folder into a folder with one file per split (for ``brat``: one folder).

    Gives what was written with the number of records in it, and what is wrong with the records that were left out.

    Raises:
        BadInput: as :func:`read` and :func:`write` do.
    """
    read_from = gold_files(path) if path.is_dir() else [path]
    places = [output / f"{file.stem}{SUFFIXES[to]}" for file in read_from] if path.is_dir() else [output]
    for place in places:
        not_onto(place, read_from)
    found, errors = read(path, source)
    written = []
    for place, records in zip(places, found.values(), strict=True):
        if errors and not records:
            continue  # an empty file would say that all went well
        left_out = write(records, to, place)
        errors += left_out
        written.append((place, len(records) - len(left_out)))
    return written, errors


def _writer(format: str) -> Callable[[Records, Path], list[BadInput]]:
    if format == "conll":
        from notice_nlp.benchmark.convert.conll import write_conll

        return write_conll
    if format == "spacy":
        from notice_nlp.benchmark.convert.doc_bin import write_doc_bin

        return write_doc_bin
    if format == "labelstudio":
        from notice_nlp.benchmark.convert.label_studio import write_tasks

        return write_tasks
    if format == "brat":
        from notice_nlp.benchmark.convert.brat import write_brat

        return write_brat
    return write_jsonl


def write_jsonl(records: Records, output: Path) -> list[BadInput]:
    """The gold format, one record a line; any record fits."""
    put("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), output)
    return []
