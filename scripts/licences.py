"""The base install's packages and their licences: writes ``docs/licences.md`` and ``docs/sbom.cdx.json``, or checks them.

python scripts/licences.py            # in an environment where the package was installed without extras
python scripts/licences.py --check    # fails on a licence that is not admitted, and on a dependency that is not listed

The packages are those that the base dependencies need, and these need in turn, as installed where the script runs. The bill of
materials is CycloneDX 1.6 without time and serial number, so that the same packages give the same file.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LIST, BILL = ROOT / "docs" / "licences.md", ROOT / "docs" / "sbom.cdx.json"
# Permissive ones, and MPL-2.0, whose conditions end at its own files.
ADMITTED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
# What metadata say in words of their own.
SPOKEN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Where metadata say "BSD" alone, or name no licence: as the licence file of the package, or of its repository, has it.
READ = {"blis": "BSD-3-Clause", "cobble": "BSD-2-Clause", "jinja2": "BSD-3-Clause", "pypdfium2": "Apache-2.0 AND BSD-3-Clause"}

Find = Callable[[str], Distribution]


@dataclass(frozen=True)
class Package:
    """An installed package; ``asked`` is the range the project names, empty for what others need."""

    name: str
    version: str
    licence: str
    link: str
    needs: tuple[str, ...]
    asked: str = ""

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{canonicalize_name(self.name)}@{self.version}"


def base() -> list[Requirement]:
    """The dependencies that an install without extras has."""
    return [Requirement(line) for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]]


def needs(dist: Distribution, extras: Iterable[str]) -> list[Requirement]:
    """What a package needs here, with these of its extras."""
    found = [Requirement(line) for line in dist.requires or ()]
    return [r for r in found if r.marker is None or any(r.marker.evaluate({"extra": extra}) for extra in ("", *extras))]


def closure(roots: Iterable[Requirement], find: Find = distribution) -> list[Package]:
    """The packages that these need, and those in turn, by name.

    Raises:
        SystemExit: one is not installed here.
    """
    asked = {canonicalize_name(r.name): str(r.specifier) for r in roots}
    extras: dict[str, set[str]] = {}
    dists: dict[str, Distribution] = {}
    waiting = list(roots)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in dists and requirement.extras <= extras[name]:
            continue
        extras.setdefault(name, set()).update(requirement.extras)
        try:
            dists[name] = find(name)
        except PackageNotFoundError:
            raise SystemExit(f"{requirement.name} is not installed here") from None
        waiting += needs(dists[name], extras[name])
    return [
        Package(
            dist.metadata["Name"], dist.version, licence_of(dist.metadata), link_of(dist.metadata),
            tuple(sorted({canonicalize_name(r.name) for r in needs(dist, extras[name])})), asked.get(name, ""),
        )
        for name, dist in sorted(dists.items())
    ]  # fmt: skip


def licence_of(metadata: Any) -> str:
    """The SPDX expression of a package, or empty where its metadata leave it open."""
    name = canonicalize_name(metadata["Name"])
    if name in READ:
        return READ[name]
    if metadata.get("License-Expression"):
        return str(metadata.get("License-Expression"))
    classifiers = [c.split(" :: ")[-1] for c in metadata.get_all("Classifier", []) if c.startswith("License :: ")]
    for said in (metadata.get("License") or "", *classifiers):
        spoken = SPOKEN.get(said.strip(), said.strip())
        if spoken and all(word in ADMITTED for word in re.split(r" AND | OR ", spoken)):
            return spoken
    return ""


def admitted(licence: str) -> bool:
    """Whether all parts of an SPDX expression are admitted, or those of one of its alternatives."""
    if not licence or "(" in licence:
        return False
    return any(all(part.strip() in ADMITTED for part in choice.split(" AND ")) for choice in licence.split(" OR "))


def link_of(metadata: Any) -> str:
    """The project's page: its repository before its home page, since pages move."""
    links = {}
    for line in metadata.get_all("Project-URL", []):
        label, _, url = line.partition(",")
        links[label.strip().lower()] = url.strip()
    found = [links[label] for label in ("source", "source code", "code", "repository", "github", "homepage", "home") if label in links]
    return next((url for url in (*found, metadata.get("Home-page"), *links.values()) if url and url.startswith("http")), "")


def table(packages: list[Package]) -> str:
    """``docs/licences.md``."""
    users = {p.name: [u.name for u in packages if canonicalize_name(p.name) in u.needs] for p in packages}
    lines = [
        "# Licences of the base install",
        "",
        f"What an install without extras brings, as resolved for {place()}; made by `python scripts/licences.py`,",
        "which also writes the CycloneDX bill of materials [sbom.cdx.json](sbom.cdx.json). No package is under the GPL or AGPL. Binary",
        "wheels bring libraries whose licences lie in the wheels; numpy's for Linux, for instance, GCC's run-time libraries (GPL with",
        "the run-time exception, LGPL).",
        "",
        "| package | asked for | version | licence | project |",
        "|---|---|---|---|---|",
    ]
    for p in packages:
        why = f"`{p.asked}`" if p.asked else f"by {', '.join(users[p.name])}"
        lines.append(f"| {p.name} | {why} | {p.version} | {p.licence} | {f'<{p.link}>' if p.link else ''} |")
    return "\n".join(lines) + "\n"


def place() -> str:
    version = ".".join(platform.python_version_tuple()[:2])
    return f"Python {version}, {platform.system()} {platform.machine()}"


def bill(packages: list[Package]) -> dict[str, Any]:
    """The bill of materials in the form of CycloneDX 1.6; the model in the wheel is a component too."""
    version = re.findall(r'__version__ = "(.+)"', (ROOT / "notice_nlp" / "__init__.py").read_text("utf-8"))[0]
    ref = f"pkg:pypi/notice-nlp@{version}"
    refs = {canonicalize_name(p.name): p.purl for p in packages}
    model = {
        "type": "machine-learning-model",
        "bom-ref": "notice-tagger",
        "name": "notice-tagger",
        "version": version,
        "description": "Fine-tuned from intfloat/multilingual-e5-small (MIT)",
        "licenses": [{"expression": "Apache-2.0 AND MIT"}],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": ref,
                "name": "notice-nlp",
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
                "purl": ref,
            },
            "properties": [{"name": "notice-nlp:resolved-for", "value": place()}],
        },
        "components": [model, *(component(p) for p in packages)],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(["notice-tagger", *(p.purl for p in packages if p.asked)])},
            {"ref": "notice-tagger"},
            *({"ref": p.purl, "dependsOn": [refs[n] for n in p.needs]} if p.needs else {"ref": p.purl} for p in packages),
        ],
    }


def component(p: Package) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "library", "bom-ref": p.purl, "name": p.name, "version": p.version}
    found |= {"licenses": [{"expression": p.licence}], "purl": p.purl}
    return found | ({"externalReferences": [{"type": "website", "url": p.link}]} if p.link else {})


def problems(packages: list[Package], listed: Iterable[str]) -> list[str]:
    """What keeps the base install from being published, one line each."""
    names = {canonicalize_name(name) for name in listed}
    bad = [f"{p.name} {p.version}: licence {p.licence or 'unknown'} is not admitted" for p in packages if not admitted(p.licence)]
    # What others need may differ from platform to platform.
    new = [p.name for p in packages if p.asked and canonicalize_name(p.name) not in names]
    return bad + [f"{name} is not in docs/sbom.cdx.json; run scripts/licences.py" for name in new]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a licence or a dependency wants looking at")
    args = parser.parse_args()
    packages = closure(base())
    # What is about to be written lists itself.
    listed = [c["name"] for c in json.loads(BILL.read_text("utf-8"))["components"]] if args.check else [p.name for p in packages]
    if found := problems(packages, listed):
        raise SystemExit("\n".join(found))
    if not args.check:
        LIST.write_text(table(packages), "utf-8", newline="\n")
        BILL.write_text(json.dumps(bill(packages), indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    print(f"{len(packages)} packages, {len({p.licence for p in packages})} licences, all admitted")


if __name__ == "__main__":
    main()
