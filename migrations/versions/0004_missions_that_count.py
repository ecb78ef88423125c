"""Adds whether a mission lifted off for a flight of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite adds a required column only with a default
    column = sa.Column(
        "counted", sa.BigInteger(), server_default=sa.text("1"), nullable=False
    )
    op.add_column("missions", column)
    op.create_index(op.f("ix_missions_counted"), "missions", ["counted"])


def downgrade() -> None:
    op.drop_index(op.f("ix_missions_counted"), table_name="missions")
    op.drop_column("missions", "counted")
