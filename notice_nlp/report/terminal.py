"""A notice as a table in the terminal, and as plain text for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from notice_nlp.notice import UNKNOWN, Mention, Notice, Row, Span
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.view import clean

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

# One colour per group, readable on light and dark.
COLOURS = {
    "identity": "green", "official_id": "red", "contact": "cyan", "account": "blue", "financial": "magenta",
    "transaction": "magenta", "device": "yellow", "usage": "yellow", "location": "bright_blue", "communication": "cyan",
    "media": "bright_magenta", "demographic": "green", "preference": "bright_cyan", "professional": "blue",
    "social": "bright_green", "special": "bright_red", "vehicle": "blue", "household": "green",
}  # fmt: skip
PURPOSE_LENGTH = 220


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer."""
    text = printable(clean(text))
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def printable(text: str) -> str:
    """The text without control characters, which could steer the reader's terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def label(mention: Mention, language: str) -> str:
    """The concept's label in the notice's language."""
    if mention.category == UNKNOWN:
        return f"? ({mention.group})"
    if mention.category not in taxonomy().concepts:
        return mention.category
    return taxonomy()[mention.category].label[language if language in {"de", "en"} else "en"]


# German or not, one or several.
_ROWS = (("row", "rows"), ("Zeile", "Zeilen"))
_LOOSE = (("mention outside rows", "mentions outside rows"), ("Erwähnung außerhalb der Zeilen", "Erwähnungen außerhalb der Zeilen"))


def render(notice: Notice) -> RenderableType:
    """The rich table of a notice: one line per row."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    german = notice.language == "de"
    heads = ("Zweck", "Daten", "Grundlage · Empfänger · Dauer") if german else ("Purpose", "Data", "Basis · recipients · retention")
    title = f"{notice.source}  ({notice.format}, {notice.language}): {len(notice.rows)} {_ROWS[german][len(notice.rows) != 1]}"
    table = Table(title=Text(printable(title)), show_lines=True, expand=True, title_justify="left")
    table.add_column("#", justify="right", width=3, no_wrap=True)
    table.add_column(heads[0], ratio=4)
    table.add_column(heads[1], ratio=4)
    table.add_column(heads[2], ratio=3)
    for row in notice.rows:
        purpose = Text(shorten(" · ".join(clean(notice[s]) for s in row.purpose), PURPOSE_LENGTH))
        table.add_row(row.id[1:], purpose, _data(notice, row), Text(_circumstances(notice, row)))
    notes = [Text(printable(f"! {w}"), style="yellow") for w in notice.warnings]
    loose = sum(m.row is None for m in notice.mentions)
    if loose:
        notes.append(Text(f"+ {loose} {_LOOSE[german][loose != 1]}", style="dim"))
    return Group(table, *notes)


def _data(notice: Notice, row: Row) -> Text:
    from rich.text import Text

    text = Text()
    seen: set[tuple[str, str, bool]] = set()
    for mention in notice.row_mentions(row):
        wording = shorten(notice[mention.start, mention.end], 60)
        if (key := (wording.casefold(), mention.category, mention.negated)) in seen:
            continue
        seen.add(key)
        if text:
            text.append(", ")
        style = COLOURS.get(mention.group, "white") + (" strike" if mention.negated else "")
        text.append(wording, style=style)
        name = label(mention, notice.language)
        if name.casefold() != wording.casefold():
            text.append(f" [{name}]", style="dim")
    return text


def _circumstances(notice: Notice, row: Row) -> str:
    def words(spans: tuple[Span, ...]) -> str:
        return "; ".join(dict.fromkeys(shorten(notice[s], 80) for s in spans))

    return "\n".join(filter(None, (words(row.legal_basis), words(row.recipients), words(row.retention))))


def plain(notice: Notice) -> Iterator[str]:
    """Tab-separated lines for a pipe: source, row, purpose, data with concepts, legal basis, recipients, retention."""

    def cell(spans: tuple[Span, ...]) -> str:
        return " | ".join(printable(clean(notice[s])) for s in spans)

    for row in notice.rows:
        data = ", ".join(
            f"{'!' if m.negated else ''}{printable(clean(notice[m.start, m.end]))} [{m.category}]" for m in notice.row_mentions(row)
        )
        yield "\t".join((notice.source, row.id, cell(row.purpose), data, cell(row.legal_basis), cell(row.recipients), cell(row.retention)))
