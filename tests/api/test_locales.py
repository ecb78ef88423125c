"""Every database gives the same bytes, whatever its locale.

A locale decides how PostgreSQL sorts texts and what their lower case is: in Turkish,
that of `I` has no dot. Nothing of it may reach an answer.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import ON_POSTGRESQL, app_on
from tests.support.client import Client, client_of
from tests.support.factories import ESSAY, GCAT, PASSAGE, Cells, load_seed, rows_of
from tests.support.system_postgresql import system_server

pytestmark = [*ON_POSTGRESQL, pytest.mark.uncovered]

LOCALES = {
    "c": "LOCALE 'C'",
    "utf8": "LOCALE 'C.UTF-8'",
    "turkish": "LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LOCALE 'C.UTF-8'",
}
# Letters that locales sort and fold in different ways
NAMES = (
    *("Ivan", "ıvan", "İvan", "IVAN Ç", "ivan b", "Çelik", "Celik", "Zdeněk", "Ördög"),
    *("Анна Йо", "анна ёлка", "Ærø", "Ångström", "straße", "杨利伟", "Ωμέγα", "ΟΔΟΣ"),
)
TEXTS = (
    *("Minsk, БЕЛАРУСЬ", "беларусь", "CÔTE d'Ivoire", "côte", "DIŞ ISI", "diş ısı"),
    *("İZMİR", "izmir", "Izmir", "ΟΔΟΣ", "Straße", "STRASSE", "100% of_it", "ǅ"),
)
PARTS = (
    "беларусь",
    "БЕЛАР",
    "CÔTE",
    "ı",
    "I",
    "İ",
    "izm",
    "ος",
    "ss",
    "ß",
    "%",
    "_",
    "ǆ",
)


def people() -> list[Cells]:
    return [
        {"id": f"person-{number}", "name": name, "aliases": f"{name} II"} | GCAT
        for number, name in enumerate(NAMES)
    ]


def events() -> list[Cells]:
    return [
        {"id": f"event-{number}", "name": f"Event {text}", "kind": "meeting"}
        | {"at": "1978-03-05", "place": text}
        | GCAT
        for number, text in enumerate(TEXTS)
    ]


def claims() -> list[Cells]:
    return [
        {"id": f"text-{number}", "record": f"events/event-{number}", "field": "place"}
        | {"start": "0", "end": "9", "compare": "text", "stated_value": text}
        | {"summary": f"It says {text}."}
        | PASSAGE
        for number, text in enumerate(reversed(TEXTS))
    ]


SEED: dict[str, Any] = {
    "people": [*rows_of("people"), *people()],
    "events": [*rows_of("events"), *events()],
    "claims": [*rows_of("claims"), *claims()],
    "external_ids": [
        *rows_of("external_ids"),
        {"record": "people/person-0", "scheme": "wikidata", "value": "QI-İı"} | ESSAY,
    ],
}
LISTS = ("people", "events", "missions", "countries", "claims", "errata", "sources")
REQUESTS = [
    *(
        f"{name}?sort={order}&limit=7"
        for name in LISTS[:4]
        for order in ("name", "-name")
    ),
    *(f"{name}?format=csv" for name in LISTS),
    *(f"people?q={name}" for name in NAMES),
    *(f"people?name={name.upper()}" for name in NAMES),
    *(f"people?name={name[:-1]}x" for name in NAMES),
    *(f"people?stations={name}" for name in NAMES),
    *(f"search?q={name}" for name in (*NAMES, "even", "ivna", "e")),
    *(f"people/{name}" for name in ("qi-İı", "QI-İI", "Qİ-İı", "nobody")),
    *(f"people?external_ids__contains={part}" for part in PARTS),
    *(
        f"{field}{operator}={text}"
        for field in ("events?place", "claims?stated_value", "errata?stated_value")
        for operator, texts in (
            ("", (*TEXTS, "minsk", "izmit")),
            ("__not", TEXTS),
            ("__contains", (*PARTS, *TEXTS)),
        )
        for text in texts
    ),
    *(f"claims?summary__contains={part}" for part in TEXTS),
    *(f"claims?field__contains={part}" for part in ("PLACE", "plAce", "İ", "DOI")),
    *(f"claims?record__contains={part}" for part in ("EVENT-1", "events/EVENT", "ı")),
    *(f"events?place={text.swapcase()}&at=1978" for text in TEXTS),
    "events?facet=kind&sort=-name",
    "claims?group_by=agreement",
    "claims?facet=source,resource,agreement",
    "people?sort=name&limit=3&facet=sex",
    "crew?group_by=launched.year,countries",
    "claims?group_by=source,agreement&format=csv",
    "countries?facet=region",
    "missions?kind=crewed-İ",
    "events?plase=x",
    "claims?record=events/event-ı",
    "claims?field=plase",
    "in-space?at=1978-03-05",
    "firsts?by=country",
    "errata",
    "changes",
]


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Client]]:
    """The same seed in a file and in a database of each locale."""
    # Folders of pytest cannot be entered by another user
    folder = Path(mkdtemp(prefix="locales-"))
    with ExitStack() as stack:
        stack.callback(rmtree, folder)
        server = stack.enter_context(system_server(folder))
        urls = {name: server.create(name, locale) for name, locale in LOCALES.items()}
        clients = {}
        for name, url in {"sqlite": None, **urls}.items():
            loaded = load_seed(tmp_path_factory.mktemp(name), url, **SEED)
            clients[name] = stack.enter_context(client_of(app_on(loaded)))
        yield clients


@pytest.mark.parametrize("request_", REQUESTS)
def test_databases_of_every_locale_answer_with_the_same_bytes(
    clients: dict[str, Client], request_: str
) -> None:
    path = f"/v1/{quote(request_, safe='/?&=,.:_-')}"
    answers = {name: client.get(path) for name, client in clients.items()}
    assert len({answer.status_code for answer in answers.values()}) == 1
    assert answers["sqlite"].status_code in (200, 400, 404)
    assert {answer.headers.get("etag") for answer in answers.values()} == {
        answers["sqlite"].headers.get("etag")
    }
    for name, answer in answers.items():
        assert answer.text == answers["sqlite"].text, name


FOUND = [
    ("events?place=МИНСК, беларусь", 0),
    ("events?place=minsk, беларусь", 1),
    ("events?place__contains=БЕЛАРУСЬ", 2),
    ("events?place=Côte", 1),
    ("events?place__contains=CÔTE", 2),
    # The letters with and without a dot are two, in every language
    ("events?place=IZMIR", 2),
    ("events?place=İzmİr", 1),
    ("events?place=STRASSE", 2),
    ("events?place=οδος", 1),
    ("events?place__not=izmir", len(TEXTS)),
    ("claims?stated_value__contains=беларусь&source=essay", 2),
    ("claims?field__contains=PLACE&stated_value=İZMİR&source=essay", 1),
]


@pytest.mark.parametrize(("request_", "count"), FOUND)
def test_texts_are_equal_whatever_their_case(
    clients: dict[str, Client], request_: str, count: int
) -> None:
    path = f"/v1/{quote(request_, safe='/?&=,.:_-')}"
    totals = {client.json(path)["meta"]["total"] for client in clients.values()}
    assert totals == {count}
