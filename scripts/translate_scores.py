#!/usr/bin/env python
"""Scores the wordings of data, the shipped translation memory and drafts of whole rows on the corpus.

    python scripts/translate_scores.py items --split dev
    python scripts/translate_scores.py memory --split test
    python scripts/translate_scores.py rows --split test --engine de:marian:models/de-en --engine en:marian:models/en-de

Items: mentions of both languages are paired by row, concept and order. ``exact`` is the reference's wording (whatever its
case, hyphens and blanks; in German also its inflection), ``admitted`` a term of the same entry of the term base as the
reference, ``number`` the reference's stems in another number. Memory: the share of sentences for which a unit at least so
like is found, and how like its translation is to the reference's (share of characters kept); ``filled`` are those that a draft
fills in. Rows: chrF and BLEU by sacrebleu; a row is the blocks that its spans stand in. Units of the split's own notices are
taken out of the memory.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notice_nlp.analyse import parse
from notice_nlp.benchmark.gold import load_gold, signature
from notice_nlp.taxonomy.normalise import expansions
from notice_nlp.taxonomy.words import key
from notice_nlp.translate.aligned import units_of
from notice_nlp.translate.engines import open_engine
from notice_nlp.translate.items import Item, translate_item
from notice_nlp.translate.memory import Memory, Unit, normal
from notice_nlp.translate.memory_files import shipped_units
from notice_nlp.translate.near import CANDIDATES, recall
from notice_nlp.translate.termbase import FORBIDDEN, default_termbase, fold

FOLDER = Path(__file__).parents[1] / "corpora" / "privacy_notices"
THRESHOLDS = (0.6, 0.75, 0.9, 1.0)
AROUND = 60
KINDS = ("exact", "admitted", "number", "other")


@dataclass(frozen=True, slots=True)
class Wording:
    """A mention's text with what stands before and after it."""

    text: str
    before: str
    after: str


def pairs(records: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Wording]]]:
    """Concept and wordings by language of mentions that correspond: same row, same concept, same place among its like."""
    notices: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for record in records:
        notices[record["notice"]][record["language"]] = record
    for sides in notices.values():
        rows = {language: {row["id"]: _by_concept(side, row) for row in side["rows"]} for language, side in sides.items()}
        for id, german in rows["de"].items():
            english = rows["en"].get(id, {})
            for concept, wordings in german.items():
                if len(wordings) == len(english.get(concept, ())):
                    for a, b in zip(wordings, english[concept], strict=True):
                        yield concept, {"de": a, "en": b}


def _by_concept(record: dict[str, Any], row: dict[str, Any]) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = defaultdict(list)
    text = record["text"]
    for mention in (record["mentions"][i] for i in row["data"]):
        start, end = mention["start"], mention["end"]
        wording = Wording(" ".join(text[start:end].split()), text[max(0, start - AROUND) : start], text[end : end + AROUND])
        found[mention["category"]].append(wording)
    return found


def judge(item: Item, reference: Wording, language: str) -> str:
    """One of :data:`KINDS`."""
    accepted = [reference.text, *expansions(reference.text, reference.after, language)]
    if any(fold(item.text) == fold(r) for r in accepted):
        return "exact"
    same_stems = any(key(item.text, language) == key(r, language) for r in accepted)
    if same_stems and language == "de":
        return "exact"
    hits = (h for r in accepted for h in default_termbase().hits(r, language))
    if any(h.entry.id == item.entry and h.term.status != FORBIDDEN for h in hits):
        return "admitted"
    return "number" if same_stems else "other"


def score_items(records: Sequence[dict[str, Any]], source: str, target: str) -> str:
    """The figures of one direction, in a line."""
    counts: Counter[str] = Counter()
    for concept, sides in pairs(records):
        wording = sides[source]
        item = translate_item(wording.text, concept, source, target, wording.after, preceding=wording.before)
        counts["items"] += 1
        if item:
            counts["found"] += 1
            counts[item.status] += 1
            kind = judge(item, sides[target], target)
            counts[kind] += 1
            counts[f"{item.status} right"] += kind in {"exact", "admitted"}
    right, found = counts["exact"] + counts["admitted"], max(1, counts["found"])
    shares = "  ".join(f"{k} {counts[k] / found:.3f}" for k in KINDS)
    terms = f"terms {counts['term right']}/{counts['term']}, composed {counts['composed right']}/{counts['composed']}"
    covered = f"found {found}/{counts['items']} ({found / max(1, counts['items']):.3f})"
    return f"{source}→{target}: {covered}  of these right {right / found:.3f} ({shares}; {terms})"


def references(records: Sequence[dict[str, Any]]) -> list[Unit]:
    """What the notices' own alignment says is a sentence's translation, German to English."""
    texts = {r["id"]: r["text"] for r in records}
    names = dict.fromkeys(r["notice"] for r in records)
    found = (units_of(*(parse(texts[f"{name}.{l}"], language=l) for l in ("de", "en"))) for name in names)
    return [unit for units in found for unit in units if normal(unit.source) != normal(unit.target)]


def score_memory(units: Sequence[Unit], memory: Memory) -> Iterator[str]:
    """The figures of one direction, a line for each threshold."""
    from rapidfuzz.fuzz import ratio

    source, target = units[0].source_language, units[0].target_language
    best: list[tuple[float, float]] = []
    filled: dict[str, list[float]] = defaultdict(list)
    for unit in units:
        found = memory.search(unit.source, source, target, limit=1, min_score=min(THRESHOLDS))
        best.append((found[0].score, ratio(normal(found[0].target), normal(unit.target)) / 100) if found else (0.0, 0.0))
        hits = memory.search(unit.source, source, target, CANDIDATES)
        if hits and (known := recall(unit.source, hits, source, target)):
            filled[known.origin].append(ratio(normal(known.target), normal(unit.target)) / 100)
    for origin, alike in sorted(filled.items()):
        mean = sum(alike) / len(alike)
        yield f"{source}→{target} filled in as {origin}: {len(alike)}/{len(best)}, {mean:.3f} like the reference"
    for threshold in THRESHOLDS:
        alike = [likeness for score, likeness in best if score >= threshold]
        share, mean = len(alike) / max(1, len(best)), sum(alike) / max(1, len(alike))
        yield f"{source}→{target} at {threshold:.2f}: {len(alike)}/{len(best)} ({share:.3f}), translations {mean:.3f} like the reference"


def memory_without(records: Sequence[dict[str, Any]]) -> Memory:
    """The shipped memory without the units of these notices."""
    names = {f"corpus:{r['notice']}" for r in records}
    return Memory(u for u in shipped_units() if u.origin not in names)


def score_rows(records: Sequence[dict[str, Any]], source: str, target: str, memory: Memory, engines: Sequence[str]) -> Iterator[str]:
    """The figures of one direction; an engine is given as SOURCE:SPEC, and put to work on the notices in that language."""
    from row_scores import Rows, drafted, report, row_pairs

    pairs, notices = row_pairs(records, source, target)
    rows = Rows(pairs)
    own = [spec.partition(":")[2] for spec in engines if spec.startswith(f"{source}:")]
    drafted(rows, notices, target, memory, [open_engine(spec, source, target) for spec in own])
    return report(rows, source, target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("items", "memory", "rows"))
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"), help="test is for reporting, not for tuning")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--engine", action="append", default=[], metavar="SOURCE:SPEC", help="for rows: an engine from de or en")
    args = parser.parse_args()
    records = load_gold(args.folder / f"{args.split}.jsonl")
    if args.what == "items":
        print(signature(records, args.split, "pairs:row+concept"))
        print("\n".join(score_items(records, a, b) for a, b in (("de", "en"), ("en", "de"))))
        return 0
    memory = memory_without(records)
    if args.what == "rows":
        print(signature(records, args.split, "pairs:row", f"memory:{len(memory)}"))
        for a, b in (("de", "en"), ("en", "de")):
            print("\n".join(score_rows(records, a, b, memory, args.engine)))
        return 0
    units = references(records)
    print(signature(records, args.split, "units:sentence", f"memory:{len(memory)}"))
    for direction in (units, [unit.reversed() for unit in units]):
        print("\n".join(score_memory(direction, memory)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
