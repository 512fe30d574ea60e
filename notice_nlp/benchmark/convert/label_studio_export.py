"""From an export of Label Studio (JSON or JSON_MIN) of tasks as ``label_studio.py`` writes them back to gold records.

Each region's text must be what the export says it marks, white space aside. Offsets are code points, as current versions of
Label Studio count; those of older ones, in UTF-16 units, are told by the text. White space around a region is left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.convert.label_studio import NEGATED
from notice_nlp.benchmark.gold import structure
from notice_nlp.errors import BadInput
from notice_nlp.extract.labels import ROLES
from notice_nlp.read.limits import Limits
from notice_nlp.read.load import load
from notice_nlp.taxonomy.store import taxonomy

# An export holds a whole corpus.
LIMITS = Limits(file_mb=500)


def read_export(path: Path) -> tuple[list[dict[str, Any]], list[BadInput]]:
    """The gold records of a JSON or JSON_MIN export, and what is wrong with the tasks that had to be left out.

    Raises:
        BadInput: the file can't be read or is no export.
    """
    try:
        tasks = json.loads(load(path, LIMITS).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not JSON: {str(error).splitlines()[0]}", str(path)) from None
    if not isinstance(tasks, list) or not tasks or not all(isinstance(t, dict) for t in tasks):
        raise BadInput("not an export of Label Studio, which is a list of tasks", str(path))
    records: list[dict[str, Any]] = []
    errors = []
    for number, item in enumerate(tasks, 1):
        try:
            records.append(_record(item, number))
        except BadInput as error:
            errors.append(error.named(f"{path}: task {item.get('id', number)}"))
    twice = {id for id, n in Counter(r["id"] for r in records).items() if n > 1}
    errors += [BadInput(f"{id} is there more than once; keep one annotation of each task", str(path)) for id in sorted(twice)]
    return [r for r in records if r["id"] not in twice], errors


def _record(item: Mapping[str, Any], number: int) -> dict[str, Any]:
    full = isinstance(item.get("data"), dict)
    data = item["data"] if full else item
    text = data.get("text")
    if not isinstance(text, str) or not text:
        raise BadInput("has no text")
    meta = dict(data["record"]) if isinstance(data.get("record"), dict) else {k: data[k] for k in ("language", "notice") if k in data}
    if not isinstance(meta.get("language"), str):
        raise BadInput("says no language, in data.record.language or data.language")
    meta = {"id": f"task-{item.get('id', number)}", **meta}
    meta.setdefault("notice", meta["id"])
    known = meta.pop("rows", [])
    regions = [_placed(text, r) for r in (_regions(item) if full else _min_regions(item))]
    record = {**meta, "text": text, **_annotation(regions, [str(id) for id in known] if isinstance(known, list) else [])}
    if fault := next(structure(record), ""):
        raise BadInput(fault)
    return record


def _regions(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Start, end, text and labels of the regions of a task's one annotation."""
    done = [a for a in item.get("annotations") or [] if isinstance(a, dict) and not a.get("was_cancelled")]
    done = [a for a in done if a.get("ground_truth")] or done
    if len(done) != 1:
        raise BadInput(f"has {len(done)} annotations; needs one, or one marked as ground truth")
    listed = done[0].get("result")
    results = [r for r in listed if isinstance(r, dict) and isinstance(r.get("value"), dict)] if isinstance(listed, list) else []
    denied = {str(r.get("id")) for r in results if isinstance(c := r["value"].get("choices"), list) and NEGATED in c}
    return [
        {**r["value"], "labels": [*r["value"]["labels"], *([NEGATED] if str(r.get("id")) in denied else [])]}
        for r in results
        if isinstance(r["value"].get("labels"), list)
    ]


def _min_regions(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same of a JSON_MIN task, whose controls stand beside the data."""
    lists = (value if isinstance(value, list) else [value] for value in item.values())
    return [r for values in lists for r in values if isinstance(r, dict) and isinstance(r.get("labels"), list) and "start" in r]


def _placed(text: str, region: Mapping[str, Any]) -> tuple[int, int, list[str]]:
    """A region's span without white space around it, and its labels.

    Raises:
        BadInput: the span isn't in the text, or isn't what the export says it marks.
    """
    start, end, said = region.get("start"), region.get("end"), region.get("text")
    if type(start) is not int or type(end) is not int:
        raise BadInput(f"region {start!r}–{end!r}: start and end are not integers")
    for a, b in ((start, end), (_code_points(text, start), _code_points(text, end))):
        part = text[a:b] if 0 <= a < b <= len(text) else ""
        if part.strip() and (said is None or _plain(str(said)) == _plain(part)):
            a += len(part) - len(part.lstrip())
            return a, a + len(part.strip()), [str(label) for label in region["labels"]]
    raise BadInput(
        f"region {start}–{end}: the text there is {text[max(0, start) : max(0, end)][:40]!r}, the export says {str(said)[:40]!r}"
    )


def _code_points(text: str, units: int) -> int:
    """An offset in UTF-16 units as one in code points; -1 where there is none."""
    if units < 0:
        return -1
    data = text.encode("utf-16-le", "surrogatepass")
    return len(data[: 2 * units].decode("utf-16-le", "ignore")) if 2 * units <= len(data) else -1


def _plain(text: str) -> str:
    """A text as it can be compared: Label Studio folds white space, and writes a line break as a backslash and an n."""
    return " ".join(text.replace("\\n", "\n").split())


def _annotation(regions: Sequence[tuple[int, int, list[str]]], known: Sequence[str]) -> dict[str, Any]:
    concepts = {c.id for c in taxonomy().assignable}
    mentions: list[tuple[int, int, str, bool, list[str]]] = []
    roles: list[tuple[int, int, str, list[str]]] = []
    for start, end, labels in regions:
        named = [label for label in labels if label in concepts]
        of_role = [label for label in labels if label in ROLES]
        rows = [label for label in labels if label not in concepts and label not in ROLES and label != NEGATED]
        where = f"region {start}–{end} with the labels {', '.join(labels) or '(none)'}"
        if len(named) + len(of_role) != 1:
            raise BadInput(f"{where} needs one concept of the taxonomy or one role")
        if unknown := [r for r in rows if r not in known and not (r[:1] == "r" and r[1:].isdigit())]:
            raise BadInput(f"{where}: {unknown[0]!r} is no concept, role or row")
        if of_role and (not rows or NEGATED in labels):
            raise BadInput(f"{where}: a role belongs to a row (r1, r2, …) and can't be negated")
        if named:
            mentions.append((start, end, named[0], NEGATED in labels, rows))
        else:
            roles.append((start, end, of_role[0], rows))
    mentions.sort(key=lambda m: (m[0], -m[1]))
    listed = [{"start": a, "end": b, "category": c, "negated": n} for a, b, c, n, _ in mentions]
    return {"mentions": listed, "rows": list(_rows(mentions, sorted(roles), known))}


def _rows(
    mentions: Sequence[tuple[int, int, str, bool, list[str]]], roles: Sequence[tuple[int, int, str, list[str]]], known: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Rows in their old order, then new ones by number; rows that nothing belongs to any more are gone."""
    used = {id for m in mentions for id in m[4]} | {id for r in roles for id in r[3]}
    added = sorted(used - set(known), key=lambda id: int(id[1:]))
    for id in [*(id for id in known if id in used), *added]:
        data = [i for i, m in enumerate(mentions) if id in m[4]]
        spans = {role: [[a, b] for a, b, of, ids in roles if of == role and id in ids] for role in ROLES}
        yield {"id": id, "purpose": spans["purpose"], "data": data, **{r: spans[r] for r in ROLES if r != "purpose"}}
