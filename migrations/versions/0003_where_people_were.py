"""Adds stays and stations of missions, and makes the times of achievements optional.

The station that a mission was launched to becomes its destination. A docking can be
with a craft that has no mission.

Dockings and achievements are made again, because SQLite cannot change a constraint.
Their rows follow from the seed files.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
branch_labels = None
depends_on = None

ONE_PLACE = "(station_id IS NULL) <> (mission_id IS NULL)"
ONE_OF_TWO = "(station_id IS NULL) <> (partner_id IS NULL)"
ONE_OF_THREE = (
    "CASE WHEN station_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN partner_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN craft_id IS NULL THEN 0 ELSE 1 END = 1"
)


def upgrade() -> None:
    rename_station("station_id", "destination_id")
    op.create_table(
        "mission_stations",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name="fk_mission_stations_mission_id"
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name="fk_mission_stations_station_id"
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "station_id", name=op.f("pk_mission_stations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_mission_stations_station_id", "mission_stations", ["station_id"]
    )
    drop_dockings()
    create_dockings(ONE_OF_THREE, with_craft=True)
    op.drop_table("achievements")
    create_achievements(is_timed=False)
    op.create_table(
        "stays",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=True),
        sa.Column("mission_id", BYTEWISE, nullable=True),
        sa.Column("began", BYTEWISE, nullable=True),
        sa.Column("began_earliest", sa.BigInteger(), nullable=True),
        sa.Column("began_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(ONE_PLACE, name=op.f("ck_stays_one_place")),
        sa.ForeignKeyConstraint(["crew_id"], ["crew.id"], name="fk_stays_crew_id"),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name="fk_stays_station_id"
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name="fk_stays_mission_id"
        ),
        sa.PrimaryKeyConstraint("crew_id", "sequence", name=op.f("pk_stays")),
    )
    op.create_index("ix_stays_mission_id", "stays", ["mission_id"], unique=False)
    op.create_index(
        "ix_stays_station_began",
        "stays",
        ["station_id", "began_earliest"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_stays_station_began", table_name="stays")
    op.drop_index("ix_stays_mission_id", table_name="stays")
    op.drop_table("stays")
    op.drop_table("achievements")
    create_achievements(is_timed=True)
    op.drop_index("ix_dockings_craft_id", table_name="dockings")
    drop_dockings()
    create_dockings(ONE_OF_TWO, with_craft=False)
    op.drop_index("ix_mission_stations_station_id", table_name="mission_stations")
    op.drop_table("mission_stations")
    rename_station("destination_id", "station_id")


def rename_station(old: str, new: str) -> None:
    op.drop_index(f"ix_missions_{old}", table_name="missions")
    op.alter_column("missions", old, new_column_name=new)
    op.create_index(f"ix_missions_{new}", "missions", [new], unique=False)
    # SQLite keeps the name of a constraint
    if op.get_bind().dialect.name == "postgresql":
        rename = f"RENAME CONSTRAINT fk_missions_{old} TO fk_missions_{new}"
        op.execute(f"ALTER TABLE missions {rename}")


def create_achievements(*, is_timed: bool) -> None:
    op.create_table(
        "achievements",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("at", BYTEWISE, nullable=not is_timed),
        sa.Column("at_earliest", sa.BigInteger(), nullable=False),
        sa.Column("at_latest", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name="fk_achievements_crew_id"
        ),
        sa.PrimaryKeyConstraint("crew_id", "kind", name=op.f("pk_achievements")),
        sqlite_with_rowid=False,
    )


def drop_dockings() -> None:
    op.drop_index("ix_dockings_station_id", table_name="dockings")
    op.drop_index("ix_dockings_partner_id", table_name="dockings")
    op.drop_table("dockings")


def create_dockings(one_target: str, *, with_craft: bool) -> None:
    targets = {"station_id": "stations", "partner_id": "missions"}
    targets |= {"craft_id": "spacecraft"} if with_craft else {}
    op.create_table(
        "dockings",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        *(sa.Column(name, BYTEWISE, nullable=True) for name in targets),
        sa.Column("docked", BYTEWISE, nullable=True),
        sa.Column("docked_earliest", sa.BigInteger(), nullable=True),
        sa.Column("undocked", BYTEWISE, nullable=True),
        sa.Column("undocked_earliest", sa.BigInteger(), nullable=True),
        sa.Column("outcome", BYTEWISE, nullable=False),
        sa.Column("note", BYTEWISE, nullable=True),
        sa.CheckConstraint(one_target, name=op.f("ck_dockings_one_target")),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name="fk_dockings_mission_id"
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_dockings_{name}")
            for name, table in targets.items()
        ),
        sa.PrimaryKeyConstraint("mission_id", "sequence", name=op.f("pk_dockings")),
    )
    for name in targets:
        op.create_index(f"ix_dockings_{name}", "dockings", [name], unique=False)
