"""Label Studio: tasks to import with their annotation (for the way back see ``label_studio_export.py``).

Each mention and each span of a row is one region of the control ``label``, which takes several labels: the concept, and
``negated`` where it is denied; or the role (``purpose``, ``legal_basis``, ``recipients``, ``retention``); and the ids of
the rows it belongs to (``r1``). So everything can be edited, and a ``JSON_MIN`` export, which drops where a per-region choice
was made, loses nothing. The other fields of the record travel in ``data.record``. Offsets are code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from notice_nlp.errors import BadInput
from notice_nlp.extract.labels import ROLES
from notice_nlp.report.output import put
from notice_nlp.taxonomy.store import taxonomy

NEGATED = "negated"
MIN_ROWS = 40  # row labels the set-up offers at least, so that rows can be added


def write_tasks(records: Iterable[Mapping[str, Any]], output: Path) -> list[BadInput]:
    """Writes tasks for Label Studio's JSON import and, beside them, the labelling set-up (``.config.xml``)."""
    records = list(records)
    put(json.dumps([task(r) for r in records], ensure_ascii=False, indent=1) + "\n", output)
    put(config(records), output.with_suffix(".config.xml"))
    return []


def config(records: Sequence[Mapping[str, Any]]) -> str:
    """The labelling set-up: concepts, negation, roles and rows as labels of one control."""
    rows = dict.fromkeys([*(f"r{n}" for n in range(1, MIN_ROWS + 1)), *(row["id"] for r in records for row in r["rows"])])
    used = dict.fromkeys(m["category"] for r in records for m in r["mentions"])
    labels = [NEGATED, *ROLES, *dict.fromkeys([*(c.id for c in taxonomy().assignable), *used]), *rows]
    lines = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in labels)
    return (
        '<View>\n  <Filter name="filter" toName="label" minlength="0"/>\n'
        f'  <Labels name="label" toName="text" choice="multiple">\n{lines}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def task(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as a task with one annotation."""
    rest = {k: v for k, v in record.items() if k not in {"text", "mentions", "rows"}}
    homes: dict[int, list[str]] = {}
    for row in record["rows"]:
        for index in row["data"]:
            homes.setdefault(index, []).append(row["id"])
    spans = [
        (f"m{i}", m["start"], m["end"], [m["category"], *([NEGATED] if m["negated"] else []), *homes.get(i, [])])
        for i, m in enumerate(record["mentions"])
    ]
    for row in record["rows"]:
        for role in ROLES:
            spans += [(f"{row['id']}-{role}-{i}", a, b, [role, row["id"]]) for i, (a, b) in enumerate(row.get(role, []))]
    result = [
        {
            "id": id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": record["text"][start:end], "labels": labels},
        }
        for id, start, end, labels in spans
    ]
    data = {"text": record["text"], "record": {**rest, "rows": [row["id"] for row in record["rows"]]}}
    return {"data": data, "annotations": [{"result": result}]}
