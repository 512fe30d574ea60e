"""What of a draft was filled in by what."""

from __future__ import annotations

from notice_nlp.translate.segments import Draft, Match, Segment
from notice_nlp.translate.statistics import KINDS, Count, kind_of, statistics, summary, to_dict, total, words

NEAR = (Match("Wir segeln nachts.", "We sail at night.", 0.8, "tm:fuzzy"),)
FAR = (Match("Boote", "boats", 0.7, "tm:fuzzy"),)
DRAFT = Draft(
    "de", "en",
    (
        Segment("1", "Unsere Boote", "Our boats", "standing", 1.0),
        Segment("2", "Wir segeln heute – nachts.", matches=NEAR),
        Segment("3", "Wir ankern im Hafen.", matches=FAR),
        Segment("4", "Kapitän", "captain", "mt:opus", 0.5),
        Segment("5", "+49 431 1", translate=False),
        Segment("6", "Anker", "anchor", "a tool"),
        Segment("7", "Segel", "sail", "edited"),
    ),
)  # fmt: skip


def test_segments_and_words_by_kind() -> None:
    counts = statistics(DRAFT)
    assert list(counts) == list(KINDS)
    assert {k: (c.segments, c.words) for k, c in counts.items() if c.segments} == {
        "standing": (1, 2), "near": (1, 4), "empty": (1, 4), "engine": (1, 1), "kept": (1, 3), "other": (1, 1), "edited": (1, 1),
    }  # fmt: skip
    assert total(counts.values()) == Count(7, 16)
    assert to_dict(counts)["near"] == {"segments": 1, "words": 4}


def test_each_origin_of_a_draft_has_its_kind() -> None:
    origins = ("tm:exact", "tm:fuzzy", "standing", "literals", "termbase", "copied")
    assert [kind_of(Segment("1", "a", "b", origin)) for origin in origins] == list(origins)


def test_a_line_for_people() -> None:
    line = summary(statistics(DRAFT))
    assert line.startswith("4 of 6 segments drafted, 5 of 13 words: standing 1 (2 words)")
    assert line.endswith("; open 2 (8 words), of these with a near match 1 (4 words); kept as it is 1")
    assert summary(statistics(Draft("de", "en"))) == "0 of 0 segments drafted, 0 of 0 words"


def test_words() -> None:
    assert [words(t) for t in ("", " – ", "z. B. 3 Boote/Segel")] == [0, 0, 4]
