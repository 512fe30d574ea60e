"""Models and migrations say the same; a register of a later release is refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from notice_nlp.errors import BadInput
from notice_nlp.register.schema import metadata
from notice_nlp.register.store import Register


def test_migrations_make_the_tables(database: str) -> None:
    register = Register(database)
    with register.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    register.close()


def test_migrations_can_be_undone(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    register = Register(tmp_path / "r.db")
    config = Config()
    config.set_main_option("script_location", "notice_nlp.register:migrations")
    with register.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    Register(tmp_path / "r.db")


def test_later_release(tmp_path: Path) -> None:
    register = Register(tmp_path / "r.db")
    with register.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match="later release"):
        Register(tmp_path / "r.db")
