"""Checks a translator's pairs of segments: the comparison of notices in two languages, with the links already known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from notice_nlp.analyse import analyse
from notice_nlp.compare.core import compare, graded
from notice_nlp.compare.messages import kinds
from notice_nlp.compare.severity import Rule
from notice_nlp.compare.types import SEVERITIES, Comparison, Finding, Link
from notice_nlp.errors import BadInput
from notice_nlp.extract.session import Tagger
from notice_nlp.notice import Block, Notice, Span
from notice_nlp.read.document import Document
from notice_nlp.read.language import SUPPORTED, detect
from notice_nlp.read.plain import read_plain
from notice_nlp.translate.literals import differences
from notice_nlp.translate.segments import Draft, Note, Segment
from notice_nlp.view import clean

EMPTY, SAME = "empty_target", "target_is_source"
# Words of the two findings that only pairs have; both leave something untranslated.
_OWN = {
    EMPTY: {"de": "Nicht übersetzt: Das Ziel ist leer.", "en": "Not translated: the target is empty."},
    SAME: {"de": "Das Ziel ist wörtlich die Quelle.", "en": "The target is the source, word for word."},
}
FEW = 5
_WORD = re.compile(r"[^\W\d_]{2,}")


def check_kinds() -> frozenset[str]:
    """The kinds of notes that a check may put on a segment."""
    return frozenset({*kinds(), *_OWN})


def languages_of(draft: Draft, source: str = "auto", target: str = "auto") -> tuple[str, str]:
    """The two languages of a draft as ``de`` or ``en``: those given, else as its file states them, else by the texts.

    Raises:
        BadInput: a language that is not supported or can't be told, or the same one twice.
    """
    found = []
    for side, given, stated in (("source", source, draft.source_language), ("target", target, draft.target_language)):
        language = given if given != "auto" else re.split("[-_]", stated)[0].casefold()
        if not language:
            language = detect(" ".join(getattr(s, side) for s in draft.segments))
        if language not in SUPPORTED:
            what = f"{side} language {language!r} is not supported" if language else f"too little text to tell the {side} language"
            raise BadInput(f"{what} (German and English are)")
        found.append(language)
    if found[0] == found[1]:
        raise BadInput(f"source and target are both {found[0]!r}; give the languages if that is wrong")
    return found[0], found[1]


def check(
    pairs: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    *,
    parts: Sequence[str] = (),
    report_language: str | None = None,
    tagger: Tagger | None = None,
    rules: Sequence[Rule] | None = None,
) -> list[tuple[Note, ...]]:
    """Notes for each pair of source and target, the gravest first.

    Args:
        pairs: sources and targets in the order of the notice.
        source_language: ``de`` or ``en``.
        target_language: the other one.
        parts: what each segment states (``Segment.part``), where known; else headings are told by their looks.
        report_language: language of the notes; default: ``target_language``.
        tagger: another model than the shipped one.
        rules: other rules of severity than the package's.

    Raises:
        ValueError: a language is not supported, or both are the same.
    """
    language = report_language or target_language
    if {source_language, target_language, language} - set(SUPPORTED) or source_language == target_language:
        raise ValueError(f"languages {source_language!r} and {target_language!r} are not the two of {', '.join(SUPPORTED)}")
    notes: list[list[Note]] = [[] for _ in pairs]
    full = [i for i, (source, target) in enumerate(pairs) if clean(source) and clean(target)]
    for i, (source, target) in enumerate(pairs):
        if clean(source) and not clean(target):
            notes[i].append(Note(_OWN[EMPTY][language], "medium", EMPTY))
        elif clean(source) == clean(target) and _translatable(source):
            # A few words may be a name or an address.
            notes[i].append(Note(_OWN[SAME][language], "medium" if len(source.split()) > FEW else "low", SAME))
    if full:
        sides = _sides([pairs[i] for i in full], [parts[i] for i in full] if parts else _looks([pairs[i][0] for i in full]))
        notices = [
            analyse(Document(s.text, s.blocks, "segments"), language=l, tagger=tagger)
            for s, l in zip(sides, (source_language, target_language), strict=True)
        ]
        for i, note in _compared(notices[0], notices[1], language, rules):
            if not (note.kind == "untranslated" and any(n.kind == SAME for n in notes[full[i]])):
                notes[full[i]].append(note)
    return [tuple(sorted(dict.fromkeys(n), key=lambda n: SEVERITIES.index(n.severity))) for n in notes]


def check_draft(
    draft: Draft,
    source_language: str = "auto",
    target_language: str = "auto",
    *,
    report_language: str | None = None,
    tagger: Tagger | None = None,
    rules: Sequence[Rule] | None = None,
) -> dict[str, tuple[Note, ...]]:
    """Notes by segment id of a draft or a translator's file; what is not to be translated is left out.

    Raises:
        BadInput: see :func:`languages_of`.
    """
    source, target = languages_of(draft, source_language, target_language)
    chosen = [s for s in draft.segments if s.translate]
    parts = [s.part for s in chosen] if any(s.part != "text" for s in chosen) else ()
    pairs = [(s.source, s.target) for s in chosen]
    found = check(pairs, source, target, parts=parts, report_language=report_language, tagger=tagger, rules=rules)
    return {s.id: notes for s, notes in zip(chosen, found, strict=True) if notes}


def _translatable(text: str) -> bool:
    """Whether a text has words of its language: names, numbers and addresses stay what they are."""
    return any(w.islower() for w in _WORD.findall(re.sub(r"\S*(?:@|://|\w\.\w)\S*", " ", text)))


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    blocks: tuple[Block, ...]


def _looks(sources: Sequence[str]) -> list[str]:
    """``heading`` or ``text`` for each segment, as the reader of plain text sees them one below the other."""
    lines = [clean(s).replace("\t", " ") for s in sources]
    kinds = {b.start: b.kind for b in read_plain("\n\n".join(lines)).blocks}
    found, start = [], 0
    for line in lines:
        found.append("heading" if kinds.get(start) == "heading" else "text")
        start += len(line) + 2
    return found


def _sides(pairs: Sequence[tuple[str, str]], parts: Sequence[str]) -> tuple[_Side, _Side]:
    """Both texts with one block per pair, so that block i of one side corresponds to block i of the other."""
    sides = []
    for side in (0, 1):
        blocks, start = [], 0
        for pair, part in zip(pairs, parts, strict=True):
            text = pair[side]
            first = start + len(text) - len(text.lstrip())
            heading = part == "heading"
            blocks.append(Block(first, start + len(text.rstrip()), "heading" if heading else "paragraph", level=2 if heading else 0))
            start += len(text) + 1
        sides.append(_Side("\n".join(p[side] for p in pairs), tuple(blocks)))
    return sides[0], sides[1]


def _compared(a: Notice, b: Notice, language: str, rules: Sequence[Rule] | None) -> Iterator[tuple[int, Note]]:
    """Findings of the comparison and literals that it passes over, each with the number of its pair."""
    links = [Link((i,), (i,), 1.0) for i in range(len(a.blocks))]
    comparison = compare(a, b, report_language=language, rules=rules, links=links)
    extra = list(_literals(comparison))
    weak = {(f.a, f.b) for f in extra if not (f.a and f.b)}
    for finding in (*comparison.findings, *graded(comparison, extra, rules).findings):
        # A literal that one side alone spells out may be worded otherwise on the other.
        severity = "low" if (finding.a, finding.b) in weak and finding not in comparison.findings else finding.severity
        for number in _blocks(comparison, finding):
            yield number, Note(finding.message, severity, finding.kind)


def _literals(comparison: Comparison) -> Iterator[Finding]:
    """Literals on one side of a pair alone, where no finding names them."""
    named = [[s for f in comparison.findings for s in (f.a, f.b)[side]] for side in (0, 1)]
    for x, y in zip(comparison.a.blocks, comparison.b.blocks, strict=True):
        texts = comparison.a[x.start, x.end], comparison.b[y.start, y.end]
        for kind, old, new in differences(*texts):
            spans: list[tuple[Span, ...]] = [
                ((block.start + unit.start, block.start + unit.end),) if unit else () for block, unit in ((x, old), (y, new))
            ]
            if not any(_touches(span, named[side]) for side in (0, 1) for span in spans[side]):
                yield Finding(kind, a=spans[0], b=spans[1], old=old.value if old else "", new=new.value if new else "")


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)


def _blocks(comparison: Comparison, finding: Finding) -> list[int]:
    """The numbers of the pairs whose segments a finding's evidence stands in: of a term all, of anything else where it begins."""
    side, spans = (comparison.b, finding.b) if finding.b else (comparison.a, finding.a)
    places = [s for s, _ in spans] or [0]
    if not finding.kind.startswith("term_"):
        places = places[:1]
    return list(dict.fromkeys(max((i for i, b in enumerate(side.blocks) if b.start <= at), default=0) for at in places))


def checked(segments: Sequence[Segment], notes: dict[str, tuple[Note, ...]]) -> tuple[Segment, ...]:
    """The segments with the notes of a check in place of those of an earlier one."""
    old = check_kinds()
    return tuple(replace(s, notes=(*(n for n in s.notes if n.kind not in old), *notes.get(s.id, ()))) for s in segments)
