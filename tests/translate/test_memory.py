"""Translation memory: exact, fuzzy and semantic matches, both directions, and its files."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from numpy.typing import NDArray

from notice_nlp.errors import BadInput
from notice_nlp.translate import memory as module
from notice_nlp.translate.encode import Encoder
from notice_nlp.translate.memory import EXACT, FUZZY, SEMANTIC, Memory, Unit, likeness, normal
from notice_nlp.translate.memory_files import parse_units, read_units, shipped_units, write_units


def unit(source: str, target: str, origin: str = "harbour") -> Unit:
    return Unit(source, target, "de", "en", origin)


UNITS = [
    unit("Wir notieren den Namen Ihres Bootes.", "We note the name of your boat."),
    unit("Wir notieren den Namen Ihres Hundes.", "We note the name of your dog."),
    unit("Das Hafenbuch wird nach zwei Jahren verbrannt.", "The harbour book is burnt after two years."),
]


@pytest.fixture
def memory() -> Memory:
    return Memory(UNITS)


def test_exact_whatever_the_case_and_blanks(memory: Memory) -> None:
    best = memory.search("wir  notieren den\u00a0Namen Ihres BOOTES.", "de", "en")[0]
    assert (best.target, best.score, best.kind, best.origin) == ("We note the name of your boat.", 1.0, EXACT, "harbour")


def test_fuzzy_says_what_it_is_like(memory: Memory) -> None:
    found = memory.search("Wir notieren den Namen Ihres Pferdes.", "de", "en")
    assert {f.target for f in found} == {UNITS[0].target, UNITS[1].target}
    assert all(f.kind == FUZZY and 0.8 < f.score < 1 for f in found)
    assert found[0].score >= found[1].score


def test_both_directions(memory: Memory) -> None:
    best = memory.search("We note the name of your dog.", "en", "de")[0]
    assert (best.source, best.target, best.score) == (UNITS[1].target, UNITS[1].source, 1.0)


def test_score_and_limit(memory: Memory) -> None:
    text = "Wir notieren den Namen Ihres Pferdes."
    assert memory.search(text, "de", "en", min_score=0.97) == []
    assert len(memory.search(text, "de", "en", limit=1)) == 1
    assert memory.search("", "de", "en") == memory.search(text, "de", "fr") == []


def test_nearly_the_same_is_not_the_same(memory: Memory) -> None:
    long = unit("Schiff " * 200 + "ahoi.", "Ship ahoy.")
    memory.add([long])
    best = memory.search(long.source.replace(".", "!"), "de", "en")[0]
    assert (best.kind, best.score) == (FUZZY, 0.99)


def test_add_takes_each_unit_once(memory: Memory) -> None:
    assert memory.add([UNITS[0], unit("Neu", "New"), unit("Neu", "New"), unit(" ", "blank")]) == 1
    assert len(memory) == 4
    assert memory.search("neu", "de", "en")[0].target == "New"


def test_shortlist_finds_what_a_whole_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [
        "Anker",
        "Boje",
        "Deck",
        "Fender",
        "Gaffel",
        "Heck",
        "Knoten",
        "Leine",
        "Mast",
        "Ruder",
        "Segel",
        "Tau",
        "Winsch",
        "Ebbe",
        "Flut",
        "Kai",
        "Mole",
        "Steg",
    ]
    rng = np.random.default_rng(3)
    units = [unit(f"Wir prüfen {' und '.join(rng.choice(words, 6, replace=False))} im Hafen {i % 7}.", f"text {i}") for i in range(600)]
    queries = [u.source.replace("prüfen", "messen") for u in units[::60]]
    whole = [Memory(units).search(q, "de", "en")[0] for q in queries]
    monkeypatch.setattr(module, "SMALL", 10)
    monkeypatch.setattr(module, "SHORTLIST", 40)
    quick = [Memory(units).search(q, "de", "en")[0] for q in queries]
    assert [f.target for f in quick] == [f.target for f in whole] == [u.target for u in units[::60]]


class Letters(Encoder):
    """A stand-in for the model: counts a few letters."""

    def encode(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        counts = np.array([[t.casefold().count(c) for c in "bhv"] for t in texts], dtype=np.float32)
        return np.asarray(counts / np.maximum(1e-9, np.linalg.norm(counts, axis=1, keepdims=True)), dtype=np.float32)


def test_semantic_only_with_an_encoder_and_on_demand() -> None:
    text = "Vernichtung von Hafenbüchern: verbrannt, verweht, vorbei"
    memory = Memory(UNITS, Letters())
    assert memory.search(text, "de", "en") == []
    found = memory.search(text, "de", "en", min_score=0.8, semantic=True)
    assert found[0].target == UNITS[2].target
    assert found[0].kind == SEMANTIC
    assert Memory(UNITS).search(text, "de", "en", semantic=True) == []


def test_normal() -> None:
    assert normal("Der „Hafen“ – heute") == normal('der  "Hafen" - HEUTE')
    assert normal("7 Tage") != normal("8 Tage")


@pytest.mark.parametrize("name", ["m.tmx", "m.jsonl", "m.jsonl.gz"])
def test_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert write_units(UNITS, path) == 3
    assert read_units(path) == UNITS


def test_the_same_units_make_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"
    write_units(UNITS, first)
    write_units(UNITS, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("m.jsonl", b'["de","en","Tau"]\n', "line 1 is no unit"),
        ("m.jsonl", b'["de","en","Tau","rope","x"]\nnull\n', "line 2 is no unit"),
        ("m.jsonl.gz", b"no gzip", "Not a gzipped file"),
        ("m.jsonl.gz", gzip.compress(b"x")[:-9], "ended before"),
        ("m.csv", b"x", "a memory ends in"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadInput, match=reason) as error:
        read_units(path)
    assert str(error.value).startswith(str(path))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_units(tmp_path / "none.jsonl")


def test_shipped_memory_leaves_the_test_split_out() -> None:
    import json

    folder = Path(__file__).parents[2] / "corpora" / "privacy_notices"
    held_out = {json.loads(line)["notice"] for line in (folder / "test.jsonl").read_text("utf-8").splitlines()}
    units = shipped_units()
    assert len(units) > 5_000
    assert not {u.origin.removeprefix("corpus:") for u in units} & held_out
    assert {(u.source_language, u.target_language) for u in units} == {("de", "en")}


def test_parse_units_names_the_source() -> None:
    with pytest.raises(BadInput, match=r"own\.jsonl: line 1"):
        parse_units(b"{}", "own.jsonl")


class Tagged:
    def __init__(self, states: NDArray[np.float16]) -> None:
        self.states = states


class Model:
    """A stand-in for the tagger that counts what it reads."""

    fingerprint = "stand-in"
    calibration: Mapping[str, float] = MappingProxyType({})

    def __init__(self) -> None:
        self.read = 0

    def tag(self, windows: Sequence[object]) -> list[Tagged]:
        self.read += len(windows)
        rng = np.random.default_rng(0)
        return [Tagged(rng.standard_normal((3, 8)).astype(np.float16)) for _ in windows]


def test_vectors_are_made_once_and_kept(tmp_path: Path) -> None:
    texts = [f"Boot {i}" for i in range(30)]
    first = Encoder(Model())  # type: ignore[arg-type]
    vectors = first.encode(texts, "de")
    assert vectors.shape == (30, 8)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert first.fresh
    first.save(tmp_path / "v.npz")
    model = Model()
    second = Encoder(model)  # type: ignore[arg-type]
    assert second.load(tmp_path / "v.npz")
    assert np.allclose(second.encode(texts, "de"), vectors, atol=1e-3)
    assert model.read == 0
    assert not second.fresh


def test_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    first = Encoder(Model())  # type: ignore[arg-type]
    first.encode(["Boot"], "de")
    first.save(tmp_path / "v.npz")
    other = Model()
    other.fingerprint = "another"  # type: ignore[misc]
    assert not Encoder(other).load(tmp_path / "v.npz")  # type: ignore[arg-type]
    (tmp_path / "broken.npz").write_bytes(b"PK\x03\x04 and no more")
    assert not Encoder(Model()).load(tmp_path / "broken.npz")  # type: ignore[arg-type]
    assert not Encoder(Model()).load(tmp_path / "none.npz")  # type: ignore[arg-type]


def test_letters_that_happen_to_be_shared_say_little() -> None:
    # By letters alone both are 0.67 like it or more.
    assert likeness("wir streichen die masten", "wir streichen die segel") > 0.8
    assert likeness("wir löschen die daten", "welche daten") < 0.6
    assert likeness("serverprotokolle", "server-protokolle") > 0.9
    assert likeness("boot", "boot") == 1.0
    assert likeness("boot", "") == 0.0


def test_the_likelier_sentence_comes_first() -> None:
    memory = Memory([unit("Welche Netze", "Which nets"), unit("Wir flicken Netze", "We mend nets"), unit("Wir netzen", "We wet")])
    found = memory.search("Wir flicken die Netze", "de", "en")
    assert found[0].target == "We mend nets"
    assert "Which nets" not in {f.target for f in found}
