"""The register's database: opening it in this release's form, one writer at a time, errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice_nlp.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Engine

# Seconds to wait for another writer before giving up.
BUSY = 20


@contextmanager
def one_line(where: str) -> Iterator[None]:
    """A database's error as one line: locked, full, corrupt, no such server."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        raise BadInput(f"register can't be used: {error.orig}", where) from None
    except SQLAlchemyError as error:
        raise BadInput(f"register can't be used: {error}", where) from None


def connect(url: str) -> Engine:
    from sqlalchemy import create_engine, event, make_url

    made = make_url(url)
    sqlite = made.get_backend_name() == "sqlite"
    if made.drivername == "postgresql":
        made = made.set(drivername="postgresql+pg8000")
    engine = create_engine(made, connect_args={"timeout": BUSY} if sqlite else {})
    if sqlite:

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _: Any) -> None:
            # Readers and one writer at a time; what was committed survives a killed process.
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}").close()

    return engine


def upgrade(engine: Engine, name: str) -> None:
    """Brings the tables to this release's form."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", "notice_nlp.register:migrations")
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(config)
        if current == script.get_current_head():
            return
        try:
            if current:
                script.get_revision(current)
        except CommandError:
            raise BadInput("register was made by a later release of notice-nlp", name) from None
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def sole_writer(engine: Engine, name: str) -> Iterator[None]:
    """Keeps a second ingest out; a killed one holds nothing.

    Raises:
        BadInput: another process is writing to this register.
    """
    busy = BadInput("another ingest is writing to this register; wait for it to end", name)
    if engine.dialect.name == "sqlite":
        database = engine.url.database
        if not database or database == ":memory:":
            yield
            return
        with Path(f"{database}.lock").open("a+b") as file:
            if not _lock(file):
                raise busy
            yield
        return
    from sqlalchemy import text

    # The lock goes with the connection. Its number stands for notice-nlp.
    with one_line(name), engine.connect() as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(7077117)")).scalar():
            raise busy
        yield
        connection.execute(text("SELECT pg_advisory_unlock(7077117)"))


def _lock(file: Any) -> bool:
    try:
        try:
            import fcntl
        except ImportError:
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
