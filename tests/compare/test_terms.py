"""Terms of data protection law in translations."""

import pytest

from notice_nlp.compare.terms import term_findings, terms
from notice_nlp.compare.types import Finding, Link
from notice_nlp.notice import Block, Notice


def notice(language: str, *lines: str) -> Notice:
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "paragraph", language=language))
        at += len(line) + 1
    return Notice(text, language, tuple(blocks))


def found(a: Notice, b: Notice) -> list[Finding]:
    return list(term_findings(a, b, [Link((i,), (i,), 1.0) for i in range(len(a.blocks))]))


@pytest.mark.parametrize(
    ("german", "english", "wrong"),
    [
        ("Grundlage ist unser berechtigtes Interesse.", "This rests on our justified interest.", "justified interest"),
        ("Grundlage ist unser berechtigtes Interesse.", "This rests on our legitimate interest.", None),
        ("Verantwortlicher ist der Verein.", "The association is the responsible person.", "responsible person"),
        ("Zuständig ist Frau Abt.", "The responsible person is Ms Abt.", None),
        ("Die betroffenen Personen haben Rechte.", "Data subjects, the persons affected, have rights.", None),
    ],
)
def test_a_wording_counts_only_where_the_original_has_the_term(german: str, english: str, wrong: str | None) -> None:
    findings = found(notice("de", german), notice("en", english))
    assert [f.new for f in findings] == ([wrong] if wrong else [])


def test_the_same_wrong_wording_twice_is_one_finding() -> None:
    german = notice("de", "Verantwortlicher ist der Verein.", "Fragen beantwortet der Verantwortliche.")
    english = notice("en", "The association is the responsible person.", "The responsible person answers questions.")
    [finding] = found(german, english)
    assert [english[s] for s in finding.b] == ["responsible person"] * 2
    assert len(finding.a) == 2


def test_english_to_german() -> None:
    [finding] = found(notice("en", "You give your consent."), notice("de", "Sie geben Ihre Zustimmung."))
    assert (finding.kind, finding.old, finding.new) == ("term_wrong", "consent", "Zustimmung")


def test_a_rare_variant_beside_a_usual_one() -> None:
    german = notice("de", *["Wir verarbeiten personenbezogene Daten."] * 4)
    english = ["We process personal data."] * 3
    [finding] = found(german, notice("en", *english, "We process personal information."))
    assert (finding.kind, finding.old, finding.new) == ("term_inconsistent", "personal data", "personal information")
    assert not found(german, notice("en", *english, english[0]))
    assert not found(
        notice("de", *["Wir verarbeiten personenbezogene Daten."] * 2), notice("en", english[0], "We use personal information.")
    )


def test_no_term_forbids_what_it_admits() -> None:
    for term in terms():
        for language, pattern in term.forbidden.items():
            for variant in term.variants[language]:
                words = variant.pattern.removeprefix(r"\b(?:").removesuffix(r")\b").replace(r"\s+", " ").replace(r"\w*", "").split("|")
                for word in words:
                    assert not (pattern and pattern.fullmatch(word)), (term.id, word)


def test_blocks_without_counterpart_are_left_alone() -> None:
    a, b = notice("de", "Einwilligung"), notice("en", "approval")
    assert not list(term_findings(a, b, [Link((0,), (), 0.0), Link((), (0,), 0.0)]))
