"""Blocks to the units that are analysed: sections, table rows, and windows for the model."""

from notice_nlp.segment.activity import activity_heading
from notice_nlp.segment.definitions import definitions
from notice_nlp.segment.sections import Section, sections
from notice_nlp.segment.sentences import sentences
from notice_nlp.segment.tables import TableRow, Tables, read_tables
from notice_nlp.segment.windows import Piece, Window, windows

__all__ = [
    "Piece", "Section", "TableRow", "Tables", "Window", "activity_heading", "definitions", "read_tables", "sections", "sentences",
    "windows",
]  # fmt: skip
