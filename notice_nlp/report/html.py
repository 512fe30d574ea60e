"""One self-contained HTML page: the rows as a table, and the whole text with its mentions marked.

Everything that comes from a notice is escaped; the page has no script and loads nothing.
"""

from __future__ import annotations

from html import escape

from notice_nlp.notice import Notice, Row, Span
from notice_nlp.report.terminal import label
from notice_nlp.taxonomy.store import taxonomy

_HUES = {
    "identity": 140, "official_id": 0, "contact": 190, "account": 220, "financial": 300, "transaction": 280, "device": 45,
    "usage": 30, "location": 205, "communication": 175, "media": 320, "demographic": 120, "preference": 170,
    "professional": 235, "social": 95, "special": 350, "vehicle": 250, "household": 80,
}  # fmt: skip
GROUP_HUES = "".join(f".g-{g}{{--h:{h}}}" for g, h in _HUES.items())  # the group's hue; light and dark themes take lightness from the page
HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<title>Privacy notices by purpose and data</title><style>"
    ":root{color-scheme:light dark;--l:88%;--t:#111;--b:#fff;--line:#ccc;--dim:#555}"
    "@media(prefers-color-scheme:dark){:root{--l:26%;--t:#eee;--b:#161616;--line:#444;--dim:#aaa}}"
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem 1.5rem;color:var(--t);background:var(--b)}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "mark{background:hsl(var(--h,60) 70% var(--l));color:inherit;border-radius:.2rem;padding:0 .15rem}"
    "mark.no{text-decoration:line-through}.purpose{border-bottom:2px solid var(--dim)}small,.dim{color:var(--dim)}"
    "pre{white-space:pre-wrap;font:inherit}ul{margin:0;padding-left:1.1rem}summary{cursor:pointer;font-weight:600}"
    f"{GROUP_HUES}</style></head><body>\n"
)
FOOT = "</body></html>\n"


def page(notice: Notice) -> str:
    """The whole page of one notice."""
    return HEAD + section(notice) + FOOT


def section(notice: Notice, number: int = 1) -> str:
    """One notice's part of a page; ``number`` makes its anchors unique."""
    german = notice.language == "de"
    heads = (
        ("Zweck", "Daten", "Rechtsgrundlage", "Empfänger", "Dauer")
        if german
        else ("Purpose", "Data", "Legal basis", "Recipients", "Retention")
    )
    head = "".join(f'<th scope="col">{h}</th>' for h in ("#", *heads))
    body = "".join(_row(notice, row, number) for row in notice.rows)
    notes = "".join(f"<p class=dim>⚠ {escape(w)}</p>" for w in notice.warnings)
    return (
        f'<section lang="{escape(notice.language, quote=True)}"><h1>{escape(notice.source)}</h1>'
        f"<p class=dim>{escape(notice.format)}, {escape(notice.language)}, {len(notice.rows)} rows, "
        f"{len(notice.mentions)} mentions</p>{notes}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<details><summary>{'Text' if not german else 'Volltext'}</summary><pre>{marked(notice, number)}</pre></details></section>\n"
    )


def _row(notice: Notice, row: Row, number: int) -> str:
    def spans(found: tuple[Span, ...]) -> str:
        return "<br>".join(escape(notice[s]).replace("\n", "<br>") for s in dict.fromkeys(found))

    items = []
    for mention in notice.row_mentions(row):
        no = " no" if mention.negated else ""
        items.append(
            f'<li><mark class="g-{escape(mention.group, quote=True)}{no}">{escape(notice[mention.start, mention.end])}</mark> '
            f"<small>{escape(label(mention, notice.language))}{' (✗)' if mention.negated else ''}</small></li>"
        )
    cells = (spans(row.purpose), f"<ul>{''.join(items)}</ul>", spans(row.legal_basis), spans(row.recipients), spans(row.retention))
    head = f'<tr id="n{number}-{escape(row.id)}"><th scope="row">{escape(row.id[1:])}</th>'
    return head + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"


def marked(notice: Notice, number: int = 1) -> str:
    """The notice's text, escaped, with its mentions as ``mark`` elements that link to their rows."""
    parts: list[str] = []
    at = 0
    for mention in sorted(notice.mentions, key=lambda m: m.start):
        if mention.start < at:
            continue
        parts.append(escape(notice.text[at : mention.start]))
        name = label(mention, notice.language)
        special = taxonomy()[mention.category].special if mention.category in taxonomy().concepts else None
        title = escape(f"{mention.category} {name}{f' ({special})' if special else ''}", quote=True)
        no = " no" if mention.negated else ""
        inner = escape(notice.text[mention.start : mention.end])
        mark = f'<mark class="g-{escape(mention.group, quote=True)}{no}" title="{title}">{inner}</mark>'
        anchor = f"#n{number}-{escape(mention.row or '')}"
        parts.append(f'<a href="{anchor}" style="color:inherit;text-decoration:none">{mark}</a>' if mention.row else mark)
        at = mention.end
    parts.append(escape(notice.text[at:]))
    return "".join(parts)
