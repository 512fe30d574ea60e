"""Drafts of whole rows against the other language's rows: chrF, BLEU and terms, for what the package knows and for engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from notice_nlp.analyse import parse
from notice_nlp.notice import Notice, Span
from notice_nlp.translate.draft import draft
from notice_nlp.translate.engines import Engine
from notice_nlp.translate.engines.terms import faults
from notice_nlp.translate.memory import Memory
from notice_nlp.view import clean

ROLES = ("purpose", "legal_basis", "recipients", "retention")


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row's blocks in both languages, and where those of the source stand."""

    notice: str
    source: str
    reference: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Rows:
    """The rows of a direction, and what each system made of them: texts in the rows' order, and which are whole."""

    pairs: list[RowPair]
    made: dict[str, list[str]] = field(default_factory=dict)
    whole: dict[str, list[bool]] = field(default_factory=dict)
    segments: dict[str, tuple[int, int]] = field(default_factory=dict)


def row_pairs(records: Sequence[dict[str, Any]], source: str, target: str) -> tuple[list[RowPair], dict[str, Notice]]:
    """Rows that both languages have under one id, each stretch of text once; and the source notices as they are read."""
    sides: dict[str, dict[str, tuple[dict[str, Any], Notice]]] = defaultdict(dict)
    for record in records:
        sides[record["notice"]][record["language"]] = record, parse(record["text"], language=record["language"])
    pairs: dict[tuple[str, tuple[Span, ...]], RowPair] = {}
    for name, both in sides.items():
        if len(both) < 2:
            continue
        regions = {l: {row["id"]: _region(record, row, notice) for row in record["rows"]} for l, (record, notice) in both.items()}
        for id, spans in regions[source].items():
            if there := regions[target].get(id):
                texts = _text(both[source][1], spans), _text(both[target][1], there)
                pairs.setdefault((name, spans), RowPair(name, *texts, spans))
    return list(pairs.values()), {name: both[source][1] for name, both in sides.items() if source in both}


def _region(record: dict[str, Any], row: dict[str, Any], notice: Notice) -> tuple[Span, ...]:
    """The blocks that a row's spans stand in."""
    mentions = [record["mentions"][i] for i in row["data"]]
    spans = [*((m["start"], m["end"]) for m in mentions), *((s[0], s[1]) for role in ROLES for s in row[role])]
    blocks = [(b.start, b.end) for b in notice.blocks]
    return tuple(b for b in dict.fromkeys(blocks) if any(s < b[1] and b[0] < e for s, e in spans))


def _text(notice: Notice, spans: Sequence[Span]) -> str:
    return " ".join(" ".join(clean(notice[s]).split()) for s in spans)


def drafted(rows: Rows, notices: dict[str, Notice], target: str, memory: Memory, engines: Sequence[Engine]) -> None:
    """Adds the systems: ``source`` copies, ``embedded`` has term base and memory, each engine translates the rest."""
    rows.made["source"] = [p.source for p in rows.pairs]
    rows.whole["source"] = [True] * len(rows.pairs)
    for engine in (None, *engines):
        name = engine.name if engine else "embedded"
        targets: dict[str, list[tuple[Span, str]]] = {}
        for id, notice in notices.items():
            made = draft(notice, target, memory, engine)
            # What is not to be translated stands in the translation as it is.
            targets[id] = [(s.span, s.target if s.translate else s.source) for s in made.segments]
        texts = [[t for (a, b), t in targets[p.notice] if any(s <= a and b <= e for s, e in p.spans)] for p in rows.pairs]
        rows.made[name] = [" ".join(" ".join(t.split()) for t in row if t) for row in texts]
        rows.whole[name] = [bool(row) and all(row) for row in texts]
        rows.segments[name] = sum(bool(t) for row in texts for t in row), sum(len(row) for row in texts)


def report(rows: Rows, source: str, target: str) -> Iterator[str]:
    """A line per system: chrF and BLEU over all rows (what is not translated is empty) and over those translated whole, and the
    share of whole rows with a term that is not admitted, of these with a known mistake."""
    from sacrebleu.metrics import BLEU, CHRF

    references = [p.reference for p in rows.pairs]
    human = _terms(rows, references, [True] * len(references), source, target)
    yield f"{source}→{target}: {len(references)} rows; reference: terms {human}"
    metrics = CHRF(), BLEU()
    for name, made in rows.made.items():
        whole = [i for i, w in enumerate(rows.whole[name]) if w]
        done, of = rows.segments.get(name, (0, 0))
        figures = [f"{m.corpus_score(made, [references]).score:.1f}" for m in metrics]
        some = [f"{m.corpus_score([made[i] for i in whole], [[references[i] for i in whole]]).score:.1f}" for m in metrics if whole]
        line = f"  {name}: chrF {figures[0]} BLEU {figures[1]}"
        if of:
            line += f"; segments {done}/{of}; rows whole {len(whole)}" + (f" (chrF {some[0]} BLEU {some[1]})" if some else "")
            line += f"; terms {_terms(rows, made, rows.whole[name], source, target)}"
        yield line
    yield f"  chrF {metrics[0].get_signature()}"
    yield f"  BLEU {metrics[1].get_signature()}"


def _terms(rows: Rows, made: Sequence[str], whole: Sequence[bool], source: str, target: str) -> str:
    found = [faults(p.source, t, source, target) for p, t, w in zip(rows.pairs, made, whole, strict=True) if w]
    if not found:
        return "–"
    return f"{sum(map(bool, found)) / len(found):.3f} not admitted, {sum(any(f.wrong for f in fs) for fs in found) / len(found):.3f} wrong"
