"""Creates all tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# It holds only which document has which token: the documents are a table, and nothing
# is ranked by the distance or the number of words. Tokens begin with a letter of ours
SEARCH_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
    tokens, content='search_documents', content_rowid='number',
    tokenize="ascii tokenchars '_'", prefix='2 3 4', detail='none', columnsize=0
)
"""
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "countries",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("iso_alpha3", BYTEWISE, nullable=True),
        sa.Column("iso_alpha3_folded", BYTEWISE, nullable=True),
        sa.Column("region", BYTEWISE, nullable=True),
        sa.Column("subregion", BYTEWISE, nullable=True),
        sa.Column("began", BYTEWISE, nullable=True),
        sa.Column("began_earliest", sa.BigInteger(), nullable=True),
        sa.Column("began_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("citizens_flown_count", sa.BigInteger(), nullable=False),
        sa.Column("flights_count", sa.BigInteger(), nullable=False),
        sa.Column("guest_flights_count", sa.BigInteger(), nullable=False),
        sa.Column("first_flight_earliest", sa.BigInteger(), nullable=True),
        sa.Column("first_flight_latest", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countries")),
    )
    op.create_index(
        "ix_countries_began_earliest",
        "countries",
        ["began_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_began_earliest_down",
        "countries",
        [sa.literal_column("began_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_changed_in_number",
        "countries",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_changed_in_number_down",
        "countries",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_checked", "countries", ["checked", "id"], unique=False
    )
    op.create_index(
        "ix_countries_checked_down",
        "countries",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_citizens_flown_count",
        "countries",
        ["citizens_flown_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_citizens_flown_count_down",
        "countries",
        [sa.literal_column("citizens_flown_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_ended_earliest",
        "countries",
        ["ended_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_ended_earliest_down",
        "countries",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_first_flight_earliest",
        "countries",
        ["first_flight_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_first_flight_earliest_down",
        "countries",
        [sa.literal_column("first_flight_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_flights_count", "countries", ["flights_count", "id"], unique=False
    )
    op.create_index(
        "ix_countries_flights_count_down",
        "countries",
        [sa.literal_column("flights_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_guest_flights_count",
        "countries",
        ["guest_flights_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_countries_guest_flights_count_down",
        "countries",
        [sa.literal_column("guest_flights_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_countries_iso_alpha3_folded"),
        "countries",
        ["iso_alpha3_folded"],
        unique=False,
    )
    op.create_index(
        "ix_countries_name_folded", "countries", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_countries_name_folded_down",
        "countries",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_countries_region"), "countries", ["region"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("at", BYTEWISE, nullable=True),
        sa.Column("at_earliest", sa.BigInteger(), nullable=True),
        sa.Column("at_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("place", BYTEWISE, nullable=True),
        sa.Column("place_folded", BYTEWISE, nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("altitude_km", sa.Double(), nullable=True),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_altitude_km", "events", ["altitude_km", "id"], unique=False
    )
    op.create_index(
        "ix_events_altitude_km_down",
        "events",
        [sa.literal_column("altitude_km DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_at_earliest", "events", ["at_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_events_at_earliest_down",
        "events",
        [sa.literal_column("at_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_changed_in_number",
        "events",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_changed_in_number_down",
        "events",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_events_checked", "events", ["checked", "id"], unique=False)
    op.create_index(
        "ix_events_checked_down",
        "events",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_duration_seconds", "events", ["duration_seconds", "id"], unique=False
    )
    op.create_index(
        "ix_events_duration_seconds_down",
        "events",
        [sa.literal_column("duration_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_ended_earliest", "events", ["ended_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_events_ended_earliest_down",
        "events",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_events_kind"), "events", ["kind"], unique=False)
    op.create_index("ix_events_latitude", "events", ["latitude", "id"], unique=False)
    op.create_index(
        "ix_events_latitude_down",
        "events",
        [sa.literal_column("latitude DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_events_longitude", "events", ["longitude", "id"], unique=False)
    op.create_index(
        "ix_events_longitude_down",
        "events",
        [sa.literal_column("longitude DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_events_name_folded", "events", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_events_name_folded_down",
        "events",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_events_place_folded"), "events", ["place_folded"], unique=False
    )
    op.create_table(
        "external_ids",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("value_folded", BYTEWISE, nullable=False),
        sa.Column("scheme", BYTEWISE, nullable=False),
        sa.Column("value", BYTEWISE, nullable=False),
        sa.Column("record_id", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint(
            "resource", "value_folded", "scheme", name=op.f("pk_external_ids")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_external_ids_record_id_resource",
        "external_ids",
        ["record_id", "resource"],
        unique=False,
    )
    op.create_table(
        "list_counts",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("field", BYTEWISE, nullable=False),
        sa.Column("listed_count", sa.BigInteger(), nullable=False),
        sa.Column("others_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("resource", "field", name=op.f("pk_list_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "missing_counts",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("field", BYTEWISE, nullable=False),
        sa.Column("none_count", sa.BigInteger(), nullable=False),
        sa.Column("unknown_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("resource", "field", name=op.f("pk_missing_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "missing_values",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("field", BYTEWISE, nullable=False),
        sa.Column("record_id", BYTEWISE, nullable=False),
        sa.Column("reason", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint(
            "resource", "field", "record_id", name=op.f("pk_missing_values")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "names",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("record_id", BYTEWISE, nullable=False),
        sa.Column("folded", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint(
            "resource", "record_id", "folded", name=op.f("pk_names")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "programmes",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("parent_id", BYTEWISE, nullable=True),
        sa.Column("began", BYTEWISE, nullable=True),
        sa.Column("began_earliest", sa.BigInteger(), nullable=True),
        sa.Column("began_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("missions_count", sa.BigInteger(), nullable=True),
        sa.Column("guests_count", sa.BigInteger(), nullable=False),
        sa.Column("guest_countries_count", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["programmes.id"], name=op.f("fk_programmes_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    op.create_index(
        "ix_programmes_began_earliest",
        "programmes",
        ["began_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_began_earliest_down",
        "programmes",
        [sa.literal_column("began_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_changed_in_number",
        "programmes",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_changed_in_number_down",
        "programmes",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_checked", "programmes", ["checked", "id"], unique=False
    )
    op.create_index(
        "ix_programmes_checked_down",
        "programmes",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_ended_earliest",
        "programmes",
        ["ended_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_ended_earliest_down",
        "programmes",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_guest_countries_count",
        "programmes",
        ["guest_countries_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_guest_countries_count_down",
        "programmes",
        [sa.literal_column("guest_countries_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_guests_count", "programmes", ["guests_count", "id"], unique=False
    )
    op.create_index(
        "ix_programmes_guests_count_down",
        "programmes",
        [sa.literal_column("guests_count DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_programmes_kind"), "programmes", ["kind"], unique=False)
    op.create_index(
        "ix_programmes_missions_count",
        "programmes",
        ["missions_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_missions_count_down",
        "programmes",
        [sa.literal_column("missions_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_programmes_name_folded", "programmes", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_programmes_name_folded_down",
        "programmes",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_programmes_parent_id"), "programmes", ["parent_id"], unique=False
    )
    op.create_table(
        "release",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("version", BYTEWISE, nullable=False),
        sa.Column("revision", BYTEWISE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_release_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_table(
        "removed_records",
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("record_id", BYTEWISE, nullable=False),
        sa.Column("release_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "resource", "record_id", name=op.f("pk_removed_records")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_documents",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("resource", BYTEWISE, nullable=False),
        sa.Column("record_id", BYTEWISE, nullable=False),
        sa.Column(
            "tokens",
            sa.Text().with_variant(TSVECTOR(), "postgresql"),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_documents")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_search_documents_tokens",
            "search_documents",
            ["tokens"],
            unique=False,
            postgresql_using="gin",
        )
    else:
        op.execute(SEARCH_INDEX)
    op.create_table(
        "search_trigrams",
        sa.Column("trigram", BYTEWISE, nullable=False),
        sa.Column("word", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("trigram", "word", name=op.f("pk_search_trigrams")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_vocabulary",
        sa.Column("word", BYTEWISE, nullable=False),
        sa.Column("documents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sites",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("parent_id", BYTEWISE, nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("began", BYTEWISE, nullable=True),
        sa.Column("began_earliest", sa.BigInteger(), nullable=True),
        sa.Column("began_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("launches_count", sa.BigInteger(), nullable=False),
        sa.Column("landings_count", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["sites.id"], name=op.f("fk_sites_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index(
        "ix_sites_began_earliest", "sites", ["began_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_sites_began_earliest_down",
        "sites",
        [sa.literal_column("began_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sites_changed_in_number", "sites", ["changed_in_number", "id"], unique=False
    )
    op.create_index(
        "ix_sites_changed_in_number_down",
        "sites",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_sites_checked", "sites", ["checked", "id"], unique=False)
    op.create_index(
        "ix_sites_checked_down",
        "sites",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sites_ended_earliest", "sites", ["ended_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_sites_ended_earliest_down",
        "sites",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_sites_kind"), "sites", ["kind"], unique=False)
    op.create_index(
        "ix_sites_landings_count", "sites", ["landings_count", "id"], unique=False
    )
    op.create_index(
        "ix_sites_landings_count_down",
        "sites",
        [sa.literal_column("landings_count DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_sites_latitude", "sites", ["latitude", "id"], unique=False)
    op.create_index(
        "ix_sites_latitude_down",
        "sites",
        [sa.literal_column("latitude DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sites_launches_count", "sites", ["launches_count", "id"], unique=False
    )
    op.create_index(
        "ix_sites_launches_count_down",
        "sites",
        [sa.literal_column("launches_count DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_sites_longitude", "sites", ["longitude", "id"], unique=False)
    op.create_index(
        "ix_sites_longitude_down",
        "sites",
        [sa.literal_column("longitude DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sites_name_folded", "sites", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_sites_name_folded_down",
        "sites",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_sites_parent_id"), "sites", ["parent_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("title", BYTEWISE, nullable=False),
        sa.Column("title_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("issued", BYTEWISE, nullable=True),
        sa.Column("issued_earliest", sa.BigInteger(), nullable=True),
        sa.Column("issued_latest", sa.BigInteger(), nullable=True),
        sa.Column("claims_count", sa.BigInteger(), nullable=False),
        sa.Column("comparable_count", sa.BigInteger(), nullable=False),
        sa.Column("agreeing_count", sa.BigInteger(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index(
        "ix_sources_agreeing_count", "sources", ["agreeing_count", "id"], unique=False
    )
    op.create_index(
        "ix_sources_agreeing_count_down",
        "sources",
        [sa.literal_column("agreeing_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_changed_in_number",
        "sources",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_changed_in_number_down",
        "sources",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_claims_count", "sources", ["claims_count", "id"], unique=False
    )
    op.create_index(
        "ix_sources_claims_count_down",
        "sources",
        [sa.literal_column("claims_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_comparable_count",
        "sources",
        ["comparable_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_comparable_count_down",
        "sources",
        [sa.literal_column("comparable_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_sources_issued_earliest", "sources", ["issued_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_sources_issued_earliest_down",
        "sources",
        [sa.literal_column("issued_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_sources_kind"), "sources", ["kind"], unique=False)
    op.create_index(
        "ix_sources_title_folded", "sources", ["title_folded", "id"], unique=False
    )
    op.create_index(
        "ix_sources_title_folded_down",
        "sources",
        [sa.literal_column("title_folded DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "spacecraft",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("type_id", BYTEWISE, nullable=True),
        sa.Column("crew_capacity", sa.BigInteger(), nullable=True),
        sa.Column("cabin_gas", BYTEWISE, nullable=True),
        sa.Column("cabin_pressure_kpa", sa.Double(), nullable=True),
        sa.Column("first_launched", BYTEWISE, nullable=True),
        sa.Column("first_launched_earliest", sa.BigInteger(), nullable=True),
        sa.Column("first_launched_latest", sa.BigInteger(), nullable=True),
        sa.Column("missions_count", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["type_id"], ["spacecraft.id"], name=op.f("fk_spacecraft_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spacecraft")),
    )
    op.create_index(
        op.f("ix_spacecraft_cabin_gas"), "spacecraft", ["cabin_gas"], unique=False
    )
    op.create_index(
        "ix_spacecraft_cabin_pressure_kpa",
        "spacecraft",
        ["cabin_pressure_kpa", "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_cabin_pressure_kpa_down",
        "spacecraft",
        [sa.literal_column("cabin_pressure_kpa DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_changed_in_number",
        "spacecraft",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_changed_in_number_down",
        "spacecraft",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_checked", "spacecraft", ["checked", "id"], unique=False
    )
    op.create_index(
        "ix_spacecraft_checked_down",
        "spacecraft",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_crew_capacity",
        "spacecraft",
        ["crew_capacity", "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_crew_capacity_down",
        "spacecraft",
        [sa.literal_column("crew_capacity DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_first_launched_earliest",
        "spacecraft",
        ["first_launched_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_first_launched_earliest_down",
        "spacecraft",
        [sa.literal_column("first_launched_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_spacecraft_kind"), "spacecraft", ["kind"], unique=False)
    op.create_index(
        "ix_spacecraft_missions_count",
        "spacecraft",
        ["missions_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_missions_count_down",
        "spacecraft",
        [sa.literal_column("missions_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_spacecraft_name_folded", "spacecraft", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_spacecraft_name_folded_down",
        "spacecraft",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_spacecraft_type_id"), "spacecraft", ["type_id"], unique=False
    )
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
        sa.Column("field_folded", BYTEWISE, nullable=True),
        sa.Column("source_id", BYTEWISE, nullable=True),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_changes_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(
        "ix_changes_changed_in_number",
        "changes",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_changes_changed_in_number_down",
        "changes",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
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
    op.create_table(
        "claims",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("source_id", BYTEWISE, nullable=False),
        sa.Column("record", BYTEWISE, nullable=True),
        sa.Column("resource", BYTEWISE, nullable=True),
        sa.Column("field", BYTEWISE, nullable=True),
        sa.Column("field_folded", BYTEWISE, nullable=True),
        sa.Column("query", BYTEWISE, nullable=True),
        sa.Column("query_folded", BYTEWISE, nullable=True),
        sa.Column("stated_value", BYTEWISE, nullable=True),
        sa.Column("stated_value_folded", BYTEWISE, nullable=True),
        sa.Column("agreement", BYTEWISE, nullable=False),
        sa.Column("origin", BYTEWISE, nullable=False),
        sa.Column("summary_folded", BYTEWISE, nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "agreement IN ('agrees', 'less-precise', 'disagrees', 'not-comparable')",
            name=op.f("ck_claims_agreement"),
        ),
        sa.CheckConstraint(
            "origin IN ('derived', 'independent')", name=op.f("ck_claims_origin")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_claims_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("number", name=op.f("uq_claims_number")),
    )
    op.create_index("ix_claims_agreement", "claims", ["agreement", "id"], unique=False)
    op.create_index(
        "ix_claims_agreement_down",
        "claims",
        [sa.literal_column("agreement DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_claims_changed_in_number",
        "claims",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_claims_changed_in_number_down",
        "claims",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_claims_field"), "claims", ["field"], unique=False)
    op.create_index(
        op.f("ix_claims_query_folded"), "claims", ["query_folded"], unique=False
    )
    op.create_index("ix_claims_record", "claims", ["record", "id"], unique=False)
    op.create_index(
        "ix_claims_record_down",
        "claims",
        [sa.literal_column("record DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_claims_resource"), "claims", ["resource"], unique=False)
    op.create_index(
        "ix_claims_source_id_agreement",
        "claims",
        ["source_id", "agreement"],
        unique=False,
    )
    op.create_index(
        op.f("ix_claims_stated_value_folded"),
        "claims",
        ["stated_value_folded"],
        unique=False,
    )
    op.create_table(
        "country_codes",
        sa.Column("code", BYTEWISE, nullable=False),
        sa.Column("scheme", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["countries.id"], name=op.f("fk_country_codes_country_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_country_codes")),
    )
    op.create_index(
        op.f("ix_country_codes_country_id"),
        "country_codes",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "country_successions",
        sa.Column("predecessor_id", BYTEWISE, nullable=False),
        sa.Column("successor_id", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("date", BYTEWISE, nullable=True),
        sa.Column("note", BYTEWISE, nullable=True),
        sa.CheckConstraint(
            "predecessor_id <> successor_id",
            name=op.f("ck_country_successions_other_state"),
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["countries.id"],
            name=op.f("fk_country_successions_predecessor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["countries.id"],
            name=op.f("fk_country_successions_successor_id"),
        ),
        sa.PrimaryKeyConstraint(
            "predecessor_id", "successor_id", name=op.f("pk_country_successions")
        ),
    )
    op.create_index(
        op.f("ix_country_successions_successor_id"),
        "country_successions",
        ["successor_id"],
        unique=False,
    )
    op.create_table(
        "errata",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("source_id", BYTEWISE, nullable=False),
        sa.Column("record", BYTEWISE, nullable=True),
        sa.Column("resource", BYTEWISE, nullable=True),
        sa.Column("field", BYTEWISE, nullable=True),
        sa.Column("field_folded", BYTEWISE, nullable=True),
        sa.Column("stated_value", BYTEWISE, nullable=True),
        sa.Column("stated_value_folded", BYTEWISE, nullable=True),
        sa.Column("certainty", BYTEWISE, nullable=True),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "certainty IN ('certain', 'probable', 'open')",
            name=op.f("ck_errata_certainty"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_errata_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errata")),
    )
    op.create_index("ix_errata_certainty", "errata", ["certainty", "id"], unique=False)
    op.create_index(
        "ix_errata_certainty_down",
        "errata",
        [sa.literal_column("certainty DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_errata_changed_in_number",
        "errata",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_errata_changed_in_number_down",
        "errata",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_errata_field"), "errata", ["field"], unique=False)
    op.create_index("ix_errata_record", "errata", ["record", "id"], unique=False)
    op.create_index(
        "ix_errata_record_down",
        "errata",
        [sa.literal_column("record DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_errata_resource"), "errata", ["resource"], unique=False)
    op.create_index(op.f("ix_errata_source_id"), "errata", ["source_id"], unique=False)
    op.create_index(
        op.f("ix_errata_stated_value_folded"),
        "errata",
        ["stated_value_folded"],
        unique=False,
    )
    op.create_table(
        "event_countries",
        sa.Column("event_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["countries.id"], name=op.f("fk_event_countries_country_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_countries_event_id")
        ),
        sa.PrimaryKeyConstraint(
            "event_id", "country_id", name=op.f("pk_event_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_countries_country_id"),
        "event_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "organisations",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=True),
        sa.Column("founded", BYTEWISE, nullable=True),
        sa.Column("founded_earliest", sa.BigInteger(), nullable=True),
        sa.Column("founded_latest", sa.BigInteger(), nullable=True),
        sa.Column("dissolved", BYTEWISE, nullable=True),
        sa.Column("dissolved_earliest", sa.BigInteger(), nullable=True),
        sa.Column("dissolved_latest", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["countries.id"], name=op.f("fk_organisations_country_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_index(
        "ix_organisations_changed_in_number",
        "organisations",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_changed_in_number_down",
        "organisations",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_checked", "organisations", ["checked", "id"], unique=False
    )
    op.create_index(
        "ix_organisations_checked_down",
        "organisations",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organisations_country_id"),
        "organisations",
        ["country_id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_dissolved_earliest",
        "organisations",
        ["dissolved_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_dissolved_earliest_down",
        "organisations",
        [sa.literal_column("dissolved_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_founded_earliest",
        "organisations",
        ["founded_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_founded_earliest_down",
        "organisations",
        [sa.literal_column("founded_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organisations_kind"), "organisations", ["kind"], unique=False
    )
    op.create_index(
        "ix_organisations_name_folded",
        "organisations",
        ["name_folded", "id"],
        unique=False,
    )
    op.create_index(
        "ix_organisations_name_folded_down",
        "organisations",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "people",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("sex", BYTEWISE, nullable=True),
        sa.Column("born", BYTEWISE, nullable=True),
        sa.Column("born_earliest", sa.BigInteger(), nullable=True),
        sa.Column("born_latest", sa.BigInteger(), nullable=True),
        sa.Column("died", BYTEWISE, nullable=True),
        sa.Column("died_earliest", sa.BigInteger(), nullable=True),
        sa.Column("died_latest", sa.BigInteger(), nullable=True),
        sa.Column("birth_country_id", BYTEWISE, nullable=True),
        sa.Column("flights_count", sa.BigInteger(), nullable=False),
        sa.Column("spacewalks_count", sa.BigInteger(), nullable=True),
        sa.Column("spacewalk_time_seconds", sa.BigInteger(), nullable=True),
        sa.Column("time_in_space_seconds", sa.BigInteger(), nullable=True),
        sa.Column("selected", BYTEWISE, nullable=True),
        sa.Column("selected_earliest", sa.BigInteger(), nullable=True),
        sa.Column("selected_latest", sa.BigInteger(), nullable=True),
        sa.Column("selection_group", BYTEWISE, nullable=True),
        sa.Column("first_flight_id", BYTEWISE, nullable=True),
        sa.Column("first_flight_earliest", sa.BigInteger(), nullable=True),
        sa.Column("first_flight_latest", sa.BigInteger(), nullable=True),
        sa.Column("last_flight_earliest", sa.BigInteger(), nullable=True),
        sa.Column("last_flight_latest", sa.BigInteger(), nullable=True),
        sa.Column("gcat_id", BYTEWISE, nullable=True),
        sa.Column("gcat_id_folded", BYTEWISE, nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["birth_country_id"],
            ["countries.id"],
            name=op.f("fk_people_birth_country_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(
        op.f("ix_people_birth_country_id"), "people", ["birth_country_id"], unique=False
    )
    op.create_index(
        "ix_people_born_earliest", "people", ["born_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_people_born_earliest_down",
        "people",
        [sa.literal_column("born_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_changed_in_number",
        "people",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_changed_in_number_down",
        "people",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_people_checked", "people", ["checked", "id"], unique=False)
    op.create_index(
        "ix_people_checked_down",
        "people",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_died_earliest", "people", ["died_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_people_died_earliest_down",
        "people",
        [sa.literal_column("died_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_first_flight_earliest",
        "people",
        ["first_flight_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_first_flight_earliest_down",
        "people",
        [sa.literal_column("first_flight_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_flights_count", "people", ["flights_count", "id"], unique=False
    )
    op.create_index(
        "ix_people_flights_count_down",
        "people",
        [sa.literal_column("flights_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_people_gcat_id_folded"), "people", ["gcat_id_folded"], unique=False
    )
    op.create_index(
        "ix_people_last_flight_earliest",
        "people",
        ["last_flight_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_last_flight_earliest_down",
        "people",
        [sa.literal_column("last_flight_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_name_folded", "people", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_people_name_folded_down",
        "people",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_selected_earliest",
        "people",
        ["selected_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_selected_earliest_down",
        "people",
        [sa.literal_column("selected_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_people_selection_group"), "people", ["selection_group"], unique=False
    )
    op.create_index(op.f("ix_people_sex"), "people", ["sex"], unique=False)
    op.create_index(
        "ix_people_spacewalk_time_seconds",
        "people",
        ["spacewalk_time_seconds", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_spacewalk_time_seconds_down",
        "people",
        [sa.literal_column("spacewalk_time_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_spacewalks_count", "people", ["spacewalks_count", "id"], unique=False
    )
    op.create_index(
        "ix_people_spacewalks_count_down",
        "people",
        [sa.literal_column("spacewalks_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_time_in_space_seconds",
        "people",
        ["time_in_space_seconds", "id"],
        unique=False,
    )
    op.create_index(
        "ix_people_time_in_space_seconds_down",
        "people",
        [sa.literal_column("time_in_space_seconds DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "programme_countries",
        sa.Column("programme_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["countries.id"],
            name=op.f("fk_programme_countries_country_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_programme_countries_programme_id"),
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "country_id", name=op.f("pk_programme_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_programme_countries_country_id"),
        "programme_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "site_countries",
        sa.Column("site_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["countries.id"], name=op.f("fk_site_countries_country_id")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_countries_site_id")
        ),
        sa.PrimaryKeyConstraint(
            "site_id", "country_id", name=op.f("pk_site_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_site_countries_country_id"),
        "site_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "source_citations",
        sa.Column("source_id", BYTEWISE, nullable=False),
        sa.Column("cited_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["cited_id"], ["sources.id"], name=op.f("fk_source_citations_cited_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_citations_source_id")
        ),
        sa.PrimaryKeyConstraint(
            "source_id", "cited_id", name=op.f("pk_source_citations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_source_citations_cited_id"),
        "source_citations",
        ["cited_id"],
        unique=False,
    )
    op.create_table(
        "spacecraft_countries",
        sa.Column("spacecraft_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["countries.id"],
            name=op.f("fk_spacecraft_countries_country_id"),
        ),
        sa.ForeignKeyConstraint(
            ["spacecraft_id"],
            ["spacecraft.id"],
            name=op.f("fk_spacecraft_countries_spacecraft_id"),
        ),
        sa.PrimaryKeyConstraint(
            "spacecraft_id", "country_id", name=op.f("pk_spacecraft_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_spacecraft_countries_country_id"),
        "spacecraft_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "stations",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("status", BYTEWISE, nullable=False),
        sa.Column("cospar", BYTEWISE, nullable=True),
        sa.Column("cospar_folded", BYTEWISE, nullable=True),
        sa.Column("programme_id", BYTEWISE, nullable=True),
        sa.Column("launched", BYTEWISE, nullable=True),
        sa.Column("launched_earliest", sa.BigInteger(), nullable=True),
        sa.Column("launched_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("end_kind", BYTEWISE, nullable=True),
        sa.Column("missions_count", sa.BigInteger(), nullable=False),
        sa.Column("cargo_missions_count", sa.BigInteger(), nullable=False),
        sa.Column("expeditions_count", sa.BigInteger(), nullable=False),
        sa.Column("modules_count", sa.BigInteger(), nullable=False),
        sa.Column("visitors_count", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_stations_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )
    op.create_index(
        "ix_stations_cargo_missions_count",
        "stations",
        ["cargo_missions_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_cargo_missions_count_down",
        "stations",
        [sa.literal_column("cargo_missions_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_changed_in_number",
        "stations",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_changed_in_number_down",
        "stations",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_stations_checked", "stations", ["checked", "id"], unique=False)
    op.create_index(
        "ix_stations_checked_down",
        "stations",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stations_cospar_folded"), "stations", ["cospar_folded"], unique=False
    )
    op.create_index(
        "ix_stations_ended_earliest", "stations", ["ended_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_stations_ended_earliest_down",
        "stations",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_expeditions_count",
        "stations",
        ["expeditions_count", "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_expeditions_count_down",
        "stations",
        [sa.literal_column("expeditions_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_launched_earliest",
        "stations",
        ["launched_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_launched_earliest_down",
        "stations",
        [sa.literal_column("launched_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_missions_count", "stations", ["missions_count", "id"], unique=False
    )
    op.create_index(
        "ix_stations_missions_count_down",
        "stations",
        [sa.literal_column("missions_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_modules_count", "stations", ["modules_count", "id"], unique=False
    )
    op.create_index(
        "ix_stations_modules_count_down",
        "stations",
        [sa.literal_column("modules_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_stations_name_folded", "stations", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_stations_name_folded_down",
        "stations",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stations_programme_id"), "stations", ["programme_id"], unique=False
    )
    op.create_index(op.f("ix_stations_status"), "stations", ["status"], unique=False)
    op.create_index(
        "ix_stations_visitors_count", "stations", ["visitors_count", "id"], unique=False
    )
    op.create_index(
        "ix_stations_visitors_count_down",
        "stations",
        [sa.literal_column("visitors_count DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "event_organisations",
        sa.Column("event_id", BYTEWISE, nullable=False),
        sa.Column("organisation_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_organisations_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_event_organisations_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "event_id", "organisation_id", name=op.f("pk_event_organisations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_organisations_organisation_id"),
        "event_organisations",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "event_stations",
        sa.Column("event_id", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_stations_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_event_stations_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "event_id", "station_id", name=op.f("pk_event_stations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_stations_station_id"),
        "event_stations",
        ["station_id"],
        unique=False,
    )
    op.create_table(
        "expeditions",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.Column("began", BYTEWISE, nullable=True),
        sa.Column("began_earliest", sa.BigInteger(), nullable=True),
        sa.Column("began_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("crew_size", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_expeditions_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expeditions")),
    )
    op.create_index(
        "ix_expeditions_began_earliest",
        "expeditions",
        ["began_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_began_earliest_down",
        "expeditions",
        [sa.literal_column("began_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_changed_in_number",
        "expeditions",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_changed_in_number_down",
        "expeditions",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_checked", "expeditions", ["checked", "id"], unique=False
    )
    op.create_index(
        "ix_expeditions_checked_down",
        "expeditions",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_crew_size", "expeditions", ["crew_size", "id"], unique=False
    )
    op.create_index(
        "ix_expeditions_crew_size_down",
        "expeditions",
        [sa.literal_column("crew_size DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_duration_seconds",
        "expeditions",
        ["duration_seconds", "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_duration_seconds_down",
        "expeditions",
        [sa.literal_column("duration_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_ended_earliest",
        "expeditions",
        ["ended_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_ended_earliest_down",
        "expeditions",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_expeditions_kind"), "expeditions", ["kind"], unique=False)
    op.create_index(
        "ix_expeditions_name_folded", "expeditions", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_expeditions_name_folded_down",
        "expeditions",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_expeditions_number", "expeditions", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_expeditions_number_down",
        "expeditions",
        [sa.literal_column("number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_expeditions_station_id"), "expeditions", ["station_id"], unique=False
    )
    op.create_table(
        "missions",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("cospar", BYTEWISE, nullable=True),
        sa.Column("cospar_folded", BYTEWISE, nullable=True),
        sa.Column("launched", BYTEWISE, nullable=True),
        sa.Column("launched_earliest", sa.BigInteger(), nullable=True),
        sa.Column("launched_latest", sa.BigInteger(), nullable=True),
        sa.Column("landed", BYTEWISE, nullable=True),
        sa.Column("landed_earliest", sa.BigInteger(), nullable=True),
        sa.Column("landed_latest", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("outcome", BYTEWISE, nullable=False),
        sa.Column(
            "counted", sa.BigInteger(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("boundary", BYTEWISE, nullable=True),
        sa.Column("spacecraft_id", BYTEWISE, nullable=True),
        sa.Column("vehicle_id", BYTEWISE, nullable=True),
        sa.Column("destination_id", BYTEWISE, nullable=True),
        sa.Column("launch_site_id", BYTEWISE, nullable=True),
        sa.Column("launch_pad_id", BYTEWISE, nullable=True),
        sa.Column("landing_place_name", BYTEWISE, nullable=True),
        sa.Column("landing_place_name_folded", BYTEWISE, nullable=True),
        sa.Column("landing_place_kind", BYTEWISE, nullable=True),
        sa.Column("landing_place_latitude", sa.Double(), nullable=True),
        sa.Column("landing_place_longitude", sa.Double(), nullable=True),
        sa.Column("call_sign", BYTEWISE, nullable=True),
        sa.Column("call_sign_folded", BYTEWISE, nullable=True),
        sa.Column("crew_size", sa.BigInteger(), nullable=False),
        sa.Column("guests_count", sa.BigInteger(), nullable=False),
        sa.Column("mass_kg", sa.Double(), nullable=True),
        sa.Column("perigee_km", sa.Double(), nullable=True),
        sa.Column("apogee_km", sa.Double(), nullable=True),
        sa.Column("inclination_deg", sa.Double(), nullable=True),
        sa.Column("gcat_id", BYTEWISE, nullable=True),
        sa.Column("gcat_id_folded", BYTEWISE, nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["stations.id"], name=op.f("fk_missions_destination_id")
        ),
        sa.ForeignKeyConstraint(
            ["launch_pad_id"], ["sites.id"], name=op.f("fk_missions_launch_pad_id")
        ),
        sa.ForeignKeyConstraint(
            ["launch_site_id"], ["sites.id"], name=op.f("fk_missions_launch_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["spacecraft_id"], ["spacecraft.id"], name=op.f("fk_missions_spacecraft_id")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["spacecraft.id"], name=op.f("fk_missions_vehicle_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missions")),
    )
    op.create_index(
        "ix_missions_apogee_km", "missions", ["apogee_km", "id"], unique=False
    )
    op.create_index(
        "ix_missions_apogee_km_down",
        "missions",
        [sa.literal_column("apogee_km DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_boundary"), "missions", ["boundary"], unique=False
    )
    op.create_index(
        op.f("ix_missions_call_sign_folded"),
        "missions",
        ["call_sign_folded"],
        unique=False,
    )
    op.create_index(
        "ix_missions_changed_in_number",
        "missions",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_changed_in_number_down",
        "missions",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_missions_checked", "missions", ["checked", "id"], unique=False)
    op.create_index(
        "ix_missions_checked_down",
        "missions",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_cospar_folded"), "missions", ["cospar_folded"], unique=False
    )
    op.create_index(op.f("ix_missions_counted"), "missions", ["counted"], unique=False)
    op.create_index(
        "ix_missions_crew_size", "missions", ["crew_size", "id"], unique=False
    )
    op.create_index(
        "ix_missions_crew_size_down",
        "missions",
        [sa.literal_column("crew_size DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_destination_id"), "missions", ["destination_id"], unique=False
    )
    op.create_index(
        "ix_missions_duration_seconds",
        "missions",
        ["duration_seconds", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_duration_seconds_down",
        "missions",
        [sa.literal_column("duration_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_gcat_id_folded"), "missions", ["gcat_id_folded"], unique=False
    )
    op.create_index(
        "ix_missions_guests_count", "missions", ["guests_count", "id"], unique=False
    )
    op.create_index(
        "ix_missions_guests_count_down",
        "missions",
        [sa.literal_column("guests_count DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_inclination_deg",
        "missions",
        ["inclination_deg", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_inclination_deg_down",
        "missions",
        [sa.literal_column("inclination_deg DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_missions_kind"), "missions", ["kind"], unique=False)
    op.create_index(
        "ix_missions_landed_earliest",
        "missions",
        ["landed_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_landed_earliest_down",
        "missions",
        [sa.literal_column("landed_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_landing_place_kind"),
        "missions",
        ["landing_place_kind"],
        unique=False,
    )
    op.create_index(
        "ix_missions_landing_place_latitude",
        "missions",
        ["landing_place_latitude", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_landing_place_latitude_down",
        "missions",
        [sa.literal_column("landing_place_latitude DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_landing_place_longitude",
        "missions",
        ["landing_place_longitude", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_landing_place_longitude_down",
        "missions",
        [sa.literal_column("landing_place_longitude DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_landing_place_name_folded"),
        "missions",
        ["landing_place_name_folded"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_launch_pad_id"), "missions", ["launch_pad_id"], unique=False
    )
    op.create_index(
        op.f("ix_missions_launch_site_id"), "missions", ["launch_site_id"], unique=False
    )
    op.create_index(
        "ix_missions_launched_earliest",
        "missions",
        ["launched_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_launched_earliest_down",
        "missions",
        [sa.literal_column("launched_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_missions_mass_kg", "missions", ["mass_kg", "id"], unique=False)
    op.create_index(
        "ix_missions_mass_kg_down",
        "missions",
        [sa.literal_column("mass_kg DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_missions_name_folded", "missions", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_missions_name_folded_down",
        "missions",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_missions_outcome"), "missions", ["outcome"], unique=False)
    op.create_index(
        "ix_missions_perigee_km", "missions", ["perigee_km", "id"], unique=False
    )
    op.create_index(
        "ix_missions_perigee_km_down",
        "missions",
        [sa.literal_column("perigee_km DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_missions_spacecraft_id"), "missions", ["spacecraft_id"], unique=False
    )
    op.create_index(
        op.f("ix_missions_vehicle_id"), "missions", ["vehicle_id"], unique=False
    )
    op.create_table(
        "person_countries",
        sa.Column("person_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["countries.id"],
            name=op.f("fk_person_countries_country_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_countries_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "country_id", name=op.f("pk_person_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_person_countries_country_id"),
        "person_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "programme_organisations",
        sa.Column("programme_id", BYTEWISE, nullable=False),
        sa.Column("organisation_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_programme_organisations_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_programme_organisations_programme_id"),
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "organisation_id", name=op.f("pk_programme_organisations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_programme_organisations_organisation_id"),
        "programme_organisations",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "station_countries",
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["countries.id"],
            name=op.f("fk_station_countries_country_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["stations.id"],
            name=op.f("fk_station_countries_station_id"),
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "country_id", name=op.f("pk_station_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_station_countries_country_id"),
        "station_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "assignments",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("person_id", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("role", BYTEWISE, nullable=True),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_assignments_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_assignments_person_id")
        ),
        sa.PrimaryKeyConstraint("mission_id", "person_id", name=op.f("pk_assignments")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_assignments_person_id"), "assignments", ["person_id"], unique=False
    )
    op.create_table(
        "crew",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("person_id", BYTEWISE, nullable=False),
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("landed_on_id", BYTEWISE, nullable=True),
        sa.Column("role", BYTEWISE, nullable=False),
        sa.Column("guest", sa.BigInteger(), nullable=False),
        sa.Column("launched", BYTEWISE, nullable=True),
        sa.Column("launched_earliest", sa.BigInteger(), nullable=True),
        sa.Column("launched_latest", sa.BigInteger(), nullable=True),
        sa.Column("landed", BYTEWISE, nullable=True),
        sa.Column("landed_earliest", sa.BigInteger(), nullable=True),
        sa.Column("landed_latest", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("age_at_launch", sa.BigInteger(), nullable=True),
        sa.Column("boundary_rank", sa.BigInteger(), nullable=False),
        sa.Column("duration_class", sa.BigInteger(), nullable=False),
        sa.Column("decade", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["landed_on_id"], ["missions.id"], name=op.f("fk_crew_landed_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_crew_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_crew_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crew")),
    )
    op.create_index(
        "ix_crew_age_at_launch", "crew", ["age_at_launch", "id"], unique=False
    )
    op.create_index(
        "ix_crew_age_at_launch_down",
        "crew",
        [sa.literal_column("age_at_launch DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_crew_duration_class_launched",
        "crew",
        ["duration_class", "launched_earliest"],
        unique=False,
    )
    op.create_index(
        "ix_crew_changed_in_number", "crew", ["changed_in_number", "id"], unique=False
    )
    op.create_index(
        "ix_crew_changed_in_number_down",
        "crew",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_crew_checked", "crew", ["checked", "id"], unique=False)
    op.create_index(
        "ix_crew_checked_down",
        "crew",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_crew_duration_seconds", "crew", ["duration_seconds", "id"], unique=False
    )
    op.create_index(
        "ix_crew_duration_seconds_down",
        "crew",
        [sa.literal_column("duration_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_crew_guest"), "crew", ["guest"], unique=False)
    op.create_index(
        "ix_crew_landed_earliest", "crew", ["landed_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_crew_landed_earliest_down",
        "crew",
        [sa.literal_column("landed_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_crew_landed_on_id"), "crew", ["landed_on_id"], unique=False
    )
    op.create_index(
        "ix_crew_launched_earliest", "crew", ["launched_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_crew_launched_earliest_down",
        "crew",
        [sa.literal_column("launched_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_crew_mission_id"), "crew", ["mission_id"], unique=False)
    op.create_index(op.f("ix_crew_person_id"), "crew", ["person_id"], unique=False)
    op.create_index(op.f("ix_crew_role"), "crew", ["role"], unique=False)
    op.create_table(
        "dockings",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=True),
        sa.Column("partner_id", BYTEWISE, nullable=True),
        sa.Column("craft_id", BYTEWISE, nullable=True),
        sa.Column("method", BYTEWISE, nullable=False),
        sa.Column("docked", BYTEWISE, nullable=True),
        sa.Column("docked_earliest", sa.BigInteger(), nullable=True),
        sa.Column("docked_latest", sa.BigInteger(), nullable=True),
        sa.Column("undocked", BYTEWISE, nullable=True),
        sa.Column("undocked_earliest", sa.BigInteger(), nullable=True),
        sa.Column("undocked_latest", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("attached_earliest", sa.BigInteger(), nullable=True),
        sa.Column("attached_latest", sa.BigInteger(), nullable=True),
        sa.Column("outcome", BYTEWISE, nullable=False),
        sa.Column("source_id", BYTEWISE, nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN station_id IS NULL THEN 0 ELSE 1 END + CASE WHEN partner_id IS NULL THEN 0 ELSE 1 END + CASE WHEN craft_id IS NULL THEN 0 ELSE 1 END = 1",  # noqa: E501
            name=op.f("ck_dockings_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["craft_id"], ["spacecraft.id"], name=op.f("fk_dockings_craft_id")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_dockings_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["missions.id"], name=op.f("fk_dockings_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_dockings_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_dockings_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dockings")),
    )
    op.create_index(
        "ix_dockings_changed_in_number",
        "dockings",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dockings_changed_in_number_down",
        "dockings",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dockings_craft_id"), "dockings", ["craft_id"], unique=False
    )
    op.create_index(
        "ix_dockings_docked_earliest",
        "dockings",
        ["docked_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dockings_docked_earliest_down",
        "dockings",
        [sa.literal_column("docked_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_dockings_duration_seconds",
        "dockings",
        ["duration_seconds", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dockings_duration_seconds_down",
        "dockings",
        [sa.literal_column("duration_seconds DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_dockings_method"), "dockings", ["method"], unique=False)
    op.create_index(
        op.f("ix_dockings_mission_id"), "dockings", ["mission_id"], unique=False
    )
    op.create_index(op.f("ix_dockings_outcome"), "dockings", ["outcome"], unique=False)
    op.create_index(
        op.f("ix_dockings_partner_id"), "dockings", ["partner_id"], unique=False
    )
    op.create_index(
        op.f("ix_dockings_source_id"), "dockings", ["source_id"], unique=False
    )
    op.create_index(
        op.f("ix_dockings_station_id"), "dockings", ["station_id"], unique=False
    )
    op.create_index(
        "ix_dockings_undocked_earliest",
        "dockings",
        ["undocked_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_dockings_undocked_earliest_down",
        "dockings",
        [sa.literal_column("undocked_earliest DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "event_missions",
        sa.Column("event_id", BYTEWISE, nullable=False),
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_missions_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_event_missions_mission_id")
        ),
        sa.PrimaryKeyConstraint(
            "event_id", "mission_id", name=op.f("pk_event_missions")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_missions_mission_id"),
        "event_missions",
        ["mission_id"],
        unique=False,
    )
    op.create_table(
        "expedition_missions",
        sa.Column("expedition_id", BYTEWISE, nullable=False),
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["expedition_id"],
            ["expeditions.id"],
            name=op.f("fk_expedition_missions_expedition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["missions.id"],
            name=op.f("fk_expedition_missions_mission_id"),
        ),
        sa.PrimaryKeyConstraint(
            "expedition_id", "mission_id", name=op.f("pk_expedition_missions")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_expedition_missions_mission_id"),
        "expedition_missions",
        ["mission_id"],
        unique=False,
    )
    op.create_table(
        "mission_countries",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.Column("role", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"],
            ["countries.id"],
            name=op.f("fk_mission_countries_country_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["missions.id"],
            name=op.f("fk_mission_countries_mission_id"),
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "country_id", name=op.f("pk_mission_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_mission_countries_country_id"),
        "mission_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "mission_landing_sites",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("site_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["missions.id"],
            name=op.f("fk_mission_landing_sites_mission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_mission_landing_sites_site_id")
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "site_id", name=op.f("pk_mission_landing_sites")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_mission_landing_sites_site_id"),
        "mission_landing_sites",
        ["site_id"],
        unique=False,
    )
    op.create_table(
        "mission_programmes",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("programme_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["missions.id"],
            name=op.f("fk_mission_programmes_mission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_mission_programmes_programme_id"),
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "programme_id", name=op.f("pk_mission_programmes")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_mission_programmes_programme_id"),
        "mission_programmes",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "mission_rockets",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("spacecraft_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_mission_rockets_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["spacecraft_id"],
            ["spacecraft.id"],
            name=op.f("fk_mission_rockets_spacecraft_id"),
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "spacecraft_id", name=op.f("pk_mission_rockets")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_mission_rockets_spacecraft_id"),
        "mission_rockets",
        ["spacecraft_id"],
        unique=False,
    )
    op.create_table(
        "mission_stations",
        sa.Column("mission_id", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_mission_stations_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_mission_stations_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "mission_id", "station_id", name=op.f("pk_mission_stations")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_mission_stations_station_id"),
        "mission_stations",
        ["station_id"],
        unique=False,
    )
    op.create_table(
        "modules",
        sa.Column("id", BYTEWISE, nullable=False),
        sa.Column("name", BYTEWISE, nullable=False),
        sa.Column("name_folded", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.Column("mission_id", BYTEWISE, nullable=True),
        sa.Column("launched", BYTEWISE, nullable=True),
        sa.Column("launched_earliest", sa.BigInteger(), nullable=True),
        sa.Column("launched_latest", sa.BigInteger(), nullable=True),
        sa.Column("attached", BYTEWISE, nullable=True),
        sa.Column("attached_earliest", sa.BigInteger(), nullable=True),
        sa.Column("attached_latest", sa.BigInteger(), nullable=True),
        sa.Column("detached", BYTEWISE, nullable=True),
        sa.Column("detached_earliest", sa.BigInteger(), nullable=True),
        sa.Column("detached_latest", sa.BigInteger(), nullable=True),
        sa.Column("ended", BYTEWISE, nullable=True),
        sa.Column("ended_earliest", sa.BigInteger(), nullable=True),
        sa.Column("ended_latest", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.Double(), nullable=False),
        sa.Column("changed_in_number", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_modules_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_modules_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
    )
    op.create_index(
        "ix_modules_attached_earliest",
        "modules",
        ["attached_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_attached_earliest_down",
        "modules",
        [sa.literal_column("attached_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_changed_in_number",
        "modules",
        ["changed_in_number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_changed_in_number_down",
        "modules",
        [sa.literal_column("changed_in_number DESC"), "id"],
        unique=False,
    )
    op.create_index("ix_modules_checked", "modules", ["checked", "id"], unique=False)
    op.create_index(
        "ix_modules_checked_down",
        "modules",
        [sa.literal_column("checked DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_detached_earliest",
        "modules",
        ["detached_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_detached_earliest_down",
        "modules",
        [sa.literal_column("detached_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_ended_earliest", "modules", ["ended_earliest", "id"], unique=False
    )
    op.create_index(
        "ix_modules_ended_earliest_down",
        "modules",
        [sa.literal_column("ended_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_modules_kind"), "modules", ["kind"], unique=False)
    op.create_index(
        "ix_modules_launched_earliest",
        "modules",
        ["launched_earliest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_modules_launched_earliest_down",
        "modules",
        [sa.literal_column("launched_earliest DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_modules_mission_id"), "modules", ["mission_id"], unique=False
    )
    op.create_index(
        "ix_modules_name_folded", "modules", ["name_folded", "id"], unique=False
    )
    op.create_index(
        "ix_modules_name_folded_down",
        "modules",
        [sa.literal_column("name_folded DESC"), "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_modules_station_id"), "modules", ["station_id"], unique=False
    )
    op.create_table(
        "achievements",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("at", BYTEWISE, nullable=True),
        sa.Column("at_earliest", sa.BigInteger(), nullable=False),
        sa.Column("at_latest", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_achievements_crew_id")
        ),
        sa.PrimaryKeyConstraint("crew_id", "kind", name=op.f("pk_achievements")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crew_agencies",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("organisation_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_crew_agencies_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_crew_agencies_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "crew_id", "organisation_id", name=op.f("pk_crew_agencies")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_crew_agencies_organisation_id"),
        "crew_agencies",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "crew_countries",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("country_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["countries.id"], name=op.f("fk_crew_countries_country_id")
        ),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_crew_countries_crew_id")
        ),
        sa.PrimaryKeyConstraint(
            "crew_id", "country_id", name=op.f("pk_crew_countries")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_crew_countries_country_id"),
        "crew_countries",
        ["country_id"],
        unique=False,
    )
    op.create_table(
        "crew_employers",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("organisation_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_crew_employers_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_crew_employers_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "crew_id", "organisation_id", name=op.f("pk_crew_employers")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_crew_employers_organisation_id"),
        "crew_employers",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "crew_stations",
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("station_id", BYTEWISE, nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_crew_stations_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_crew_stations_station_id")
        ),
        sa.PrimaryKeyConstraint("crew_id", "station_id", name=op.f("pk_crew_stations")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_crew_stations_station_id"),
        "crew_stations",
        ["station_id"],
        unique=False,
    )
    op.create_table(
        "event_people",
        sa.Column("event_id", BYTEWISE, nullable=False),
        sa.Column("person_id", BYTEWISE, nullable=False),
        sa.Column("role", BYTEWISE, nullable=True),
        sa.Column("crew_id", BYTEWISE, nullable=True),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_event_people_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_people_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_event_people_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_event_people")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_event_people_crew_id"), "event_people", ["crew_id"], unique=False
    )
    op.create_index(
        op.f("ix_event_people_person_id"), "event_people", ["person_id"], unique=False
    )
    op.create_table(
        "expedition_people",
        sa.Column("expedition_id", BYTEWISE, nullable=False),
        sa.Column("person_id", BYTEWISE, nullable=False),
        sa.Column("role", BYTEWISE, nullable=True),
        sa.Column("crew_id", BYTEWISE, nullable=True),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_expedition_people_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["expedition_id"],
            ["expeditions.id"],
            name=op.f("fk_expedition_people_expedition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_expedition_people_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "expedition_id", "person_id", name=op.f("pk_expedition_people")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_expedition_people_crew_id"),
        "expedition_people",
        ["crew_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_expedition_people_person_id"),
        "expedition_people",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "group_achievements",
        sa.Column("grouping", BYTEWISE, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("kind", BYTEWISE, nullable=False),
        sa.Column("at_earliest", sa.BigInteger(), nullable=False),
        sa.Column("crew_id", BYTEWISE, nullable=False),
        sa.Column("at_latest", sa.BigInteger(), nullable=False),
        sa.Column("boundary_rank", sa.BigInteger(), nullable=False),
        sa.Column("at", BYTEWISE, nullable=True),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_group_achievements_crew_id")
        ),
        sa.PrimaryKeyConstraint(
            "grouping",
            "key",
            "kind",
            "at_earliest",
            "crew_id",
            name=op.f("pk_group_achievements"),
        ),
        sqlite_with_rowid=False,
    )
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
        sa.CheckConstraint(
            "(station_id IS NULL) <> (mission_id IS NULL)",
            name=op.f("ck_stays_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_stays_crew_id")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["missions.id"], name=op.f("fk_stays_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_stays_station_id")
        ),
        sa.PrimaryKeyConstraint("crew_id", "sequence", name=op.f("pk_stays")),
    )
    op.create_index(op.f("ix_stays_mission_id"), "stays", ["mission_id"], unique=False)
    op.create_index(
        "ix_stays_station_began",
        "stays",
        ["station_id", "began_earliest"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_stays_station_began", table_name="stays")
    op.drop_index(op.f("ix_stays_mission_id"), table_name="stays")
    op.drop_table("stays")
    op.drop_table("group_achievements")
    op.drop_index(
        op.f("ix_expedition_people_person_id"), table_name="expedition_people"
    )
    op.drop_index(op.f("ix_expedition_people_crew_id"), table_name="expedition_people")
    op.drop_table("expedition_people")
    op.drop_index(op.f("ix_event_people_person_id"), table_name="event_people")
    op.drop_index(op.f("ix_event_people_crew_id"), table_name="event_people")
    op.drop_table("event_people")
    op.drop_index(op.f("ix_crew_stations_station_id"), table_name="crew_stations")
    op.drop_table("crew_stations")
    op.drop_index(
        op.f("ix_crew_employers_organisation_id"), table_name="crew_employers"
    )
    op.drop_table("crew_employers")
    op.drop_index(op.f("ix_crew_countries_country_id"), table_name="crew_countries")
    op.drop_table("crew_countries")
    op.drop_index(op.f("ix_crew_agencies_organisation_id"), table_name="crew_agencies")
    op.drop_table("crew_agencies")
    op.drop_table("achievements")
    op.drop_index(op.f("ix_modules_station_id"), table_name="modules")
    op.drop_index("ix_modules_name_folded_down", table_name="modules")
    op.drop_index("ix_modules_name_folded", table_name="modules")
    op.drop_index(op.f("ix_modules_mission_id"), table_name="modules")
    op.drop_index("ix_modules_launched_earliest_down", table_name="modules")
    op.drop_index("ix_modules_launched_earliest", table_name="modules")
    op.drop_index(op.f("ix_modules_kind"), table_name="modules")
    op.drop_index("ix_modules_ended_earliest_down", table_name="modules")
    op.drop_index("ix_modules_ended_earliest", table_name="modules")
    op.drop_index("ix_modules_detached_earliest_down", table_name="modules")
    op.drop_index("ix_modules_detached_earliest", table_name="modules")
    op.drop_index("ix_modules_checked_down", table_name="modules")
    op.drop_index("ix_modules_checked", table_name="modules")
    op.drop_index("ix_modules_changed_in_number_down", table_name="modules")
    op.drop_index("ix_modules_changed_in_number", table_name="modules")
    op.drop_index("ix_modules_attached_earliest_down", table_name="modules")
    op.drop_index("ix_modules_attached_earliest", table_name="modules")
    op.drop_table("modules")
    op.drop_index(op.f("ix_mission_stations_station_id"), table_name="mission_stations")
    op.drop_table("mission_stations")
    op.drop_index(
        op.f("ix_mission_rockets_spacecraft_id"), table_name="mission_rockets"
    )
    op.drop_table("mission_rockets")
    op.drop_index(
        op.f("ix_mission_programmes_programme_id"), table_name="mission_programmes"
    )
    op.drop_table("mission_programmes")
    op.drop_index(
        op.f("ix_mission_landing_sites_site_id"), table_name="mission_landing_sites"
    )
    op.drop_table("mission_landing_sites")
    op.drop_index(
        op.f("ix_mission_countries_country_id"), table_name="mission_countries"
    )
    op.drop_table("mission_countries")
    op.drop_index(
        op.f("ix_expedition_missions_mission_id"), table_name="expedition_missions"
    )
    op.drop_table("expedition_missions")
    op.drop_index(op.f("ix_event_missions_mission_id"), table_name="event_missions")
    op.drop_table("event_missions")
    op.drop_index("ix_dockings_undocked_earliest_down", table_name="dockings")
    op.drop_index("ix_dockings_undocked_earliest", table_name="dockings")
    op.drop_index(op.f("ix_dockings_station_id"), table_name="dockings")
    op.drop_index(op.f("ix_dockings_source_id"), table_name="dockings")
    op.drop_index(op.f("ix_dockings_partner_id"), table_name="dockings")
    op.drop_index(op.f("ix_dockings_outcome"), table_name="dockings")
    op.drop_index(op.f("ix_dockings_mission_id"), table_name="dockings")
    op.drop_index(op.f("ix_dockings_method"), table_name="dockings")
    op.drop_index("ix_dockings_duration_seconds_down", table_name="dockings")
    op.drop_index("ix_dockings_duration_seconds", table_name="dockings")
    op.drop_index("ix_dockings_docked_earliest_down", table_name="dockings")
    op.drop_index("ix_dockings_docked_earliest", table_name="dockings")
    op.drop_index(op.f("ix_dockings_craft_id"), table_name="dockings")
    op.drop_index("ix_dockings_changed_in_number_down", table_name="dockings")
    op.drop_index("ix_dockings_changed_in_number", table_name="dockings")
    op.drop_table("dockings")
    op.drop_index(op.f("ix_crew_role"), table_name="crew")
    op.drop_index(op.f("ix_crew_person_id"), table_name="crew")
    op.drop_index(op.f("ix_crew_mission_id"), table_name="crew")
    op.drop_index("ix_crew_launched_earliest_down", table_name="crew")
    op.drop_index("ix_crew_launched_earliest", table_name="crew")
    op.drop_index(op.f("ix_crew_landed_on_id"), table_name="crew")
    op.drop_index("ix_crew_landed_earliest_down", table_name="crew")
    op.drop_index("ix_crew_landed_earliest", table_name="crew")
    op.drop_index(op.f("ix_crew_guest"), table_name="crew")
    op.drop_index("ix_crew_duration_seconds_down", table_name="crew")
    op.drop_index("ix_crew_duration_seconds", table_name="crew")
    op.drop_index("ix_crew_checked_down", table_name="crew")
    op.drop_index("ix_crew_checked", table_name="crew")
    op.drop_index("ix_crew_changed_in_number_down", table_name="crew")
    op.drop_index("ix_crew_changed_in_number", table_name="crew")
    op.drop_index("ix_crew_duration_class_launched", table_name="crew")
    op.drop_index("ix_crew_age_at_launch_down", table_name="crew")
    op.drop_index("ix_crew_age_at_launch", table_name="crew")
    op.drop_table("crew")
    op.drop_index(op.f("ix_assignments_person_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(
        op.f("ix_station_countries_country_id"), table_name="station_countries"
    )
    op.drop_table("station_countries")
    op.drop_index(
        op.f("ix_programme_organisations_organisation_id"),
        table_name="programme_organisations",
    )
    op.drop_table("programme_organisations")
    op.drop_index(op.f("ix_person_countries_country_id"), table_name="person_countries")
    op.drop_table("person_countries")
    op.drop_index(op.f("ix_missions_vehicle_id"), table_name="missions")
    op.drop_index(op.f("ix_missions_spacecraft_id"), table_name="missions")
    op.drop_index("ix_missions_perigee_km_down", table_name="missions")
    op.drop_index("ix_missions_perigee_km", table_name="missions")
    op.drop_index(op.f("ix_missions_outcome"), table_name="missions")
    op.drop_index("ix_missions_name_folded_down", table_name="missions")
    op.drop_index("ix_missions_name_folded", table_name="missions")
    op.drop_index("ix_missions_mass_kg_down", table_name="missions")
    op.drop_index("ix_missions_mass_kg", table_name="missions")
    op.drop_index("ix_missions_launched_earliest_down", table_name="missions")
    op.drop_index("ix_missions_launched_earliest", table_name="missions")
    op.drop_index(op.f("ix_missions_launch_site_id"), table_name="missions")
    op.drop_index(op.f("ix_missions_launch_pad_id"), table_name="missions")
    op.drop_index(op.f("ix_missions_landing_place_name_folded"), table_name="missions")
    op.drop_index("ix_missions_landing_place_longitude_down", table_name="missions")
    op.drop_index("ix_missions_landing_place_longitude", table_name="missions")
    op.drop_index("ix_missions_landing_place_latitude_down", table_name="missions")
    op.drop_index("ix_missions_landing_place_latitude", table_name="missions")
    op.drop_index(op.f("ix_missions_landing_place_kind"), table_name="missions")
    op.drop_index("ix_missions_landed_earliest_down", table_name="missions")
    op.drop_index("ix_missions_landed_earliest", table_name="missions")
    op.drop_index(op.f("ix_missions_kind"), table_name="missions")
    op.drop_index("ix_missions_inclination_deg_down", table_name="missions")
    op.drop_index("ix_missions_inclination_deg", table_name="missions")
    op.drop_index("ix_missions_guests_count_down", table_name="missions")
    op.drop_index("ix_missions_guests_count", table_name="missions")
    op.drop_index(op.f("ix_missions_gcat_id_folded"), table_name="missions")
    op.drop_index("ix_missions_duration_seconds_down", table_name="missions")
    op.drop_index("ix_missions_duration_seconds", table_name="missions")
    op.drop_index(op.f("ix_missions_destination_id"), table_name="missions")
    op.drop_index("ix_missions_crew_size_down", table_name="missions")
    op.drop_index("ix_missions_crew_size", table_name="missions")
    op.drop_index(op.f("ix_missions_counted"), table_name="missions")
    op.drop_index(op.f("ix_missions_cospar_folded"), table_name="missions")
    op.drop_index("ix_missions_checked_down", table_name="missions")
    op.drop_index("ix_missions_checked", table_name="missions")
    op.drop_index("ix_missions_changed_in_number_down", table_name="missions")
    op.drop_index("ix_missions_changed_in_number", table_name="missions")
    op.drop_index(op.f("ix_missions_call_sign_folded"), table_name="missions")
    op.drop_index(op.f("ix_missions_boundary"), table_name="missions")
    op.drop_index("ix_missions_apogee_km_down", table_name="missions")
    op.drop_index("ix_missions_apogee_km", table_name="missions")
    op.drop_table("missions")
    op.drop_index(op.f("ix_expeditions_station_id"), table_name="expeditions")
    op.drop_index("ix_expeditions_number_down", table_name="expeditions")
    op.drop_index("ix_expeditions_number", table_name="expeditions")
    op.drop_index("ix_expeditions_name_folded_down", table_name="expeditions")
    op.drop_index("ix_expeditions_name_folded", table_name="expeditions")
    op.drop_index(op.f("ix_expeditions_kind"), table_name="expeditions")
    op.drop_index("ix_expeditions_ended_earliest_down", table_name="expeditions")
    op.drop_index("ix_expeditions_ended_earliest", table_name="expeditions")
    op.drop_index("ix_expeditions_duration_seconds_down", table_name="expeditions")
    op.drop_index("ix_expeditions_duration_seconds", table_name="expeditions")
    op.drop_index("ix_expeditions_crew_size_down", table_name="expeditions")
    op.drop_index("ix_expeditions_crew_size", table_name="expeditions")
    op.drop_index("ix_expeditions_checked_down", table_name="expeditions")
    op.drop_index("ix_expeditions_checked", table_name="expeditions")
    op.drop_index("ix_expeditions_changed_in_number_down", table_name="expeditions")
    op.drop_index("ix_expeditions_changed_in_number", table_name="expeditions")
    op.drop_index("ix_expeditions_began_earliest_down", table_name="expeditions")
    op.drop_index("ix_expeditions_began_earliest", table_name="expeditions")
    op.drop_table("expeditions")
    op.drop_index(op.f("ix_event_stations_station_id"), table_name="event_stations")
    op.drop_table("event_stations")
    op.drop_index(
        op.f("ix_event_organisations_organisation_id"), table_name="event_organisations"
    )
    op.drop_table("event_organisations")
    op.drop_index("ix_stations_visitors_count_down", table_name="stations")
    op.drop_index("ix_stations_visitors_count", table_name="stations")
    op.drop_index(op.f("ix_stations_status"), table_name="stations")
    op.drop_index(op.f("ix_stations_programme_id"), table_name="stations")
    op.drop_index("ix_stations_name_folded_down", table_name="stations")
    op.drop_index("ix_stations_name_folded", table_name="stations")
    op.drop_index("ix_stations_modules_count_down", table_name="stations")
    op.drop_index("ix_stations_modules_count", table_name="stations")
    op.drop_index("ix_stations_missions_count_down", table_name="stations")
    op.drop_index("ix_stations_missions_count", table_name="stations")
    op.drop_index("ix_stations_launched_earliest_down", table_name="stations")
    op.drop_index("ix_stations_launched_earliest", table_name="stations")
    op.drop_index("ix_stations_expeditions_count_down", table_name="stations")
    op.drop_index("ix_stations_expeditions_count", table_name="stations")
    op.drop_index("ix_stations_ended_earliest_down", table_name="stations")
    op.drop_index("ix_stations_ended_earliest", table_name="stations")
    op.drop_index(op.f("ix_stations_cospar_folded"), table_name="stations")
    op.drop_index("ix_stations_checked_down", table_name="stations")
    op.drop_index("ix_stations_checked", table_name="stations")
    op.drop_index("ix_stations_changed_in_number_down", table_name="stations")
    op.drop_index("ix_stations_changed_in_number", table_name="stations")
    op.drop_index("ix_stations_cargo_missions_count_down", table_name="stations")
    op.drop_index("ix_stations_cargo_missions_count", table_name="stations")
    op.drop_table("stations")
    op.drop_index(
        op.f("ix_spacecraft_countries_country_id"), table_name="spacecraft_countries"
    )
    op.drop_table("spacecraft_countries")
    op.drop_index(op.f("ix_source_citations_cited_id"), table_name="source_citations")
    op.drop_table("source_citations")
    op.drop_index(op.f("ix_site_countries_country_id"), table_name="site_countries")
    op.drop_table("site_countries")
    op.drop_index(
        op.f("ix_programme_countries_country_id"), table_name="programme_countries"
    )
    op.drop_table("programme_countries")
    op.drop_index("ix_people_time_in_space_seconds_down", table_name="people")
    op.drop_index("ix_people_time_in_space_seconds", table_name="people")
    op.drop_index("ix_people_spacewalks_count_down", table_name="people")
    op.drop_index("ix_people_spacewalks_count", table_name="people")
    op.drop_index("ix_people_spacewalk_time_seconds_down", table_name="people")
    op.drop_index("ix_people_spacewalk_time_seconds", table_name="people")
    op.drop_index(op.f("ix_people_sex"), table_name="people")
    op.drop_index(op.f("ix_people_selection_group"), table_name="people")
    op.drop_index("ix_people_selected_earliest_down", table_name="people")
    op.drop_index("ix_people_selected_earliest", table_name="people")
    op.drop_index("ix_people_name_folded_down", table_name="people")
    op.drop_index("ix_people_name_folded", table_name="people")
    op.drop_index("ix_people_last_flight_earliest_down", table_name="people")
    op.drop_index("ix_people_last_flight_earliest", table_name="people")
    op.drop_index(op.f("ix_people_gcat_id_folded"), table_name="people")
    op.drop_index("ix_people_flights_count_down", table_name="people")
    op.drop_index("ix_people_flights_count", table_name="people")
    op.drop_index("ix_people_first_flight_earliest_down", table_name="people")
    op.drop_index("ix_people_first_flight_earliest", table_name="people")
    op.drop_index("ix_people_died_earliest_down", table_name="people")
    op.drop_index("ix_people_died_earliest", table_name="people")
    op.drop_index("ix_people_checked_down", table_name="people")
    op.drop_index("ix_people_checked", table_name="people")
    op.drop_index("ix_people_changed_in_number_down", table_name="people")
    op.drop_index("ix_people_changed_in_number", table_name="people")
    op.drop_index("ix_people_born_earliest_down", table_name="people")
    op.drop_index("ix_people_born_earliest", table_name="people")
    op.drop_index(op.f("ix_people_birth_country_id"), table_name="people")
    op.drop_table("people")
    op.drop_index("ix_organisations_name_folded_down", table_name="organisations")
    op.drop_index("ix_organisations_name_folded", table_name="organisations")
    op.drop_index(op.f("ix_organisations_kind"), table_name="organisations")
    op.drop_index("ix_organisations_founded_earliest_down", table_name="organisations")
    op.drop_index("ix_organisations_founded_earliest", table_name="organisations")
    op.drop_index(
        "ix_organisations_dissolved_earliest_down", table_name="organisations"
    )
    op.drop_index("ix_organisations_dissolved_earliest", table_name="organisations")
    op.drop_index(op.f("ix_organisations_country_id"), table_name="organisations")
    op.drop_index("ix_organisations_checked_down", table_name="organisations")
    op.drop_index("ix_organisations_checked", table_name="organisations")
    op.drop_index("ix_organisations_changed_in_number_down", table_name="organisations")
    op.drop_index("ix_organisations_changed_in_number", table_name="organisations")
    op.drop_table("organisations")
    op.drop_index(op.f("ix_event_countries_country_id"), table_name="event_countries")
    op.drop_table("event_countries")
    op.drop_index(op.f("ix_errata_stated_value_folded"), table_name="errata")
    op.drop_index(op.f("ix_errata_source_id"), table_name="errata")
    op.drop_index(op.f("ix_errata_resource"), table_name="errata")
    op.drop_index("ix_errata_record_down", table_name="errata")
    op.drop_index("ix_errata_record", table_name="errata")
    op.drop_index(op.f("ix_errata_field"), table_name="errata")
    op.drop_index("ix_errata_changed_in_number_down", table_name="errata")
    op.drop_index("ix_errata_changed_in_number", table_name="errata")
    op.drop_index("ix_errata_certainty_down", table_name="errata")
    op.drop_index("ix_errata_certainty", table_name="errata")
    op.drop_table("errata")
    op.drop_index(
        op.f("ix_country_successions_successor_id"), table_name="country_successions"
    )
    op.drop_table("country_successions")
    op.drop_index(op.f("ix_country_codes_country_id"), table_name="country_codes")
    op.drop_table("country_codes")
    op.drop_index(op.f("ix_claims_stated_value_folded"), table_name="claims")
    op.drop_index("ix_claims_source_id_agreement", table_name="claims")
    op.drop_index(op.f("ix_claims_resource"), table_name="claims")
    op.drop_index("ix_claims_record_down", table_name="claims")
    op.drop_index("ix_claims_record", table_name="claims")
    op.drop_index(op.f("ix_claims_query_folded"), table_name="claims")
    op.drop_index(op.f("ix_claims_field"), table_name="claims")
    op.drop_index("ix_claims_changed_in_number_down", table_name="claims")
    op.drop_index("ix_claims_changed_in_number", table_name="claims")
    op.drop_index("ix_claims_agreement_down", table_name="claims")
    op.drop_index("ix_claims_agreement", table_name="claims")
    op.drop_table("claims")
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
    op.drop_index("ix_changes_changed_in_number_down", table_name="changes")
    op.drop_index("ix_changes_changed_in_number", table_name="changes")
    op.drop_table("changes")
    op.drop_index(op.f("ix_spacecraft_type_id"), table_name="spacecraft")
    op.drop_index("ix_spacecraft_name_folded_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_name_folded", table_name="spacecraft")
    op.drop_index("ix_spacecraft_missions_count_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_missions_count", table_name="spacecraft")
    op.drop_index(op.f("ix_spacecraft_kind"), table_name="spacecraft")
    op.drop_index("ix_spacecraft_first_launched_earliest_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_first_launched_earliest", table_name="spacecraft")
    op.drop_index("ix_spacecraft_crew_capacity_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_crew_capacity", table_name="spacecraft")
    op.drop_index("ix_spacecraft_checked_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_checked", table_name="spacecraft")
    op.drop_index("ix_spacecraft_changed_in_number_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_changed_in_number", table_name="spacecraft")
    op.drop_index("ix_spacecraft_cabin_pressure_kpa_down", table_name="spacecraft")
    op.drop_index("ix_spacecraft_cabin_pressure_kpa", table_name="spacecraft")
    op.drop_index(op.f("ix_spacecraft_cabin_gas"), table_name="spacecraft")
    op.drop_table("spacecraft")
    op.drop_index("ix_sources_title_folded_down", table_name="sources")
    op.drop_index("ix_sources_title_folded", table_name="sources")
    op.drop_index(op.f("ix_sources_kind"), table_name="sources")
    op.drop_index("ix_sources_issued_earliest_down", table_name="sources")
    op.drop_index("ix_sources_issued_earliest", table_name="sources")
    op.drop_index("ix_sources_comparable_count_down", table_name="sources")
    op.drop_index("ix_sources_comparable_count", table_name="sources")
    op.drop_index("ix_sources_claims_count_down", table_name="sources")
    op.drop_index("ix_sources_claims_count", table_name="sources")
    op.drop_index("ix_sources_changed_in_number_down", table_name="sources")
    op.drop_index("ix_sources_changed_in_number", table_name="sources")
    op.drop_index("ix_sources_agreeing_count_down", table_name="sources")
    op.drop_index("ix_sources_agreeing_count", table_name="sources")
    op.drop_table("sources")
    op.drop_index(op.f("ix_sites_parent_id"), table_name="sites")
    op.drop_index("ix_sites_name_folded_down", table_name="sites")
    op.drop_index("ix_sites_name_folded", table_name="sites")
    op.drop_index("ix_sites_longitude_down", table_name="sites")
    op.drop_index("ix_sites_longitude", table_name="sites")
    op.drop_index("ix_sites_launches_count_down", table_name="sites")
    op.drop_index("ix_sites_launches_count", table_name="sites")
    op.drop_index("ix_sites_latitude_down", table_name="sites")
    op.drop_index("ix_sites_latitude", table_name="sites")
    op.drop_index("ix_sites_landings_count_down", table_name="sites")
    op.drop_index("ix_sites_landings_count", table_name="sites")
    op.drop_index(op.f("ix_sites_kind"), table_name="sites")
    op.drop_index("ix_sites_ended_earliest_down", table_name="sites")
    op.drop_index("ix_sites_ended_earliest", table_name="sites")
    op.drop_index("ix_sites_checked_down", table_name="sites")
    op.drop_index("ix_sites_checked", table_name="sites")
    op.drop_index("ix_sites_changed_in_number_down", table_name="sites")
    op.drop_index("ix_sites_changed_in_number", table_name="sites")
    op.drop_index("ix_sites_began_earliest_down", table_name="sites")
    op.drop_index("ix_sites_began_earliest", table_name="sites")
    op.drop_table("sites")
    op.drop_table("search_vocabulary")
    op.drop_table("search_trigrams")
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_documents")
    op.drop_table("removed_records")
    op.drop_table("release")
    op.drop_index(op.f("ix_programmes_parent_id"), table_name="programmes")
    op.drop_index("ix_programmes_name_folded_down", table_name="programmes")
    op.drop_index("ix_programmes_name_folded", table_name="programmes")
    op.drop_index("ix_programmes_missions_count_down", table_name="programmes")
    op.drop_index("ix_programmes_missions_count", table_name="programmes")
    op.drop_index(op.f("ix_programmes_kind"), table_name="programmes")
    op.drop_index("ix_programmes_guests_count_down", table_name="programmes")
    op.drop_index("ix_programmes_guests_count", table_name="programmes")
    op.drop_index("ix_programmes_guest_countries_count_down", table_name="programmes")
    op.drop_index("ix_programmes_guest_countries_count", table_name="programmes")
    op.drop_index("ix_programmes_ended_earliest_down", table_name="programmes")
    op.drop_index("ix_programmes_ended_earliest", table_name="programmes")
    op.drop_index("ix_programmes_checked_down", table_name="programmes")
    op.drop_index("ix_programmes_checked", table_name="programmes")
    op.drop_index("ix_programmes_changed_in_number_down", table_name="programmes")
    op.drop_index("ix_programmes_changed_in_number", table_name="programmes")
    op.drop_index("ix_programmes_began_earliest_down", table_name="programmes")
    op.drop_index("ix_programmes_began_earliest", table_name="programmes")
    op.drop_table("programmes")
    op.drop_table("names")
    op.drop_table("missing_values")
    op.drop_table("list_counts")
    op.drop_table("missing_counts")
    op.drop_index("ix_external_ids_record_id_resource", table_name="external_ids")
    op.drop_table("external_ids")
    op.drop_index(op.f("ix_events_place_folded"), table_name="events")
    op.drop_index("ix_events_name_folded_down", table_name="events")
    op.drop_index("ix_events_name_folded", table_name="events")
    op.drop_index("ix_events_longitude_down", table_name="events")
    op.drop_index("ix_events_longitude", table_name="events")
    op.drop_index("ix_events_latitude_down", table_name="events")
    op.drop_index("ix_events_latitude", table_name="events")
    op.drop_index(op.f("ix_events_kind"), table_name="events")
    op.drop_index("ix_events_ended_earliest_down", table_name="events")
    op.drop_index("ix_events_ended_earliest", table_name="events")
    op.drop_index("ix_events_duration_seconds_down", table_name="events")
    op.drop_index("ix_events_duration_seconds", table_name="events")
    op.drop_index("ix_events_checked_down", table_name="events")
    op.drop_index("ix_events_checked", table_name="events")
    op.drop_index("ix_events_changed_in_number_down", table_name="events")
    op.drop_index("ix_events_changed_in_number", table_name="events")
    op.drop_index("ix_events_at_earliest_down", table_name="events")
    op.drop_index("ix_events_at_earliest", table_name="events")
    op.drop_index("ix_events_altitude_km_down", table_name="events")
    op.drop_index("ix_events_altitude_km", table_name="events")
    op.drop_table("events")
    op.drop_index(op.f("ix_countries_region"), table_name="countries")
    op.drop_index("ix_countries_name_folded_down", table_name="countries")
    op.drop_index("ix_countries_name_folded", table_name="countries")
    op.drop_index(op.f("ix_countries_iso_alpha3_folded"), table_name="countries")
    op.drop_index("ix_countries_guest_flights_count_down", table_name="countries")
    op.drop_index("ix_countries_guest_flights_count", table_name="countries")
    op.drop_index("ix_countries_flights_count_down", table_name="countries")
    op.drop_index("ix_countries_flights_count", table_name="countries")
    op.drop_index("ix_countries_first_flight_earliest_down", table_name="countries")
    op.drop_index("ix_countries_first_flight_earliest", table_name="countries")
    op.drop_index("ix_countries_ended_earliest_down", table_name="countries")
    op.drop_index("ix_countries_ended_earliest", table_name="countries")
    op.drop_index("ix_countries_citizens_flown_count_down", table_name="countries")
    op.drop_index("ix_countries_citizens_flown_count", table_name="countries")
    op.drop_index("ix_countries_checked_down", table_name="countries")
    op.drop_index("ix_countries_checked", table_name="countries")
    op.drop_index("ix_countries_changed_in_number_down", table_name="countries")
    op.drop_index("ix_countries_changed_in_number", table_name="countries")
    op.drop_index("ix_countries_began_earliest_down", table_name="countries")
    op.drop_index("ix_countries_began_earliest", table_name="countries")
    op.drop_table("countries")
