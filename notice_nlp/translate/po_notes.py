"""Notes of a check put into a PO file that otherwise stays as it is, line by line."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.merge import unique
from notice_nlp.translate.po import OWN, Entry, match_note, parse_po, written_note
from notice_nlp.translate.segments import Note

# Notes that make a translation fuzzy where that is asked for.
GRAVE = frozenset({"high", "medium"})
_FUZZY = re.compile(r"#,.*\bfuzzy\b")


def annotate_po(
    data: bytes, notes: Mapping[str, Sequence[Note]], superseded: Container[str] = (), *, flag: bool = False, limits: Limits = DEFAULT
) -> bytes:
    """The same file with notes as extracted comments (``#.``) on its entries, by the ids that ``read_po`` gives them.

    Args:
        data: a PO file.
        notes: segment id → notes.
        superseded: kinds of notes that an earlier check has put there and that now go.
        flag: also mark translations with a note of high or medium severity as fuzzy; no flag is ever taken away.
        limits: bounds on the size.

    Raises:
        BadInput: as for ``read_po``.
    """
    text, encoding, _, entries = parse_po(data, limits)
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    ids = unique(e.texts.get("msgctxt", "") for e in entries)
    starts = [e.line - 1 for e in entries]
    made = lines[: starts[0]] if starts else lines
    for number, (id, entry) in enumerate(zip(ids, entries, strict=True)):
        block = lines[starts[number] : starts[number + 1] if number + 1 < len(starts) else len(lines)]
        made += _annotated(block, entry, notes.get(id, ()), superseded, flag, end)
    # A note may have quotes that the file's encoding lacks; a mark at its beginning is in the text.
    return "\n".join(made).encode("utf-8" if encoding.startswith("utf-8") else encoding, "replace")


def _annotated(lines: Sequence[str], entry: Entry, notes: Sequence[Note], superseded: Container[str], flag: bool, end: str) -> list[str]:
    kept = _without(lines, superseded)
    there = {line.rstrip("\r") for line in kept}
    new = [line for note in notes if (line := f"#. {written_note(note)}") not in there]
    # Extracted comments stand before references, flags and the texts.
    place = next((i for i, line in enumerate(kept) if re.match(r'\s*(?:#[:,|]|msg|")', line)), len(kept))
    grave = flag and any(n.severity in GRAVE for n in notes) and any(v for k, v in entry.texts.items() if k.startswith("msgstr"))
    made = [*kept[:place], *(line + end for line in new), *kept[place:]]
    if not grave or any(_FUZZY.match(line) for line in made):
        return made
    for i, line in enumerate(made):
        if line.startswith("#,"):
            return [*made[:i], "#, fuzzy," + line[2:], *made[i + 1 :]]
    place = next(i for i, line in enumerate(made) if re.match(r"\s*(?:#\||msg)", line))
    return [*made[:place], "#, fuzzy" + end, *made[place:]]


def _without(lines: Sequence[str], superseded: Container[str]) -> list[str]:
    """The lines of an entry without notes of these kinds; in an entry of ours also the lines that a tool has wrapped them to."""
    own = any(line.startswith(f"#. {OWN}") for line in lines)
    kept, dropping = [], False
    for line in lines:
        extracted = line.rstrip("\r").removeprefix("#.").removeprefix(" ") if line.startswith("#.") else None
        match = match_note(extracted) if extracted is not None else None
        if match:
            dropping = match[2] in superseded
        elif extracted is None or extracted.startswith(OWN) or not own:
            dropping = False
        if not dropping:
            kept.append(line)
    return kept
