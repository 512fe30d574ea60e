"""spaCy components: the same analysis on a ``Doc``.

    import notice_nlp
    nlp = notice_nlp.load()
    doc = nlp(open("notice.txt").read())
    doc._.notice            # the Notice
    doc._.rows              # its rows
    doc.spans["mentions"]   # data mentions; label: concept, span._.negated, span._.group, span._.row
    doc.spans["purpose"], doc.spans["legal_basis"], doc.spans["recipients"], doc.spans["retention"]

In a pipeline of one's own: ``spacy.blank("de").add_pipe("notice_rows")``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from notice_nlp.analyse import analyse, default_tagger
from notice_nlp.extract.labels import ROLES
from notice_nlp.extract.session import OnnxTagger
from notice_nlp.notice import Notice
from notice_nlp.read import read_text

SPANS = "mentions"


def _register_extensions() -> None:
    for name in ("notice",):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("rows"):
        Doc.set_extension("rows", getter=lambda doc: doc._.notice.rows if doc._.notice else ())
    for name, default in (("negated", False), ("group", ""), ("row", None), ("confidence", 0.0)):
        if not Span.has_extension(name):
            Span.set_extension(name, default=default)


class NoticeRows:
    """Puts rows and mentions on a ``Doc``; set up by the factory ``notice_rows``.

    Args:
        language: ``de``, ``en`` or ``auto``.
        model: folder of another model than the shipped one.
        min_confidence: mentions less sure than this are left out.
        ents: whether mentions go into ``doc.ents`` as well, for what reads only those.
    """

    def __init__(self, language: str, model: str | None, min_confidence: float, ents: bool) -> None:
        _register_extensions()
        self.language, self.min_confidence, self.ents = language, min_confidence, ents
        self.tagger = OnnxTagger(Path(model)) if model else default_tagger()

    def __call__(self, doc: Doc) -> Doc:
        if not doc.text.strip():
            put(doc, Notice(doc.text, ""))
            return doc
        notice = analyse(read_text(doc.text), language=self.language, tagger=self.tagger, min_confidence=self.min_confidence)
        put(doc, notice, ents=self.ents)
        return doc


def put(doc: Doc, notice: Notice, *, ents: bool = False) -> None:
    """Sets a notice's spans and extensions on a ``Doc`` of the same text."""
    doc._.notice = notice
    spans = []
    for mention in notice.mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.category, alignment_mode="expand")
        if span is not None:
            span._.negated, span._.group = mention.negated, mention.group
            span._.row, span._.confidence = mention.row, mention.confidence
            spans.append(span)
    doc.spans[SPANS] = spans
    for role in ROLES:
        doc.spans[role] = _role_spans(doc, ((row.id, s) for row in notice.rows for s in getattr(row, role)))
    if ents:
        doc.ents = spacy.util.filter_spans(spans)


def _role_spans(doc: Doc, spans: Iterable[tuple[str, tuple[int, int]]]) -> list[Span]:
    found = []
    for row, (start, end) in spans:
        span = doc.char_span(start, end, label=row, alignment_mode="expand")
        if span is not None:
            span._.row = row
            found.append(span)
    return found


@Language.factory(
    "notice_rows",
    default_config={"language": "auto", "model": None, "min_confidence": 0.0, "ents": False},
    assigns=["doc._.notice", "doc._.rows", "doc.spans"],
)
def create_notice_rows(nlp: Language, name: str, language: str, model: str | None, min_confidence: float, ents: bool) -> NoticeRows:
    """The factory behind ``nlp.add_pipe("notice_rows")``."""
    return NoticeRows(language, model, min_confidence, ents)


def load(language: str = "de", **config: Any) -> Language:
    """A spaCy pipeline with the component ``notice_rows``.

    ``language`` is that of the tokenizer; the notice's own is detected. Further arguments are the component's
    settings (see :class:`NoticeRows`).
    """
    nlp = spacy.blank(language)
    nlp.add_pipe("notice_rows", config=config)
    return nlp
