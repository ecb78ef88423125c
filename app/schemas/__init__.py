"""The schemas of all answers, from which bodies and documentation are made."""

from app.schemas.answers import FirstsAnswer, SearchPage
from app.schemas.base import (
    Answer,
    CountryRef,
    Dataset,
    ExternalIds,
    Links,
    Meta,
    MissionRef,
    Page,
    Problem,
    Record,
    Ref,
    RoleRef,
)
from app.schemas.craft import Programme, Spacecraft
from app.schemas.dataset import DatasetAnswer, DownloadPage, Index
from app.schemas.flights import (
    Assigned,
    Crew,
    CrewMember,
    LandingPlace,
    Mission,
    Person,
)
from app.schemas.in_space import HistoryAnswer, PresentPage
from app.schemas.places import Site, SiteName
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
from app.schemas.stations import (
    Docking,
    Expedition,
    MissionDocking,
    Module,
    Station,
    StationModule,
    Stay,
)
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

SELECTABLE = (FirstsAnswer, PresentPage, HistoryAnswer, SuperlativePage, SearchPage)
"""Answers whose `data` can have fewer fields, beside lists and records."""

__all__ = [
    "ANSWERS",
    "SELECTABLE",
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
    "Expedition",
    "ExternalIds",
    "FirstsAnswer",
    "Index",
    "LandingPlace",
    "Links",
    "Locator",
    "Meta",
    "Mission",
    "MissionDocking",
    "MissionRef",
    "Module",
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
    "Site",
    "SiteName",
    "Source",
    "Spacecraft",
    "Station",
    "StationModule",
    "Stay",
    "Succession",
]
