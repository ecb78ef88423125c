"""Whether every claim still points to its passage, for whoever holds the documents.

The documents are not ours to publish: a claim keeps the place of its passage and the
passage's SHA-256, and this recomputes them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.ingest.files.provenance import Claim


def read_documents(folder: Path) -> dict[str, str]:
    """Texts by the number with which their files and the ids of their sources begin."""
    return {
        path.name[:3]: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("[0-9][0-9][0-9]_*.txt"))
    }


def check_passages(
    claims: Iterable[Claim], documents: dict[str, str]
) -> Iterator[tuple[Claim, str]]:
    """Claims whose passage is gone or has moved, with where it is now."""
    for claim in claims:
        text = documents.get(claim.source[:3])
        if text is None:
            yield claim, f"the document of {claim.source} is not in the folder"
        elif digest(text[claim.start : claim.end]) != claim.sha256:
            start = _found(text, claim.end - claim.start, claim.sha256)
            now = "is nowhere in it" if start is None else f"begins at {start} now"
            yield claim, f"the passage at {claim.start} of {claim.source} {now}"


def digest(passage: str) -> str:
    """SHA-256 of a passage in UTF-8."""
    return hashlib.sha256(passage.encode()).hexdigest()


def _found(text: str, length: int, wanted: str) -> int | None:
    for start in range(max(0, len(text) - length + 1)):
        if digest(text[start : start + length]) == wanted:
            return start
    return None
