"""Questions to a register: search, drift between versions, consistency between languages, timelines, and pruning."""

from __future__ import annotations

import itertools
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notice_nlp.compare import Comparison, compare
from notice_nlp.compare.timeline import Timeline, timeline
from notice_nlp.compare.types import SEVERITIES, as_grave
from notice_nlp.errors import BadInput
from notice_nlp.register.states import comparable
from notice_nlp.register.store import Listed, Register, like
from notice_nlp.taxonomy.store import taxonomy

if TYPE_CHECKING:
    from sqlalchemy import Connection


def search(
    register: Register, text: str = "", *, concept: str = "", purpose: str = "", negated: bool = False, latest: bool = True
) -> list[dict[str, Any]]:
    """Mentions by words of their own or of their row's purpose, by concept (narrower ones count) and by purpose.

    Raises:
        BadInput: there is no such concept, or nothing to search for.
    """
    from sqlalchemy import and_, or_, select

    from notice_nlp.register import schema as s

    if not (text or concept or purpose or negated):
        raise BadInput("nothing to search for: give words, --concept, --purpose or --negated")
    v, m, r = s.versions, s.mentions, s.rows
    query = (
        select(s.notices.c.key, v.c.id, v.c.language, v.c.date, m.c.wording, m.c.category, m.c.negated, r.c.purpose_text, r.c.row)
        .select_from(m.join(v, v.c.id == m.c.version_id).join(s.notices))
        .outerjoin(r, and_(r.c.version_id == m.c.version_id, r.c.row == m.c.row))
        .order_by(s.notices.c.key, v.c.language, v.c.date, m.c.version_id, m.c.number)
    )
    if text:
        words = like(f"*{text}*")
        query = query.where(or_(m.c.wording.ilike(words, escape="\\"), r.c.purpose_text.ilike(words, escape="\\")))
    if concept:
        query = query.where(m.c.category.in_(_narrower(concept)))
    if purpose:
        query = query.where(r.c.purpose_text.ilike(like(f"*{purpose}*"), escape="\\"))
    if negated:
        query = query.where(m.c.negated)
    names = ("notice", "id", "language", "date", "wording", "category", "negated", "purpose", "row")
    newest = {x.id for x in _latest(register.versions())} if latest else None
    with register.transaction() as connection:
        found = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return [
        {k: x for k, x in f.items() if k != "id"} | {"purpose": f["purpose"] or "", "row": f["row"] or ""}
        for f in found
        if newest is None or f["id"] in newest
    ]


def _narrower(concept: str) -> list[str]:
    known = taxonomy()
    if concept not in known.concepts:
        raise BadInput(f"no concept {concept!r} (notice-nlp taxonomy --search WORD)", "--concept")
    return [c for c in known.concepts if c == concept or concept in known.ancestors(c)]


def _latest(versions: Sequence[Listed]) -> list[Listed]:
    """The last version of each notice in each language; the list comes ordered by date."""
    return list({(v.key, v.language): v for v in versions}.values())


def drift(
    register: Register, key: str | None = None, severity: str = "low", report_language: str | None = None
) -> Iterator[dict[str, Any]]:
    """Findings between each version and the one before it, of the same notice and language."""
    groups: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for version in register.versions(key):
        groups[version.key, version.language].append(version)
    for group in groups.values():
        for a, b in itertools.pairwise(group):
            yield from _between(register, a, b, severity, report_language)


def consistency(
    register: Register, key: str | None = None, severity: str = "low", report_language: str | None = None
) -> Iterator[dict[str, Any]]:
    """Findings between the latest German and the latest English version of each notice."""
    pairs: dict[str, dict[str, Listed]] = defaultdict(dict)
    for version in _latest(register.versions(key)):
        pairs[version.key][version.language] = version
    for sides in pairs.values():
        if len(sides) == 2:
            yield from _between(register, sides["de"], sides["en"], severity, report_language)


def _between(register: Register, a: Listed, b: Listed, severity: str, report_language: str | None) -> Iterator[dict[str, Any]]:
    if severity not in SEVERITIES:
        raise BadInput(f"severity {severity!r} is none of {', '.join(SEVERITIES)}")
    grave = as_grave(severity)
    for finding in compared(register, a, b, report_language or b.language):
        if finding["severity"] in grave:
            yield {"notice": a.key, "before": a.date or a.path, "after": b.date or b.path, **finding}


def compared(register: Register, a: Listed, b: Listed, language: str) -> list[dict[str, Any]]:
    """The findings between two versions; compared once, then kept."""
    from sqlalchemy import and_, select

    from notice_nlp.register import schema as s

    c, f = s.comparisons, s.findings
    with register.transaction() as connection:
        known = connection.execute(select(c.c.id).where(and_(c.c.a_id == a.id, c.c.b_id == b.id, c.c.language == language))).scalar()
        if known is not None:
            return [dict(row) for row in connection.execute(select(f).where(f.c.comparison_id == known).order_by(f.c.number)).mappings()]
    comparison = compare(comparable(register, a.id), comparable(register, b.id), report_language=language)
    with register.transaction() as connection:
        return _keep(connection, a, b, language, comparison)


def _keep(connection: Connection, a: Listed, b: Listed, language: str, comparison: Comparison) -> list[dict[str, Any]]:
    from notice_nlp.register import schema as s

    values = {"a_id": a.id, "b_id": b.id, "language": language, "mode": comparison.mode, "similarity": comparison.similarity}
    made = connection.execute(s.comparisons.insert().values(**values)).inserted_primary_key
    assert made is not None
    names = ("kind", "severity", "rule", "message", "concept", "row_a", "row_b")
    found = [
        {name: getattr(x, name) for name in names} | {"number": n, "a": [list(p) for p in x.a], "b": [list(p) for p in x.b]}
        for n, x in enumerate(comparison.findings)
    ]
    if found:
        connection.execute(s.findings.insert(), [x | {"comparison_id": made[0]} for x in found])
    return found


def timeline_of(register: Register, key: str, report_language: str | None = None) -> Timeline:
    """The timeline of one notice.

    Raises:
        BadInput: the register has no such notice, or fewer than two versions of it in one language.
    """
    versions = register.versions(key)
    if not versions:
        raise BadInput(f"no notice {key!r} (notice-nlp register list)", register.name)
    dates = {v.path: v.date for v in versions if v.date}
    return timeline((comparable(register, v.id) for v in versions), dates, report_language=report_language)


def prune(
    register: Register, *, keep: int | None = None, missing: bool = False, models: bool = False, dry_run: bool = False
) -> dict[str, int]:
    """Drops versions beyond the last ``keep``, versions whose file is gone, and what other models than the versions' found.

    Returns what was dropped (or would be) and how much of it.
    """
    from sqlalchemy import func, select

    from notice_nlp.register import schema as s

    versions = register.versions()
    drop: set[int] = set()
    if keep is not None:
        groups: dict[tuple[str, str], list[Listed]] = defaultdict(list)
        for version in versions:
            groups[version.key, version.language].append(version)
        drop |= {v.id for group in groups.values() for v in group[:-keep]}
    if missing:
        drop |= {v.id for v in versions if not os.path.exists(v.path)}
    used = {v.model for v in versions if v.id not in drop}
    with register.transaction() as connection:
        old = s.analyses.c.model.not_in(used)
        count = connection.execute(select(func.count()).select_from(s.analyses).where(old)).scalar() or 0 if models else 0
        if not dry_run:
            for id in drop:
                connection.execute(s.versions.delete().where(s.versions.c.id == id))
            connection.execute(s.notices.delete().where(s.notices.c.id.not_in(select(s.versions.c.notice_id))))
            if models:
                connection.execute(s.analyses.delete().where(old))
    return {"versions": len(drop), "analyses": int(count)}


def plain(value: Any) -> Any:
    """A database's value as a table's cell: lists and objects as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
