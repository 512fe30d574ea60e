"""Changed notices: hunks that turn an inline-annotated notice into its next version or its diverging translation.

A hunk looks like a merge conflict, and states before it what truly changes::

    # retention_changed row=3 old="sechs Monate" new="zwölf Monate"
    <<<<<<<
    Wir löschen {T nach sechs Monaten}.
    =======
    Wir löschen {T nach zwölf Monaten}.
    >>>>>>>

Both sides are marked text (see ``inline.py``); the old side occurs exactly once. ``old`` and ``new`` (and ``other``, a
passage of the untouched counterpart of a divergence) are passages without markup; row numbers are those of the ``§``
marks, ``row`` before the change unless the row is new.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from notice_nlp.benchmark.inline import MarkupError, concept_id, parse_inline, unmarked

VERSION_KINDS = (
    "row_added", "row_removed", "row_split", "row_merged", "row_moved", "concept_added", "concept_removed", "concept_generalised",
    "concept_specialised", "negation_flipped", "purpose_changed", "legal_basis_changed", "recipient_added", "recipient_removed",
    "transfer_added", "transfer_removed", "retention_changed", "wording",
)  # fmt: skip
DIVERGENCE_KINDS = (
    "row_missing", "row_extra", "concept_missing", "concept_extra", "concept_generalised", "concept_specialised", "negation_flipped",
    "purpose_changed", "legal_basis_changed", "retention_changed", "recipient_missing", "recipient_extra", "transfer_missing",
    "transfer_extra", "number_changed", "date_changed", "contact_changed", "reference_changed", "untranslated",
    "block_missing", "block_extra",
    "reworded",
)  # fmt: skip
_FIELDS = {"row", "rows", "into", "concept", "to", "old", "new", "other"}
_HUNK = re.compile(r"^<{7}\n(.*?)^={7}\n(.*?)^>{7}[ ]*$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place that changes: marked text before and after, and the changes it makes."""

    old: str
    new: str
    changes: tuple[Mapping[str, str], ...] = ()
    line: int = field(default=0, compare=False)


def hunks(source: str, kinds: tuple[str, ...]) -> Iterator[Hunk]:
    """The hunks of a change file.

    Raises:
        MarkupError: a change has no hunk, an unknown kind or field, or a hunk is not closed.
    """
    position = 0
    for match in _HUNK.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        changes = [_change(text, line, kinds) for text in source[position : match.start()].splitlines() if text.startswith("# ")]
        if not changes:
            raise MarkupError(f"line {line}: the hunk states no change")
        yield Hunk(match.group(1).removesuffix("\n"), match.group(2).removesuffix("\n"), tuple(changes), line)
        position = match.end()
    if rest := source[position:].strip():
        raise MarkupError(f"after the last hunk: {rest.splitlines()[0][:60]!r} belongs to no hunk")


def _change(text: str, line: int, kinds: tuple[str, ...]) -> dict[str, str]:
    try:
        kind, *pairs = shlex.split(text[2:])
    except ValueError as error:
        raise MarkupError(f"line {line}: {error} in {text!r}") from None
    if kind not in kinds:
        raise MarkupError(f"line {line}: unknown kind {kind!r}")
    found = {"kind": kind}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in _FIELDS or not value:
            raise MarkupError(f"line {line}: {pair!r} is no field ({', '.join(sorted(_FIELDS))})")
        found[name] = value
    return found


def apply(base: str, change_file: str, kinds: tuple[str, ...], counterpart: str = "") -> tuple[str, list[dict[str, Any]]]:
    """The changed marked text, and its changes with offsets: ``old`` into the text before, ``new`` into the one after,
    ``other`` into the counterpart's, each as ``[start, end]``.

    Raises:
        MarkupError: a hunk's old or new side is not there exactly once, or a passage can't be found.
    """
    changed = base
    found = list(hunks(change_file, kinds))
    for hunk in found:
        if (count := changed.count(hunk.old)) != 1 or not hunk.old.strip():
            raise MarkupError(f"line {hunk.line}: the old side occurs {count} times: {hunk.old[:60]!r}")
        changed = changed.replace(hunk.old, hunk.new)
    for hunk in found:
        # A new side that stands elsewhere too would be looked for at the wrong place.
        if hunk.new.strip() and (count := changed.count(hunk.new)) != 1:
            raise MarkupError(f"line {hunk.line}: the new side occurs {count} times in the changed text: {hunk.new[:60]!r}")
    sides = {"old": base, "new": changed, "other": counterpart}
    texts = {side: parse_inline(text)["text"] for side, text in sides.items()}
    records = []
    for hunk in found:
        ranges = {"old": _place(base, hunk.old), "new": _place(changed, hunk.new), "other": (0, len(texts["other"]))}
        for change in hunk.changes:
            record: dict[str, Any] = dict(change)
            for side in ranges.keys() & change.keys():
                start, end = ranges[side]
                at = texts[side].find(change[side], max(0, start - 1), end + 1)
                if at < 0:
                    raise MarkupError(f"line {hunk.line}: {side}={change[side]!r} is not in the hunk's {side} side")
                record[side] = [at, at + len(change[side])]
            for name in ("concept", "to"):
                if name in record:
                    record[name] = concept_id(record[name], hunk.line)
            records.append(record)
    return changed, records


def _place(source: str, part: str) -> tuple[int, int]:
    """Where a part of a marked text lies in the text without marks; (0, 0) for a part that is gone."""
    if not part.strip() or (at := source.find(part)) < 0:
        return 0, 0
    return len(unmarked(source[:at])), len(unmarked(source[: at + len(part)]))
