"""Licences of the base install: what is admitted, what is found, what is written."""

import email
import json
import sys
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from licences import BILL, Package, admitted, base, bill, closure, licence_of, main, problems, table


class Fake(Distribution):
    """A package of made-up metadata."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_text(self, filename: str) -> str | None:
        return self.text if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


def fake(name: str, *lines: str) -> Fake:
    return Fake("\n".join(("Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, "", "")))


@pytest.mark.parametrize("licence", ["MIT", "Apache-2.0 OR BSD-3-Clause", "MPL-2.0 AND MIT", "GPL-3.0-only OR MIT"])
def test_admitted(licence: str) -> None:
    assert admitted(licence)


@pytest.mark.parametrize("licence", ["", "GPL-3.0-or-later", "AGPL-3.0-only", "MIT AND GPL-2.0-only", "LGPL-2.1-only", "Own-1.0"])
def test_not_admitted(licence: str) -> None:
    assert not admitted(licence)


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (("License-Expression: MIT-0", "License: something"), "MIT-0"),
        (("License: MIT License",), "MIT"),
        (("License: See LICENSE", "Classifier: License :: OSI Approved :: Apache Software License"), "Apache-2.0"),
        (("License: BSD", "Classifier: License :: OSI Approved :: BSD License"), ""),
        (("License: GPLv3",), ""),
        ((), ""),
    ],
)
def test_licence_from_metadata(lines: tuple[str, ...], licence: str) -> None:
    assert licence_of(email.message_from_string("\n".join(("Name: quitte", *lines, "")))) == licence


def test_closure_follows_needs_and_extras() -> None:
    mit = "License-Expression: MIT"
    there: Mapping[str, Fake] = {
        "apfel": fake("Apfel", mit, "Requires-Dist: birne[gross]>=2", "Requires-Dist: dattel; extra == 'mehr'"),
        "birne": fake("birne", "License-Expression: AGPL-3.0-only", "Requires-Dist: apfel", "Requires-Dist: cassis; extra == 'gross'"),
        "cassis": fake("cassis", mit, "Requires-Dist: nie; python_version < '3'"),
    }
    packages = closure([Requirement("apfel>=1")], there.__getitem__)
    assert [(p.name, p.asked, p.needs) for p in packages] == [
        ("Apfel", ">=1", ("birne",)), ("birne", "", ("apfel", "cassis")), ("cassis", "", ()),
    ]  # fmt: skip
    assert problems(packages, ["apfel"]) == ["birne 1.0: licence AGPL-3.0-only is not admitted"]
    assert problems(packages, []) == [*problems(packages, ["apfel"]), "Apfel is not in docs/sbom.cdx.json; run scripts/licences.py"]


def test_what_is_not_installed_is_named() -> None:
    with pytest.raises(SystemExit, match="quitte-nowhere is not installed here"):
        closure([Requirement("quitte-nowhere")])


def test_written() -> None:
    packages = [Package("Apfel", "1.0", "MIT", "https://apfel.example", ("birne",), ">=1"), Package("birne", "2", "MIT", "", ())]
    made = bill(packages)
    refs = {c["bom-ref"] for c in made["components"]} | {made["metadata"]["component"]["bom-ref"]}
    assert {d["ref"] for d in made["dependencies"]} == refs
    assert {r for d in made["dependencies"] for r in d.get("dependsOn", ())} <= refs
    assert "| birne | by Apfel | 2 | MIT |  |" in table(packages)
    assert made == bill(packages)


def test_the_committed_bill_has_every_dependency() -> None:
    made = json.loads(BILL.read_text("utf-8"))
    assert not {"serialNumber", "timestamp"} & {*made, *made["metadata"]}
    names = {c["name"].lower() for c in made["components"]}
    assert {r.name.lower() for r in base()} <= names
    assert not {"torch", "transformers", "datasets", "sqlalchemy", "pyarrow"} & names


def test_the_base_install_is_permissive(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The real packages, as installed here."""
    monkeypatch.setattr(sys, "argv", ["licences.py", "--check"])
    main()
    assert "all admitted" in capsys.readouterr().out
