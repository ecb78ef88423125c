"""English phrases: numbers, lists and dates."""

from collections.abc import Sequence

from app.dates import MONTHS

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WITH_ARTICLE = (
    "Bahamas",
    "Commercial Crew Program",
    "Democratic Republic of the Congo",
    "Dominican Republic",
    "International Space Station",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Republic of the Congo",
    "Soviet Union",
    "Space Shuttle",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
)
_PLURALS = {"person": "people", "woman": "women"}


def joined(words: Sequence[str]) -> str:
    """Returns words as a list: `A, B and C`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def number_word(number: int) -> str:
    """Returns a number as a word up to twelve, and as digits beyond."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, noun: str) -> str:
    """Returns a number of things: `one flight`, `three flights`."""
    return f"{number_word(number)} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    regular = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return _PLURALS.get(noun, regular)


def with_article(name: str) -> str:
    """Returns a name within a sentence: `the Soviet Union`, `Mir`."""
    return f"the {name}" if name in _WITH_ARTICLE else name


def year(date: str) -> str:
    return date[:4]


def day(date: str) -> str:
    """Returns a date without its time: `3 March 1978`, `March 1978`, `1978`."""
    parts = date.partition("T")[0].split("-")
    words = [str(int(part)) for part in parts[2:]]
    words += [MONTHS[int(part) - 1] for part in parts[1:2]]
    return " ".join([*words, parts[0]])


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
