"""Gettext PO: drafts out, and what comes back.

The context of an entry (``msgctxt``) is the segment's id; targets that nobody has confirmed are fuzzy; notes are extracted comments.
An open segment that the memory has a near hit for has that hit's translation, fuzzy, with the hit's source as the previous text
(``#|``), which is how gettext gives a fuzzy match; it is read back as untranslated until somebody confirms or changes it. Other
matches and the source text stay behind: :func:`notice_nlp.translate.merge.merge` joins what comes back with the draft.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from notice_nlp.compare.types import SEVERITIES
from notice_nlp.errors import BadInput
from notice_nlp.read.encoding import decode
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.carried import TOOL, Raw, pack, segments
from notice_nlp.translate.merge import fingerprint
from notice_nlp.translate.segments import STATES, Draft, Note, Segment, near

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPED = re.compile(r"((?:\\[0-7]{1,3})+)|\\x([0-9a-fA-F]{1,2})|\\(.)", re.S)
# Neither a NUL, which ends a string in gettext, nor half a surrogate pair, which UTF-8 lacks.
_LOST = re.compile("[\0\ud800-\udfff]")
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*')
OWN = f"{TOOL} {{"
NOTE = re.compile(r"\[(\w*)\|([^\]]*)\] (.*)", re.S)


def write_po(draft: Draft) -> bytes:
    """A draft as the bytes of a PO file in UTF-8. U+FFFD stands for NUL and for lone surrogates."""
    header = {
        "Project-Id-Version": draft.original, "Language": draft.target_language, "X-Source-Language": draft.source_language,
        "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        "X-Generator": draft.tool or TOOL, "X-Model": draft.model,
    }  # fmt: skip
    fields = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in header.items() if value)
    entries = [["msgid " + _quoted(""), "msgstr " + _quoted(fields)], *map(_entry, draft.segments)]
    return _LOST.sub("\ufffd", "\n\n".join("\n".join(lines) for lines in entries) + "\n").encode()


def _entry(segment: Segment) -> list[str]:
    offer = near(segment) if segment.translate and not segment.target else None
    values = pack(segment) | {"state": segment.state} | ({} if segment.translate else {"translate": "no"})
    if offer:
        values["offered"] = fingerprint(offer.target)
    lines = [f"#. {TOOL} {json.dumps(values, ensure_ascii=False, separators=(',', ':'))}"]
    lines += [f"#. {written_note(note)}" for note in segment.notes]
    if offer or (segment.target and segment.state == STATES[0]):
        lines.append("#, fuzzy")
    if offer:
        lines += ["#| msgid " + line if not i else "#| " + line for i, line in enumerate(_quoted(offer.source).split("\n"))]
    target = offer.target if offer else segment.target
    return [*lines, f"msgctxt {_quoted(segment.id)}", f"msgid {_quoted(segment.source)}", f"msgstr {_quoted(target)}"]


def written_note(note: Note) -> str:
    """A note as the line of an extracted comment; :data:`NOTE` reads it."""
    kind = re.sub(r"[\]\s]+", " ", note.kind)
    return f"[{note.severity}|{kind}] {_escape(note.text)}"


def match_note(line: str) -> re.Match[str] | None:
    """The match of :data:`NOTE` on a whole line that :func:`written_note` wrote: severity, kind, text; None for any other."""
    match = NOTE.fullmatch(line)
    return match if match and match[1] in {"", *SEVERITIES} else None


def _escape(text: str) -> str:
    return re.sub(r'[\\"\x00-\x1f\x7f]', lambda m: _ESCAPES.get(m.group(), f"\\{ord(m.group()):03o}"), _LOST.sub("\ufffd", text))


def _quoted(text: str) -> str:
    """A string of PO, a line of its own for each line of the text."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    quoted = [f'"{_escape(line)}"' for line in lines]
    return "\n".join(['""', *quoted]) if len(quoted) > 1 else "".join(quoted) or '""'


# Reading


@dataclass(slots=True)
class Entry:
    """An entry of a file; ``line`` (from 1) is where its comments begin."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)


def read_po(data: bytes, limits: Limits = DEFAULT) -> Draft:
    """The draft of a PO file, ours or another tool's; of plural forms the first is read, obsolete entries are left out.

    Raises:
        BadInput: not a PO file (the line is named), or over the limits.
    """
    _, _, head, entries = parse_po(data, limits)
    found, whole = segments([_raw(e) for e in entries], "", limits)
    plural = sum("msgid_plural" in e.texts for e in entries)
    warnings = (f"of entries with plurals only the first form is read: {plural}",) if plural else ()
    return Draft(
        head.get("x-source-language", ""), head.get("language", ""), found, head.get("project-id-version", ""), whole,
        head.get("x-generator", ""), head.get("x-model", ""), warnings,
    )  # fmt: skip


def parse_po(data: bytes, limits: Limits = DEFAULT) -> tuple[str, str, dict[str, str], list[Entry]]:
    """A file's text, its encoding, the fields of its header by lower-case name, and its entries without the header.

    Raises:
        BadInput: as :func:`read_po`.
    """
    if len(data) > limits.file_mb * 1e6:
        raise BadInput(f"{len(data) / 1e6:.0f} MB is over the limit of {limits.file_mb:g} MB for one file")
    declared = re.search(rb"Content-Type:[^\"\n]*charset=([\w-]+)", data)
    text, encoding = decode(data, declared.group(1).decode("ascii") if declared else "utf-8")
    entries = list(_entries(text.removeprefix("\ufeff")))
    if not entries:
        raise BadInput("not a PO file: it has no entry")
    head: dict[str, str] = {}
    if not entries[0].texts.get("msgid") and "msgctxt" not in entries[0].texts:
        fields = (line.partition(":") for line in entries.pop(0).texts.get("msgstr", "").splitlines())
        head = {name.strip().casefold(): value.strip() for name, _, value in fields}
    return text, encoding, head, entries


def _raw(entry: Entry) -> Raw:
    texts = entry.texts
    target = texts.get("msgstr", texts.get("msgstr[0]", ""))
    values, notes = _comments(entry)
    state = STATES[0]
    if "fuzzy" in entry.flags and values.get("offered") == fingerprint(target):
        target = ""  # a near hit of the memory that nobody has confirmed
    if target and "fuzzy" not in entry.flags:
        state = values.get("state", STATES[1])
        state = state if state in STATES[1:] else STATES[1]
    return Raw(
        texts.get("msgctxt", ""), texts.get("msgid", ""), target, state, values.get("translate") != "no", notes=tuple(notes), values=values,
        sure=True,
    )  # fmt: skip


def _comments(entry: Entry) -> tuple[dict[str, str], list[Note]]:
    values: dict[str, str] = {}
    notes, foreign = [], []
    for line in _unwrapped(entry.extracted):
        if line.startswith(OWN):
            values = _values(line.removeprefix(TOOL))
        elif match := match_note(line):
            notes.append(Note(_unescape(match[3]), match[1], match[2]))
        else:
            foreign.append(line)
    for lines, kind in ((foreign, "comment"), (entry.comments, "comment:translator")):
        if text := "\n".join(lines).strip():
            notes.append(Note(text, kind=kind))
    return values, notes


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines of our own that a tool has wrapped made whole: in an entry of ours they run on to the next one."""
    if not lines or not lines[0].startswith(OWN):
        return list(lines)
    whole: list[str] = []
    for line in lines:
        if line.startswith(OWN) or NOTE.match(line):
            whole.append(line)
        else:
            whole[-1] += f" {line}"
    return whole


def _values(packed: str) -> dict[str, str]:
    try:
        found = json.loads(packed)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()}


def _entries(text: str) -> Iterator[Entry]:
    """Entries of a PO file; blank lines, comments or a new context or id begin the next one."""
    entry, keyword = Entry(1), ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r").lstrip(" \t")
        if not line or line.startswith("#~"):
            continue
        if line.startswith("#"):
            if entry.texts:
                yield entry
                entry, keyword = Entry(number), ""
            _comment(entry, line)
            continue
        match = _KEYWORD.fullmatch(line)
        if not match or not (match[1] or keyword):
            raise BadInput(f"not a PO file: line {number} is neither a comment nor a string")
        if match[1]:
            if entry.texts and (match[1] == "msgctxt" or (match[1] == "msgid" and "msgid" in entry.texts)):
                yield entry
                entry = Entry(number)
            keyword = match[1]
            entry.texts.setdefault(keyword, "")
        entry.texts[keyword] += _unescape(match[2])
    if entry.texts:
        yield entry


def _comment(entry: Entry, line: str) -> None:
    body = line[2:].removeprefix(" ")
    if line.startswith("#."):
        entry.extracted.append(body)
    elif line.startswith("#,"):
        entry.flags.update(flag.strip() for flag in body.split(","))
    elif not line.startswith(("#:", "#|")):
        entry.comments.append(line[1:].strip())


def _unescape(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            # Gettext writes bytes: several of them may be one character.
            return bytes(int(n, 8) & 255 for n in _octals(match[1])).decode("utf-8", "replace")
        if match[2]:
            return chr(int(match[2], 16))
        return _PLAIN.get(match[3], match[3])

    return _ESCAPED.sub(character, text)


def _octals(run: str) -> Iterable[str]:
    return run.split("\\")[1:]
