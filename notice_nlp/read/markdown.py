"""Markdown to blocks, by way of HTML (CommonMark with tables and raw HTML, through markdown-it-py)."""

from __future__ import annotations

import re

from notice_nlp.read.document import Document
from notice_nlp.read.html import read_html
from notice_nlp.read.limits import DEFAULT, Limits

_FENCE = re.compile(r"\A\ufeff?\s*+(---|\+\+\+)[ \t\r]*+\n")
_FENCES = {mark: re.compile(rf"^{re.escape(mark)}[ \t\r]*+(?:\n|\Z)", re.M) for mark in ("---", "+++")}
_SHORTCODE = re.compile(r"\{\{[<%](?:(?![%>]\}\}|\{\{[<%]).)*+[%>]\}\}|^:::.*$|^import .* from .*$", re.M)


def read_markdown(text: str, encoding: str = "utf-8", limits: Limits = DEFAULT) -> Document:
    """Blocks of a Markdown file; front matter and site generators' short codes are left out."""
    from markdown_it import MarkdownIt

    front = _front_matter(text)
    skipped = text.count("\n", 0, front)
    body = _SHORTCODE.sub("", text[front:].lstrip("\ufeff"))
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table")
    tokens = parser.parse(body)
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0] + 1 + skipped))
    rendered = parser.renderer.render(tokens, parser.options, {})
    return read_html(f"<body>{rendered}</body>", encoding, limits, format="markdown")


def _front_matter(text: str) -> int:
    """Where the text begins behind its front matter; 0 where it has none."""
    opening = _FENCE.match(text)
    closing = _FENCES[opening.group(1)].search(text, opening.end()) if opening else None
    return closing.end() if closing else 0
