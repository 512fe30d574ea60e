"""Findings in words."""

from notice_nlp.compare.messages import message
from notice_nlp.compare.types import Comparison, Finding
from notice_nlp.notice import Notice


def test_an_abbreviation_ends_the_sentence_too() -> None:
    old, new = Notice("Imkerverein e.V.", "de"), Notice("Imkerei Blum", "de")
    for language, ends in (("de", ("e.V.", "Blum.")), ("en", ("e.V.", "Blum."))):
        comparison = Comparison(old, new, "versions", language)
        gone = Finding("recipient_removed", a=((0, len(old.text)),))
        came = Finding("recipient_added", b=((0, len(new.text)),))
        for finding, end in zip((gone, came), ends, strict=True):
            told = message(comparison, finding)
            assert told.endswith(end)
            assert not told.endswith("..")
