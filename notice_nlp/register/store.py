"""The register's database: opening it, what it knows of files, saving and reading notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.files import writing
from notice_nlp.notice import Block, Mention, Notice, Row, Span
from notice_nlp.register.database import connect, one_line, sole_writer, upgrade

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from notice_nlp.register.cache import Kept

# Values in one IN (...): every database takes so many.
CHUNK = 500
ROW_FIELDS = ("purpose", "data", "legal_basis", "recipients", "retention", "concepts")


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of a file: its size (bytes), time of change (ns), hash and model; the last two are empty for one
    that failed, ``reason`` says why then."""

    size: int
    mtime_ns: int
    sha256: str = ""
    model: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version to be saved: which notice it is of, its date, its file, and what was found in it."""

    key: str
    date: str
    path: str
    known: Known
    notice: Notice


@dataclass(frozen=True, slots=True)
class Listed:
    """One version as it is listed: ids, key, date, language, file, numbers of rows and mentions, model."""

    id: int
    key: str
    date: str
    language: str
    path: str
    model: str
    rows: int
    mentions: int


class Register:
    """A database of notices: a file (SQLite) or the URL of any database that SQLAlchemy knows.

    Raises:
        BadInput: it can't be opened, is no register, or was made by a later release.
        MissingExtra: SQLAlchemy or the database's driver is not installed.
    """

    def __init__(self, where: str | Path, *, create: bool = True) -> None:
        try:
            import alembic  # noqa: F401
            import sqlalchemy
        except ImportError:
            raise MissingExtra("register", "a register") from None
        self.where = str(where)
        self.url = self.where if "://" in self.where else f"sqlite:///{self.where}"
        # What is shown never holds the password.
        with one_line(self.where.split("://")[0]):
            self.name = sqlalchemy.make_url(self.url).render_as_string() if "://" in self.where else self.where
        if self.url.startswith("sqlite:///") and not create and not Path(self.url.removeprefix("sqlite:///")).is_file():
            raise BadInput("no such register (notice-nlp ingest makes one)", self.name)
        if self.url.startswith("sqlite:///") and create:
            with writing(Path(self.url.removeprefix("sqlite:///"))):
                pass  # makes the folder
        try:
            with one_line(self.name):
                self.engine = connect(self.url)
        except ModuleNotFoundError as error:
            if self.url.startswith("postgresql"):
                raise MissingExtra("postgres", "PostgreSQL") from None
            raise BadInput(f"the database driver {error.name} is not installed", self.name) from None
        with one_line(self.name):
            upgrade(self.engine, self.name)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing. Raises BadInput where the database refuses."""
        with one_line(self.name), self.engine.begin() as connection:
            yield connection

    def alone(self) -> AbstractContextManager[None]:
        """Keeps a second writer out while it is open. Raises BadInput where another process is writing."""
        return sole_writer(self.engine, self.name)

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    # Files

    def known(self, paths: Sequence[str]) -> dict[str, Known]:
        """What is known of some files, those that failed among them."""
        from sqlalchemy import select

        from notice_nlp.register.schema import failures as f
        from notice_nlp.register.schema import versions as v

        found: dict[str, Known] = {}
        with self.transaction() as connection:
            for chunk in _chunks(paths):
                query = select(v.c.path, v.c.size, v.c.mtime_ns, v.c.sha256, v.c.model).where(v.c.path.in_(chunk))
                found |= {r.path: Known(r.size, r.mtime_ns, r.sha256, r.model) for r in connection.execute(query)}
                # A version that was read once and can't be read since counts as failed.
                failed = connection.execute(select(f.c.path, f.c.size, f.c.mtime_ns, f.c.reason).where(f.c.path.in_(chunk)))
                found |= {r.path: Known(r.size, r.mtime_ns, reason=r.reason) for r in failed}
        return found

    def touch(self, connection: Connection, path: str, known: Known) -> None:
        """Notes a file's new time where its bytes are the same."""
        from notice_nlp.register.schema import versions as v

        connection.execute(v.update().where(v.c.path == path).values(size=known.size, mtime_ns=known.mtime_ns))

    def fail(self, connection: Connection, path: str, known: Known) -> None:
        """Notes that a file can't be read; an earlier version of it stays."""
        from sqlalchemy import select

        from notice_nlp.register.schema import failures as f

        tries = connection.execute(select(f.c.tries).where(f.c.path == path)).scalar() or 0
        connection.execute(f.delete().where(f.c.path == path))
        values = {"path": path, "reason": known.reason, "size": known.size, "mtime_ns": known.mtime_ns, "tries": tries + 1}
        connection.execute(f.insert().values(**values))

    def failures(self) -> list[tuple[str, str, int]]:
        """Files that could not be read, why, and how often it was tried."""
        from sqlalchemy import select

        from notice_nlp.register.schema import failures as f

        with self.transaction() as connection:
            return [(r.path, r.reason, r.tries) for r in connection.execute(select(f).order_by(f.c.path))]

    # Analyses

    def analyses(self, model: str) -> Callable[[Sequence[str]], dict[str, bytes]]:
        """A look-up of what a model found in windows, by their keys."""
        from sqlalchemy import select

        from notice_nlp.register.schema import analyses as a

        def look_up(keys: Sequence[str]) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            with self.transaction() as connection:
                for chunk in _chunks(keys):
                    rows = connection.execute(select(a.c.key, a.c.found).where(a.c.model == model, a.c.key.in_(chunk)))
                    found |= {r.key: bytes(r.found) for r in rows}
            return found

        return look_up

    def states(self, model: str, keys: Sequence[str]) -> dict[str, bytes]:
        """The states kept of windows that a model read, by their keys."""
        from sqlalchemy import select

        from notice_nlp.register.schema import analyses as a

        found: dict[str, bytes] = {}
        with self.transaction() as connection:
            for chunk in _chunks(keys):
                query = select(a.c.key, a.c.states).where(a.c.model == model, a.c.key.in_(chunk), a.c.states.is_not(None))
                found |= {r.key: bytes(r.states) for r in connection.execute(query)}
        return found

    def learn(self, connection: Connection, model: str, found: Mapping[str, Kept]) -> None:
        """Keeps what a model found in windows that were not known."""
        from notice_nlp.register.schema import analyses as a

        _insert(connection, a, [{"key": key, "model": model, "found": k.found, "states": k.states} for key, k in found.items()])

    # Notices

    def save(self, connection: Connection, entry: Entry) -> int:
        """Puts a version in place of what is there of its file; gives its id."""
        from notice_nlp.register import schema as s

        notice = entry.notice
        connection.execute(s.versions.delete().where(s.versions.c.path == entry.path))
        connection.execute(s.failures.delete().where(s.failures.c.path == entry.path))
        version = connection.execute(
            s.versions.insert().values(
                notice_id=_notice_id(connection, entry.key), path=entry.path, date=entry.date, language=notice.language,
                size=entry.known.size, mtime_ns=entry.known.mtime_ns, sha256=entry.known.sha256, format=notice.format,
                encoding=notice.encoding, model=notice.model, warnings=list(notice.warnings), text=notice.text.replace("\0", "\ufffd"),
            )
        ).inserted_primary_key  # fmt: skip
        assert version is not None
        id = int(version[0])
        of = {"version_id": id}
        _insert(connection, s.blocks, [of | {"number": n} | _fields(b) for n, b in enumerate(notice.blocks)])
        _insert(
            connection, s.mentions,
            [of | {"number": n, "wording": " ".join(notice[m.start, m.end].split())} | _fields(m) for n, m in enumerate(notice.mentions)],
        )  # fmt: skip
        _insert(connection, s.rows, [of | {"number": n} | _row_values(notice, r) for n, r in enumerate(notice.rows)])
        return id

    def versions(self, key: str | None = None, language: str | None = None) -> list[Listed]:
        """Versions by notice, language and date, those without a date last; ``key`` may hold ``*``."""
        from sqlalchemy import func, select

        from notice_nlp.register import schema as s

        def count(table: Any) -> Any:
            return select(func.count()).where(table.c.version_id == s.versions.c.id).scalar_subquery()

        v = s.versions
        query = (
            select(v.c.id, s.notices.c.key, v.c.date, v.c.language, v.c.path, v.c.model, count(s.rows), count(s.mentions))
            .join(s.notices)
            .order_by(s.notices.c.key, v.c.language, v.c.date == "", v.c.date, v.c.path)
        )
        if key:
            query = query.where(s.notices.c.key.like(like(key), escape="\\"))
        if language:
            query = query.where(v.c.language == language)
        with self.transaction() as connection:
            return [Listed(*row) for row in connection.execute(query)]

    def pick(self, key: str, language: str = "", date: str = "") -> Listed:
        """The latest version of a notice, or the one of a date.

        Raises:
            BadInput: there is none, or the pattern or the lack of a language leaves a choice.
        """
        found = [v for v in self.versions(key, language or None) if v.date.startswith(date)]
        if not found:
            raise BadInput(f"no version of {key!r}" + (f" of {date}" if date else "") + " (notice-nlp register list)", self.name)
        if len(choices := {(v.key, v.language) for v in found}) > 1:
            named = ", ".join(f"{k} ({l})" for k, l in sorted(choices)[:5])
            raise BadInput(f"several notices or languages: {named}; name one (--language)", self.name)
        return found[-1]

    def notice(self, version: int) -> Notice:
        """A version's notice, as it was saved; without the encoder's states."""
        from sqlalchemy import select

        from notice_nlp.register import schema as s

        with self.transaction() as connection:
            one = connection.execute(select(s.versions).where(s.versions.c.id == version)).one()

            def of(table: Any) -> Iterable[Any]:
                return connection.execute(select(table).where(table.c.version_id == version).order_by(table.c.number)).mappings()

            blocks = tuple(_block(r) for r in of(s.blocks))
            mentions = tuple(Mention(**{n: r[n] for n in Mention.__dataclass_fields__}) for r in of(s.mentions))
            rows = tuple(_row(r) for r in of(s.rows))
        return Notice(
            text=one.text, language=one.language, blocks=blocks, mentions=mentions, rows=rows, source=one.path, format=one.format,
            encoding=one.encoding, model=one.model, warnings=tuple(one.warnings),
        )  # fmt: skip


def _notice_id(connection: Connection, key: str) -> int:
    from sqlalchemy import select

    from notice_nlp.register.schema import notices as n

    found = connection.execute(select(n.c.id).where(n.c.key == key)).scalar()
    if found is None:
        inserted = connection.execute(n.insert().values(key=key)).inserted_primary_key
        assert inserted is not None
        found = inserted[0]
    return int(found)


def _insert(connection: Connection, table: Any, values: Sequence[Mapping[str, Any]]) -> None:
    if values:
        connection.execute(table.insert(), list(values))


def _fields(record: Block | Mention | Row) -> dict[str, Any]:
    """The fields as they are; ``asdict`` would copy each of their values."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _row_values(notice: Notice, row: Row) -> dict[str, Any]:
    purpose = " | ".join(" ".join(notice[s].split()) for s in row.purpose)
    return {"row": row.id, "layout": row.layout, "purpose_text": purpose} | {name: getattr(row, name) for name in ROW_FIELDS}


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((a, b) for a, b in pairs)


def _block(values: Mapping[str, Any]) -> Block:
    fields = {n: values[n] for n in Block.__dataclass_fields__}
    return Block(**(fields | {"cells": _spans(fields["cells"])}))


def _row(values: Mapping[str, Any]) -> Row:
    spans = {name: _spans(values[name]) for name in ("purpose", "legal_basis", "recipients", "retention")}
    concepts = {k: tuple(v) for k, v in values["concepts"].items()}
    return Row(id=values["row"], data=tuple(values["data"]), concepts=concepts, layout=values["layout"], **spans)


def like(pattern: str) -> str:
    """A pattern with ``*`` as one of SQL, to be used with the escape ``\\``."""
    for special in "\\%_":
        pattern = pattern.replace(special, f"\\{special}")
    return pattern.replace("*", "%")


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for i in range(0, len(values), CHUNK):
        yield values[i : i + CHUNK]
