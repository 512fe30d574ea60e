"""Who is responsible for a notice: the controller, its data protection officer, and the authority; and findings where they changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from notice_nlp.compare.names import COMPANY, name_key
from notice_nlp.compare.types import Finding
from notice_nlp.compare.units import units
from notice_nlp.notice import Notice, Span
from notice_nlp.segment.sentences import sentence_at
from notice_nlp.view import clean

AUTHORITY = re.compile(
    r"\b(?:Daten)?[Ss]chutzaufsicht\w*|\b\w*[Aa]ufsichtsbehörde\w*|\b[Dd]atenschutzbehörde\w*|"
    r"\b(?:Landes|Bundes)?[Bb]eauftragte[rn]? für (?:den )?Datenschutz\b|"
    r"\b(?i:supervisory authorit\w+|data protection (?:regulatory )?authorit\w+|(?:privacy|information) commissioner)\b"
)
_CUES = {
    "controller": re.compile(
        r"\b(?:Daten)?[Vv]erantwortlich(?:er?|en)?\b(?! gemacht)|\b[Bb]etreiber(?:in)? (?:dieser|unserer)\b|\b[Cc]ontrollers?\b|"
        r"\b(?i:responsible (?:party|person|body|entity)|responsible for (?:the |this |your )?(?:data )?(?:processing|web ?site))\b|"
        r"\b(?:platform |website |site )operator\b"
    ),
    "dpo": re.compile(r"\b(?:Konzern)?[Dd]atenschutzbeauftragt\w*|\b(?i:data protection officers?)\b|\bDPO\b"),
    "authority": AUTHORITY,
}
# The officer's title is part of many a controller's line, never the other way round.
_ROLES = ("dpo", "authority", "controller")
# "…, please contact:" before the lines of an address.
_LEADS = re.compile(r":\s*\Z")
# "… is the", "… by the operator of": what leads from the cue to the name.
_IS = re.compile(
    r"\b(?:ist|sind|is|are|heißt)(?:,? (?:der|die|das|the|für die Datenverarbeitung))?(?: (?:Firma|Person|Herr|Frau|person))?"
    r"[:\s]+(?=[A-ZÄÖÜ0-9„\"])"
)
_WORD = r"[A-ZÄÖÜ][\w&’'-]*(?:\.\w+)*"
_NAME = re.compile(
    r"\s*[„\"]?(?!Siehe\b|See\b)((?:(?:Dr|Prof|Mr|Ms|Mrs)\.? |Herrn? |Frau )?"
    rf"{_WORD}(?: (?:(?:für|und|of|de|von|der|and|&) )?{_WORD}){{1,6}})"
    r"(?=[“\"]?\s*(?:[,(|\n.]|\Z|(?:mit|with|an|unter|per|via|at|by|located)\b|represented\b|vertreten\b|[cz]/o\b))"
)
_COLON = re.compile(r":\s+(?=\S)")
# Whoever depends on a condition is responsible for something else: a third party's service.
_CONDITIONAL = re.compile(r"\b(?:wenn|falls|sofern|if|where|hängt|depends|gemeinsam mit|jointly|together)\b", re.I)
_POSTCODE = re.compile(r"(?<![\w.,-])(?:[A-Z]{1,2}-)?(\d{4,5}) [A-ZÄÖÜ][a-zäöüß]\w+")
_SENTENCE = re.compile(r"[a-zäöüß]{3,}[.!?]\s*\Z")
# Lines of an address are no longer than this (characters), and no more in number.
LINE, LINES = 140, 10
# A line that holds no more than a title.
TITLE = 60
# Sentences longer than this from the cue to the name speak of something else.
NEAR = 320


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a notice: the passage that names it, its names, and where it is reached (spans by value)."""

    role: str
    spans: tuple[Span, ...]
    names: tuple[Span, ...]
    contacts: tuple[tuple[str, Span], ...] = ()

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in the passage."""
        return any(s <= offset < e for s, e in self.spans)


def parties(notice: Notice) -> dict[str, Party]:
    """The parties that a notice names, by role; of several passages the first that has a way to reach somebody, else a name."""
    found: dict[str, Party] = {}
    for role in _ROLES:
        candidates = [p for p in _candidates(notice, role, [p for p in found.values() if p.role != "authority"]) if _known(p)]
        best = max(candidates, key=lambda p: bool(p.names) + bool(p.contacts), default=None)
        if best is not None:
            found[role] = best
    return found


def party_findings(
    a: Notice, b: Notice, sides: tuple[Mapping[str, Party], Mapping[str, Party]], touched: Callable[[int, Span], bool] | None = None
) -> list[Finding]:
    """What changed about the controller and the data protection officer; between languages (without ``touched``) only
    where the sides name somebody else.

    ``sides`` are the :func:`parties` of either; ``touched(side, span)`` says whether words of a span came or went.
    """
    found: list[Finding] = []
    for role in ("controller", "dpo"):
        one, other = sides[0].get(role), sides[1].get(role)
        if one and other:
            found.extend(_changed(role, (a, b), (one, other), touched))
        elif role == "dpo" and touched and (party := one or other) and party.names:
            here, there = (a, b) if one else (b, a)
            key = name_key(here[party.names[0]])
            if f" {key} " not in f" {_words(there.text)} ":
                spans, value = party.names[:1], f"name:{key}"
                found.append(Finding("dpo_changed", a=spans, old=value) if one else Finding("dpo_changed", b=spans, new=value))
    return found


def _changed(
    role: str, notices: tuple[Notice, Notice], pair: tuple[Party, Party], touched: Callable[[int, Span], bool] | None
) -> Iterator[Finding]:
    names = [{name_key(n[s]): s for s in p.names if name_key(n[s])} for n, p in zip(notices, pair, strict=True)]
    texts = [f" {_words(' '.join(n[s] for s in p.spans))} " for n, p in zip(notices, pair, strict=True)]
    alone = [[s for key, s in names[i].items() if f" {key} " not in texts[1 - i]] for i in (0, 1)]
    contacts = [[(v, s) for v, s in p.contacts if v not in dict(q.contacts)] for p, q in (pair, pair[::-1])]
    if touched is None:
        kin = {k[:5] for key in names[0] for k in key.split()} & {k[:5] for key in names[1] for k in key.split()}
        same = len(contacts[0]) < len(pair[0].contacts) or kin
        if alone[0] and alone[1] and not same:
            yield _finding(role, "name", notices, alone[0][:1], alone[1][:1])
        return
    if alone[0] and alone[1] and any(touched(i, s) for i in (0, 1) for s in alone[i]):
        yield _finding(role, "name", notices, alone[0], alone[1])
    else:
        for kind in ("email", "address", "phone"):
            left, right = ([s for v, s in side if v.startswith(kind)] for side in contacts)
            if left and right:
                yield _finding(role, kind, notices, left, right)


def _finding(role: str, what: str, notices: tuple[Notice, Notice], left: Sequence[Span], right: Sequence[Span]) -> Finding:
    values = [f"{what}:" + " ".join(name_key(n[s]) if what == "name" else clean(n[s]) for s in spans)
              for n, spans in zip(notices, (left, right), strict=True)]  # fmt: skip
    return Finding(f"{role}_changed", a=tuple(left), b=tuple(right), old=values[0], new=values[1])


def _known(party: Party) -> bool:
    """Whether a passage names or reaches anybody; an authority's may leave that to the law."""
    return bool(party.names or party.role == "authority" or (party.role == "dpo" and party.contacts))


def _candidates(notice: Notice, role: str, others: Sequence[Party]) -> Iterator[Party]:
    for i, block in enumerate(notice.blocks):
        text = notice.text[block.start : block.end]
        cue = _CUES[role].search(text)
        if cue is None or any(p.holds(block.start + cue.start()) for p in others):
            continue
        before = notice.blocks[i - 1] if i else block
        if block.kind != "heading" and len(text) <= TITLE and COMPANY.match(notice.text, before.start, before.end):
            # "Pigeon Law GmbH" above "Lawyer and data protection officer".
            firm = (before.start, before.end)
            yield _party(notice, role, [firm, (block.start, block.end), *_lines(notice, i + 1, role)], firm[0])
            continue
        if block.kind == "heading" or cue.span() == (0, len(text.rstrip(" :"))):
            lines = _lines(notice, i + 1, role)
            # A heading's paragraph is read by its own cue where it has one.
            if lines and not _CUES[role].search(notice[lines[0]]):
                yield _party(notice, role, lines, lines[0][0])
            continue
        start, end = sentence_at(text, cue.start())
        if role == "controller" and _CONDITIONAL.search(text, start, cue.end()):
            continue
        if _LEADS.search(text) and len(text) - cue.start() < NEAR and (lines := _lines(notice, i + 1, role)):
            yield _party(notice, role, lines, lines[0][0])
        elif (lead := _lead(text, cue.end(), end)) is not None:
            # A long paragraph goes on to other things behind its sentence.
            rest = (block.start + lead, block.end if len(text) - lead <= 2 * LINE else block.start + max(end, lead + 1))
            yield _party(notice, role, [rest, *_lines(notice, i + 1, role)], rest[0])


def _lead(text: str, cue: int, end: int) -> int | None:
    """Where, behind a cue, the name begins: after "is", after a colon, or at once ("Datenschutzbeauftragter Jo Kern")."""
    places = [m.end() for m in _IS.finditer(text, cue, min(end, cue + NEAR))]
    places += [m.end() for m in _COLON.finditer(text, cue, min(len(text), cue + NEAR))][:1]
    if _NAME.match(text, cue) and text[cue : cue + 1].isspace():
        places.append(cue)
    return min(places, default=None)


def _lines(notice: Notice, first: int, role: str) -> list[Span]:
    """Blocks from one on that read like the lines of a party's address."""
    found: list[Span] = []
    for block in notice.blocks[first : first + LINES]:
        text = clean(notice.text[block.start : block.end])
        if block.kind == "heading" or len(text) > LINE * (1 + (not found)) or (_SENTENCE.search(text) and "@" not in text):
            break
        if any(cue.search(text) for other, cue in _CUES.items() if other != role) and found and not _POSTCODE.search(text):
            break
        found.append((block.start, block.end))
    return found


def _party(notice: Notice, role: str, spans: Sequence[Span], at: int) -> Party:
    names: list[Span] = []
    contacts: list[tuple[str, Span]] = []
    for start, end in spans:
        text = notice.text[start:end]
        names += [(start + m.start(), start + m.end()) for m in COMPANY.finditer(text) if not text[: m.start()].endswith("c/o ")]
        contacts += [(f"{u.kind}:{u.value}", (start + u.start, start + u.end)) for u in units(text) if u.kind in {"email", "phone"}]
        contacts += [(f"address:{m[1]}", (start + m.start(), start + m.end())) for m in _POSTCODE.finditer(text)]
    person = _NAME.match(notice.text, at, spans[0][1])
    if person and not any(s < person.end(1) and person.start(1) < e for s, e in names):
        names.insert(0, person.span(1))
    return Party(role, tuple(spans), tuple(names), tuple(contacts))


def _words(text: str) -> str:
    return name_key(text.replace("(", " ").replace(")", " "))
