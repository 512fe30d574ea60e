"""The spaCy component."""

import pytest
import spacy
from spacy import displacy

import notice_nlp
from notice_nlp.errors import BadInput

TEXT = "Newsletter\nUm Ihnen unseren Newsletter zu senden, speichern wir Ihre E-Mail-Adresse. Eine Telefonnummer brauchen wir nicht.\n"


def test_load_puts_rows_and_mentions_on_the_doc() -> None:
    doc = notice_nlp.load()(TEXT)
    assert doc.text == TEXT
    mention = next(s for s in doc.spans["mentions"] if s.text == "E-Mail-Adresse")
    assert (mention.label_, mention._.group, mention._.negated) == ("pd:EmailAddress", "contact", False)
    assert mention._.row == doc._.rows[0].id
    assert [s.text for s in doc.spans["purpose"]]
    assert doc._.notice.text == TEXT


def test_factory_is_found_through_entry_points() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("notice_rows", config={"ents": True, "min_confidence": 0.1})
    assert "pd:EmailAddress" in {e.label_ for e in nlp(TEXT).ents}


def test_displacy_shows_mentions() -> None:
    html = displacy.render(notice_nlp.load()(TEXT), style="span", options={"spans_key": "mentions"}, jupyter=False)
    assert "pd:EmailAddress" in html


def test_empty_doc() -> None:
    doc = notice_nlp.load()("")
    assert doc._.rows == ()
    assert len(doc.spans["mentions"]) == 0


def test_wrong_language_is_an_error() -> None:
    french = "Nous traitons vos données personnelles uniquement afin d'exécuter le contrat conclu avec vous et les supprimons ensuite."
    with pytest.raises(BadInput, match="'fr' is not supported"):
        notice_nlp.load()(french * 3)
