"""Text as Markdown or HTML takes it."""

from __future__ import annotations

import html


def cell(text: str) -> str:
    """Plain text as a cell of a Markdown table."""
    return html.escape(" ".join(text.split()), quote=False).replace("|", "&#124;").replace("*", "\\*")


def code(text: str) -> str:
    """Text as code in a cell: Markdown's own backticks would show the escapes."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return f"<code>{escaped.replace('|', '&#124;')}</code>" if escaped else ""


def anchor(text: str) -> str:
    """An attribute's value."""
    return html.escape(text, quote=True)
