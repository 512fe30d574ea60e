"""Many notices one after the other: the next are read and wait for the model while one is finished."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from notice_nlp.analyse import AT_ONCE, LANGUAGES, Prepared, default_tagger, finish, prepare, read, tag_within
from notice_nlp.errors import BadInput, NoticeError
from notice_nlp.extract.session import Tagger, tag_batches
from notice_nlp.notice import Notice
from notice_nlp.read.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from notice_nlp.segment import Window

# A document ready for the model with the name of its source, or what kept it from being read.
Given = tuple[Prepared, str] | NoticeError


def pipe(
    sources: Iterable[str | os.PathLike[str] | bytes],
    *,
    language: str = "auto",
    format: str | None = None,
    tagger: Tagger | None = None,
    min_confidence: float = 0.0,
    limits: Limits = DEFAULT,
    on_error: Callable[[NoticeError], None] | None = None,
) -> Iterator[Notice]:
    """Notices of many sources, in order, faster than one :func:`notice_nlp.parse` after the other.

    Args:
        sources: paths, bytes or texts, as ``parse`` takes them; read as they are needed.
        language: ``de``, ``en``, or ``auto`` to detect it per block.
        format: ``text``, ``markdown`` or ``html`` for texts; files tell theirs.
        tagger: another model than the shipped one.
        min_confidence: mentions less sure than this are left out.
        limits: bounds on size and depth of each source.
        on_error: called for a source that can't be read, which is then left out; without it the first of them raises.

    Raises:
        BadInput: a source can't be read as a German or English notice, and there is no ``on_error``.
        MissingExtra: a format needs an extra that is not installed, and there is no ``on_error``.
        ValueError: ``language`` is none of the three.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")

    def given() -> Iterator[Given]:
        for source in sources:
            name = "<bytes>" if isinstance(source, bytes) else ""
            try:
                document, name = read(source, format=format, limits=limits)
                yield prepare(document, language=language), name
            except BadInput as error:
                yield error.named(name) if name else error
            except NoticeError as error:
                yield error

    for found in finished(given(), tagger or default_tagger(), min_confidence):
        if isinstance(found, Notice):
            yield found
        elif on_error:
            on_error(found)
        else:
            raise found


def finished(
    given: Iterable[Given], tagger: Tagger, min_confidence: float = 0.0, seconds: float = math.inf
) -> Iterator[Notice | NoticeError]:
    """For each document its notice, for each error the error, in order.

    ``seconds`` bounds the time that the model takes for a document; one that takes longer gives BadInput.
    """
    waiting: deque[Given] = deque()

    def windows() -> Iterator[Sequence[Window]]:
        for item in given:
            waiting.append(item)
            # A long document is tagged when its turn comes, with a look at the clock.
            yield () if isinstance(item, NoticeError) or len(item[0].windows) > AT_ONCE else item[0].windows

    for tagged in tag_batches(tagger, windows()):
        item = waiting.popleft()
        if isinstance(item, NoticeError):
            yield item
            continue
        prepared, name = item
        try:
            if len(prepared.windows) > AT_ONCE:
                tagged = tag_within(prepared, tagger, seconds)
            yield replace(finish(prepared, tagged, tagger, min_confidence=min_confidence), source=name)
        except BadInput as error:
            yield error.named(name)
        except (RecursionError, MemoryError) as error:
            yield BadInput(f"too complex to read ({type(error).__name__})", name)
