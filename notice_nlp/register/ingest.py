"""From files to the register: which have changed, reading them, tagging what is new, saving – in batches, each all or nothing.

The stages are plain functions over batches, so that another engine can run them: :func:`changed` → :func:`read_item` →
:func:`tag_batch` → :func:`save_batch`. Here the model works on one batch while another is saved.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from notice_nlp.analyse import Prepared, finish, prepare
from notice_nlp.compare.timeline import date_of
from notice_nlp.errors import BadInput, NoticeError
from notice_nlp.notice import Notice
from notice_nlp.read.apart import reader
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.read.load import load
from notice_nlp.register.cache import CachedTagger
from notice_nlp.register.discover import Item
from notice_nlp.register.store import Entry, Known, Register

if TYPE_CHECKING:
    from notice_nlp.extract.decode import Tagged
    from notice_nlp.extract.session import Tagger
    from notice_nlp.segment import Window

T = TypeVar("T")
# Files whose state is looked up at once, and notices that are tagged and saved at once.
LOOK_UP, BATCH = 256, 16
# Fewer files than this are read by this process: starting others takes longer.
WORTH_A_POOL = 24


@dataclass(slots=True)
class Summary:
    """What became of the files; ``failed`` holds path and reason."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    windows: int = 0
    tagged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    failed_before: int = 0

    @property
    def seen(self) -> int:
        """Files looked at."""
        return self.new + self.updated + self.unchanged + len(self.failed) + self.failed_before


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be read, what is known of it, and the fingerprint of the model that is to tag it."""

    item: Item
    known: Known | None
    model: str


@dataclass(frozen=True, slots=True)
class Read:
    """A file as read: its state now, and what is to be tagged; None where its bytes are the known ones. ``known.reason`` says
    why it could not be read."""

    work: Work
    known: Known
    prepared: Prepared | None = None


def ingest(
    items: Iterable[Item],
    register: Register,
    tagger: Tagger,
    *,
    jobs: int = 1,
    language: str = "auto",
    limits: Limits = DEFAULT,
    retry: bool = False,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Puts what is new or changed among the files into the register.

    Args:
        items: the files (see :func:`notice_nlp.register.discover.discover`).
        register: an open register; keep others out by :meth:`Register.alone`.
        tagger: the model. Its fingerprint decides what has to be tagged anew.
        jobs: processes that read files; the model uses its own threads.
        language: ``de``, ``en`` or ``auto``.
        limits: bounds on each file.
        retry: read files again that failed before, even if they have not changed.
        progress: called after each batch.

    Raises:
        BadInput: the register can't be written (locked, full, corrupt). What was saved before stays.
    """
    summary = Summary()
    cached = CachedTagger(tagger, register.analyses(tagger.fingerprint))
    todo = changed(items, register, tagger.fingerprint, summary, retry)
    # Batches that were read and are with the model, which works on the next while one is saved.
    waiting: deque[list[Read]] = deque()

    def windows() -> Iterator[list[Window]]:
        for batch in batched(_read_all(todo, jobs, language, limits), BATCH):
            waiting.append(batch)
            yield [w for read in batch if read.prepared for w in read.prepared.windows]

    for tagged in cached.batches(windows()):
        batch = waiting.popleft()
        save_batch(batch, finish_batch(batch, tagged, cached), register, cached, summary)
        progress(summary)
    summary.windows, summary.tagged = cached.hits + cached.misses, cached.misses
    progress(summary)
    return summary


def changed(items: Iterable[Item], register: Register, model: str, summary: Summary, retry: bool = False) -> Iterator[Work]:
    """The files that have to be read: new ones, those with another size, time or model. Counts the others."""
    for chunk in batched(items, LOOK_UP):
        known = register.known([i.path for i in chunk])
        for item in chunk:
            before = known.get(item.path)
            try:
                state = os.stat(item.path)
            except OSError:
                yield Work(item, None, model)  # reading it says what is wrong
                continue
            same = before is not None and (before.size, before.mtime_ns) == (state.st_size, state.st_mtime_ns)
            if before is None or not same or (before.reason and retry) or (not before.reason and before.model != model):
                yield Work(item, before, model)
            elif before.reason:
                summary.failed_before += 1
            else:
                summary.unchanged += 1


def read_item(work: Work, language: str, limits: Limits) -> Read:
    """Reads a file and prepares it for the model; never raises what bad input causes."""
    path = work.item.path
    size = mtime = 0
    try:
        state = os.stat(path)
        size, mtime = state.st_size, state.st_mtime_ns
        data = load(Path(path), limits)
        sha = hashlib.sha256(data).hexdigest()
        now = Known(size, mtime, sha, work.model)
        if work.known and (work.known.sha256, work.known.model) == (sha, work.model):
            return Read(work, now)
        return Read(work, now, prepare_bytes(data, os.path.splitext(path)[1], language, limits))
    except NoticeError as error:
        reason = error.reason if isinstance(error, BadInput) else str(error)
    except OSError as error:
        reason = error.strerror or str(error)
    except (RecursionError, MemoryError) as error:
        reason = f"too complex to read ({type(error).__name__})"
    return Read(work, Known(size, mtime, reason=reason))


def prepare_bytes(data: bytes, suffix: str, language: str, limits: Limits) -> Prepared:
    """A file's bytes ready for the model, read in a process of its own. Raises what reading raises."""
    return prepare(reader(limits).read(data, suffix.lower()), language=language)


def tag_batch(reads: Sequence[Read], tagger: Tagger) -> list[Notice]:
    """The notices of files that were read, tagged together."""
    return finish_batch(reads, tagger.tag([w for r in reads if r.prepared for w in r.prepared.windows]), tagger)


def finish_batch(reads: Sequence[Read], tagged: Iterable[Tagged], tagger: Tagger) -> list[Notice]:
    """The notices of those files of a batch that could be read, from what the model found in all their windows, in order."""
    found = iter(tagged)
    notices = ((r, r.prepared, list(itertools.islice(found, len(r.prepared.windows)))) for r in reads if r.prepared)
    return [replace(finish(prepared, ours, tagger), source=r.work.item.path) for r, prepared, ours in notices]


def save_batch(batch: Sequence[Read], notices: Sequence[Notice], register: Register, cached: CachedTagger, summary: Summary) -> None:
    """Saves a batch and what the model learned with it in one transaction."""
    found = iter(notices)
    with register.transaction() as connection:
        register.learn(connection, cached.fingerprint, cached.fresh)
        for read in batch:
            item = read.work.item
            if read.known.reason:
                register.fail(connection, item.path, read.known)
            elif read.prepared is None:
                register.touch(connection, item.path, read.known)
            else:
                notice = next(found)
                date = item.date or date_of(replace(notice, source=""), {})[0]
                register.save(connection, Entry(item.key, date, item.path, read.known, notice))
    cached.fresh.clear()
    # Counted when it is safe, not before.
    for read in batch:
        before = read.work.known
        if read.known.reason:
            summary.failed.append((read.work.item.path, read.known.reason))
        elif read.prepared is None:
            summary.unchanged += 1
        elif before and before.sha256:
            summary.updated += 1
        else:
            summary.new += 1


def _read_all(todo: Iterator[Work], jobs: int, language: str, limits: Limits) -> Iterator[Read]:
    """Files read in the order given; with several jobs by other processes, at most a few files ahead of what is used."""
    first = list(itertools.islice(todo, WORTH_A_POOL))
    todo = itertools.chain(first, todo)
    if jobs < 2 or len(first) < WORTH_A_POOL:
        yield from (read_item(work, language, limits) for work in todo)
        return
    with _Pool(jobs) as pool:
        pending: list[tuple[Work, Future[Read]]] = []
        for work in todo:
            pending.append((work, pool.submit(work, language, limits)))
            if len(pending) > 4 * jobs:
                yield pool.result(*pending.pop(0), language, limits)
        while pending:
            yield pool.result(*pending.pop(0), language, limits)


class _Pool:
    """Reading processes that are replaced when a file kills one; that file is read once more, alone, and then given up."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.pool = self._new(jobs)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)

    @staticmethod
    def _new(jobs: int) -> ProcessPoolExecutor:
        from multiprocessing import get_context

        # Not forked: the model's threads would be copied half alive.
        # Windows waits for 61 processes at the most.
        return ProcessPoolExecutor(min(jobs, 61), mp_context=get_context("spawn"))

    def submit(self, work: Work, language: str, limits: Limits) -> Future[Read]:
        try:
            return self.pool.submit(read_item, work, language, limits)
        except BrokenProcessPool:
            self.pool = self._new(self.jobs)
            return self.pool.submit(read_item, work, language, limits)

    def result(self, work: Work, future: Future[Read], language: str, limits: Limits) -> Read:
        try:
            return future.result()
        except BrokenProcessPool:
            with self._new(1) as alone:
                try:
                    return alone.submit(read_item, work, language, limits).result()
                except BrokenProcessPool:
                    return Read(work, Known(0, 0, reason="the reader was killed (out of memory?)"))


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values in lists of at most ``size``."""
    iterator = iter(values)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk
