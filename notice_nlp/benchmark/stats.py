"""What a gold corpus holds, in figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from notice_nlp.benchmark.gold import Entry, signature
from notice_nlp.benchmark.near_duplicates import SHINGLE, SIMILARITY, duplicates, sentences_of
from notice_nlp.taxonomy.store import taxonomy
from notice_nlp.taxonomy.words import tokens

RARE = 15


def statistics(found: Sequence[Entry]) -> dict[str, Any]:
    """Figures of a corpus, as they go into JSON.

    ``words`` are stretches without white space; ``tokens`` are words as the term base normalises them (lower case, no
    punctuation), ``types`` the different ones. ``concepts`` counts a concept's mentions in each language, negated ones
    included, and lists those that some language mentions fewer than 15 times. For ``duplicates`` see
    :mod:`notice_nlp.benchmark.near_duplicates`.
    """
    records = [e.record for e in found]
    splits = dict.fromkeys(e.split for e in found)
    languages = sorted({r["language"] for r in records})
    return {
        "signature": signature(records, "+".join(splits), f"near:jaccard>={SIMILARITY},{SHINGLE}-grams"),
        "notices": len({r["notice"] for r in records}),
        "texts": len(records),
        "languages": dict(Counter(r["language"] for r in records)),
        "sectors": _counted(records, "sector"),
        "layouts": _counted(records, "layout"),
        "parts": [
            {"language": lang, "split": split, **_sums([e.record for e in found if (e.record["language"], e.split) == (lang, split)])}
            for lang in languages
            for split in splits
            if any((e.record["language"], e.split) == (lang, split) for e in found)
        ],
        "vocabulary": {lang: _vocabulary([r for r in records if r["language"] == lang]) for lang in languages},
        "concepts": _concepts(records, languages),
        "duplicates": {
            lang: asdict(duplicates([s for e in found if e.record["language"] == lang for s in sentences_of(e.record, e.split)]))
            for lang in languages
        },
    }


def _counted(records: Sequence[Mapping[str, Any]], name: str) -> dict[str, int]:
    """How many notices (not texts) there are of each value, the most frequent first."""
    of_notice = {r["notice"]: r.get(name, "") for r in records}
    return dict(sorted(Counter(v for v in of_notice.values() if v).items(), key=lambda kv: (-kv[1], kv[0])))


def _sums(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {
        "texts": len(records),
        "words": sum(len(r["text"].split()) for r in records),
        "mentions": sum(len(r["mentions"]) for r in records),
        "negated": sum(m["negated"] for r in records for m in r["mentions"]),
        "rows": sum(len(r["rows"]) for r in records),
    }


def _vocabulary(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counts = Counter(word for r in records for word in tokens(r["text"]))
    return {"tokens": counts.total(), "types": len(counts)}


def _concepts(records: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        counts[record["language"]].update(m["category"] for m in record["mentions"])
    known = [c.id for c in taxonomy().assignable]
    fewest = {id: min(counts[lang][id] for lang in languages) for id in known}
    rare = sorted((id for id in known if fewest[id] < RARE), key=lambda id: (fewest[id], id))
    return {
        "known": len(known),
        "mentioned": {lang: sum(counts[lang][id] > 0 for id in known) for lang in languages},
        "fewest": min(fewest.values()),
        f"under_{RARE}": {id: {lang: counts[lang][id] for lang in languages} for id in rare},
    }


def lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures as plain text."""
    yield f"{figures['notices']:,} notices in {figures['texts']:,} texts"
    for name in ("sectors", "layouts"):
        yield f"{len(figures[name])} {name}: " + ", ".join(f"{k} {n}" for k, n in figures[name].items())
    yield ""
    heads = ("language", "split", "texts", "words", "mentions", "negated", "rows")
    yield from aligned(heads, [[part[h] for h in heads] for part in figures["parts"]])
    yield ""
    yield from aligned(("language", "tokens", "types"), [[lang, *v.values()] for lang, v in figures["vocabulary"].items()])
    yield ""
    concepts = figures["concepts"]
    mentioned = ", ".join(f"{n} in {lang}" for lang, n in concepts["mentioned"].items())
    rare = concepts[f"under_{RARE}"]
    yield f"concepts mentioned, of {concepts['known']}: {mentioned}; the rarest {concepts['fewest']} times"
    yield f"{len(rare)} of them fewer than {RARE} times per language" + (":" if rare else "")
    for id, counts in rare.items():
        yield f"  {id}  " + ", ".join(f"{lang} {n}" for lang, n in counts.items())
    yield ""
    yield f"sentences shared between notices (near: Jaccard of word {SHINGLE}-grams at least {SIMILARITY})"
    shares = [
        [lang, d["sentences"], d["exact"], d["near"], f"{100 * d['near'] / max(1, d['sentences']):.2f}", d["across_splits"]]
        for lang, d in figures["duplicates"].items()
    ]
    yield from aligned(("language", "sentences", "exact", "near", "near %", "across splits"), shares)
    yield ""
    yield str(figures["signature"])


def aligned(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Aligned columns, numbers to the right."""
    cells = [list(heads), *([f"{c:,}" if isinstance(c, int) else str(c) for c in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    numeric = [all(isinstance(row[i], int) for row in rows) or heads[i].endswith("%") for i in range(len(heads))]
    for row in cells:
        yield "  ".join(c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)).rstrip()
