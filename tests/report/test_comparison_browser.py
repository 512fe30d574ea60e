"""The page in headless Chromium: the policy lets its script run, and filters, search, keys and folds work.

A copy of the page gets a second script that acts as a reader would and leaves what it saw in an attribute; only that copy's policy
is loosened. The page as it is must run under its own.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from notice_nlp.compare.types import Comparison
from notice_nlp.report.comparison import comparison_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1300,900",
]  # fmt: skip
READER = """
const press = (key, on = document.activeElement) => on.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const $ = (s) => document.querySelector(s);
const input = (s, value) => { $(s).value = value; $(s).dispatchEvent(new Event("input", {bubbles: true})); };
const items = () => [...document.querySelectorAll(".findings > li:not([hidden])")].map((li) => li.dataset.k);
const rows = () => document.querySelectorAll(".texts .r[id]:not([hidden])").length;
const now = () => $(".findings > li.now")?.id ?? null;
const out = {};
STEPS
document.documentElement.dataset.out = JSON.stringify(out);
"""


def dom(page: str, folder: Path) -> str:
    (folder / "page.html").write_text(page, "utf-8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", (folder / "page.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def played(comparison: Comparison, folder: Path, steps: str) -> Any:
    """What the reader saw."""
    page = re.sub(r"script-src '[^']+'", "script-src 'unsafe-inline'", comparison_page([comparison]), count=1)
    found = dom(page.replace("</body>", f"<script>{READER.replace('STEPS', steps)}</script></body>"), folder)
    match = re.search(r'<html[^>]* data-out="([^"]*)"', found)
    assert match, found[:500]
    return json.loads(unescape(match[1]))


def test_own_script_runs_and_foreign_script_does_not(versions: Comparison, tmp_path: Path) -> None:
    page = comparison_page([versions]).replace("</body>", "<script>document.title = 'owned'</script></body>")
    found = dom(page, tmp_path)
    assert re.search(r'<html[^>]* class="js"', found)
    assert "<title>owned" not in found
    assert "5 von 5 Befunden" in found
    assert "<details open" not in found  # folded by the script


def test_filters(versions: Comparison, tmp_path: Path) -> None:
    seen = played(
        versions,
        tmp_path,
        """
        out.all = items();
        $("[value=low]").click(); out.noLow = items(); out.count = $("#count").textContent;
        out.off = [...document.querySelectorAll("[data-f].off")].map((e) => e.dataset.f);
        $("[value=low]").click(); input("#kind", "row_added"); out.kind = items();
        input("#kind", ""); input("#concept", "pd:Health"); out.concept = items();
        input("#concept", ""); out.again = items();
        """,
    )
    kinds = [f.kind for f in versions.findings]
    assert seen["all"] == seen["again"] == kinds
    assert seen["noLow"] == ["concept_added", "row_added", "wording"]
    assert seen["count"] == "3 von 5 Befunden"
    assert seen["off"] == ["c1-f3"]  # the word that two findings share stays marked
    assert seen["kind"] == ["row_added"]
    assert seen["concept"] == ["concept_added"]


def test_search_finds_findings_and_passages(versions: Comparison, tmp_path: Path) -> None:
    seen = played(
        versions,
        tmp_path,
        """
        press("/"); out.focus = document.activeElement.id;
        input("#q", "BOOTSHAUS"); out.none = items(); out.rows = rows(); out.open = $("details").open; out.count = $("#count").textContent;
        input("#q", "blutgruppe neu"); out.words = items();
        press("Escape", $("#q")); out.cleared = [$("#q").value, items().length, rows()];
        """,
    )
    assert seen["focus"] == "q"
    assert (seen["none"], seen["rows"], seen["open"], seen["count"]) == ([], 1, True, "0 von 5 Befunden; Textstellen: 1")
    assert seen["words"] == ["concept_added"]
    assert seen["cleared"] == ["", 5, 8]


def test_keys(versions: Comparison, tmp_path: Path) -> None:
    seen = played(
        versions,
        tmp_path,
        """
        press("j"); out.first = now(); press("j"); out.second = now(); press("k"); out.back = now();
        press("ArrowDown"); out.arrow = now();
        document.activeElement.click(); out.evidence = document.activeElement.id; out.marked = document.activeElement.className;
        press("Escape"); out.returned = document.activeElement.closest("li")?.id;
        $("[value=low]").click(); $("h1").click(); press("j"); out.skips = now();
        press("e"); out.unfolded = $("details").open; press("e"); out.folded = $("details").open;
        press("t"); press("t"); out.theme = getComputedStyle(document.documentElement).colorScheme;
        press("?"); out.help = $("#help").open; press("j"); out.held = now();
        $("#keys").checked = false; $("#help").close(); press("j"); out.off = now();
        """,
    )
    assert [seen[k] for k in ("first", "second", "back", "arrow")] == ["c1-f1", "c1-f2", "c1-f1", "c1-f2"]
    assert seen["evidence"] == "c1-f2a"
    assert "now" in seen["marked"].split()
    assert seen["returned"] == "c1-f2"
    assert seen["skips"] == seen["held"] == seen["off"] == "c1-f1"
    assert (seen["unfolded"], seen["folded"], seen["help"], seen["theme"]) == (True, False, True, "dark")


def test_links_take_focus_and_address_along(translations: Comparison, tmp_path: Path) -> None:
    seen = played(
        translations,
        tmp_path,
        """
        document.querySelectorAll(".findings a.go")[1].click(); out.at = document.activeElement.id; out.hash = location.hash;
        document.querySelector(".stub a").click(); out.moved = document.activeElement.id;
        """,
    )
    assert seen == {"at": "c1-f2b", "hash": "#c1-f2b", "moved": "c1-r3"}
