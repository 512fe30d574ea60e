"""Scores of the model's heads to spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from notice_nlp.extract.features import Encoded
from notice_nlp.extract.labels import ROLES, Labels
from notice_nlp.extract.lexicon import Lexicon

Floats = NDArray[np.float32]
# What a term of the term base adds to the scores of its tags, by its number of words: single words are often not meant
# as data, long terms nearly always. Set by looking at development notices, with an earlier checkpoint: two to three points
# of strict F1 gained on real ones, up to one lost on the corpus's. The weight of the longest terms was not swept.
TERM_WEIGHTS = (1.0, 2.5, 4.0, 7.0)
# What a column headed "Which data" takes off the score of tag O: nearly every word there belongs to a listed item.
LISTED_WEIGHT = 2.0
# What is added to the score of tag O: the model was trained on text with more data in it than real notices have, and finds too much
# there. Set on dev and the real development notices together: two points gained on these, at most eight tenths lost on dev.
OUTSIDE_WEIGHT = 0.8
# How much less it adds to going on with a mention than to beginning one: a term may end a longer datum ("mobile phone number").
BEGIN_MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw scores (logits) of one window of T tokens: ``tags`` (T, 2·groups+1), ``roles`` (T, 9), ``negated``
    (T, 2), ``concepts`` (T, concepts), ``rows`` (T, 3), and the encoder's last states ``hidden`` (T, width)."""

    tags: Floats
    roles: Floats
    negated: Floats
    concepts: Floats
    rows: Floats
    hidden: Floats


@dataclass(frozen=True, slots=True)
class Candidate:
    """A data mention as the model sees it: probabilities of the span, of its being negated, and per concept."""

    start: int
    end: int
    group: str
    probability: float
    negated: float
    concepts: Floats


@dataclass(frozen=True, slots=True)
class Role:
    """A stretch stating a row's purpose, legal basis, recipients or retention."""

    start: int
    end: int
    role: str
    probability: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the model found in one window; ``row_states`` holds for each block that begins in it the probabilities
    of (belongs to no row, begins a row, continues the row before); ``words`` the block and span of each word, and
    ``states`` (words, width) the means of their tokens' last states."""

    mentions: tuple[Candidate, ...]
    roles: tuple[Role, ...]
    row_states: tuple[tuple[int, Floats], ...]
    words: tuple[tuple[int, int, int], ...] = ()
    states: NDArray[np.float16] | None = None


def decode(scores: Scores, encoded: Encoded, labels: Labels, lexicon: Lexicon | None = None) -> Tagged:
    """Spans of one window, by the best path over its words; a lexicon speaks for the terms it knows."""
    if not encoded.units:
        states = tuple((block, _softmax(scores.rows[token])) for token, block in encoded.starts)
        return Tagged((), (), states)
    first = np.array([unit.token for unit in encoded.units])
    tags = _softmax(scores.tags[first] + _prior(encoded, labels, lexicon))
    mentions = []
    for a, b, name, probability in spans(tags, labels.groups, _apart(encoded)):
        tokens = slice(encoded.units[a].token, encoded.units[b - 1].token_end)
        mentions.append(
            Candidate(
                encoded.units[a].start,
                encoded.units[b - 1].end,
                name,
                probability,
                float(_softmax(scores.negated[tokens].mean(axis=0))[1]),
                _softmax(scores.concepts[tokens].mean(axis=0)),
            )
        )
    roles = tuple(
        Role(encoded.units[a].start, encoded.units[b - 1].end, name, probability)
        for a, b, name, probability in spans(_softmax(scores.roles[first]), ROLES)
    )
    states = tuple((block, _softmax(scores.rows[token])) for token, block in encoded.starts)
    words = tuple((unit.block, unit.start, unit.end) for unit in encoded.units)
    return Tagged(tuple(mentions), roles, states, words, _means(scores.hidden, encoded))


def _apart(encoded: Encoded) -> NDArray[np.bool_]:
    """For each word whether another mention may end right before it: two data are never named with only a blank between."""
    units = encoded.units
    return np.array([i == 0 or units[i - 1].piece != u.piece or u.start - units[i - 1].end > 1 for i, u in enumerate(units)])


def _means(hidden: Floats, encoded: Encoded) -> NDArray[np.float16]:
    """Mean state of each word's tokens (words, width)."""
    sums = np.concatenate([np.zeros((1, hidden.shape[1]), dtype=np.float32), hidden.cumsum(axis=0, dtype=np.float32)])
    first, last = (np.array([getattr(u, name) for u in encoded.units]) for name in ("token", "token_end"))
    last = np.minimum(last, len(hidden))
    return np.asarray((sums[last] - sums[first]) / np.maximum(last - first, 1)[:, None], dtype=np.float16)


def _prior(encoded: Encoded, labels: Labels, lexicon: Lexicon | None) -> Floats:
    """Scores (units, tags) that the term base and the table's header add to the model's."""
    added = np.zeros((len(encoded.units), 2 * len(labels.groups) + 1), dtype=np.float32)
    added[:, 0] += OUTSIDE_WEIGHT
    added[[u.listed for u in encoded.units], 0] -= LISTED_WEIGHT
    for start, end, group in lexicon.matches(encoded.units) if lexicon else ():
        weight = TERM_WEIGHTS[min(end - start, len(TERM_WEIGHTS)) - 1]
        begin = 1 + 2 * labels.groups.index(group)
        added[start, begin : begin + 2] += (weight, weight - BEGIN_MARGIN)
        added[start + 1 : end, begin + 1] += weight
    return added


def spans(probabilities: Floats, names: Sequence[str], apart: NDArray[np.bool_] | None = None) -> list[tuple[int, int, str, float]]:
    """Half-open spans ``(start, end, name, probability)`` of the best valid BIO path through (N, 2·names+1).

    ``I-x`` may only follow ``B-x`` or ``I-x`` (Viterbi; Ramshaw and Marcus 1995 for the tag scheme), and ``B-x`` only ``O``
    where ``apart`` (N,) is false. A span's probability is the geometric mean over its units.
    """
    logs = np.log(np.maximum(probabilities, 1e-9))
    # Where the best tag of each unit makes a valid path no other can be better; so it is in most windows.
    path = logs.argmax(axis=1)
    if not _valid(path, apart):
        path = _best_path(logs, apart)
    found: list[tuple[int, int, str, float]] = []
    start = -1
    for i, tag in enumerate([*path.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            mean = float(np.exp(np.mean([logs[j][path[j]] for j in range(start, i)])))
            found.append((start, i, names[(int(path[start]) - 1) // 2], mean))
            start = -1
        if tag % 2 == 1:
            start = i
    return found


def _valid(path: NDArray[np.intp], apart: NDArray[np.bool_] | None) -> bool:
    before = np.concatenate([[0], path[:-1]])
    inside = (path > 0) & (path % 2 == 0)
    if np.any(inside & (before != path) & (before != path - 1)):
        return False
    return apart is None or not np.any((path % 2 == 1) & ~apart & (before != 0))


def _best_path(logs: Floats, apart: NDArray[np.bool_] | None) -> NDArray[np.intp]:
    # Odd tags begin a span, the even one after each goes on with it: slices, since this runs once for every word.
    count, width = logs.shape
    free = [True] * count if apart is None else apart.tolist()
    score = logs[0].copy()
    score[2::2] = -np.inf
    best = [0] * count
    stays = np.zeros((count, width // 2), dtype=np.bool_)
    for i in range(1, count):
        here, begin, stay = logs[i], score[1::2], score[2::2]
        best[i] = int(score.argmax())
        np.greater(stay, begin, out=stays[i])
        current = here + score[best[i]]
        if not free[i]:
            np.add(here[1::2], score[0], out=current[1::2])
        np.add(here[2::2], np.maximum(begin, stay), out=current[2::2])
        score = current
    tag = int(score.argmax())
    path = [tag]
    for i in range(count - 1, 0, -1):
        if tag and tag % 2 == 0:
            tag -= not stays[i][tag // 2 - 1]
        else:
            tag = best[i] if free[i] or not tag else 0
        path.append(tag)
    return np.array(path[::-1], dtype=np.intp)


def _softmax(x: Floats) -> Floats:
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
