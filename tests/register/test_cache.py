"""What was found in a passage holds for it wherever it stands."""

from collections.abc import Iterable, Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from notice_nlp.extract.decode import Tagged
from notice_nlp.read import read_text
from notice_nlp.register.cache import CachedTagger, pack, unpack
from notice_nlp.segment import Window, read_tables, windows
from tests.register.conftest import SENTENCE, QuickTagger

WORDS = st.lists(
    st.sampled_from(["Name", "E-Mail-Adres\u00adse", "Zweck", "und", "Straße", "Na\u0308hkurs", "\u00a0", "IP", "Daten."]), min_size=5
)


def cut(text: str) -> list[Window]:
    document = read_text(text)
    return windows(document.text, document.blocks, read_tables(document.text, document.blocks))


def same(a: Tagged, b: Tagged) -> bool:
    spans = [[(m.start, m.end, m.group, m.probability, m.negated, m.concepts.tolist()) for m in t.mentions] for t in (a, b)]
    states = [[(block, p.tolist()) for block, p in t.row_states] for t in (a, b)]
    return spans[0] == spans[1] and a.roles == b.roles and states[0] == states[1]


@settings(deadline=None)
@given(WORDS, st.integers(0, 3))
def test_packed_and_unpacked(words: list[str], shift: int) -> None:
    tagger = QuickTagger()
    text = " ".join(words) + " steht in diesem Absatz, der lang genug ist.\n"
    for window, moved in zip(cut(text), cut("\n" * shift + text), strict=True):
        assert window.key == moved.key
        [here], [there] = tagger.tag([window]), tagger.tag([moved])
        packed = pack(here, window)
        assert same(unpack(packed, window, len(tagger.labels.concepts)), here)
        assert same(unpack(packed, moved, len(tagger.labels.concepts)), there)


def test_only_what_is_missing_is_tagged() -> None:
    inner = QuickTagger()
    kept: dict[str, bytes] = {}
    tagger = CachedTagger(inner, lambda keys: {k: kept[k] for k in keys if k in kept})
    found = cut(
        "Erster Absatz über Namen und Adressen, lang genug für sich.\n\nErster Absatz über Namen und Adressen, lang genug für sich."
    )
    first = tagger.tag(found)
    kept |= {key: k.found for key, k in tagger.fresh.items()}
    tagger.fresh.clear()
    assert all(same(x, y) for x, y in zip(first, tagger.tag(found), strict=True))
    assert len(inner.tagged) == len({w.key for w in found})
    assert (tagger.misses, tagger.hits) == (len(inner.tagged), 2 * len(found) - len(inner.tagged))


def test_windows_on_their_way_are_not_tagged_twice(tagger: QuickTagger) -> None:
    passages = cut(SENTENCE.format(1, 2))

    class Ahead(QuickTagger):
        """Works on all batches before it gives the first."""

        def batches(self, batches: Iterable[Sequence[Window]]) -> Iterator[list[Tagged]]:
            return iter([self.tag(b) for b in batches])

    ahead = Ahead()
    cached = CachedTagger(ahead, lambda keys: {})
    found, learned = [], []
    for tagged in cached.batches([passages, passages, ()]):
        found.append(tagged)
        learned.append(list(cached.fresh))
        cached.fresh.clear()
    assert ahead.tagged == [w.key for w in passages]
    assert [[(m.start, m.end) for m in t.mentions] for t in found[0]] == [[(m.start, m.end) for m in t.mentions] for t in found[1]]
    assert any(t.mentions for t in found[0])
    assert found[2] == []
    assert learned == [[w.key for w in passages], [], []]
    assert (cached.misses, cached.hits) == (len(passages), len(passages))
