"""Types of the layouts: the pages of a resource as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Related:
    """A table of related records on the page of a record."""

    title: str
    request: str
    """Request for the rows; `{id}` stands for the id of the record."""
    columns: tuple[str, ...]
    plot_title: str = ""
    """Title of a plot of the rows, year by year; empty for no plot."""
    plot_date: str = "launched"
    """The date that puts a row into its year."""
    are_disputes: bool = False
    """Whether the rows are claims, to be compared with our values."""

    @property
    def plot_request(self) -> str:
        """Request for the dates of all rows, of which the table may show a part."""
        all_rows = self.request.partition("&limit=")[0]
        return f"{all_rows}&fields={self.plot_date}&limit=1000"


@dataclass(frozen=True)
class Layout:
    """The pages of a resource: its list, and each record."""

    name: str
    singular: str
    title: str
    lead: str
    columns: tuple[str, ...]
    options: tuple[str, ...]
    """Filters of the form that are chosen from the values that occur."""
    dates: tuple[str, ...]
    """Filters of the form that take a date or an interval."""
    sorts: tuple[tuple[str, str], ...]
    """Sort orders of the form, each with its name; the first is the default."""
    related: tuple[Related, ...] = ()
    first_fields: tuple[str, ...] = ()
    """Fields that begin the list of facts."""
    hidden_fields: tuple[str, ...] = ()
    """Fields that the list of facts leaves out, because another part shows them."""
    has_words: bool = True
    """Whether the form has a field for words."""
    default_query: str = ""
    """The query of the list if its address has none."""
    others: tuple[str, str] | None = None
    """Address and name of the records that the list leaves out at first."""
