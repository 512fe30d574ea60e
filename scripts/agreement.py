#!/usr/bin/env python
"""Agreement between two independent annotation passes over a corpus's texts.

    python scripts/agreement.py corpora/privacy_notices

``first_pass/<id>.<language>.txt`` and ``second_pass/<id>.<language>.txt`` hold the same text, each with its own
annotator's marks. ``source/`` is not read: there the passes' disagreements are resolved. Prints strict and overlap F1
of mentions, strict F1 of span and concept, F1 of negation and pairs, and Krippendorff's alpha (nominal, 2 annotators)
over words, each word bearing the concept of its mention or none.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.inline import parse_inline
from notice_nlp.benchmark.metrics import score


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha for nominal labels of two annotators without missing values (Krippendorff 2011)."""
    totals = Counter(label for pair in pairs for label in pair)
    n = sum(totals.values())
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(c * (c - 1) for c in totals.values()) / (n * (n - 1))
    return 1 - observed / expected if expected else 1.0


def word_labels(record: dict[str, Any]) -> list[str]:
    """The concept of the mention that each word lies in, or an empty string."""
    labels = []
    for word in re.finditer(r"\w+", record["text"]):
        inside = [m for m in record["mentions"] if m["start"] < word.end() and word.start() < m["end"]]
        labels.append(inside[0]["category"] if inside else "")
    return labels


def read_passes(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The records of both passes over each text of ``second_pass/``, the first pass's in front.

    Raises:
        ValueError: there is no second pass, a text has no first pass, or its two passes differ in their words.
    """
    passes = []
    for file in sorted((folder / "second_pass").glob("*.txt")):
        before = folder / "first_pass" / file.name
        if not before.exists():
            raise ValueError(f"{before}: there is no such first pass")
        first, second = (parse_inline(p.read_text("utf-8")) for p in (before, file))
        if first["text"].rstrip() != second["text"].rstrip():
            raise ValueError(f"{file}: the text is not the first pass's")
        passes.append((first, second))
    if not passes:
        raise ValueError(f"{folder}: there is no second pass")
    return passes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    try:
        passes = read_passes(parser.parse_args().folder)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    pairs = [pair for one, two in passes for pair in zip(word_labels(one), word_labels(two), strict=True)]
    marked = [(str(bool(a)), str(bool(b))) for a, b in pairs]
    n, m = (sum(len(r[side]["mentions"]) for r in passes) for side in (0, 1))
    scores = score(passes).scores
    print(f"{len(passes)} texts, {n} and {m} mentions, {len(pairs)} words")
    print(f"strict F1 {scores['strict']:.3f}")
    print(f"overlap F1 {scores['overlap']:.3f}")
    print(f"span and concept, strict F1 {scores['strict_concept']:.3f}")
    print(f"negation F1 {scores['negation']:.3f}, purpose-concept pairs F1 {scores['pair']:.3f}")
    print(f"Krippendorff's alpha {alpha(pairs):.3f} (concepts), {alpha(marked):.3f} (mention or not)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
