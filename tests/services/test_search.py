"""What a search compares with the names of records."""

from tests.support.client import Client

LONGEST = 100
"""Letters of the longest word that is compared with the words of names."""


def test_misspelt_word_finds_the_record(quick_client: Client) -> None:
    [best, *_] = quick_client.json("/v1/search?q=Gagarrin")["data"]
    assert best["id"] == "yuri-gagarin"


def test_word_longer_than_any_name_finds_nothing(quick_client: Client) -> None:
    for length in (LONGEST, LONGEST + 1):
        assert (
            quick_client.json(f"/v1/search?q={'gagarin' * 20:.{length}}")["data"] == []
        )
