"""What the documentation shows runs, its commands exist, its links lead somewhere, its generated pages are complete."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted((ROOT / "docs" / "pages").rglob("*.md"))
# A snippet's comment may say why it is not run, or which exit code its last command has.
FENCE = re.compile(r"(?:<!-- (skip|exit): (.+?) -->\n)?```(python|bash)\n(.*?)```", re.S)


class Snippet(NamedTuple):
    language: str
    text: str
    skip: str
    exit_code: int


def snippets(text: str) -> list[Snippet]:
    return [
        Snippet(language, body, told if key == "skip" else "", int(told) if key == "exit" else 0)
        for key, told, language, body in FENCE.findall(text)
    ]


@pytest.mark.parametrize("snippet", [s.text for s in snippets(README) if s.language == "python"])
def test_python_runs(snippet: str) -> None:
    exec(compile(snippet, "README.md", "exec"), {})


def run_line(line: str) -> int:
    """A line of a shell snippet: one of this package's commands, or what little of a shell the pages use."""
    from typer.testing import CliRunner

    from notice_nlp.cli import app

    name, *arguments = shlex.split(line, comments=True)
    if name == "mkdir":
        Path(arguments[0]).mkdir()
        return 0
    if name == "cp":
        shutil.copy(*arguments)
        return 0
    assert name == "notice-nlp", f"a page shows {name!r}, which is not run here: mark it with a reason"
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return int(result.exit_code)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_pages_run_from_top_to_bottom(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for snippet in snippets(page.read_text("utf-8")):
        if snippet.skip:
            continue
        if snippet.language == "python":
            exec(compile(snippet.text, page.name, "exec"), names)
            continue
        lines = [line for line in snippet.text.splitlines() if line.strip()]
        codes = [run_line(line) for line in lines]
        assert codes == [0] * (len(lines) - 1) + [snippet.exit_code], snippet.text


def test_few_snippets_are_not_run_and_each_says_why() -> None:
    skipped = [s.skip for page in PAGES for s in snippets(page.read_text("utf-8")) if s.skip]
    assert len(skipped) <= 3
    assert all(len(reason) > 10 for reason in skipped)


def test_generated_pages_are_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from build_docs import errors, write_pages

    write_pages(tmp_path / "pages")
    read = {p.stem: p.read_text("utf-8") for p in (tmp_path / "pages").glob("*.md")}
    for command in ("parse", "compare", "translate", "register export", "corpus convert", "demo"):
        assert f" notice-nlp {command}\n" in read["commands"]
    assert "| `mentions` |" in read["formats"]
    assert 'id="pd:EmailAddress"' in read["taxonomy"]
    raised = {
        line for path in (ROOT / "notice_nlp").rglob("*.py") for line in path.read_text("utf-8").splitlines() if 'BadInput(f"' in line
    }
    assert len(errors()) > len(raised) / 2
    assert any("no notices found" in message for message in errors())
    nav = (ROOT / "docs" / "mkdocs.yml").read_text("utf-8")
    for name in re.findall(r"(\S+\.md)", nav):
        assert (tmp_path / "pages" / name).exists(), name


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "corpora/privacy_notices/README.md", "models/notice-tagger/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_commands_exist() -> None:
    from typer.testing import CliRunner

    from notice_nlp.cli import app

    for command in set(re.findall(r"notice-nlp (parse|compare|timeline|taxonomy|corpus|benchmark)", README)):
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0
    for script in re.findall(r"python (scripts/\w+\.py)", README):
        assert (ROOT / script).exists()


def test_nothing_foreign_in_the_tree() -> None:
    """No path of somebody's machine in what is published."""
    pattern = re.compile(r"/(?:home|root|Users)/\w+/")
    for folder in ("notice_nlp", "scripts", "docs", "benchmarks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".json", ".toml"}:
                assert not pattern.search(path.read_text("utf-8")), path
