"""Ingesting beyond one machine: the stages of :mod:`notice_nlp.register.ingest` as Ray Data batches, from any file system that
fsspec knows, to Parquet.

The result has the columns of ``register export --what mentions`` and ``failure``: why a file could not be read, in a line of its own.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from notice_nlp.analyse import default_tagger
from notice_nlp.compare.timeline import date_of
from notice_nlp.errors import BadInput, MissingExtra, NoticeError
from notice_nlp.extract.session import OnnxTagger
from notice_nlp.notice import Notice
from notice_nlp.read import SUFFIXES
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.register.discover import Item, by_name, discover
from notice_nlp.register.ingest import Read, Work, prepare_bytes, tag_batch
from notice_nlp.register.store import Known

BATCH = 16
COLUMNS = {
    "notice": "string", "language": "string", "date": "string", "path": "string", "row": "string", "purpose": "string",
    "wording": "string", "category": "string", "group": "string", "negated": "boolean", "confidence": "float64",
    "start": "Int64", "end": "Int64", "failure": "string",
}  # fmt: skip


def ingest_ray(
    sources: Iterable[str],
    output: str,
    *,
    address: str | None = None,
    workers: int | None = None,
    pattern: str = "",
    language: str = "auto",
    limits: Limits = DEFAULT,
    model: Path | None = None,
) -> tuple[int, int]:
    """Reads and tags files on a Ray cluster and writes their mentions as Parquet.

    Args:
        sources: folders and files; such as ``s3://bucket/notices`` through fsspec.
        output: folder of the Parquet files, local or ``s3://...``.
        address: of a running cluster; None starts one on this machine.
        workers: how many tag at a time; default: one for each two processors of the cluster.
        pattern: how paths name notices (see :mod:`notice_nlp.register.discover`).
        language: ``de``, ``en`` or ``auto``.
        limits: bounds on each file.
        model: folder of another model, at the same place on every machine.

    Returns:
        The numbers of files and of those that could not be read.

    Raises:
        MissingExtra: Ray is not installed.
        BadInput: nothing to read, or no such cluster.
    """
    ray = _ray()
    items = [{"path": i.path, "key": i.key, "date": i.date} for i in find(sources, pattern)]
    if not items:
        raise BadInput("no notices found (suffixes: .txt .md .html .htm .docx .pdf)", " ".join(sources))
    with _cluster(ray, address, output):
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        processors = int(ray.cluster_resources().get("CPU", 1))
        wanted = workers or max(1, processors // 2)
        found = ray.data.from_items(items, override_num_blocks=min(len(items), 4 * wanted)).map_batches(
            _Stage, fn_constructor_args=(language, limits, str(model) if model else ""), batch_size=BATCH, batch_format="pandas",
            compute=ray.data.ActorPoolStrategy(size=wanted), num_cpus=1,
        )  # fmt: skip
        found = found.materialize()
        found.write_parquet(output)
        failed = sum(bool(record["failure"]) for record in found.select_columns(["failure"]).iter_rows())
    return len(items), int(failed)


def _ray() -> Any:
    """Ray with its data library. Raises MissingExtra."""
    try:
        # Its C++ side warns of things that no user of this can act on.
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        import ray
        import ray.data
    except ImportError:
        raise MissingExtra("ray", "--engine ray") from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


@contextmanager
def _cluster(ray: Any, address: str | None, output: str) -> Iterator[None]:
    """Connects to a cluster unless that was done before; what Ray refuses becomes BadInput."""
    started = not ray.is_initialized()
    try:
        if started:
            ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        yield
    except (ConnectionError, ValueError, OSError) as error:
        raise BadInput(f"Ray: {str(error).splitlines()[0] if str(error) else type(error).__name__}", address or output) from None
    finally:
        if started:
            ray.shutdown()


def find(sources: Iterable[str], pattern: str = "") -> Iterator[Item]:
    """The notices of local and remote sources."""
    for source in sources:
        if "://" not in source:
            yield from discover([source], pattern)
            continue
        try:
            import fsspec
        except ImportError:
            raise MissingExtra("ray", source) from None
        try:
            system, root = fsspec.core.url_to_fs(source)
            files = sorted(system.find(root))
        except (OSError, ValueError, ImportError) as error:
            raise BadInput(f"can't be listed: {error}", source) from None
        for file in files:
            if PurePosixPath(file).suffix.lower() in SUFFIXES:
                relative = PurePosixPath(root).name / PurePosixPath(file).relative_to(root)
                told = by_name(str(system.unstrip_protocol(file)), relative)
                yield Item(told.path, told.key, told.date, told.language)


def read_any(path: str, limits: Limits) -> bytes:
    """The bytes of a local file or of one that fsspec opens, at most one more than the limit. Raises OSError."""
    most = int(limits.file_mb * 1e6) + 1
    if "://" not in path:
        with open(path, "rb") as file:
            return file.read(most)
    import fsspec

    with fsspec.open(path, "rb") as file:
        return bytes(file.read(most))


class _Stage:
    """Reads and tags one batch of files; loads the model once per process."""

    def __init__(self, language: str, limits: Limits, model: str) -> None:
        self.language, self.limits = language, limits
        self.tagger = OnnxTagger(Path(model)) if model else default_tagger()

    def __call__(self, batch: Any) -> Any:
        import pandas as pd

        reads: list[Read] = []
        records: list[Mapping[str, Any]] = []
        for path, key, date in zip(batch["path"], batch["key"], batch["date"], strict=True):
            work = Work(Item(path, key, date), None, self.tagger.fingerprint)
            try:
                data = read_any(path, self.limits)
                known = Known(len(data), 0, hashlib.sha256(data).hexdigest(), self.tagger.fingerprint)
                reads.append(Read(work, known, prepare_bytes(data, os.path.splitext(path)[1], self.language, self.limits)))
            except (NoticeError, OSError, RecursionError) as error:
                reason = error.reason if isinstance(error, BadInput) else str(error) or type(error).__name__
                records.append({"notice": key, "path": path, "failure": reason})
        for read, notice in zip(reads, tag_batch(reads, self.tagger), strict=True):
            records.extend(mention_records(read.work.item, notice))
        frame = pd.DataFrame.from_records(records, columns=list(COLUMNS)).fillna({"failure": ""})
        return frame.astype(COLUMNS)


def mention_records(item: Item, notice: Notice) -> Iterator[Mapping[str, Any]]:
    """A notice's mentions as the register exports them."""
    purposes = {row.id: " | ".join(" ".join(notice[s].split()) for s in row.purpose) for row in notice.rows}
    date = item.date or date_of(notice, {})[0]
    for m in notice.mentions:
        yield {
            "notice": item.key, "language": notice.language, "date": date, "path": item.path, "row": m.row,
            "purpose": purposes.get(m.row or ""), "wording": " ".join(notice[m.start, m.end].split()), "category": m.category,
            "group": m.group, "negated": m.negated, "confidence": m.confidence, "start": m.start, "end": m.end, "failure": "",
        }  # fmt: skip
