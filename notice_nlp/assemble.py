"""Spans to rows: which mentions, purposes and circumstances make one processing activity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from notice_nlp.extract.aims import with_aims
from notice_nlp.extract.bases import with_bases
from notice_nlp.extract.decode import Floats, Role, Tagged
from notice_nlp.extract.roles import with_clean_roles
from notice_nlp.notice import Block, Mention, Row, Span
from notice_nlp.segment import Section, TableRow, Tables, activity_heading, sections
from notice_nlp.taxonomy.durations import durations
from notice_nlp.taxonomy.legal import match_legal_basis
from notice_nlp.taxonomy.purposes import match_purposes
from notice_nlp.view import clean

_EMPTY_CELLS = {"", "-", "–", "—", "/", "keine", "none", "n/a", "entfällt", "k. a."}
# A stray "to" or "um" is where the model began a purpose and lost it.
_WORD = re.compile(r"[^\W\d_]{4,}|\d")
# A section whose heading names an activity begins a row though the model would sooner go on, if it is not too sure of that. Set on dev.
HEADED = 0.1
_NO_ROW = np.array([1.0, 0.0, 0.0], dtype=np.float32)


@dataclass
class _Draft:
    """A row in the making; spans by role."""

    layout: str
    at: int
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    data: list[int] = field(default_factory=list)


def assemble(
    text: str, blocks: Sequence[Block], tables: Tables, tagged: Iterable[Tagged], mentions: Sequence[Mention]
) -> tuple[tuple[Row, ...], tuple[Mention, ...]]:
    """Rows in reading order, and the mentions with their rows' ids.

    A table's row is one row. Elsewhere a section about one activity is one: the model's row states say where an
    activity begins or goes on, headings bound it, and a stretch that states no purpose belongs to the one before.
    """
    roles = with_clean_roles(text, (r for t in tagged for r in t.roles if _WORD.search(text, r.start, r.end)))
    roles = with_aims(text, blocks, with_bases(text, blocks, roles))
    states = {block: probs for t in tagged for block, probs in t.row_states}
    drafts: list[_Draft] = []
    in_tables: set[int] = set()
    purpose_columns = _purpose_columns(tables, roles, mentions, blocks)
    for row in tables.rows:
        if draft := _table_draft(text, row, purpose_columns, roles, mentions, blocks):
            drafts.append(draft)
            in_tables.add(row.block)
    for section_drafts in _prose_drafts(text, blocks, roles, mentions, states, in_tables):
        drafts.append(section_drafts)
    drafts.sort(key=lambda d: d.at)
    kept = [d for d in drafts if d.spans["purpose"] and (d.data or d.spans["legal_basis"] or d.spans["retention"])]
    return _finish(text, kept, mentions)


def _within(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _touched(spans: Iterable[Span], span: Span) -> bool:
    return any(a < span[1] and span[0] < b for a, b in spans)


def _purpose_columns(tables: Tables, roles: Sequence[Role], mentions: Sequence[Mention], blocks: Sequence[Block]) -> dict[int | None, int]:
    """For tables whose headers name no purpose: the column that holds most purpose text and fewest mentions."""
    weights: dict[int | None, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in tables.rows:
        if not row.guessed:
            continue
        for column, (a, b) in enumerate(row.cells):
            if row.roles[column]:
                continue
            purpose = sum(r.end - r.start for r in roles if r.role == "purpose" and a <= r.start and r.end <= b)
            named = sum(m.end - m.start for m in mentions if a <= m.start and m.end <= b)
            weights[blocks[row.block].table][column] += purpose - 2 * named
    return {table: max(columns, key=columns.__getitem__) for table, columns in weights.items() if max(columns.values()) > 0}


def _table_draft(
    text: str, row: TableRow, guesses: Mapping[int | None, int], roles: Sequence[Role], mentions: Sequence[Mention], blocks: Sequence[Block]
) -> _Draft | None:
    by_role = {role: row.cells[i] for i, role in reversed(list(enumerate(row.roles))) if role}
    if "purpose" not in by_role:
        guess = guesses.get(blocks[row.block].table)
        if guess is None or guess >= len(row.cells):
            return None
        by_role["purpose"] = row.cells[guess]
    start, end = by_role["purpose"]
    if clean(text[start:end]).casefold() in _EMPTY_CELLS:
        return None
    draft = _Draft("table", row.cells[0][0])
    draft.spans["purpose"].append((start, end))
    for role in ("legal_basis", "recipients", "retention"):
        if role in by_role:
            start, end = by_role[role]
            if clean(text[start:end]).casefold() not in _EMPTY_CELLS:
                draft.spans[role].append((start, end))
        else:
            draft.spans[role].extend((r.start, r.end) for r in roles if r.role == role and _within(row.cells, r.start, r.end))
    draft.data = [i for i, m in enumerate(mentions) if _within(row.cells, m.start, m.end)]
    return draft


def _prose_drafts(
    text: str, blocks: Sequence[Block], roles: Sequence[Role], mentions: Sequence[Mention], states: Mapping[int, Floats], skip: set[int]
) -> list[_Draft]:
    """Rows of everything that isn't a table's row, by the model's row states."""
    drafts: list[_Draft] = []
    current: _Draft | None = None
    home: tuple[int, ...] = ()  # the headings over the current row's first block
    for section in sections(blocks):
        fresh = True  # nothing of this section has been put into a row yet
        title = activity_heading(text, blocks, section)
        named = _names_activity(blocks, section, roles, mentions)
        for i in section.members:
            block = blocks[i]
            if i in skip:
                continue
            here_roles = [r for r in roles if block.start <= r.start < block.end]
            here_data = [j for j, m in enumerate(mentions) if block.start <= m.start < block.end]
            if not here_roles and not here_data:
                continue
            none, begins, goes_on = (float(p) for p in states.get(i, _NO_ROW))
            has_purpose = any(r.role == "purpose" for r in here_roles)
            if none > 0.8 and not has_purpose:
                # Of what belongs to no row a stated basis is that of the row it stands under.
                if current is not None and (section.path[: len(home)] if home else section.path) == home:
                    current.spans["legal_basis"].extend((r.start, r.end) for r in here_roles if r.role == "legal_basis")
                continue
            starts = (begins > goes_on and (has_purpose or fresh)) or (fresh and named)
            starts = starts or (fresh and title is not None and begins > HEADED * goes_on)
            if current is None or starts:
                current = _Draft("list" if block.kind == "item" else "prose", block.start)
                home = section.path
                drafts.append(current)
            if title is not None and current.at >= blocks[section.members[0]].start and not _touched(current.spans["purpose"], title):
                current.spans["purpose"].append(title)
            fresh = False
            for role in here_roles:
                current.spans[role.role].append((role.start, role.end))
            current.data.extend(here_data)
    return drafts


def _names_activity(blocks: Sequence[Block], section: Section, roles: Sequence[Role], mentions: Sequence[Mention]) -> bool:
    """Whether a section's own heading names a purpose and data stand below: then it is an activity of its own."""
    if section.heading is None or not section.blocks:
        return False
    heading, last = blocks[section.heading], blocks[section.blocks[-1]]
    purpose = any(r.role == "purpose" and heading.start <= r.start < heading.end for r in roles)
    return purpose and any(heading.start <= m.start < last.end for m in mentions)


def _finish(text: str, drafts: Sequence[_Draft], mentions: Sequence[Mention]) -> tuple[tuple[Row, ...], tuple[Mention, ...]]:
    rows: list[Row] = []
    owner: dict[int, str] = {}
    for number, draft in enumerate(drafts, 1):
        id = f"r{number}"
        for i in draft.data:
            owner.setdefault(i, id)
        spans = {role: tuple(sorted(set(draft.spans[role]))) for role in ("purpose", "legal_basis", "recipients", "retention")}

        def words(role: str, spans: dict[str, tuple[Span, ...]] = spans) -> str:
            return " ; ".join(clean(text[a:b]) for a, b in spans[role])

        concepts = {
            "purpose": tuple(match_purposes(words("purpose"))),
            "data": tuple(dict.fromkeys(mentions[i].category for i in draft.data if not mentions[i].negated)),
            "legal_basis": tuple(match_legal_basis(words("legal_basis"))),
            "retention": tuple(durations(words("retention"))),
        }
        rows.append(Row(id=id, data=tuple(draft.data), concepts=concepts, layout=draft.layout, **spans))
    return tuple(rows), tuple(replace(m, row=owner.get(i)) for i, m in enumerate(mentions))
