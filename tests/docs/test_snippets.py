"""Every snippet of the README and the pages runs, and prints what the page says it prints."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Kit
from tests.docs.snippets import commands, run, snippets

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs" / "pages").rglob("*.md"), *(ROOT / "docs").glob("*.md")])
# How many snippets of a page are not run; each says why in a comment before it.
NOT_RUN = {"engines": 4, "install": 1, "research": 3, "scale": 2}
# Lines of the README that are not run, by how they begin.
README_NOT_RUN = {
    "pip install": "the tests run where it is installed",
    "python ": "trains, scores or tests for minutes to hours",
    "curl ": "needs the network",
    "git ": "needs a repository; tests/test_hook.py runs the hook in one",
    "notice-nlp translate privacy.de.html --to en --engine": "needs a network that does not ship",
    "notice-nlp watch": "runs until it is stopped; a tutorial runs it with --once",
    "notice-nlp benchmark": "scores the whole test split; a tutorial scores a small corpus",
    "notice-nlp corpus stats": "counts the whole corpus; a tutorial runs it",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the corpus and the examples where a checkout has them."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    (tmp_path / "notice_nlp").symlink_to(ROOT / "notice_nlp")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOTICE_NLP_REGISTER", raising=False)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_pages_run_from_top_to_bottom(page: Path, desk: Path) -> None:
    names: dict[str, Any] = {}
    for snippet in snippets(page.read_text("utf-8")):
        if snippet.skip:
            continue
        if snippet.language == "python":
            exec(compile(snippet.text, page.name, "exec"), names)
            continue
        typed = commands(snippet)
        for command in typed:
            code, output = run(command.line)
            if command.output is None:
                assert code == (snippet.exit_code if command is typed[-1] else 0), f"{command.line}\n{output}"
            else:
                assert output.strip() == command.output.strip()


def test_few_snippets_are_not_run_and_each_says_why() -> None:
    reasons = {page.stem: [s.skip for s in snippets(page.read_text("utf-8")) if s.skip] for page in PAGES}
    assert {page: len(found) for page, found in reasons.items() if found} == NOT_RUN
    assert all(len(reason) > 10 for found in reasons.values() for reason in found)


@pytest.mark.parametrize("text", [s.text for s in snippets((ROOT / "README.md").read_text("utf-8")) if s.language == "python"])
def test_python_of_the_readme_runs(text: str) -> None:
    exec(compile(text, "README.md", "exec"), {})


def test_commands_of_the_readme_run(desk: Path, kit: Kit) -> None:
    """In the order they stand in, on small files of the names they use."""
    examples = ROOT / "notice_nlp" / "examples"
    kit.pdf(desk / "notice.pdf")
    (desk / "privacy.de.md").write_text(kit.markdown(), "utf-8")
    (desk / "privacy.de.html").write_text(kit.html(), "utf-8")
    (desk / "privacy.en.md").write_text(
        "# Privacy at Atelier Quitte\n\n| Purpose | Data | Legal basis |\n|---|---|---|\n"
        "| Invitations to exhibitions, if you like | email address | your consent (Art. 6(1)(a) GDPR) |\n",
        "utf-8",
    )
    (desk / "old.html").write_text(kit.html(), "utf-8")
    (desk / "new.html").write_text(kit.html().replace("Browsertyp", "Browsertyp, Standort"), "utf-8")
    (desk / "notices").mkdir()
    shutil.copy(desk / "old.html", desk / "notices" / "shop.de.html")
    (desk / "archive" / "roesterei").mkdir(parents=True)
    shutil.copy(examples / "roesterei.de.html", desk / "archive" / "roesterei" / "2024-02-01_a.html")
    shutil.copy(examples / "roesterei-2025.de.html", desk / "archive" / "roesterei" / "2025-03-01_b.html")
    unused = set(README_NOT_RUN)
    for snippet in snippets((ROOT / "README.md").read_text("utf-8")):
        for command in commands(snippet) if snippet.language != "python" else ():
            if skipped := [start for start in README_NOT_RUN if command.line.startswith(start)]:
                unused -= set(skipped)
                continue
            code, output = run(command.line)
            assert code == 0, f"{command.line}\n{output}"
    assert not unused
