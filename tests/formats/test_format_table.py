"""Formats are listed in one table and have one writer each."""

import ast
from collections.abc import Iterator
from pathlib import Path

from app.formats.writers import CITATION_WRITERS, RECORD_WRITERS, STREAM_WRITERS
from app.resources.formats import FORMATS, JSON, formats_of
from app.settings import ROOT

DECLARATIONS = {"app/resources/formats.py", "app/formats/writers.py"}
COMMON_WORDS = {JSON, "html", "markdown", "atom", "sitemap", "linkset", "opensearch"}
"""Names of formats that the code also uses for other things."""
OTHER_USES = {
    # Files in an archive, and their description
    ("app/formats/dataset_files.py", "csv"),
    ("app/formats/dataset_files.py", "text/csv"),
    # Links of a page to the two formats that readers download
    ("app/web/forms.py", "csv"),
    ("app/web/list_forms.py", "csv"),
    ("app/web/plots/figure.py", "csv"),
    ("app/web/forms.py", "bibtex"),
    # Bodies in which links get the path of the public URL
    *(
        ("app/middleware/prefix.py", media_type)
        for media_type in (
            "application/json",
            "application/x-ndjson",
            "text/csv",
            "text/html",
            "text/markdown",
        )
    ),
    # The address of the description of the data set
    ("app/web/feeds/discovery.py", "jsonld"),
    # Languages of code blocks in the guide
    ("app/web/guide/markdown.py", "csv"),
    ("app/web/guide/markdown.py", "bibtex"),
}


def test_every_format_of_a_list_or_record_has_a_writer() -> None:
    assert {*formats_of("list")} == {JSON, *STREAM_WRITERS, *CITATION_WRITERS}
    assert {*formats_of("record")} == {JSON, *RECORD_WRITERS, *CITATION_WRITERS}
    assert {*formats_of("firsts")} == {JSON, *STREAM_WRITERS, *CITATION_WRITERS}
    assert {*formats_of("table")} == {JSON, *STREAM_WRITERS}


def test_default_format_is_json_for_programs_and_html_for_readers() -> None:
    assert formats_of("list")[0] == JSON
    assert formats_of("record")[0] == JSON
    assert formats_of("firsts")[0] == JSON
    assert formats_of("table")[0] == JSON
    assert formats_of("page")[0] == "html"


def texts_of(path: Path) -> Iterator[str]:
    """Yields the text constants of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_other_module_names_a_format_or_its_media_type() -> None:
    names = FORMATS.keys() - COMMON_WORDS
    media_types = {row.media_type for row in FORMATS.values()}
    modules = {
        path.relative_to(ROOT).as_posix(): path for path in (ROOT / "app").rglob("*.py")
    }
    uses = {
        (module, text)
        for module, path in modules.items()
        if module not in DECLARATIONS
        for text in texts_of(path)
        if text in names or text.partition(";")[0] in media_types
    }
    assert uses == OTHER_USES
