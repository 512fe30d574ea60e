#!/usr/bin/env python
"""Agreement between the corpus's annotation and an independent second pass.

    python scripts/agreement.py corpora/privacy_notices

``second_pass/<id>.<language>.txt`` holds the same text with the second annotator's marks. Prints strict and overlap F1 of
mentions, strict F1 of span and concept, and Krippendorff's alpha (nominal, 2 annotators) over words, each word bearing the concept
of its mention or none.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from notice_nlp.benchmark.inline import parse_inline


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


def f1(hits_a: int, a: int, hits_b: int, b: int) -> float:
    """F1 of one pass against the other."""
    precision, recall = hits_b / max(1, b), hits_a / max(1, a)
    return 2 * precision * recall / max(1e-9, precision + recall)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    counts: Counter[str] = Counter()
    pairs: list[tuple[str, str]] = []
    files = sorted((folder / "second_pass").glob("*.txt"))
    for file in files:
        first, second = (parse_inline(p.read_text("utf-8")) for p in (folder / "source" / file.name, file))
        if first["text"].rstrip() != second["text"].rstrip():
            print(f"{file}: the text is not the source's", file=sys.stderr)
            return 1
        spans = [{(m["start"], m["end"]): m["category"] for m in r["mentions"]} for r in (first, second)]
        one, two = spans
        counts["first"] += len(one)
        counts["second"] += len(two)
        counts["strict"] += len(one.keys() & two.keys())
        counts["concept"] += len(one.items() & two.items())
        counts["overlap first"] += sum(any(a < d and c < b for c, d in two) for a, b in one)
        counts["overlap second"] += sum(any(a < d and c < b for c, d in one) for a, b in two)
        pairs.extend(zip(word_labels(first), word_labels(second), strict=True))
    marked = [(str(bool(a)), str(bool(b))) for a, b in pairs]
    n, m = counts["first"], counts["second"]
    print(f"{len(files)} texts, {n} and {m} mentions, {len(pairs)} words")
    print(f"strict F1 {f1(counts['strict'], n, counts['strict'], m):.3f}")
    print(f"overlap F1 {f1(counts['overlap first'], n, counts['overlap second'], m):.3f}")
    print(f"span and concept, strict F1 {f1(counts['concept'], n, counts['concept'], m):.3f}")
    print(f"Krippendorff's alpha {alpha(pairs):.3f} (concepts), {alpha(marked):.3f} (mention or not)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
