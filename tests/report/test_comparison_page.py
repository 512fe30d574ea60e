"""The HTML page: escaping, structure, counts, both languages, size."""

import itertools
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from lxml import html as lx

from notice_nlp.compare.types import Comparison, Finding, Link
from notice_nlp.report.comparison import comparison_page
from notice_nlp.report.comparison.words import names
from tests.report.conftest import HOSTILE, notice


def tree(*comparisons: Comparison) -> Any:
    return lx.fromstring(comparison_page(comparisons))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_nothing_from_a_notice_becomes_markup(versions: Comparison) -> None:
    page = tree(versions)
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //b[text()='unklar'] | //link | //iframe")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style | //@src")
    assert all(h.startswith("#") for h in page.xpath("//@href"))
    assert 'document.title="owned"' in text(page.xpath("//main")[0])  # shown, not run


def test_hostile_names_and_values_stay_in_their_attributes(versions: Comparison) -> None:
    evil = '"><script>x</script>'
    findings = (*versions.findings, Finding("row_added", "low", message=evil, concept=evil))
    page = tree(replace(versions, a=replace(versions.a, source=evil, language=evil), findings=findings))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//option/@value")[-1] == evil or evil in page.xpath("//option/@value")


def test_characters_that_steer_the_display_are_shown(versions: Comparison) -> None:
    page = comparison_page([versions])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page)
    assert "�abc�" in page
    surrogate = replace(versions, warnings=("\ud800",))
    comparison_page([surrogate]).encode("utf-8")


def test_policy_names_script_and_style_by_hash(versions: Comparison) -> None:
    page = comparison_page([versions])
    policy = lx.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        body = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert body
        assert f"{tag}-src 'sha256-{b64encode(sha256(body[1].encode()).digest()).decode()}'" in policy
    assert "http://" not in page.replace(HOSTILE, "")
    assert "https://" not in page


def test_counts(versions: Comparison) -> None:
    page = tree(versions)
    assert [text(b) for b in page.xpath("//header//dl//span[contains(@class,'badge')]")] == ["1 hoch", "1 mittel", "2 gering", "1 Hinweis"]
    assert [text(c) for c in page.xpath("//label[contains(@class,'chip')]")] == ["hoch 1", "mittel 1", "gering 2", "Hinweis 1"]
    assert page.xpath("//ol[contains(@class,'findings')]/li/@data-k") == [f.kind for f in versions.findings]
    assert "81 %" in text(page.xpath("//header")[0])
    assert text(page.xpath("//ul[@class='warnings']")[0]) == "Zeile 3 <b>unklar</b>"


def test_every_link_leads_somewhere_and_ids_are_unique(versions: Comparison, translations: Comparison) -> None:
    page = tree(versions, translations)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//@href")} <= set(ids)
    assert len(page.xpath("//a[@class='go']")) == len(versions.findings) + len(translations.findings)


def test_changed_words_are_a_redline_that_can_be_heard(versions: Comparison) -> None:
    page = tree(versions)
    assert [text(e) for e in page.xpath("//del")] == ["[gestrichen: Anschrift Ende.]"]
    assert [text(e) for e in page.xpath("//ins")] == ["[eingefügt: Blutgruppe Ende.]"]


def test_translations_have_no_redline(translations: Comparison) -> None:
    assert not tree(translations).xpath("//ins | //del")


def test_evidence_has_the_colour_of_its_group_or_severity(versions: Comparison, translations: Comparison) -> None:
    page = tree(versions)
    assert page.xpath("//mark[text()='Blutgruppe']")[0].get("class") == "g-special"
    assert page.xpath("//mark[text()='Blutgruppe']")[0].get("data-f") == "c1-f1 c1-f5"
    assert "whole s-medium" in page.xpath("//*[@id='c1-f4b']/@class")[0]
    assert tree(translations).xpath("//mark[text()='Once']/@class") == ["s-medium"]


def test_overlapping_evidence_keeps_every_word_once(versions: Comparison) -> None:
    a = versions.a
    start, end = a.blocks[1].start, a.blocks[1].end
    crossing = (Finding("number_changed", a=((start + 4, start + 20),)), Finding("date_changed", a=((start + 10, end + 8),)))
    page = tree(replace(versions, mode="translations", findings=crossing))
    row = page.xpath("//*[@id='c1-r1']//div[contains(@class,'paragraph')]")[0]
    assert row.text_content() == a[start, end]
    assert page.xpath("//*[@id='c1-f2a']")


def test_cells(versions: Comparison) -> None:
    cells = tree(versions).xpath("//*[@id='c1-r5']/div[1]//div[contains(@class,'row')]/div")
    assert [text(c) for c in cells] == ["Bootsverleih", "Name, Telefonnummer"]


def test_unchanged_stretches_fold_but_stay_open_without_script(versions: Comparison) -> None:
    (fold,) = tree(versions).xpath("//details")
    assert fold.get("open") is not None
    assert text(fold.xpath("summary")[0]).startswith("4 Absätze ohne geänderte Wörter")
    assert len(fold.xpath("div[@class='r']")) == 4


def test_moved_blocks_are_marked_where_they_went(translations: Comparison) -> None:
    page = tree(translations)
    assert "stands elsewhere in B" in text(page.xpath("//*[@id='c1-r3']")[0])
    stub = page.xpath("//div[contains(@class,'stub')]")[0]
    assert stub.xpath(".//a/@href") == ["#c1-r3"]
    assert stub.getprevious().get("id") == "c1-r0"


def test_sides_say_their_language(translations: Comparison) -> None:
    page = tree(translations)
    assert page.get("lang") == "en"
    row = page.xpath("//*[@id='c1-r1']/div")
    assert [d.get("lang") for d in row] == ["de", "en"]


def test_interface_in_both_languages(versions: Comparison, translations: Comparison) -> None:
    assert "Befunde" in text(tree(versions).xpath("//main")[0])
    english = tree(replace(versions, language="en"))
    assert english.get("lang") == "en"
    assert [text(h) for h in english.xpath("//main//h2")] == ["Findings", "Texts side by side"]
    assert "earlier version" in text(english.xpath("//main")[0])


def test_landmarks_labels_and_headings(versions: Comparison, translations: Comparison) -> None:
    for page in (tree(versions), tree(versions, translations)):
        assert len(page.xpath("//h1")) == 1
        for landmark in ("main", "header", "footer"):
            assert len(page.xpath(f"//{landmark}")) == 1
        labels = page.xpath("//section/@aria-label")
        assert len(labels) == len(set(labels)) == len(page.xpath("//section"))
        assert all(i.getparent().tag == "label" for i in page.xpath("//input | //select"))
        assert page.xpath("//*[@id='count']/@role") == ["status"]
        levels = [int(h.tag[1]) for h in page.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4][not(ancestor::dialog)]")]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_several_comparisons_have_contents(versions: Comparison, translations: Comparison) -> None:
    page = tree(versions, translations)
    assert page.xpath("//nav//a/@href") == ["#c1", "#c2"]
    assert [text(h) for h in page.xpath("//main//h2")] == ["alt/hinweis.html → neu/hinweis.html", "hinweis.de.html ⇄ notice.en.html"]


def test_no_findings_and_no_comparisons(versions: Comparison) -> None:
    assert "Keine Befunde." in comparison_page([replace(versions, findings=())])
    with pytest.raises(ValueError):
        comparison_page([])


def test_names_are_as_short_as_tells_them_apart(versions: Comparison) -> None:
    assert names(versions) == ("alt/hinweis.html", "neu/hinweis.html")
    assert names(replace(versions, b=versions.a)) == ("alt/hinweis.html", "alt/hinweis.html")
    assert names(replace(versions, b=replace(versions.b, source="C:\\x\\neu.html")))[1] == "neu.html"


def test_long_notices_make_small_pages() -> None:
    blocks = [("paragraph", f"Absatz {i}: " + "Wir verarbeiten Angaben nur für den genannten Zweck. " * 4) for i in range(500)]
    changed = [(k, t.replace("genannten", "vereinbarten") if i % 9 == 0 else t) for i, (k, t) in enumerate(blocks)]
    a, b = notice(blocks, "de", "a"), notice(changed, "de", "b")
    findings = tuple(Finding("wording", "info", b=((x.start, x.start + 6),)) for x in b.blocks[::2])
    page = comparison_page([Comparison(a, b, "versions", "de", tuple(Link((i,), (i,), 1.0) for i in range(500)), (), findings, 0.9)])
    assert len(page) < 2 * (len(a.text) + len(b.text)) + 150_000
