"""What the pages of a resource are made of: what a list shows, what is related."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Related:
    """A table of related records on the page of a record."""

    title: str
    request: str
    columns: tuple[str, ...]
    plot: str = ""
    """What the plot of these rows shows, year by year; empty for no plot."""
    years: str = "launched"
    """The date that puts a row into its year."""

    disputes: bool = False
    """Whether the rows are claims, to be set beside what we hold."""

    @property
    def dates(self) -> str:
        """The request for the dates of all rows, whatever the table shows."""
        asked = self.request.partition("&limit=")[0]
        return f"{asked}&fields={self.years}&limit=1000"


@dataclass(frozen=True)
class Layout:
    """The pages of one resource: its list, and each record."""

    name: str
    one: str
    title: str
    lead: str
    columns: tuple[str, ...]
    selects: tuple[str, ...]
    dates: tuple[str, ...]
    sorts: tuple[tuple[str, str], ...]
    related: tuple[Related, ...] = ()
    foremost: tuple[str, ...] = ()
    """The facts that a reader looks for first."""
    apart: tuple[str, ...] = ()
    """Fields that the related records tell better."""
    searched: bool = True
