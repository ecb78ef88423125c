"""Values that are computed once for each catalogue."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from app.ingest.catalogue import Catalogue

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


def once_per_catalogue(
    function: Callable[Concatenate[Catalogue, Arguments], Value],
) -> Callable[Concatenate[Catalogue, Arguments], Value]:
    """Lets a function of a catalogue run once for the same arguments.

    The values are freed with the catalogue, when a load has ended.
    """
    known: WeakKeyDictionary[Catalogue, dict[Any, Value]] = WeakKeyDictionary()

    @wraps(function)
    def remembered(
        catalogue: Catalogue, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Value:
        values = known.setdefault(catalogue, {})
        key = (args, tuple(kwargs.items()))
        if key not in values:
            values[key] = function(catalogue, *args, **kwargs)
        return values[key]

    return remembered
