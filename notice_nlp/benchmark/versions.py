"""A corpus's change files as records: pairs of texts with what changed between them, for JSON Lines of a stable schema.

A record of versions has ``id``, ``notice``, ``language``, ``split``, ``from_version``, ``to_version``, ``text_old``, ``text_new``,
``kinds`` and ``changes``; one of divergences has ``text_de`` and ``text_en`` instead of the two texts and versions. A change has
``kind``, ``row`` (an id as in the gold records, ``r3``; of versions also ``rows`` and ``into``, several ids with blanks between),
``concept`` and ``to`` (taxonomy ids), each an empty string where it isn't stated; and its passages ``old`` and ``new``, or ``de``
and ``en``, as ``[start, end]`` in code points of the text of that name, or None where that side has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.changes import DIVERGENCE_KINDS, VERSION_KINDS, apply
from notice_nlp.benchmark.inline import MarkupError, parse_inline

DIVERGED = "div"


def version_records(folder: Path, split_of: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """The versions that ``changes/<notice>.<language>.v2`` and so on make of a corpus's notices, each from the one before.

    Raises:
        MarkupError: a change file can't be applied; the message names it.
    """
    for first in sorted((folder / "changes").glob("*.v2")):
        notice, language, _ = first.name.rsplit(".", 2)
        marked, number = _source(folder, notice, language), 2
        while (path := first.with_suffix(f".v{number}")).exists():
            changed, changes = _applied(path, marked, VERSION_KINDS)
            yield {
                "id": path.name,
                "notice": notice,
                "language": language,
                "split": split_of(notice),
                "from_version": f"v{number - 1}",
                "to_version": f"v{number}",
                "text_old": parse_inline(marked)["text"],
                "text_new": parse_inline(changed)["text"],
                "kinds": list(dict.fromkeys(c["kind"] for c in changes)),
                "changes": [_version_change(c) for c in changes],
            }
            marked, number = changed, number + 1


def divergence_records(folder: Path, split_of: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """The English texts that ``changes/<notice>.en.div`` makes diverge from the German ones. Raises MarkupError as above."""
    for path in sorted((folder / "changes").glob(f"*.en.{DIVERGED}")):
        notice = path.name.rsplit(".", 2)[0]
        german = _source(folder, notice, "de")
        changed, changes = _applied(path, _source(folder, notice, "en"), DIVERGENCE_KINDS, german)
        yield {
            "id": path.name,
            "notice": notice,
            "language": "en",
            "split": split_of(notice),
            "text_de": parse_inline(german)["text"],
            "text_en": parse_inline(changed)["text"],
            "kinds": list(dict.fromkeys(c["kind"] for c in changes)),
            "changes": [{**_stated(c), "de": c.get("other"), "en": c.get("new")} for c in changes],
        }


def _source(folder: Path, notice: str, language: str) -> str:
    return (folder / "source" / f"{notice}.{language}.txt").read_text("utf-8")


def _applied(path: Path, marked: str, kinds: tuple[str, ...], counterpart: str = "") -> tuple[str, list[dict[str, Any]]]:
    try:
        return apply(marked, path.read_text("utf-8"), kinds, counterpart)
    except MarkupError as error:
        raise MarkupError(f"{path}: {error}") from None


def _version_change(change: Mapping[str, Any]) -> dict[str, Any]:
    several = {name: " ".join(_row_id(n) for n in change.get(name, "").split(",")) for name in ("rows", "into")}
    return {**_stated(change), **several, "old": change.get("old"), "new": change.get("new")}


def _stated(change: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": change["kind"], "row": _row_id(change.get("row", "")), "concept": change.get("concept", ""), "to": change.get("to", "")}


def _row_id(number: str) -> str:
    """``3`` as ``r3``; none for 0, which stands outside all rows."""
    return "" if number in {"", "0"} else f"r{number}"
