"""Reads, compares and helps translate privacy notices.

import notice_nlp

notice = notice_nlp.parse("notice.html")
for row in notice.rows:
    print([notice[span] for span in row.purpose], row.concepts["data"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from notice_nlp.analyse import parse
    from notice_nlp.errors import BadInput, MissingExtra, NoticeError
    from notice_nlp.many import pipe
    from notice_nlp.notice import Block, Mention, Notice, Row
    from notice_nlp.pipeline import load
    from notice_nlp.taxonomy.store import taxonomy

__all__ = [
    "BadInput", "Block", "Mention", "MissingExtra", "Notice", "NoticeError", "Row", "__version__", "load", "parse", "pipe", "taxonomy",
]  # fmt: skip

_HOMES = {
    "parse": "analyse", "pipe": "many", "BadInput": "errors", "MissingExtra": "errors", "NoticeError": "errors", "Block": "notice",
    "Mention": "notice", "Notice": "notice", "Row": "notice", "load": "pipeline", "taxonomy": "taxonomy.store",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Names load on first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
