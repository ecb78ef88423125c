"""Sources as references to copy, formatted by a CSL processor."""

import warnings
from typing import Any

STYLE = "harvard-cite-them-right"


def format_references(sources: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Returns a reference in Harvard style for each source in CSL-JSON, by id."""
    # Imported here because only the loader needs it
    from citeproc import (  # noqa: PLC0415
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    items = [
        {name: value for name, value in source.items() if name != "custom"}
        for source in sources.values()
    ]
    with warnings.catch_warnings():
        # The processor warns of CSL variables that it does not use
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(STYLE, validate=False)
        processor = CitationStylesBibliography(
            style, CiteProcJSON(items), formatter.plain
        )
        for source_id in sources:
            processor.register(Citation([CitationItem(source_id)]))
        references = [str(entry) for entry in processor.bibliography()]
    return dict(zip(map(str, processor.keys), references, strict=True))
