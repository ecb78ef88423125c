"""Tables of other authors are read with their mapping; errors say what is wrong."""

from pathlib import Path

import pytest

from app.ingest.files.external import ExternalTable, MappingError, read_table

TABLE = "number,name,born,sex\n1,Vladimír Remek,26.09.1948,M\n2,Alexei Gubarev,,M\n"
MAPPING = """
source = "others"
resource = "people"
locator = "number {number}"
match.names = ["name"]
values = { born = "born", sex = "sex" }
formats = { born = "%d.%m.%Y" }
words.sex = { M = "male", F = "female" }
"""


def read(folder: Path, mapping: str = MAPPING, table: str = TABLE) -> ExternalTable:
    (folder / "others.csv").write_text(table, encoding="utf-8")
    (folder / "others.toml").write_text(mapping, encoding="utf-8")
    return read_table(folder / "others.csv", folder / "others.toml")


def test_cells_are_translated_by_the_mapping(tmp_path: Path) -> None:
    table = read(tmp_path)
    remek, gubarev = table.rows
    assert table.value(remek, "born") == "1948-09-26"
    assert table.value(remek, "sex") == "male"
    assert table.value(gubarev, "born") is None
    assert (table.locator(remek), remek["row"]) == ("number 1", "2")


def test_table_and_mapping_are_read_in_nfc(tmp_path: Path) -> None:
    decomposed = TABLE.replace("Vladimír", "Vladimi\u0301r").replace(",M", ",Mu\u0308")
    table = read(tmp_path, MAPPING.replace("{ M =", '{ "M\u00fc" ='), decomposed)
    remek = table.rows[0]
    assert (remek["name"], table.value(remek, "sex")) == ("Vladimír Remek", "male")


def test_a_word_that_the_mapping_does_not_translate_stays(tmp_path: Path) -> None:
    table = read(tmp_path, table=TABLE.replace(",M\n2", ", X \n2"))
    assert table.value(table.rows[0], "sex") == "X"


def test_a_format_with_a_time_of_day_gives_minutes(tmp_path: Path) -> None:
    mapping = MAPPING.replace("%d.%m.%Y", "%d.%m.%Y %H:%M")
    table = read(tmp_path, mapping, TABLE.replace("1948,", "1948 05:07,"))
    assert table.value(table.rows[0], "born") == "1948-09-26T05:07Z"


PRECISIONS = [
    ("1948 Sep 26", "1948-09-26"),
    ("1948 Sep", "1948-09"),
    ("1948", "1948"),
    ("1948 Sep 26 05:07", "1948-09-26T05:07Z"),
    ("1948 Sep 26 05:07:09", "1948-09-26T05:07:09Z"),
]


@pytest.mark.parametrize(("cell", "edtf"), PRECISIONS)
def test_a_date_is_as_precise_as_the_format_that_fits(
    tmp_path: Path, cell: str, edtf: str
) -> None:
    forms = ["%Y %b %d %H:%M:%S", "%Y %b %d %H:%M", "%Y %b %d", "%Y %b", "%Y"]
    mapping = MAPPING.replace('"%d.%m.%Y"', str(forms))
    table = read(tmp_path, mapping, TABLE.replace("26.09.1948", cell))
    assert table.value(table.rows[0], "born") == edtf


def test_a_date_in_another_format_is_an_error(tmp_path: Path) -> None:
    table = read(tmp_path, table=TABLE.replace("26.09.1948", "1948-09-26"))
    with pytest.raises(ValueError, match="has none of the formats %d"):
        table.value(table.rows[0], "born")


def test_a_word_may_mean_an_unknown_value(tmp_path: Path) -> None:
    mapping = MAPPING + 'words.born = { "88/88/8888" = "" }\n'
    table = read(tmp_path, mapping, TABLE.replace("26.09.1948", "88/88/8888"))
    assert table.value(table.rows[0], "born") is None


@pytest.mark.parametrize(
    ("cell", "seconds"), [("0:36", "2160"), ("5:30", "19800"), ("189:04:31", "680671")]
)
def test_durations_are_compared_in_seconds(
    tmp_path: Path, cell: str, seconds: str
) -> None:
    mapping = MAPPING.replace("formats = {", 'durations = ["sex"]\nformats = {')
    table = read(tmp_path, mapping, TABLE.replace("M\n2", f"{cell}\n2"))
    assert table.value(table.rows[0], "sex") == seconds


@pytest.mark.parametrize("cell", ["36", "5:3o", "1:2:3:4", "-1:30"])
def test_other_texts_are_no_durations(tmp_path: Path, cell: str) -> None:
    mapping = MAPPING.replace("formats = {", 'durations = ["sex"]\nformats = {')
    table = read(tmp_path, mapping, TABLE.replace("M\n2", f"{cell}\n2"))
    with pytest.raises(ValueError, match="is not a duration; write 5:30"):
        table.value(table.rows[0], "sex")


def test_cells_may_be_separated_by_tabs(tmp_path: Path) -> None:
    mapping = 'delimiter = "\\t"' + MAPPING
    table = read(tmp_path, mapping, TABLE.replace(",", "\t"))
    assert table.rows[0]["born"] == "26.09.1948"


def test_rows_have_their_line_and_a_default_locator(tmp_path: Path) -> None:
    mapping = MAPPING.replace('locator = "number {number}"\n', "")
    table = read(tmp_path, mapping, TABLE.replace("Vladimír", '"Vladimír\n"'))
    assert [table.locator(row) for row in table.rows] == ["row 3", "row 4"]


FAULTS = {
    "unknown resource": (
        MAPPING.replace("people", "peoples"),
        "others.toml: resource: 'peoples' does not exist; did you mean 'people'?",
    ),
    "unknown part": (MAPPING + "colour = 1\n", "others.toml: colour: Extra inputs"),
    "missing part": (
        MAPPING.replace("\nsource", "\n#"),
        "others.toml: source: Field req",
    ),
    "not TOML": ("source = ", "others.toml: Invalid value"),
    "no rule": (
        MAPPING.replace('match.names = ["name"]', "match.near = { born = 'born' }"),
        "others.toml: match: needs `id`, `equal`, `names` or `references`",
    ),
    "unknown field of a rule": (
        MAPPING + "match.near = { bron = 'born' }\n",
        "others.toml: match.near: 'bron' does not exist; did you mean 'born'?",
    ),
    "unknown field of a condition": (
        MAPPING + "where = { sexx = 'male' }\n",
        "others.toml: where: 'sexx' does not exist; did you mean 'sex'?",
    ),
    "incomplete pattern": (
        MAPPING.replace("{number}", "{number"),
        "others.toml: patterns: expected '}' before end of string",
    ),
    "field that refers to nothing": (
        MAPPING + "match.references = { born = 'name' }\n",
        "others.toml: match.references: 'born' does not exist",
    ),
    "records without names": (
        MAPPING.replace("people", "crew"),
        "others.toml: match.names: crew have no names; use `references`",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_of_a_mapping_is_told(tmp_path: Path, fault: str) -> None:
    mapping, message = FAULTS[fault]
    with pytest.raises(MappingError) as raised:
        read(tmp_path, mapping)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('names = ["name"]', 'names = ["nam"]', "match.names"),
        ('names = ["name"]', 'id = "nam"', "match.id"),
        ('names = ["name"]', 'equal = { gcat_id = "nam" }', "match.equal"),
        ('sex = "sex"', 'sex = "nam"', "values"),
        ("formats = { born", "formats = { nam", "formats"),
        ("words.sex", "words.nam", "words"),
        ("formats", 'durations = ["nam"]\nformats', "durations"),
        ('names = ["name"]', 'names = ["{nam} {sex}"]', "match.names"),
        ("{number}", "{nam}", "locator"),
    ],
)
def test_every_column_of_a_mapping_exists(
    tmp_path: Path, old: str, new: str, part: str
) -> None:
    with pytest.raises(MappingError) as raised:
        read(tmp_path, MAPPING.replace(old, new))
    expected = f"others.toml: {part}: column 'nam' does not exist; did you mean 'name'?"
    assert expected in str(raised.value).splitlines()


def test_all_errors_are_reported_together(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"name"', '"nam"').replace("{number}", "{numbre}")
    with pytest.raises(MappingError) as raised:
        read(tmp_path, mapping)
    assert len(str(raised.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (TABLE + "3,Nobody\n", "others.csv:4: has 2 cells instead of 4"),
        ("", "others.toml: match.names: column 'name' does not exist"),
    ],
)
def test_an_error_of_a_table_is_told(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(MappingError) as raised:
        read(tmp_path, table=table)
    assert str(raised.value).startswith(message)


def test_a_table_may_have_another_encoding(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "others.csv").write_bytes(TABLE.encode("windows-1252"))
    mapping = 'encoding = "windows-1252"' + MAPPING
    (tmp_path / "others.toml").write_text(mapping, encoding="utf-8")
    table = read_table(tmp_path / "others.csv", tmp_path / "others.toml")
    assert table.rows[0]["name"] == "Vladimír Remek"


def test_files_are_utf_8(tmp_path: Path) -> None:
    read(tmp_path)
    for name in ("others.toml", "others.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_bytes((text + "# é").encode("latin-1"))
        with pytest.raises(MappingError, match=r"(?i)utf-8"):
            read_table(tmp_path / "others.csv", tmp_path / "others.toml")
        (tmp_path / name).write_text("\ufeff" + text, encoding="utf-8")
        read_table(tmp_path / "others.csv", tmp_path / "others.toml")


def test_each_row_may_have_a_source_of_its_own(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"others"', '"page-{number}"')
    table = read(tmp_path, mapping)
    assert [table.source(row) for row in table.rows] == ["page-1", "page-2"]


def test_source_of_a_missing_column_is_an_error(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"others"', '"page-{numbr}"')
    with pytest.raises(MappingError, match="source: column 'numbr' does not exist"):
        read(tmp_path, mapping)
