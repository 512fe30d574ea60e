"""The pages made from the code are complete, and the site builds without a dead link."""

import html
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))


def test_all_pages_of_the_menu_are_written(tmp_path: Path) -> None:
    from build_docs import write_pages

    write_pages(tmp_path / "pages")
    menu = set(re.findall(r"(\S+\.md)", (DOCS / "mkdocs.yml").read_text("utf-8").partition("nav:")[2]))
    assert menu == {p.relative_to(tmp_path / "pages").as_posix() for p in (tmp_path / "pages").rglob("*.md")}


def test_commands_have_all_their_options() -> None:
    import typer
    from pages.commands import commands_page

    from notice_nlp.cli import app

    sections = dict(re.findall(r"^#+ (notice-nlp .+)\n((?:(?!^#).*\n)*)", html.unescape(commands_page()), re.M))

    def check(command: Any, name: str) -> None:
        for parameter in command.params:
            option = max(parameter.opts, key=len)
            if option != "--help" and parameter.param_type_name == "option":
                assert re.search(rf"{option}(?![\w-])", sections[name]), f"{name} {option}"
        for sub in getattr(command, "commands", {}).values():
            check(sub, f"{name} {sub.name}")

    for sub in typer.main.get_command(app).commands.values():  # type: ignore[attr-defined]
        check(sub, f"notice-nlp {sub.name}")


def test_the_catalogue_has_every_error_and_no_other() -> None:
    from pages.errors import catalogue, messages

    raised = messages(ROOT / "notice_nlp")
    told = {message for table in catalogue(DOCS).values() for message in table}
    assert raised.keys() - told == set(), "say in docs/errors.json what these mean and what to do"
    assert told - raised.keys() == set(), "raised nowhere; take them out of docs/errors.json"


def test_messages_are_found_in_every_form_they_are_written_in(tmp_path: Path) -> None:
    from pages.errors import messages

    (tmp_path / "room.py").write_text(
        "FOREIGN = {1: 'a picture', 2: 'a song'}\n"
        "late = f'takes longer than {n} s'\n"
        "for magic, reason in FOREIGN.items():\n    raise BadInput(reason)\n"
        "raise BadInput(late if x else 'ended', name)\n"
        "raise BadInput(f'no {x!r}' + (f' of {y}{z}' if y else ''))\n"
        "raise BadInput(str(error))\n"
        "raise MissingExtra('plots', 'a picture')\n"
        "raise ValueError('not for users')\n"
    )
    assert set(messages(tmp_path)) == {
        "a picture", "a song", "takes longer than … s", "ended", "no …", "no … of …", "…", "a picture needs the extra 'plots'",
    }  # fmt: skip


def test_extras_that_errors_and_pages_name_exist() -> None:
    from pages.errors import messages

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = {extra for message in messages(ROOT / "notice_nlp") for extra in re.findall(r"needs the extra '(\w+)'", message)}
    assert named <= set(extras)
    table = (DOCS / "pages" / "install.md").read_text("utf-8")
    assert {name for row in re.findall(r"^\| (`.+?) \|", table, re.M) for name in re.findall(r"`(\w+)`", row)} == set(extras)


def columns() -> Iterator[tuple[str, list[str]]]:
    from notice_nlp import cli_check, notice
    from notice_nlp.compare import types
    from notice_nlp.register import distributed, export
    from notice_nlp.report import concepts, timeline
    from notice_nlp.translate import terms_csv

    yield "parse", notice.COLUMNS
    yield "compare", types.COLUMNS
    yield "timeline", timeline.SEEN
    yield "check", list(cli_check.COLUMNS)
    yield "terms export", list(terms_csv.COLUMNS)
    yield "taxonomy", concepts.FIELDS
    for what in ("mentions", "rows", "versions", "findings"):
        yield f"register export --what {what}", list(export._query(what, None)[0])
    yield "ingest --engine ray", list(distributed.COLUMNS)


@pytest.mark.parametrize(("command", "names"), list(columns()), ids=lambda v: v if isinstance(v, str) else "")
def test_columns_are_those_of_the_code(command: str, names: list[str]) -> None:
    told = json.loads((DOCS / "columns.json").read_text("utf-8"))
    (table,) = (table for title, table in told.items() if f"{title} ".partition(": ")[2].startswith(f"{command} "))
    assert list(table) == names
    assert all(table.values())


def test_fields_of_schemas_are_resolved() -> None:
    from pages.formats import fields

    schema = json.loads((DOCS / "schema" / "comparison.schema.json").read_text("utf-8"))
    found = {name: (kind, told) for name, kind, told in fields(schema, schema["$defs"])}
    assert found["findings[].severity"][0] == "one of high, medium, low, info"
    assert found["findings[].a"] == ("array of [integer, integer]", "Evidence in a.")
    assert found["blocks[].moved"][0] == "boolean"
    assert found["rows[].a"][0] == "array of string"
    assert found["a.language"] == ("string", "ISO 639-1 code.")
    assert not [name for name, (kind, _) in found.items() if not kind]


def taxonomy_html(gold: Path | None) -> str:
    from pages.taxonomy import taxonomy_page

    body = taxonomy_page(DOCS, gold).partition("# Taxonomy\n")[2]
    return f"<!doctype html><html><head><meta charset='utf-8'></head><body>{body}</body></html>"


def test_taxonomy_shows_all_there_is_of_a_concept_escaped(tmp_path: Path) -> None:
    from notice_nlp.taxonomy.store import taxonomy

    text = "<i>Kopf</i>\n" + "Wir nutzen <b> " + "sehr " * 30 + "<b> Ihre Mailadresse\tund mehr\nEnde"
    start = text.index("Mailadresse")
    mention = {"start": start, "end": start + len("Mailadresse"), "category": "pd:EmailAddress", "negated": False}
    gold = tmp_path / "train.jsonl"
    gold.write_text(json.dumps({"language": "de", "text": text, "mentions": [mention]}), "utf-8")
    page = taxonomy_html(gold)
    assert [c.id for c in taxonomy().assignable if f'id="{c.id}"' not in page] == []
    entry = page[page.index('id="pd:EmailAddress"') :].partition("</details>")[0]
    for part in ("https://w3id.org/dpv/pd#EmailAddress", "E-Mail-Adresse", "pd:Contact", "(exact)"):
        assert part in entry
    example = entry.partition("<q ")[2].partition("</q>")[0].partition(">")[2]
    assert example.startswith("… sehr ")
    assert example.endswith("sehr &lt;b&gt; Ihre <mark>Mailadresse</mark> · und mehr")
    assert "eu-gdpr:A6-1-f" in page


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_taxonomy_can_be_searched_and_linked_to(tmp_path: Path) -> None:
    reader = """
    const out = {}, shown = () => [...document.querySelectorAll("#concepts details:not([hidden])")].map((d) => d.id);
    const set = (id, value) => { const e = document.getElementById(id); e.type === "checkbox" ? e.checked = value : e.value = value;
        e.dispatchEvent(new Event("input")); };
    out.linked = document.getElementById("pd:EmailAddress").open;
    out.all = shown().length;
    set("find", "MAILANSCHRIFT pd:email"); out.words = shown(); set("find", "");
    set("group", "contact"); out.group = shown().length; set("group", "");
    set("special", true); out.special = shown().includes("pd:EmailAddress"); out.count = document.getElementById("count").textContent;
    document.documentElement.dataset.out = JSON.stringify(out);
    """
    file = tmp_path / "page.html"
    file.write_text(taxonomy_html(None).replace("</body>", f"<script>{reader}</script></body>"), "utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run([*command, file.as_uri() + "#pd:EmailAddress"], capture_output=True, text=True, timeout=120, check=True)
    match = re.search(r'<html[^>]* data-out="([^"]*)"', done.stdout)
    assert match, done.stdout[:500]
    out = json.loads(html.unescape(match[1]))
    assert out["linked"]
    assert out["words"] == ["pd:EmailAddress"]
    assert 1 < out["group"] < out["all"]
    assert not out["special"]
    assert re.fullmatch(rf"\d+ / {out['all']}", out["count"])


@pytest.mark.skipif(find_spec("zensical") is None or find_spec("mkdocstrings") is None, reason="needs the extra docs")
def test_the_site_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    from build_docs import build

    assert build(tmp_path) == 0
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        assert not re.search(r'<(?:script|img|iframe)[^>]+src="?(?:https?:)?//', text), page
        assert not re.search(r'<link(?![^>]+canonical)[^>]+href="?(?:https?:)?//', text), page
    assert "notice_nlp.parse" in (tmp_path / "site" / "python.html").read_text("utf-8")
