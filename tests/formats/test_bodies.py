"""Bodies are trimmed, extended and written as CSV without changing a value."""

import csv
import io
import json
from typing import Any

import pytest
from pydantic import BaseModel

from app import schemas
from app.formats.csv_rows import csv_columns, csv_header, csv_line
from app.formats.json_bodies import dumps, encode_json, join, trim, with_member
from app.resources import RESOURCES
from app.schemas.fields import (
    cell_type,
    dotted_paths,
    flat_columns,
    model_in,
    schema_at,
)
from app.schemas.flights import CrewMember

MISSION = {
    "id": "soyuz-28",
    "name": "Soyuz 28",
    "station": {"id": "salyut-6", "name": "Salyut 6"},
    "vehicle": None,
    "aliases": ["Союз-28"],
    "crew": [
        {"person": {"id": "alexei-gubarev", "name": "Alexei Gubarev"}, "role": "a"},
        {"person": {"id": "vladimir-remek", "name": "Vladimír Remek"}, "role": "b"},
    ],
}


@pytest.mark.parametrize(
    ("fields", "trimmed"),
    [
        (["id"], {"id": "soyuz-28"}),
        (["name", "id"], {"id": "soyuz-28", "name": "Soyuz 28"}),
        (["id", "id"], {"id": "soyuz-28"}),
        (["aliases"], {"aliases": ["Союз-28"]}),
        (["station"], {"station": MISSION["station"]}),
        (["station.id"], {"station": {"id": "salyut-6"}}),
        (["vehicle.id"], {"vehicle": None}),
        (["crew.role"], {"crew": [{"role": "a"}, {"role": "b"}]}),
        (
            ["crew.person.id", "crew.role", "id"],
            {
                "id": "soyuz-28",
                "crew": [
                    {"person": {"id": "alexei-gubarev"}, "role": "a"},
                    {"person": {"id": "vladimir-remek"}, "role": "b"},
                ],
            },
        ),
        (["station.id", "station"], {"station": MISSION["station"]}),
        (["station", "station.id"], {"station": MISSION["station"]}),
        (["crew.person", "crew.person.id", "crew"], {"crew": MISSION["crew"]}),
    ],
)
def test_trimmed_body_has_the_named_fields_in_its_own_order(
    fields: list[str], trimmed: dict[str, Any]
) -> None:
    assert trim(encode_json(MISSION), fields) == encode_json(trimmed)


def test_named_field_that_a_body_does_not_have_is_ignored() -> None:
    assert trim(b'{"csl":{"title":"Guests"}}', ["csl.title", "csl.DOI"]) == (
        b'{"csl":{"title":"Guests"}}'
    )


def test_member_is_added_at_the_end() -> None:
    assert with_member(b'{"id":"mir"}', "claims", b'[{"id":"s1"}]') == (
        b'{"id":"mir","claims":[{"id":"s1"}]}'
    )


@pytest.mark.parametrize(
    ("bodies", "text"),
    [([], b"[]"), ([b'{"a":1}'], b'[{"a":1}]'), ([b"1", b"2"], b"[1,2]")],
)
def test_bodies_are_joined_to_a_list(bodies: list[bytes], text: bytes) -> None:
    assert join(bodies) == text


def test_json_is_compact_without_escapes() -> None:
    assert dumps({"a": ["Юрий", "Phạm", "杨利伟"]}) == '{"a":["Юрий","Phạm","杨利伟"]}'


class Inner(BaseModel):
    paragraph: int | None
    part: schemas.Ref | None


class Row(BaseModel):
    """A record with every kind of field."""

    id: str
    summary: str | None
    count: int | None
    height: float | None
    our_value: Any
    csl: dict[str, Any]
    aliases: list[str]
    station: schemas.Ref | None
    mission: schemas.MissionRef | None
    states: list[schemas.RoleRef]
    crew: list[CrewMember]
    dockings: list[schemas.Docking]
    locator: Inner


COLUMNS = {
    "id": "value",
    "summary": "value",
    "count": "value",
    "height": "value",
    "our_value": "value",
    "csl": "value",
    "aliases": "list",
    "station": "id",
    "mission": "id",
    "mission.launched": "value",
    "states": "list",
    "crew": "list",
    "dockings": "list",
    "locator.paragraph": "value",
    "locator.part": "id",
}


def test_every_field_has_one_column_and_nested_ones_several() -> None:
    assert dict(flat_columns(Row)) == COLUMNS
    assert csv_header(csv_columns(Row)) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ("id", ["id"]),
        ("summary,id", ["id", "summary"]),
        ("mission", ["mission", "mission.launched"]),
        ("mission.launched", ["mission", "mission.launched"]),
        ("crew.person.name", ["crew"]),
        ("locator", ["locator.paragraph", "locator.part"]),
        ("locator.part.id", ["locator.part"]),
        ("csl.title", ["csl"]),
    ],
)
def test_table_has_the_columns_that_contain_the_named_fields(
    fields: str, columns: list[str]
) -> None:
    assert [name for name, _ in csv_columns(Row, fields)] == columns


def test_paths_lead_into_lists_and_related_records() -> None:
    paths = dotted_paths(Row)
    assert {"crew", "crew.person", "crew.person.name", "locator.part.url"} <= paths
    assert "summary.id" not in paths
    assert "csl.title" not in paths


@pytest.mark.parametrize(
    ("annotation", "inner"),
    [
        (Inner, Inner),
        (Inner | None, Inner),
        (list[Inner], Inner),
        (list[Inner] | None, Inner),
        (str, None),
        (list[str], None),
        (str | None, None),
        (dict[str, Inner], None),
        (Any, None),
    ],
)
def test_schema_is_found_inside_an_optional_or_a_list(
    annotation: Any, inner: type[BaseModel] | None
) -> None:
    assert model_in(annotation) is inner


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("id", "string"),
        ("count", "integer"),
        ("height", "number"),
        ("station", "string"),
        ("mission.launched", "string"),
        ("locator.paragraph", "integer"),
        ("crew", "string"),
    ],
)
def test_column_has_the_type_of_its_cells(path: str, kind: str) -> None:
    assert cell_type(schema_at(Row, path)) == kind


def ref(record_id: str, **more: Any) -> dict[str, Any]:
    return {"id": record_id, "name": "N", "url": f"/v1/x/{record_id}"} | more


def cells(**values: Any) -> dict[str, str]:
    """Returns the cells of a record that has only these values."""
    empty: dict[str, Any] = dict.fromkeys(Row.model_fields)
    empty |= {name: [] for name in ("aliases", "states", "crew", "dockings")}
    empty["locator"] = {"paragraph": None, "part": None}
    columns = csv_columns(Row)
    text = csv_header(columns) + csv_line(columns, json.dumps(empty | values))
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    return {str(name): str(value) for name, value in row.items()}


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("summary", None, ""),
        ("summary", "", ""),
        ("summary", "Жуковский, Tuân & “Jähn”", "Жуковский, Tuân & “Jähn”"),
        ("summary", 'He said "Поехали!", twice', 'He said "Поехали!", twice'),
        ("summary", "two\nlines", "two\nlines"),
        ("count", 0, "0"),
        ("count", -5, "-5"),
        ("height", 222.5, "222.5"),
        ("height", -0.5, "-0.5"),
        ("our_value", True, "true"),
        ("our_value", False, "false"),
        ("our_value", ["a", 1], '["a",1]'),
        ("our_value", [], "[]"),
        ("csl", {"title": "Ä"}, '{"title":"Ä"}'),
        ("csl", {}, "{}"),
        ("aliases", [], ""),
        ("aliases", ["Салют-6", "DOS-5"], "Салют-6;DOS-5"),
        ("station", ref("salyut-6"), "salyut-6"),
        ("mission", ref("soyuz-28", launched="1978-03-02"), "soyuz-28"),
        ("states", [ref("vietnam", role="partner"), ref("cuba")], "vietnam;cuba"),
        ("crew", [{"person": ref("a"), "role": "x"}, {"person": ref("b")}], "a;b"),
        ("dockings", [{"target": ref("mir"), "docked": None}], "mir"),
    ],
)
def test_value_is_written_as_a_cell(column: str, value: Any, cell: str) -> None:
    assert cells(**{column: value})[column] == cell


def test_values_of_nested_records_have_their_own_columns() -> None:
    row = cells(
        mission=ref("soyuz-28", launched="1978-03-02"),
        locator={"paragraph": 0, "part": ref("p1")},
    )
    assert row["mission.launched"] == "1978-03-02"
    assert (row["locator.paragraph"], row["locator.part"]) == ("0", "p1")


def test_missing_related_record_leaves_its_columns_empty() -> None:
    row = cells()
    assert set(row.values()) == {""}
    assert row.keys() == COLUMNS.keys()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|'/c calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_not_written_as_a_formula(text: str) -> None:
    assert cells(summary=text)["summary"] == f"'{text}"
    assert cells(our_value=text)["our_value"] == f"'{text}"
    assert cells(aliases=[text, "DOS-5"])["aliases"] == f"'{text};DOS-5"


@pytest.mark.parametrize("text", ["1-1", "a=1", "Soyuz-28", "'=1", "e@mail"])
def test_text_with_a_sign_inside_is_unchanged(text: str) -> None:
    assert cells(summary=text)["summary"] == text


def test_every_column_is_a_path_that_fields_accepts() -> None:
    for resource in RESOURCES:
        columns = [name for name, _ in flat_columns(resource.schema)]
        assert set(columns) <= dotted_paths(resource.schema), resource.name
        assert len(set(columns)) == len(columns), resource.name
        assert columns[0] == "id"
