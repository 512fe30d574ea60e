"""The label space of the model's heads, derived from the taxonomy's groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROLES = ("purpose", "legal_basis", "recipients", "retention")
ROW_STATES = ("none", "begins", "continues")


@dataclass(frozen=True, slots=True)
class Labels:
    """``groups``: of data mentions; ``concepts``: taxonomy ids; both in the order of the model's outputs."""

    groups: tuple[str, ...]
    concepts: tuple[str, ...]

    @property
    def tags(self) -> list[str]:
        """BIO tags of data mentions."""
        return bio(self.groups)

    @property
    def role_tags(self) -> list[str]:
        """BIO tags of row roles."""
        return bio(ROLES)


def bio(names: Sequence[str]) -> list[str]:
    """``O``, then ``B-`` and ``I-`` of each name."""
    return ["O", *(f"{prefix}-{name}" for name in names for prefix in "BI")]
