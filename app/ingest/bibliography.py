"""Works as references that a reader can copy, formatted by a CSL processor."""

import warnings
from typing import Any

STYLE = "harvard-cite-them-right"


def references(works: dict[str, dict[str, Any]]) -> dict[str, str]:
    """A formatted reference for each work in CSL-JSON, by id, in Harvard style."""
    # A server, which formats nothing, need not carry the processor
    from citeproc import (  # noqa: PLC0415
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    items = [
        {name: value for name, value in work.items() if name != "custom"}
        for work in works.values()
    ]
    with warnings.catch_warnings():
        # The processor warns of CSL variables that it does not print
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(STYLE, validate=False)
        shelf = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for work_id in works:
            shelf.register(Citation([CitationItem(work_id)]))
        printed = [str(entry) for entry in shelf.bibliography()]
    return dict(zip(map(str, shelf.keys), printed, strict=True))
