"""The engine around a network: sentence by sentence, literals protected, answers checked, what fails tried once more or left out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from notice_nlp.notice import Span
from notice_nlp.segment.sentences import sentences
from notice_nlp.translate.aligned import MAX_RATIO, SHORT
from notice_nlp.translate.engines.base import Decoder, Hypothesis, Translation, Wish
from notice_nlp.translate.engines.notes import BROKEN, LONGEST, NOTHING, REPEATED, TERM, TOO_LONG, note
from notice_nlp.translate.engines.protect import SCHEMES, Protected, probe, protect
from notice_nlp.translate.engines.terms import Fault, faults, wish
from notice_nlp.translate.forms import literal_only
from notice_nlp.translate.literals import differences
from notice_nlp.translate.numbering import split_number
from notice_nlp.translate.segments import Note
from notice_nlp.view import clean

# Hypotheses asked for: among so many there is often one with the right terms.
BEST = 4
_WORD = re.compile(r"[^\W\d_]{2}")
# A letter or a word over and over.
_CIRCLES = re.compile(r"([^\W\d_])\1{5}|\b(\w+)(?:\W+\2\b){3}", re.I)
GAP = " […] "

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An answer whose literals are those of the source, and the terms it gets wrong."""

    text: str
    score: float
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Job:
    """A sentence on its way: the best candidate so far, and why the last answer was refused; ``bare`` if nothing was protected."""

    text: str
    best: _Candidate | None = None
    refused: str = NOTHING
    lost: str = ""
    bare: bool = False

    def take(self, found: _Candidate) -> None:
        if self.best is None or len(found.faults) < len(self.best.faults):
            self.best = found


@dataclass
class CarefulEngine:
    """A decoder put to work on notices.

    Each text is cut into sentences. Numbers, dates, amounts, addresses and legal references stand as placeholders and come back in
    the form of the target language. Of the decoder's hypotheses the likeliest is taken that has every literal of the source and
    no other, and the terms of data protection law in an admitted wording. A sentence without such a hypothesis is tried once
    more: without placeholders where they did not come back, and with the wanted terms asked for and the wrong ones forbidden as
    far as the decoder can. What then still has other literals than the source is not used, nor is the text it stands in; a wrong
    term is noted.

    Args:
        decoder: the network.
        batch: sentences per batch.
        languages: source and target the decoder translates between; asking for others raises ValueError.
        progress: is told how many sentences are done, and of how many.
    """

    decoder: Decoder
    languages: tuple[str, str]
    batch: int = 16
    progress: Progress | None = None
    _scheme: str | None = field(default=None, init=False)
    _probed: bool = field(default=False, init=False)

    @property
    def name(self) -> str:
        """The decoder's name."""
        return self.decoder.name

    def translate(self, texts: Sequence[str], source_language: str, target_language: str) -> list[Translation]:
        """One translation per text, in order; empty with a note where none may stand."""
        if (source_language, target_language) != self.languages:
            raise ValueError(f"{self.name} translates {' to '.join(self.languages)}, not {source_language} to {target_language}")
        cut = [list(_pieces(text)) for text in texts]
        jobs = {piece: _Job(piece) for pieces in cut for piece, _ in pieces if piece}
        for job in jobs.values():
            form = literal_only(job.text, *self.languages) or ("" if _WORD.search(job.text) else job.text)
            job.best = _Candidate(form, 1.0, ()) if form else None
        self._attempt([job for job in jobs.values() if not job.best], protected=True)
        self._retry([job for job in jobs.values() if (job.best.faults if job.best else job.refused != TOO_LONG and not job.bare)])
        return [_joined(pieces, jobs, target_language) for pieces in cut]

    def _retry(self, jobs: list[_Job]) -> None:
        if jobs:
            self._attempt([j for j in jobs if j.best], protected=True, again=True)
            self._attempt([j for j in jobs if not j.best], protected=False, again=True)

    def _attempt(self, jobs: list[_Job], protected: bool, again: bool = False) -> None:
        """Decodes sentences of like length together and judges the answers."""
        source, target = self.languages
        scheme = self._copied() if protected and any(protect(j.text, source, target, SCHEMES[0]).values for j in jobs) else None
        ready = []
        for job in sorted(jobs, key=lambda j: len(j.text)):
            guarded = protect(clean(job.text), source, target, scheme)
            job.bare = not guarded.values
            if self.decoder.fits(guarded.text):
                ready.append((job, guarded))
            else:
                job.refused = TOO_LONG
        for first in range(0, len(ready), self.batch):
            some = ready[first : first + self.batch]
            wishes = [wish(list(job.best.faults)) if job.best else Wish() for job, _ in some] if again else []
            try:
                found = self.decoder.decode([g.text for _, g in some], BEST, wishes)
            except (RuntimeError, ValueError, IndexError) as error:  # out of memory, a token the network does not know
                for job, _ in some:
                    job.refused, job.lost = BROKEN, str(error).partition("\n")[0][:LONGEST]
                continue
            for (job, guarded), answers in zip(some, found, strict=True):
                self._judge(job, guarded, answers)
            if self.progress and not again:
                self.progress(first + len(some), len(ready))

    def _judge(self, job: _Job, guarded: Protected, answers: Sequence[Hypothesis]) -> None:
        """Keeps the likeliest answer without a fault, else the one with the fewest wrong terms."""
        for answer in answers:
            text = guarded.restore(answer.text.strip())
            if not answer.complete or not (text or "").strip():
                continue
            assert text is not None
            if not _alike_in_length(job.text, text) or (_CIRCLES.search(text) and not _CIRCLES.search(job.text)):
                job.refused = REPEATED
                continue
            if lost := [(old, new) for _, old, new in differences(job.text, text)]:
                old, new = lost[0]
                job.refused, job.lost = NOTHING, job.text[old.start : old.end] if old else text[new.start : new.end] if new else ""
                continue
            job.take(_Candidate(text, answer.score, tuple(faults(job.text, text, *self.languages))))
            if job.best and not job.best.faults:
                return

    def _copied(self) -> str | None:
        """The first scheme of placeholders that this decoder copies in a short sentence; None where it copies none."""
        if not self._probed:
            self._probed = True
            probes = [probe(self.languages[0], scheme) for scheme in SCHEMES]
            answers = self.decoder.decode([p.text for p in probes], 1)
            kept = (s for s, p, a in zip(SCHEMES, probes, answers, strict=True) if a and p.restore(a[0].text) is not None)
            self._scheme = next(kept, None)
        return self._scheme


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Sentences, each with the blanks that follow it; blanks and a section's number before the first are a piece of their own."""
    number, text = split_number(text)
    spans: list[Span] = sentences(text)
    yield "", number + text[: spans[0][0] if spans else len(text)]
    for n, (start, end) in enumerate(spans):
        yield text[start:end], text[end : spans[n + 1][0] if n + 1 < len(spans) else len(text)]


def _alike_in_length(source: str, target: str) -> bool:
    """Whether two texts may be translations by their lengths; a network that goes round in circles writes on and on."""
    short, long = sorted((len(source), len(target)))
    return long <= MAX_RATIO * short + SHORT


def _joined(pieces: Sequence[tuple[str, str]], jobs: dict[str, _Job], language: str) -> Translation:
    """The sentences of a text put together again, with its blanks; empty if one of them failed."""
    parts: list[str] = []
    notes: list[Note] = []
    likelihood, weight, failed = 0.0, 0, False
    for piece, blanks in pieces:
        job = jobs.get(piece)
        if job is None:
            parts += [piece, blanks]
        elif job.best is None:
            failed = True
            notes.append(note(job.refused, language, piece, job.lost))
            parts.append(GAP)
        else:
            parts += [job.best.text, blanks]
            likelihood += len(piece) * math.log(max(job.best.score, 1e-6))
            weight += len(piece)
            notes += [note(TERM, language, f.wrong or f.term, f.prefer) for f in job.best.faults]
    text = "".join(parts)
    score = round(math.exp(likelihood / weight), 4) if weight else 1.0
    made = Translation(text, score, tuple(dict.fromkeys(notes)))
    if not failed:
        return made
    return replace(made, text="", offered=" ".join(text.split()) if weight else "")
