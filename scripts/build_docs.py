#!/usr/bin/env python
"""Builds the documentation site into ``build/docs/site``: the pages of ``docs/pages``, and those made from the code.

    python scripts/build_docs.py            # needs the extra docs
    python scripts/build_docs.py --pages    # only the sources, without the site's generator

Made from the code (``scripts/pages``), so that they can't go stale: all commands with their help, JSON schemas and columns, every error
message, the taxonomy. The generator is Zensical, the successor of Material for MkDocs (whose support ends in May 2027); it reads the
same ``mkdocs.yml``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TARGET = ROOT / "build" / "docs"
COPIED = ("engines.md", "limits.md", "scale.md", "licences.md", "sbom.cdx.json")


def write_pages(target: Path) -> None:
    """Writes all pages into a folder, which is emptied first."""
    from pages.commands import commands_page
    from pages.errors import errors_page
    from pages.formats import formats_page
    from pages.taxonomy import taxonomy_page

    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(DOCS / "pages", target)
    shutil.copytree(DOCS / "schema", target / "schema")
    for name in COPIED:
        text = (DOCS / name).read_text("utf-8")
        # What a link into the repository names stands in the sentence anyway.
        (target / name).write_text(re.sub(r"\[([^\]]+)\]\(\.\./[^)]+\)", r"\1", text), "utf-8")
    made = {
        "commands": commands_page(),
        "formats": formats_page(DOCS),
        "errors": errors_page(DOCS, ROOT / "notice_nlp"),
        "taxonomy": taxonomy_page(DOCS, ROOT / "corpora" / "privacy_notices" / "train.jsonl"),
    }
    for name, text in made.items():
        (target / f"{name}.md").write_text(text, "utf-8")


def build(target: Path = TARGET) -> int:
    """Writes pages and site below a folder; gives the generator's exit code, which is not 0 where a link leads nowhere."""
    write_pages(target / "pages")
    config = (DOCS / "mkdocs.yml").read_text("utf-8")
    (target / "mkdocs.yml").write_text(config.replace("paths: [..]", f"paths: ['{ROOT.as_posix()}']"), "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", "mkdocs.yml"]
    return subprocess.run(command, cwd=target, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true", help="write the sources only")
    if parser.parse_args().pages:
        write_pages(TARGET / "pages")
        return 0
    if find_spec("zensical") is None or find_spec("mkdocstrings") is None:
        print("the site needs the extra 'docs': pip install -e '.[docs]'", file=sys.stderr)
        return 2
    code = build()
    if not code:
        print(TARGET / "site" / "index.html")
    return code


if __name__ == "__main__":
    sys.exit(main())
