"""Tables of the register. Spans are JSON lists of half-open ``[start, end)`` code points into ``versions.text``.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts its keys in Integer columns only.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _of_version() -> Column[int]:
    return Column("version_id", _Id, ForeignKey("versions.id", ondelete="CASCADE"), nullable=False)


notices = Table(
    "notices", metadata,
    Column("id", _Id, primary_key=True),
    Column("key", String(500), nullable=False, unique=True),
)  # fmt: skip

versions = Table(
    "versions", metadata,
    Column("id", _Id, primary_key=True),
    Column("notice_id", _Id, ForeignKey("notices.id", ondelete="CASCADE"), nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("date", String(10), nullable=False),
    Column("language", String(8), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("format", String(16), nullable=False),
    Column("encoding", String(32), nullable=False),
    Column("model", String(64), nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_versions_notice_id", "notice_id", "language", "date"),
)  # fmt: skip

blocks = Table(
    "blocks", metadata,
    Column("id", _Id, primary_key=True),
    _of_version(),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("level", Integer, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("table", Integer),
    Column("header", Boolean, nullable=False),
    Column("language", String(8), nullable=False),
    Column("place", Text, nullable=False),
    Index("ix_blocks_version_id", "version_id", "number"),
)  # fmt: skip

rows = Table(
    "rows", metadata,
    Column("id", _Id, primary_key=True),
    _of_version(),
    Column("number", Integer, nullable=False),
    Column("row", String(16), nullable=False),
    Column("layout", String(16), nullable=False),
    Column("purpose_text", Text, nullable=False),
    *(Column(name, JSON, nullable=False) for name in ("purpose", "data", "legal_basis", "recipients", "retention", "concepts")),
    Index("ix_rows_version_id", "version_id", "number"),
)  # fmt: skip

mentions = Table(
    "mentions", metadata,
    Column("id", _Id, primary_key=True),
    _of_version(),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("wording", Text, nullable=False),
    Column("category", String(64), nullable=False, index=True),
    Column("group", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("row", String(16)),
    Index("ix_mentions_version_id", "version_id", "number"),
)  # fmt: skip

comparisons = Table(
    "comparisons", metadata,
    Column("id", _Id, primary_key=True),
    Column("a_id", _Id, ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("b_id", _Id, ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("similarity", Float, nullable=False),
    UniqueConstraint("a_id", "b_id", "language", name="uq_comparisons_pair"),
)  # fmt: skip

findings = Table(
    "findings", metadata,
    Column("id", _Id, primary_key=True),
    Column("comparison_id", _Id, ForeignKey("comparisons.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("concept", String(64)),
    Column("row_a", String(16)),
    Column("row_b", String(16)),
    Column("a", JSON, nullable=False),
    Column("b", JSON, nullable=False),
)  # fmt: skip

failures = Table(
    "failures", metadata,
    Column("path", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
)  # fmt: skip

# What the model found in a window, by the hash of all it saw: the same passage is never tagged twice.
analyses = Table(
    "analyses", metadata,
    Column("key", String(32), primary_key=True),
    Column("model", String(64), primary_key=True),
    Column("found", LargeBinary, nullable=False),
    # Mean states of the window's blocks (see states.py), for comparing; none in rows that an earlier release wrote.
    Column("states", LargeBinary),
)  # fmt: skip

# Changes that a command has still to be told of.
events = Table(
    "events", metadata,
    Column("id", _Id, primary_key=True),
    Column("told", JSON, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", BigInteger, nullable=False),
)  # fmt: skip
