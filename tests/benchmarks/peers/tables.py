"""Missions with their crew as a tutorial would map and show them."""

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    relationship,
    selectinload,
)

from tests.benchmarks.peers.dates import second


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Country(Base):
    __tablename__ = "countries"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Programme(Base):
    __tablename__ = "programmes"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class CrewCountry(Base):
    __tablename__ = "crew_countries"
    crew_id: Mapped[str] = mapped_column(ForeignKey("crew.id"), primary_key=True)
    country_id: Mapped[str] = mapped_column(
        ForeignKey("countries.id"), primary_key=True
    )


class Crew(Base):
    __tablename__ = "crew"
    id: Mapped[str] = mapped_column(primary_key=True)
    mission_id: Mapped[str] = mapped_column(ForeignKey("missions.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    person: Mapped[Person] = relationship()
    countries: Mapped[list[Country]] = relationship(secondary="crew_countries")


class MissionProgramme(Base):
    __tablename__ = "mission_programmes"
    mission_id: Mapped[str] = mapped_column(ForeignKey("missions.id"), primary_key=True)
    programme_id: Mapped[str] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )


class Mission(Base):
    __tablename__ = "missions"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    cospar: Mapped[str | None]
    launched: Mapped[str | None]
    launched_earliest: Mapped[int | None]
    landed: Mapped[str | None]
    duration_seconds: Mapped[int | None]
    outcome: Mapped[str]
    spacecraft_id: Mapped[str | None]
    launch_site_id: Mapped[str | None]
    crew_size: Mapped[int]
    crew: Mapped[list[Crew]] = relationship(order_by=Crew.id)
    programmes: Mapped[list[Programme]] = relationship(secondary="mission_programmes")


class Shown(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Named(Shown):
    id: str
    name: str


class CrewShown(Shown):
    person: Named
    role: str
    countries: list[Named]


class MissionShown(Shown):
    id: str
    name: str
    kind: str
    cospar: str | None
    launched: str | None
    landed: str | None
    duration_seconds: int | None
    outcome: str
    spacecraft_id: str | None
    launch_site_id: str | None
    crew_size: int
    crew: list[CrewShown]
    programmes: list[Named]


class PageShown(Shown):
    total: int
    items: list[MissionShown]


def matching(programme: str, first: int, last: int) -> Select[Mission]:
    """The missions of a programme that were launched within some years."""
    return (
        select(Mission)
        .join(MissionProgramme, MissionProgramme.mission_id == Mission.id)
        .where(MissionProgramme.programme_id == programme)
        .where(Mission.launched_earliest >= second(first))
        .where(Mission.launched_earliest < second(last + 1))
    )


def counted(found: Select[Mission]) -> Select[int]:
    """How many there are."""
    return select(func.count()).select_from(found.subquery())


def page(found: Select[Mission], limit: int) -> Select[Mission]:
    """The first of them, with everything that is shown."""
    crew = selectinload(Mission.crew)
    return (
        found.order_by(Mission.launched_earliest, Mission.id)
        .limit(limit)
        .options(
            crew.selectinload(Crew.person),
            crew.selectinload(Crew.countries),
            selectinload(Mission.programmes),
        )
    )
