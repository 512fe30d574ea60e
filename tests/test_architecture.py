"""Rooms import only rooms to their left; torch is imported nowhere in the package but inside the functions that open an engine."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "notice_nlp"
# From left to right; what all may use comes first. A room may import what stands before it.
ORDER = [
    "__init__", "errors", "files", "notice", "view", "segment", "read", "taxonomy", "extract", "assemble", "analyse", "many", "compare",
    "translate", "report", "register", "benchmark", "pipeline", "batch", "comparing", "cli_corpus", "cli_benchmark", "cli_check",
    "cli_terms", "cli_tm", "cli_ingest", "cli_register", "cli_translate", "cli_demo", "cli",
]  # fmt: skip
HEAVY = {"torch", "transformers", "datasets", "safetensors", "sentencepiece", "ctranslate2"}
# The only place that may import them, and only inside a function.
ENGINES = PACKAGE / "translate" / "engines"


def imports(path: Path, *, inside_functions: bool = True) -> set[str]:
    names: set[str] = set()
    tree = ast.parse(path.read_text("utf-8"))
    lazy = {n for f in ast.walk(tree) if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if node in lazy and not inside_functions:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_direction(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return  # the package's own front names every room, lazily
    for name in imports(path):
        if name.startswith("notice_nlp."):
            other = name.split(".")[1]
            assert ORDER.index(other) <= ORDER.index(room), f"{room} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_heavy_libraries(path: Path) -> None:
    found = imports(path, inside_functions=not path.is_relative_to(ENGINES))
    assert not {name.split(".")[0] for name in found} & HEAVY


def test_importing_the_translate_room_imports_no_network() -> None:
    modules = [".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts) for p in FILES if "translate" in p.parts]
    code = f"import sys, importlib; [importlib.import_module(m) for m in {modules}]; print(sorted({HEAVY} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert result.stdout.strip() == "[]", result.stderr


def test_every_room_is_on_the_map() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {p.relative_to(PACKAGE).parts[0] for p in FILES} - {"__init__.py", "errors.py"}
    assert not [room for room in rooms if room.removesuffix(".py") not in text]
