"""How well a fact is supported: which independent sources state our value.

Sources of one family, such as all tables of one catalogue, count as one source.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.dates import parse_interval
from app.ingest.catalogue import Catalogue
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.statements import SourceStatement
from app.schemas.vocabularies import Certainty

FactKey = tuple[str, str]
"""A record, as type/id, and a field."""
MIN_SOURCES = 2
"""Independent sources that a checked fact has, and that make an erratum certain."""
DAY = 86_400
_IDENTIFIERS = {"aliases", "codes", "external_ids", "gcat_id", "gcat_code"}
"""Fields that only one source can state, or that several may state differently."""


@dataclass
class Evidence:
    """Statements about a fact by family: those for our value, and those against it."""

    confirming: dict[str, SourceStatement] = field(default_factory=dict)
    contradicting: dict[str, SourceStatement] = field(default_factory=dict)

    def against(self, statement: SourceStatement) -> "Evidence":
        """Returns the evidence on a statement that contradicts our value.

        A source that gives the day only does not decide between two hours of it.
        """
        deciding = {
            family: confirming
            for family, confirming in self.confirming.items()
            if excludes(confirming, statement)
        }
        return Evidence(deciding, self.contradicting)


def family_of(catalogue: Catalogue, source_id: str) -> str:
    """Returns what a source counts as: its family, or the source itself."""
    item = catalogue.sources[source_id]
    return str(item["custom"].get("family", source_id))


def gather(
    catalogue: Catalogue, judged: Iterable[JudgedStatement]
) -> Mapping[FactKey, Evidence]:
    """Returns the evidence for every fact that a source states."""
    facts: dict[FactKey, Evidence] = defaultdict(Evidence)
    for claim in judged:
        statement = claim.statement
        if statement.record and statement.field and claim.agreement != "not-comparable":
            evidence = facts[key_of(statement)]
            family = family_of(catalogue, statement.source)
            if claim.agreement == "disagrees":
                evidence.contradicting.setdefault(family, statement)
            elif confirms(claim):
                evidence.confirming.setdefault(family, statement)
    return facts


def confirms(claim: JudgedStatement) -> bool:
    """Returns whether a statement supports our value.

    It has the same value, the same day, or the same number with fewer digits.
    """
    statement = claim.statement
    if claim.agreement == "less-precise" and statement.compare == "date":
        span = parse_interval(statement.value or "")
        return span.latest - span.earliest < DAY
    return claim.agreement == "agrees" or (
        claim.agreement == "less-precise" and statement.compare == "number"
    )


def excludes(confirming: SourceStatement, other: SourceStatement) -> bool:
    """Returns whether two statements, of which one gives our value, cannot be true."""
    if not confirming.compare == other.compare == "date":
        return True
    ours = parse_interval(confirming.value or "")
    theirs = parse_interval(other.value or "")
    return theirs.latest < ours.earliest or ours.latest < theirs.earliest


def is_checkable(claim: JudgedStatement) -> bool:
    """Returns whether a claim is about a fact of which two sources are wanted."""
    statement = claim.statement
    name = (statement.field or "").partition(".")[0]
    is_fact = bool(statement.record and name) and name not in _IDENTIFIERS
    return is_fact and claim.agreement != "not-comparable"


def certainty_of(evidence: Evidence) -> Certainty:
    """Returns how sure it is that a source is wrong that contradicts our value.

    `certain`: two families or more state our value, and only one another. `probable`:
    more state ours than another. `open`: all else.
    """
    confirming, contradicting = len(evidence.confirming), len(evidence.contradicting)
    if confirming >= MIN_SOURCES and contradicting == 1:
        return "certain"
    return "probable" if confirming > contradicting else "open"


def key_of(statement: SourceStatement) -> FactKey:
    """Returns the fact that a statement is about; empty texts if it is about none."""
    return statement.record or "", statement.field or ""
