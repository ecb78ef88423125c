"""The schemas of all answers, from which bodies and documentation are made."""

from app.schemas.answers import (
    DatasetAnswer,
    DownloadPage,
    FirstsAnswer,
    Index,
    SearchPage,
)
from app.schemas.base import (
    Answer,
    CountryRef,
    Dataset,
    Links,
    Meta,
    MissionRef,
    Page,
    Problem,
    Record,
    Ref,
    RoleRef,
)
from app.schemas.craft import Programme, Spacecraft, Station
from app.schemas.flights import (
    Assigned,
    Crew,
    CrewMember,
    Docking,
    Mission,
    Person,
    Stay,
)
from app.schemas.in_space import HistoryAnswer, PresentPage
from app.schemas.provenance import (
    Claim,
    DataChange,
    Erratum,
    Event,
    Locator,
    Score,
    Source,
)
from app.schemas.states import Country, Organisation, Succession
from app.schemas.superlatives import SuperlativePage

ANSWERS = (
    FirstsAnswer,
    PresentPage,
    HistoryAnswer,
    SuperlativePage,
    SearchPage,
    DatasetAnswer,
    DownloadPage,
    Index,
)

__all__ = [
    "ANSWERS",
    "Answer",
    "Assigned",
    "Claim",
    "Country",
    "CountryRef",
    "Crew",
    "CrewMember",
    "DataChange",
    "Dataset",
    "DatasetAnswer",
    "Docking",
    "Erratum",
    "Event",
    "FirstsAnswer",
    "Index",
    "Links",
    "Locator",
    "Meta",
    "Mission",
    "MissionRef",
    "Organisation",
    "Page",
    "Person",
    "PresentPage",
    "Problem",
    "Programme",
    "Record",
    "Ref",
    "RoleRef",
    "Score",
    "Source",
    "Spacecraft",
    "Station",
    "Stay",
    "Succession",
]
