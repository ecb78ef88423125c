"""Every name, code and id by which a record can be found."""

from app.ingest.catalogue import Catalogue

_NAME_COLUMNS = (
    "official_name",
    "iso_alpha2",
    "iso_alpha3",
    "iso_alpha4",
    "native_name",
)
"""Columns with a name or a code by which people look for a record."""


def names_of(catalogue: Catalogue, resource: str, record_id: str) -> list[str]:
    """Returns every name of a record, with its codes and ids in other catalogues."""
    if resource == "sources":
        item = catalogue.sources[record_id]
        return [item["title"], *item["custom"].get("aliases", [])]
    row = catalogue.rows[resource][record_id]
    external_ids = external_ids_of(catalogue, resource, record_id)
    columns = type(row).model_fields.keys()
    others = [getattr(row, name) for name in _NAME_COLUMNS if name in columns]
    dated = [entry.name for entry in row.names] if "names" in columns else []
    aliases = row.aliases if "aliases" in columns else []
    names = [row.name, *filter(None, others), *dated, *aliases]
    return [*names, *external_ids.values()]


def external_ids_of(
    catalogue: Catalogue, resource: str, record_id: str
) -> dict[str, str]:
    """Returns the ids of a record in other catalogues, by scheme."""
    row = catalogue.rows[resource][record_id]
    ids = {
        scheme: value
        for scheme, column in (("cospar", "cospar"), ("gcat", "gcat_id"))
        if (value := getattr(row, column, None))
    }
    if resource == "sites" and row.codes:
        # The last code is that of today
        ids["gcat"] = row.codes[-1]
    others = catalogue.rows_by("external_ids", "record")
    for other in others.get(f"{resource}/{record_id}"):
        ids.setdefault(other.scheme, other.value)
    return ids
