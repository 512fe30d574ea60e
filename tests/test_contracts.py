"""The contracts of imports in pyproject.toml hold (import-linter), also over several steps and inside functions."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def kept(config: Path) -> bool:
    """Whether all contracts of a configuration are kept; what breaks them is printed."""
    linter = pytest.importorskip("importlinter.cli", reason="import-linter (extra dev) is not installed")
    return linter.lint_imports(config_filename=str(config), no_cache=True) == 0


def test_contracts_are_kept() -> None:
    assert kept(ROOT / "pyproject.toml")


def test_a_wrong_direction_is_seen(tmp_path: Path) -> None:
    """With two rooms exchanged they break: the linter reads this package and these contracts."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    rooms = '    "read",\n    "segment",\n'
    assert text.count(rooms) == 1
    config = tmp_path / "pyproject.toml"
    config.write_text(text.replace(rooms, '    "segment",\n    "read",\n'), "utf-8")
    assert not kept(config)
