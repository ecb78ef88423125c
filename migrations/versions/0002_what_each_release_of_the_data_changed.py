"""Adds the table of changes in data releases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("release", BYTEWISE, nullable=False),
        sa.Column("release_number", sa.BigInteger(), nullable=False),
        sa.Column("released", BYTEWISE, nullable=False),
        sa.Column("released_earliest", sa.BigInteger(), nullable=False),
        sa.Column("released_latest", sa.BigInteger(), nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("record", BYTEWISE, nullable=False),
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("field", BYTEWISE, nullable=True),
        sa.Column("source_id", BYTEWISE, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_changes_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_field"), "changes", ["field"], unique=False)
    op.create_index(op.f("ix_changes_kind"), "changes", ["kind"], unique=False)
    op.create_index("ix_changes_record", "changes", ["record", "id"], unique=False)
    op.create_index(
        "ix_changes_record_down",
        "changes",
        [sa.literal_column("record DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_changes_release"), "changes", ["release"], unique=False)
    op.create_index(
        op.f("ix_changes_release_number"), "changes", ["release_number"], unique=False
    )
    op.create_index(
        "ix_changes_released_earliest",
        "changes",
        ["released_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_changes_released_earliest_down",
        "changes",
        [sa.literal_column("released_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_changes_resource"), "changes", ["resource"], unique=False)
    op.create_index(
        op.f("ix_changes_source_id"), "changes", ["source_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_changes_source_id"), table_name="changes")
    op.drop_index(op.f("ix_changes_resource"), table_name="changes")
    op.drop_index("ix_changes_released_earliest_down", table_name="changes")
    op.drop_index("ix_changes_released_earliest", table_name="changes")
    op.drop_index(op.f("ix_changes_release_number"), table_name="changes")
    op.drop_index(op.f("ix_changes_release"), table_name="changes")
    op.drop_index("ix_changes_record_down", table_name="changes")
    op.drop_index("ix_changes_record", table_name="changes")
    op.drop_index(op.f("ix_changes_kind"), table_name="changes")
    op.drop_index(op.f("ix_changes_field"), table_name="changes")
    op.drop_table("changes")
