#!/usr/bin/env python
"""Builds a corpus folder's JSON Lines from its inline-annotated sources.

    python scripts/build_corpus.py corpora/privacy_notices

``source/<id>.<language>.txt`` holds a notice with its annotation in place (see ``notice_nlp/benchmark/inline.py``),
``source/index.json`` what is known of each, ``changes/`` their next versions and diverging translations, which go into
``versions_<split>.jsonl`` and ``divergences_<split>.jsonl`` (see ``notice_nlp/benchmark/versions.py``).
Splits are by company: both languages of a notice are in one. A notice's split is drawn from the hash of its id, so
that adding notices moves none.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

from notice_nlp.benchmark.gold import SPLITS
from notice_nlp.benchmark.inline import MarkupError, parse_inline
from notice_nlp.benchmark.versions import divergence_records, version_records


def split_of(name: str) -> str:
    """``train`` (76 %), ``dev`` (10 %) or ``test`` (14 %)."""
    draw = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 100
    return "test" if draw < 14 else "dev" if draw < 24 else "train"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    index = json.loads((folder / "source" / "index.json").read_text("utf-8"))
    lines: dict[str, list[str]] = {s: [] for s in SPLITS}
    counts: Counter[str] = Counter()
    failed = 0
    for name, meta in sorted(index.items()):
        for language in ("de", "en"):
            path = folder / "source" / f"{name}.{language}.txt"
            try:
                record = parse_inline(path.read_text("utf-8"), id=f"{name}.{language}", notice=name, language=language, version="", **meta)
            except (OSError, MarkupError) as error:
                print(f"{path}: {error}", file=sys.stderr)
                failed += 1
                continue
            split = split_of(name)
            lines[split].append(json.dumps(record, ensure_ascii=False))
            counts[f"{split} {language} mentions"] += len(record["mentions"])
            counts[f"{split} {language} notices"] += 1
    for split in SPLITS:
        (folder / f"{split}.jsonl").write_text("".join(f"{line}\n" for line in lines[split]), "utf-8", newline="\n")
    for name, make in (("versions", version_records), ("divergences", divergence_records)):
        try:
            pairs = list(make(folder, split_of))
        except (OSError, MarkupError) as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        for split in SPLITS:
            own = [json.dumps(pair, ensure_ascii=False) for pair in pairs if pair["split"] == split]
            (folder / f"{name}_{split}.jsonl").write_text("".join(f"{line}\n" for line in own), "utf-8", newline="\n")
            counts[f"{split} {name}"] = len(own)
    for what, number in sorted(counts.items()):
        print(f"{what}: {number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
