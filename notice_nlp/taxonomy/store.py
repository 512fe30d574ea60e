"""The taxonomy as data: concepts of personal data, purposes, legal bases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

ROOT = "dpv:PersonalData"


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of personal data.

    ``special`` is ``art9``, ``art10`` or None; ``label`` and ``definition`` hold ``de`` and ``en``; ``synonyms``
    the wordings that mean it, per language, each of one concept only; ``mappings`` the DPV IRI with its relation
    (``exact`` or ``broader``), the Google Play data-safety type and the TILT wording, where they exist. An
    ``abstract`` concept only holds others together; mentions are not assigned to it.
    """

    id: str
    broader: str
    group: str
    special: str | None
    label: Mapping[str, str]
    definition: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mappings: Mapping[str, Any] = field(default_factory=dict)
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All concepts by id, in the file's order."""

    version: str
    concepts: Mapping[str, Concept]

    def __getitem__(self, id: str) -> Concept:
        return self.concepts[id]

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    @property
    def assignable(self) -> list[Concept]:
        """The concepts that a mention can have."""
        return [c for c in self if not c.abstract]

    @property
    def groups(self) -> list[str]:
        """The coarse groups of assignable concepts, in order of first appearance."""
        return list(dict.fromkeys(c.group for c in self.assignable))

    def ancestors(self, id: str) -> list[str]:
        """The ids over a concept, nearest first, ending at the root."""
        found: list[str] = []
        current = self.concepts.get(id)
        while current and current.broader and current.broader not in found:
            found.append(current.broader)
            current = self.concepts.get(current.broader)
        return found

    def search(self, words: str) -> list[Concept]:
        """Concepts whose id, label or a synonym contains all the words, best (shortest match) first."""
        wanted = words.casefold().split()
        hits: list[tuple[int, int, Concept]] = []
        for order, concept in enumerate(self):
            texts = [concept.id, *concept.label.values(), *(s for l in concept.synonyms.values() for s in l)]
            matching = [len(t) for t in texts if all(w in t.casefold() for w in wanted)]
            if matching:
                hits.append((min(matching), order, concept))
        return [concept for _, _, concept in sorted(hits, key=lambda h: h[:2])]


def _load(name: str) -> Any:
    return json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy that ships with the package."""
    data = _load("concepts.json")
    concepts = {}
    for raw in data["concepts"]:
        synonyms = {lang: tuple(words) for lang, words in raw.get("synonyms", {}).items()}
        concepts[raw["id"]] = Concept(**{**raw, "synonyms": synonyms})
    return Taxonomy(str(data["version"]), concepts)
