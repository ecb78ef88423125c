"""Each filter is about a field of the record, or of a related one."""

import pytest

from app.resources import BY_NAME


@pytest.mark.parametrize(
    ("resource", "name", "field"),
    [
        ("missions", "kind", "kind"),
        ("missions", "programme", "programmes"),
        ("missions", "country", "countries"),
        ("missions", "crew.person", "crew"),
        ("missions", "crew.country", "crew"),
        ("events", "person", "people"),
        ("people", "birth_country", "birth_country"),
        # Fields of a related record have the name of the filter
        ("crew", "birth_country", "birth_country"),
        ("crew", "sex", "sex"),
        ("people", "spacecraft", "spacecraft"),
    ],
)
def test_filter_names_the_field_of_the_body(
    resource: str, name: str, field: str
) -> None:
    assert BY_NAME[resource].body_field(name) == field
