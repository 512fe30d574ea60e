"""Links lead somewhere, commands that are named exist. Snippets and the site are tested in ``tests/docs``."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


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
