"""Markdown to blocks, by way of HTML (CommonMark with tables and raw HTML, through markdown-it-py)."""

from __future__ import annotations

import re

from notice_nlp.read.document import Document
from notice_nlp.read.html import read_html
from notice_nlp.read.limits import DEFAULT, Limits

_FRONT_MATTER = re.compile(r"\A\ufeff?\s*(?:---\s*\n.*?\n---\s*\n|\+\+\+\s*\n.*?\n\+\+\+\s*\n)", re.S)
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|^:::.*$|^import .* from .*$", re.M)


def read_markdown(text: str, encoding: str = "utf-8", limits: Limits = DEFAULT) -> Document:
    """Blocks of a Markdown file; front matter and site generators' short codes are left out."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    skipped = text[: front.end()].count("\n") if front else 0
    body = _SHORTCODE.sub("", text[front.end() :] if front else text.lstrip("\ufeff"))
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table")
    tokens = parser.parse(body)
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0] + 1 + skipped))
    rendered = parser.renderer.render(tokens, parser.options, {})
    return read_html(f"<body>{rendered}</body>", encoding, limits, format="markdown")
