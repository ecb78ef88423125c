"""Checks that every claim still points to its passage in the documents.

The documents are not ours to publish, so a claim stores only the position of its
passage and the SHA-256 of the passage.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.ingest.files.provenance import Claim


def read_documents(folder: Path) -> dict[str, str]:
    """Returns texts by the number with which file names and source ids begin."""
    return {
        path.name[:3]: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("[0-9][0-9][0-9]_*.txt"))
    }


def check_passages(
    claims: Iterable[Claim], documents: dict[str, str]
) -> Iterator[tuple[Claim, str]]:
    """Yields each claim whose passage has moved or is missing, with the details."""
    for claim in claims:
        text = documents.get(claim.source[:3])
        if text is None:
            yield claim, f"the document of {claim.source} is not in the folder"
        elif passage_hash(text[claim.start : claim.end]) != claim.sha256:
            start = _find(text, claim.end - claim.start, claim.sha256)
            now = "was not found" if start is None else f"now begins at {start}"
            yield claim, f"the passage at {claim.start} of {claim.source} {now}"


def passage_hash(passage: str) -> str:
    """Returns the SHA-256 of a passage in UTF-8."""
    return hashlib.sha256(passage.encode()).hexdigest()


def _find(text: str, length: int, sha256: str) -> int | None:
    """Returns where a passage of this length and hash begins, `None` if nowhere."""
    for start in range(max(0, len(text) - length + 1)):
        if passage_hash(text[start : start + length]) == sha256:
            return start
    return None
