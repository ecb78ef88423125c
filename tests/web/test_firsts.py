"""Pages of firsts begin with a sentence, and offer every part of the definition."""

import pytest

from app.api.firsts import GRAMMAR
from app.resources.definitions import CHOICES as VALUES
from app.web.firsts import in_a_row
from app.web.labels import CHOICES, OPTIONS
from tests.support.client import Client
from tests.support.markup import BROWSER, page_of


@pytest.mark.parametrize(
    ("query", "title"),
    [
        (
            "countries=vietnam",
            "The first citizen of Vietnam in space was Phạm Tuân",
        ),
        (
            "by=country&countries=VNM",
            "The first citizen of Vietnam in space was Phạm Tuân",
        ),
        (
            "countries=UKR&basis=birth",
            "The first person born in what is now Ukraine in space was Pavel Popovich",
        ),
        (
            "countries=CZE&lineage=predecessors",
            (
                "The first citizen of Czechia or its predecessors in space was"
                " Vladimír Remek"
            ),
        ),
        (
            "countries=USA&boundary=orbit",
            "The first citizen of the United States in orbit was John Glenn",
        ),
        ("sex=female", "The first woman in space was Valentina Tereshkova"),
        ("achievement=spacewalk", "The first person on a spacewalk was Alexei Leonov"),
        ("guest=true", "The first guest in space was Vladimír Remek"),
        (
            "programmes=interkosmos",
            (
                "The first people in space on a flight of Interkosmos were Alexei"
                " Gubarev and Vladimír Remek"
            ),
        ),
        (
            "stations=iss",
            (
                "The first people in space on a flight to the ISS were"
                " Frederick Sturckow, James Newman, Jerry Ross, Nancy"
                " Currie, Robert Cabana and Sergei Krikalev"
            ),
        ),
        ("countries=CZE", "No citizen of Czechia has been in space"),
        (
            "countries__not=USA,SUN",
            "The first launch of a flight with country not USA or SUN: Vladimír Remek",
        ),
        (
            "programmes=interkosmos,apollo-soyuz",
            (
                "The first launch of a flight with programme interkosmos or"
                " apollo-soyuz: Alexei Leonov and Valery Kubasov"
            ),
        ),
        (
            "countries=CHN&sex=female",
            "The first launch of a flight with country CHN and sex female: Liu Yang",
        ),
        (
            "programmes=interkosmos&countries__not=SUN&launched=1999",
            (
                "The first launch of a flight with country not SUN and launched 1999"
                " and programme interkosmos: nobody"
            ),
        ),
        ("by=decade&boundary=80km", "First above 80 km, by decade"),
        ("by=country&countries=CZE", "First in space, by country"),
        ("limit=0", "First in space"),
    ],
)
def test_title_is_the_answer_in_a_sentence(
    quick_client: Client, query: str, title: str
) -> None:
    text = page_of(quick_client, f"/firsts?{query}").text
    assert text.startswith(f"{title} ")
    markdown = quick_client.get(f"/firsts.md?{query}").text.replace("\\", "")
    assert f"# {title}\n" in markdown


def test_names_are_joined_as_in_a_sentence() -> None:
    assert in_a_row([]) == ""
    assert in_a_row(["Leonov"]) == "Leonov"
    assert in_a_row(["Leonov", "Kubasov"]) == "Leonov and Kubasov"
    assert in_a_row(["Leonov", "Kubasov", "Brand"]) == "Leonov, Kubasov and Brand"


def test_every_part_of_a_definition_has_a_label_and_words_for_its_values() -> None:
    assert {*VALUES, "by"} == {*CHOICES}
    for name, values in VALUES.items():
        for value in values:
            assert (name, value) in OPTIONS
    assert {*CHOICES} <= {*GRAMMAR.reserved}


def test_countries_are_suggested_in_the_form(quick_client: Client) -> None:
    html = quick_client.get("/firsts", headers=BROWSER).text
    assert '<option value="Vietnam"></option>' in html
    assert '<option value="East Germany"></option>' in html


def test_unknown_day_is_left_out(quick_client: Client) -> None:
    answer = quick_client.json("/v1/firsts?by=country&achievement=spacewalk")
    unknown = [first for first in answer["data"] if first["at"] is None]
    page = page_of(quick_client, "/firsts?by=country&achievement=spacewalk")
    assert page.elements["time"] == len(answer["data"]) - len(unknown)
