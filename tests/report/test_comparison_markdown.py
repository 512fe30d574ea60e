"""Markdown for pull requests: content, order, and text without effect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html as lx
from markdown_it import MarkdownIt

from notice_nlp.compare.types import Comparison, Finding
from notice_nlp.report.comparison import comparison_markdown
from notice_nlp.report.comparison.markdown import LIMIT, escaped
from tests.report.conftest import HOSTILE


def rendered(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)


def test_summary_and_table(versions: Comparison) -> None:
    page = lx.fromstring(rendered(comparison_markdown(versions)))
    assert page.xpath("//h3")[0].text_content() == "alt/hinweis.html → neu/hinweis.html"
    assert page.xpath("//strong")[0].text_content() == "1 hoch, 1 mittel, 2 gering, 1 Hinweis · zwei Fassungen · Ähnlichkeit 81 %"
    rows = [[c.text_content() for c in r.xpath("td")] for r in page.xpath("(//table)[1]//tbody/tr")]
    assert [r[0].split()[1] for r in rows] == ["hoch", "mittel", "gering", "gering"]
    assert rows[0][1] == "Neu verarbeitet: Gesundheitsdaten („Blutgruppe“)."
    assert rows[2][2:] == ["Datenschutz im Kanuverein", "Anschrift → –"]


def test_wording_is_folded(versions: Comparison) -> None:
    page = lx.fromstring(rendered(comparison_markdown(versions)))
    (details,) = page.xpath("//details")
    assert details.xpath("summary")[0].text == "1 × nur Form oder Wortlaut"
    assert [c.text_content() for c in details.xpath(".//td")][2:] == ["Anschrift", "Blutgruppe"]


def test_english(translations: Comparison) -> None:
    text = comparison_markdown(translations)
    assert "**2 medium · two languages · Similarity 90%**" in text
    assert "<details>" not in text


def test_no_findings(versions: Comparison) -> None:
    assert "Keine Befunde" in comparison_markdown(replace(versions, findings=()))


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE, "# a", "[x](https://example.org)", "![x](https://example.org/x.png)", "<https://example.org>", "`code`",
        "**b** __b__ ~~s~~",
        "a | b |", "</summary></details>", "&lt;b&gt; &#64;team", "$x$", "\\[x](y)", "\\\\<b>", "[x]: y", "- a\n- b", "a\n\n# b",
    ],
)  # fmt: skip
def test_text_has_no_effect(text: str) -> None:
    page = lx.fromstring(rendered(f"| {escaped(text)} |\n| --- |\n| {escaped(text)} |\n"))
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} == {"table", "thead", "tbody", "tr", "th", "td"}
    shown = page.xpath("//td")[0].text_content()
    assert "".join(shown.split()) == "".join(c for c in text if c.isprintable() and not c.isspace() and c not in "\u202e\u202c")


@pytest.mark.parametrize(
    ("text", "live"),
    [("@octocat", "@octocat"), ("see #12", "#12"), ("https://example.org", "https://"), ("www.example.org", "www."), ("GH-12", "GH-"),
     ("a@example.org", "a@example"), (":tada:", ":tada"), ("mailto:x", "mailto:")],
)  # fmt: skip
def test_calls_and_addresses_do_not_come_alive(text: str, live: str) -> None:
    assert live not in escaped(text)
    assert escaped(text).replace("<!-- -->", "") == text
    assert lx.fromstring(rendered(escaped(text))).text_content().strip() == text


def test_it_fits_into_a_comment(versions: Comparison) -> None:
    many = tuple(Finding("row_added", "low", message="Wir " * 70) for _ in range(500))
    text = comparison_markdown(replace(versions, findings=many + versions.findings[-1:]))
    assert LIMIT / 2 < len(text) < 65_536
    assert "weitere Befunde" in text
