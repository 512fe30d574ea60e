"""The term base: look-up, statuses, and the data that ships."""

import pytest

from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.translate.termbase import FORBIDDEN, LANGUAGES, PREFERRED, Entry, Term, TermBase, default_termbase

BOAT = Entry(
    "boat",
    terms=(
        Term("Bootsname", "de"),
        Term("Name des Boots", "de", "admitted"),
        Term("name of the boat", "en"),
        Term("boat name", "en", "admitted"),
        Term("boot name", "en", FORBIDDEN),
        Term("nom du bateau", "fr"),
    ),
)


@pytest.fixture(scope="module")
def base() -> TermBase:
    return default_termbase()


def test_lookup_in_any_number_case_and_spelling() -> None:
    own = TermBase((BOAT,))
    for wording in ("Bootsname", "bootsnamen", "Boots-Name", "Namen des Boots"):
        assert own.lookup(wording, "de") == (BOAT,)
    assert own.lookup("nom du bateau", "fr") == (BOAT,)
    assert own.lookup("noms des bateaux", "fr") == own.lookup("Schiffsname", "de") == ()


def test_hits_tell_number_and_status() -> None:
    own = TermBase((BOAT,))
    hit = own.hits("boat names", "en")[0]
    assert (hit.term.text, hit.plural, hit.exact) == ("boat name", True, True)
    assert own.hits("boot name", "en")[0].term.status == FORBIDDEN


def test_preferred_and_admitted() -> None:
    own = TermBase((BOAT,))
    preferred = own.preferred(BOAT, "en")
    assert preferred
    assert preferred.text == "name of the boat"
    assert own.preferred(BOAT, "es") is None
    assert own.is_admitted("boat names", BOAT, "en")
    assert not own.is_admitted("boot name", BOAT, "en")


def test_find_takes_the_longest_term(base: TermBase) -> None:
    text = "Auf die Einschränkung der Verarbeitung haben Sie ein Recht."
    found = {text[slice(*span)] for span, _ in base.find(text, "de")}
    assert "Einschränkung der Verarbeitung" in found
    assert "Verarbeitung" not in found


def test_find_sees_forbidden_terms(base: TermBase) -> None:
    text = "We process it because of our justified interest, and our data security officer agrees."
    wrong = {text[slice(*s)]: h.entry.id for s, h in base.find(text, "en") if h.term.status == FORBIDDEN}
    assert wrong == {"justified interest": "gdpr.legitimate-interests", "data security officer": "gdpr.data-protection-officer"}


@pytest.mark.parametrize(
    ("german", "english", "wrong"),
    [
        ("Verantwortlicher", "controller", "responsible body"),
        ("Auftragsverarbeiter", "processor", "client"),
        ("berechtigte Interessen", "legitimate interests", "justified interests"),
        ("Datenschutz", "data protection", "data security"),
        ("Löschung", "erasure", "extinction"),
        ("Drittland", "third country", "third state"),
        ("Widerspruchsrecht", "right to object", "right of withdrawal"),
    ],
)
def test_terms_of_the_law(base: TermBase, german: str, english: str, wrong: str) -> None:
    entry = next(
        e for e in base.lookup(german, "de") if e.references and not any(t.text == german and t.status == FORBIDDEN for t in e.terms)
    )
    term = base.preferred(entry, "en")
    assert term
    assert term.text == english
    assert base.is_admitted(english, entry, "en")
    assert not base.is_admitted(wrong, entry, "en")


def test_every_entry_has_one_preferred_term_a_language(base: TermBase) -> None:
    for entry in base.entries:
        for language in LANGUAGES:
            assert [t.status for t in entry.terms if t.language == language].count(PREFERRED) == 1, entry.id


def test_no_entry_wants_what_it_forbids(base: TermBase) -> None:
    for entry in base.entries:
        wanted = {(t.language, t.text.casefold()) for t in entry.terms if t.status != FORBIDDEN}
        assert not wanted & {(t.language, t.text.casefold()) for t in entry.terms if t.status == FORBIDDEN}, entry.id


def test_ids_are_unique_and_concepts_known(base: TermBase) -> None:
    assert len({e.id for e in base.entries}) == len(base.entries)
    assert {c.id for c in taxonomy().assignable} <= {e.concept for e in base.entries}


def test_legal_terms_are_enough_and_refer(base: TermBase) -> None:
    legal = [e for e in base.entries if e.id.startswith("gdpr.")]
    assert len(legal) >= 120
    assert sum(bool(e.references) for e in legal) >= len(legal) - 1
    assert all(set(e.definition) == set(LANGUAGES) for e in legal)
