"""Change files: hunks that turn a notice into its next version."""

from pathlib import Path

import pytest

from notice_nlp.benchmark.changes import DIVERGENCE_KINDS, VERSION_KINDS, apply
from notice_nlp.benchmark.inline import MarkupError, parse_inline

BASE = "§1 {P Newsletter}: [Name|Name], gelöscht {T nach sechs Monaten}.\n§0 Ende\n"
HUNK = """# retention_changed row=1 old="sechs Monaten" new="einem Jahr"
# concept_added row=1 concept=EmailAddress new="E-Mail-Adresse"
<<<<<<<
[Name|Name], gelöscht {T nach sechs Monaten}
=======
[Name|Name], [E-Mail-Adresse|EmailAddress], gelöscht {T nach einem Jahr}
>>>>>>>
"""
FOLDER = Path(__file__).parents[2] / "corpora" / "privacy_notices"


def test_hunks_change_the_text_and_say_where() -> None:
    changed, changes = apply(BASE, HUNK, VERSION_KINDS)
    old, new = parse_inline(BASE)["text"], parse_inline(changed)["text"]
    assert new == "Newsletter: Name, E-Mail-Adresse, gelöscht nach einem Jahr.\nEnde\n"
    assert [c["kind"] for c in changes] == ["retention_changed", "concept_added"]
    assert old[slice(*changes[0]["old"])] == "sechs Monaten"
    assert new[slice(*changes[0]["new"])] == "einem Jahr"
    assert changes[1]["concept"] == "pd:EmailAddress"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (HUNK.replace("retention_changed", "retention"), "unknown kind"),
        (HUNK.replace("row=1", "line=1"), "is no field"),
        (HUNK.replace("{T nach sechs", "{T nach sieben"), "occurs 0 times"),
        (HUNK.replace('new="einem Jahr"', 'new="zwei Jahren"'), "is not in the hunk's new side"),
        (HUNK.replace("EmailAddress new", "EMail new"), "unknown concept"),
        (HUNK.replace('sechs Monaten"', "sechs Monaten"), "No closing quotation"),
        (HUNK + "loose words\n", "belongs to no hunk"),
        ("<<<<<<<\na\n=======\nb\n>>>>>>>\n", "states no change"),
    ],
)
def test_broken_files_are_named(broken: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        apply(BASE, broken, VERSION_KINDS)


def test_a_new_side_that_stands_elsewhere_too_is_refused() -> None:
    hunk = "# wording row=0\n<<<<<<<\n§0 Ende\n=======\n§0 Name\n>>>>>>>\n"
    with pytest.raises(MarkupError, match="new side occurs 2 times"):
        apply(BASE + "§0 Name\n", hunk, VERSION_KINDS)


def test_every_change_file_of_the_corpus_applies() -> None:
    files = sorted((FOLDER / "changes").iterdir())
    assert files
    for file in files:
        name, language, what = file.name.rsplit(".", 2)
        base = (FOLDER / "source" / f"{name}.{language}.txt").read_text("utf-8")
        if what == "v3":
            base, _ = apply(base, file.with_suffix(".v2").read_text("utf-8"), VERSION_KINDS)
        german = (FOLDER / "source" / f"{name}.de.txt").read_text("utf-8") if what == "div" else ""
        changed, changes = apply(base, file.read_text("utf-8"), DIVERGENCE_KINDS if what == "div" else VERSION_KINDS, german)
        assert changes, file.name
        assert changed != base, file.name
