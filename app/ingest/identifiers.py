"""Every name, code and id by which a record can be found."""

from collections import defaultdict

from app.ingest.catalogue import Catalogue
from app.ingest.per_catalogue import once_per_catalogue

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
    external_ids = external_ids_of(catalogue).get(f"{resource}/{record_id}", {})
    columns = type(row).model_fields.keys()
    others = [getattr(row, name) for name in _NAME_COLUMNS if name in columns]
    dated = [entry.name for entry in row.names] if "names" in columns else []
    aliases = row.aliases if "aliases" in columns else []
    names = [row.name, *filter(None, others), *dated, *aliases]
    return [*names, *external_ids.values()]


@once_per_catalogue
def external_ids_of(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Returns ids in other catalogues by scheme, by record as type/id."""
    ids: dict[str, dict[str, str]] = defaultdict(dict)
    for resource, rows in catalogue.rows.items():
        for scheme, column in (("cospar", "cospar"), ("gcat", "gcat_id")):
            for row in rows.values():
                if value := getattr(row, column, None):
                    ids[f"{resource}/{row.id}"][scheme] = value
    for row in catalogue.rows["sites"].values():
        if row.codes:
            # The last code is that of today
            ids[f"sites/{row.id}"]["gcat"] = row.codes[-1]
    for row in catalogue.seed.tables["external_ids"]:
        ids[row.record].setdefault(row.scheme, row.value)
    return ids
