"""Sentences shared between notices."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from notice_nlp.benchmark.near_duplicates import Sentence, duplicates, sentences_of, similar

ELEVEN = tuple("abcdefghijk")


def test_law_does_not_count() -> None:
    text = "Rechtsgrundlage ist Art. 6 Abs. 1 lit. f DSGVO in Verbindung mit § 25 Abs. 2 Nr. 2 TDDDG.\n"
    text += "Wir löschen nach § 147 AO alle Belege im Keller."
    found = list(sentences_of({"text": text, "notice": "x"}))
    assert [s.words for s in found] == [("wir", "löschen", "nach", "alle", "belege", "im", "keller")]
    assert not list(sentences_of({"text": "The basis is Article 6(1)(f) GDPR and section 26 BDSG.", "notice": "x"}))


def test_capitals_are_not_all_law() -> None:
    (found,) = sentences_of({"text": "NACH ARTIKEL 21 Art. 21 DSGVO KÖNNEN SIE BEI UNS JEDERZEIT WIDERSPRECHEN", "notice": "x"})
    assert found.words[-2:] == ("jederzeit", "widersprechen")


def test_exact_near_and_own() -> None:
    near = (*ELEVEN[:-1], "x")  # 8 of 10 shingles in common: 0.8
    far = (*ELEVEN[:-2], "x", "y")  # 7 of 11
    assert duplicates([Sentence(ELEVEN, "n1"), Sentence(ELEVEN, "n1")]).near == 0
    counted = duplicates([Sentence(ELEVEN, "n1", "train"), Sentence(near, "n2", "test"), Sentence(far, "n3", "test")])
    assert (counted.sentences, counted.exact, counted.near, counted.across_splits) == (3, 0, 2, 2)
    counted = duplicates([Sentence(ELEVEN, "n1", "train"), Sentence(ELEVEN, "n2", "train"), Sentence(ELEVEN, "n1", "train")])
    assert (counted.exact, counted.near, counted.across_splits) == (3, 3, 0)


@given(st.sets(st.frozensets(st.tuples(st.integers(0, 9)).map(lambda t: (str(t[0]),)), min_size=1), max_size=12))
def test_the_index_finds_what_comparing_all_pairs_finds(sets: set[frozenset[tuple[str, ...]]]) -> None:
    wanted = {frozenset((a, b)) for a, b in itertools.combinations(sets, 2) if 10 * len(a & b) >= 8 * len(a | b)}
    found = [frozenset(pair) for pair in similar(list(sets))]
    assert set(found) == wanted
    assert len(found) == len(wanted)
