"""``notice-nlp benchmark``: the model and the baselines on the same gold records."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from notice_nlp.batch import one_line_errors
from notice_nlp.cli_corpus import Gold

if TYPE_CHECKING:
    from collections.abc import Mapping


class BenchmarkFormat(StrEnum):
    table = "table"
    json = "json"
    markdown = "markdown"


def benchmark(
    files: Gold,
    baselines: Annotated[str, typer.Option(help="Baselines to score beside the model, with commas between; or none.")] = "termbase,regex",
    model: Annotated[Optional[Path], typer.Option(help="Folder of another model than the shipped one.")] = None,
    format: Annotated[
        BenchmarkFormat, typer.Option("--format", "-f", help="table: plain text; json: all figures, unrounded.")
    ] = BenchmarkFormat.table,
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="File to write; default: standard output.")] = None,
    plot: Annotated[
        Optional[Path], typer.Option(help="Picture to write (.svg, .png, .pdf): reliability diagram, precision and recall.")
    ] = None,
    plot_systems: Annotated[
        Optional[Path], typer.Option(help="Picture to write: strict and overlap F1 of all systems as bars, with intervals.")
    ] = None,
) -> None:
    """Scores the model and baselines on gold files: mentions, concepts, negation, rows, calibration.

    All figures come with the signature of what was measured. Scores per language have 95 % bootstrap intervals; strict and
    overlap F1 are given per taxonomy group and layout too. termbase finds the taxonomy's terms, regex a short list of patterns;
    spacy=FOLDER, zero-shot=FOLDER, gliner=FOLDER and onnx=FOLDER are baselines that were trained or fetched before.

    Examples:

        notice-nlp benchmark corpora/privacy_notices/test.jsonl

        notice-nlp benchmark mine.jsonl --format json -o scores.json --plot calibration.svg

        notice-nlp benchmark mine.jsonl --model my-model --baselines termbase --format markdown

        notice-nlp benchmark mine.jsonl --baselines termbase,spacy=build/spacy,zero-shot=build/zero-shot
    """
    with one_line_errors():
        _run(files, baselines, model, format, output, plot, plot_systems)


def _run(
    files: list[Path],
    baselines: str,
    model: Path | None,
    format: BenchmarkFormat,
    output: Path | None,
    calibration: Path | None,
    systems: Path | None,
) -> None:
    from notice_nlp.batch import complain, load_tagger, with_progress
    from notice_nlp.benchmark.gold import corpus, gold_files
    from notice_nlp.benchmark.plots import plot, plot_systems
    from notice_nlp.benchmark.systems import benchmark as run
    from notice_nlp.benchmark.systems import chosen
    from notice_nlp.errors import BadInput
    from notice_nlp.files import replacing
    from notice_nlp.report.output import put

    names = chosen(baselines)
    _check_targets([g for f in files for g in gold_files(f)], output, calibration, systems)
    entries = corpus(*dict.fromkeys(files))
    splits = list(dict.fromkeys(e.split for e in entries))
    if "train" in splits:
        complain(BadInput("a train split is among the files; scores on texts a model was trained on say nothing about others"))
    report = run([e.record for e in entries], "+".join(splits), load_tagger(model), names, lambda steps, what: with_progress(steps, what))
    for case in report["unread"]:
        complain(BadInput(f"{case['system']} could not read it, counted as nothing found: {case['reason']}", case["id"]))
    put(_text(report, format), output)
    for draw, picture in ((plot, calibration), (plot_systems, systems)):
        if picture:
            with replacing(picture) as place:
                draw(report, place)


def _check_targets(read: list[Path], output: Path | None, *pictures: Path | None) -> None:
    """What would fail at the end of a long run fails before it."""
    from notice_nlp.benchmark.plots import need_matplotlib
    from notice_nlp.errors import BadInput
    from notice_nlp.files import not_onto, writable
    from notice_nlp.report.timeline import PICTURES

    for path in (output, *pictures):
        not_onto(path, read)
        writable(path)
    for picture in filter(None, pictures):
        if picture.suffix.lower() not in PICTURES:
            raise BadInput(f"a picture ends in {', '.join(PICTURES)}", str(picture))
        need_matplotlib()


def _text(report: Mapping[str, Any], format: BenchmarkFormat) -> str:
    import json

    from notice_nlp.benchmark.scoreboard import as_markdown, as_text

    if format is BenchmarkFormat.json:
        return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    return as_markdown(report) if format is BenchmarkFormat.markdown else as_text(report)
