"""Named bind parameters of SQL statements."""

from typing import Any, NamedTuple

from sqlalchemy import bindparam


def parameter(name: str, kind: Any = None) -> Any:
    """Returns a bind parameter.

    Without `kind` it takes the type of the column that it is compared with.
    """
    return bindparam(name, type_=kind, required=False)


class BoundList(NamedTuple):
    """Several texts of a condition as one bind parameter, a JSON list."""

    name: str


class BoundValue(NamedTuple):
    """A value of a condition as bind parameters: one, or two if it is a date."""

    name: str

    @property
    def value(self) -> Any:
        return parameter(self.name)

    @property
    def earliest(self) -> Any:
        """The first second of a date."""
        return parameter(f"{self.name}_earliest")

    @property
    def latest(self) -> Any:
        """The last second of a date."""
        return parameter(f"{self.name}_latest")
