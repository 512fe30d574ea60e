"""The states of passages are kept, so that comparing need not read them again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("analyses", sa.Column("states", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("analyses") as table:
        table.drop_column("states")
