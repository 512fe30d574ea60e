"""CoNLL: one token a line with its IOB2 tag (Tjong Kim Sang and De Meulder 2003), a blank line after each sentence.

A token is a run of letters, digits, underscores, combining marks and invisible format characters (a soft hyphen, for
instance), or any other single visible character; it is also cut where a mention begins or ends, so that each mention is
a run of whole tokens. Sentences are those of :mod:`notice_nlp.segment.sentences`, and end at line breaks and tabs as well,
unless that would be inside a mention. Each notice begins with a line ``-DOCSTART- (id)`` and a blank one. Tags name the
concept (``B-pd:EmailAddress``). Negation and rows have no place in the format.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from notice_nlp.errors import BadInput
from notice_nlp.notice import Span
from notice_nlp.report.output import put
from notice_nlp.segment.sentences import sentences

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+|\S")


def write_conll(records: Iterable[Mapping[str, Any]], output: Path) -> list[BadInput]:
    """Writes records as CoNLL; gives what kept some from being written."""
    rendered, errors = [], []
    for record in records:
        try:
            rendered.append(render(record))
        except BadInput as error:
            errors.append(error)
    if rendered or not errors:
        put("".join(rendered), output)
    return errors


def render(record: Mapping[str, Any]) -> str:
    """A record's lines. Raises BadInput as :func:`tagged` does."""
    blocks = [f"-DOCSTART- ({record['id']})\tO\n", *("".join(f"{a}\t{b}\n" for a, b in sentence) for sentence in tagged(record))]
    return "".join(block + "\n" for block in blocks)


def tagged(record: Mapping[str, Any]) -> Iterator[list[tuple[str, str]]]:
    """Sentences of (token, tag).

    Raises:
        BadInput: mentions overlap, which flat tags can't say.
    """
    text = record["text"]
    mentions = sorted(record["mentions"], key=lambda m: m["start"])
    tags: dict[int, str] = {}
    last = 0
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        if start < last:
            raise BadInput(f"mention {start}–{end} overlaps another, which CoNLL can't hold", record["id"])
        last = end
        tags |= {at: f"{'I' if number else 'B'}-{mention['category']}" for number, (at, _) in enumerate(pieces(text, start, end, []))}
    cuts = sorted({m[side] for m in mentions for side in ("start", "end")})
    for start, end in _sentences(text, [(m["start"], m["end"]) for m in mentions]):
        yield [(text[a:b], tags.get(a, "O")) for a, b in pieces(text, start, end, cuts)]


def pieces(text: str, start: int, end: int, cuts: Sequence[int]) -> list[Span]:
    """The tokens of ``text[start:end]``, cut at the given offsets too."""
    return [span for match in _TOKEN.finditer(text, start, end) for span in cut(match.span(), cuts)]


def cut(span: Span, cuts: Sequence[int]) -> Iterator[Span]:
    """A span's parts between those of the offsets (in ascending order) that lie inside it."""
    start, end = span
    for at in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
        yield start, at
        start = at
    yield start, end


def _sentences(text: str, mentions: Sequence[Span]) -> Iterator[Span]:
    """Sentences with those joined that a mention reaches across; all but white space is in one of them."""
    starts = {0}
    for line in re.finditer(r"[^\n\t]+", text):
        starts.update(line.start() + start for start, _ in sentences(line.group()))
    starts -= {s for start, end in mentions for s in range(start + 1, end)}
    order = [*sorted(starts), len(text)]
    yield from ((a, b) for a, b in itertools.pairwise(order) if text[a:b].strip())
