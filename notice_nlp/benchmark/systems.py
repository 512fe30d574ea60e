"""Several systems on the same gold records: one report with the scores of all, their parts, and the model's calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from notice_nlp.benchmark import gold
from notice_nlp.benchmark.baselines import BASELINES, Baseline
from notice_nlp.benchmark.breakdown import by_group, by_layout, normaliser
from notice_nlp.benchmark.calibration import curve, judged, reliability
from notice_nlp.benchmark.evaluate import REPORTED, predict
from notice_nlp.benchmark.metrics import RESAMPLES, count, score
from notice_nlp.benchmark.trained import TRAINED
from notice_nlp.errors import BadInput
from notice_nlp.extract.session import Tagger
from notice_nlp.taxonomy.store import taxonomy

MODEL = "model"
SCORES = ("strict", "strict_precision", "strict_recall", *REPORTED[1:])
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]
Progress = Callable[[list[str], str], Iterable[str]]


def chosen(names: str) -> dict[str, Baseline]:
    """The baselines of a list with commas, ``name`` or ``name=FOLDER``; none for ``none``.

    Raises:
        BadInput: there is no baseline of that name, or its folder is missing or holds something else.
        MissingExtra: a baseline's package is not installed.
    """
    found: dict[str, Baseline] = {}
    for part in names.split(","):
        name, _, folder = part.strip().partition("=")
        if name in {"", "none"}:
            continue
        if name in BASELINES and not folder:
            found[name] = BASELINES[name]
        elif name in TRAINED and folder:
            found[name] = TRAINED[name](Path(folder))
        elif name in TRAINED:
            raise BadInput(f"the baseline {name} needs a folder: {name}=FOLDER", "--baselines")
        else:
            raise BadInput(f"no baseline {name!r} ({', '.join([*BASELINES, *(f'{t}=FOLDER' for t in TRAINED)])}, none)", "--baselines")
    return found


def benchmark(
    records: Sequence[Mapping[str, Any]],
    split: str,
    tagger: Tagger,
    baselines: Mapping[str, Baseline] = BASELINES,
    progress: Progress = lambda names, _: names,
) -> dict[str, Any]:
    """The report, as plain data for JSON.

    ``signature``: what the figures depend on. ``systems``: per system and language ``notices``, ``mentions``, ``scores``
    (``value``, ``low``, ``high``: 95 % bootstrap interval over notices), ``groups`` and ``layouts``. ``normaliser``: per
    language. ``calibration``: of the model, over all languages. ``unread``: what a system could not read, as ``system``,
    ``id`` and ``reason``; it counts as a notice in which the system found nothing.
    """
    systems: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {MODEL: lambda record: predict(record, tagger)}
    systems |= baselines
    pairs: dict[str, list[Pair]] = {name: [] for name in systems}
    unread = []
    jobs = [(name, record) for name in systems for record in records]
    steps = progress([f"{name} {record['id']}" for name, record in jobs], "scoring")
    for _, (name, record) in zip(steps, jobs, strict=True):
        answer, reason = _answer(systems[name], record)
        pairs[name].append((record, answer))
        if reason:
            unread.append({"system": name, "id": record["id"], "reason": reason})
    languages = list(dict.fromkeys(r["language"] for r in records))
    settings = ("tags:BIO", f"model:{tagger.fingerprint}", f"taxonomy:{taxonomy().version}", f"bootstrap:{RESAMPLES}")
    return {
        "signature": gold.signature(records, split, *settings),
        "systems": {name: {lang: _scored(_in(p, lang)) for lang in languages} for name, p in pairs.items()},
        "normaliser": {lang: normaliser([r for r in records if r["language"] == lang]) for lang in languages},
        "calibration": {**reliability(judged(pairs[MODEL])), "curve": curve(pairs[MODEL])},
        "unread": unread,
    }


def _answer(system: Callable[[Mapping[str, Any]], Mapping[str, Any]], record: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """A system's prediction, and why there is none where it could not read the text or changed it."""
    try:
        found = system(record)
        count(record, found)
    except (BadInput, ValueError) as error:
        return {"text": record["text"], "mentions": [], "rows": []}, str(error)
    return found, ""


def _in(pairs: Sequence[Pair], language: str) -> list[Pair]:
    return [pair for pair in pairs if pair[0]["language"] == language]


def _scored(pairs: Sequence[Pair]) -> dict[str, Any]:
    result = score(pairs)
    scores = {m: dict(zip(("value", "low", "high"), (result.scores[m], *result.intervals[m]), strict=True)) for m in SCORES}
    parts = {"groups": by_group(pairs), "layouts": by_layout(pairs)}
    return {"notices": result.notices, "mentions": result.mentions, "scores": scores, **parts}
