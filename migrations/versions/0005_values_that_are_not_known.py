"""Adds the table of missing values, and lets counts be unknown.

Migrations run on empty tables: rows are loaded afterwards.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNTS = (
    ("people", "spacewalk_count"),
    ("programmes", "missions_count"),
    ("spacecraft", "missions_count"),
)
KEY = ("resource", "field", "record_id")


def upgrade() -> None:
    columns: Iterator[sa.Column[str]] = (
        sa.Column(name, BYTEWISE, nullable=False) for name in (*KEY, "reason")
    )
    op.create_table(
        "missing_values",
        *columns,
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_missing_values")),
        sqlite_with_rowid=False,
    )
    for table, name in COUNTS:
        _replace(table, sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for table, name in COUNTS:
        default = sa.text("0")
        column = sa.Column(
            name, sa.BigInteger(), server_default=default, nullable=False
        )
        _replace(table, column)
    op.drop_table("missing_values")


def _replace(table: str, column: "sa.Column[int]") -> None:
    """Replaces a column that lists are sorted by, because SQLite cannot change one."""
    name = f"ix_{table}_{column.name}"
    op.drop_index(name, table_name=table)
    op.drop_index(f"{name}_down", table_name=table)
    op.drop_column(table, str(column.name))
    op.add_column(table, column)
    op.create_index(name, table, [str(column.name), "id"])
    falling = sa.literal_column(f"{column.name} DESC")
    op.create_index(f"{name}_down", table, [falling, "id"])
