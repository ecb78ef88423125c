"""Adds the times of achievements to groups: a flight may dock with two stations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("group_achievements", sa.Column("at", BYTEWISE, nullable=True))


def downgrade() -> None:
    op.drop_column("group_achievements", "at")
