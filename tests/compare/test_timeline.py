"""Many versions of one notice."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from notice_nlp.compare.timeline import date_of, timeline
from notice_nlp.errors import BadInput
from notice_nlp.notice import Notice

Make = Callable[[str, str], Notice]

ONE = "§1 {P Newsletter}\nFür den Newsletter speichern wir die [E-Mail-Adresse|EmailAddress], bis Sie ihn abbestellen.\n"
TWO = ONE.replace("die [E-Mail", "den [Namen|Name] und die [E-Mail")
ENGLISH = "§1 {P Newsletter}\nFor the newsletter we store your [email address|EmailAddress] until you unsubscribe.\n"


def version(make: Make, source: str, name: str, language: str = "de") -> Notice:
    return replace(make(source, language), source=name)


def test_what_came_when(notice: Make) -> None:
    found = timeline(
        [version(notice, TWO, "b-2024-03-01.txt"), version(notice, ONE, "a-2023-01.txt"), version(notice, TWO, "c_20240615.html")]
    )
    versions = found.versions["de"]
    assert [v.date for v in versions] == ["2023-01", "2024-03-01", "2024-06-15"]
    assert [v.intensity for v in versions] == [0, 2, 0]
    seen = {s.id: s for s in found.seen() if s.kind == "concept"}
    assert (seen["pd:Name"].first, seen["pd:Name"].versions, seen["pd:Name"].still) == ("2024-03-01", 2, True)
    assert seen["pd:EmailAddress"].first == "2023-01"
    assert found.lags() == []


def test_a_mention_overlooked_once_is_still_there(notice: Make) -> None:
    blind = version(notice, ONE, "2024-02-01.txt")
    blind = replace(blind, mentions=(), rows=())
    found = timeline([version(notice, ONE, "2024-01-01.txt"), blind, version(notice, ONE, "2024-03-01.txt")])
    assert all("pd:EmailAddress" in v.concepts for v in found.versions["de"])


def test_one_language_behind_the_other(notice: Make) -> None:
    german = [version(notice, ONE, "de/2024-01-01.txt"), version(notice, TWO, "de/2024-02-01.txt")]
    english = [version(notice, ENGLISH, f"en/2024-0{m}-01.txt", "en") for m in (1, 2)]
    lags = timeline([*german, *english]).lags()
    assert {"kind": "concept", "id": "pd:Name", "behind": "en", "de": "2024-02-01", "en": None} in lags


@pytest.mark.parametrize(
    ("name", "text", "dates", "expected"),
    [
        ("privacy.txt", "Datenschutz\nStand: 3. Mai 2024\n", {}, ("2024-05-03", "text")),
        ("privacy.txt", "Last updated on March 12, 2024.\n", {}, ("2024-03-12", "text")),
        ("2024/privacy.txt", "Stand: 3. Mai 2024\n", {"privacy.txt": "2020-01-01"}, ("2020-01-01", "given")),
        ("2023-07/privacy.txt", "Nichts weiter\n", {}, ("2023-07", "name")),
        ("privacy-12345678.txt", "Nichts weiter\n", {}, ("", "")),
    ],
)
def test_dates(name: str, text: str, dates: dict[str, str], expected: tuple[str, str]) -> None:
    assert date_of(Notice(text, "de", source=name), dates) == expected


def test_one_version_is_no_timeline(notice: Make) -> None:
    with pytest.raises(BadInput, match="at least two versions"):
        timeline([version(notice, ONE, "2024-01-01.txt"), version(notice, ENGLISH, "2024-01-01.en.txt", "en")])


def test_an_undated_version_is_the_last(notice: Make) -> None:
    named = ((TWO, "x/current.txt"), (ONE, "2024-01-01.txt"), (ONE, "2023-01-01.txt"))
    german = [version(notice, text, name) for text, name in named]
    found = timeline(german)
    assert [v.when for v in found.versions["de"]] == ["2023-01-01", "2024-01-01", "current.txt"]
    assert {s.id: (s.first, s.last, s.still) for s in found.seen() if s.kind == "concept"} == {
        "pd:EmailAddress": ("2023-01-01", "current.txt", True),
        "pd:Name": ("current.txt", "current.txt", True),
    }
    both = ENGLISH.replace("your [email", "your [name|Name] and [email")
    english = [version(notice, text, f"en/2024-0{m}-01.txt", "en") for m, text in ((1, ENGLISH), (2, both))]
    assert ("pd:Name", "de") in {(lag["id"], lag["behind"]) for lag in timeline([*german, *english]).lags()}
