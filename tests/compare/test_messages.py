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


def test_what_is_stated_on_one_side_alone() -> None:
    old, new = Notice("Wir löschen nach einem Jahr.", "de"), Notice("Zum Versand.", "de")
    gone, came = Finding("retention_changed", a=((12, 27),)), Finding("purpose_changed", b=((0, 11),))
    both = Finding("retention_changed", a=((12, 27),), b=((0, 11),))
    versions, translations = Comparison(old, new, "versions", "en"), Comparison(old, new, "translations", "de")
    assert message(versions, gone) == "Storage period no longer stated: nach einem Jahr."
    assert message(versions, came) == "Purpose stated now: “Zum Versand”."
    assert message(versions, both) == "Storage period changed: nach einem Jahr → Zum Versand."
    assert message(translations, gone) == "Speicherdauer geändert: nach einem Jahr → keine Angabe."
