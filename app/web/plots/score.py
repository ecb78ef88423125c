"""The agreement of a source with our data as one bar."""

from typing import Any

from markupsafe import Markup

from app.web.plots.figure import Figure, Key, Material
from app.web.plots.svg import join, svg

Json = dict[str, Any]
_PARTS = (
    ("derived", "derived", "are our source"),
    ("agrees", "agreeing", "agree"),
    ("less_precise", "less_precise", "less precise"),
    ("disagrees", "disagreeing", "disagree"),
)
"""Class of a part of the bar, its name in the score, and its words."""


def draw(material: Material) -> Figure | None:
    """Returns the claims of a source by agreement; nothing if it has no claims."""
    score = material.record["score"]
    total = score["claims_count"]
    if not total:
        return None
    rest = total - score["comparable_count"]
    parts = [
        *((mark, score[f"{name}_count"], text) for mark, name, text in _PARTS),
        ("not_comparable", rest, "not comparable"),
    ]
    bar = Markup(
        '<rect class="{}" x="{}%" width="{}%" height="16"><title>{}</title></rect>'
    )
    x, bars = 0.0, []
    for mark, count, text in parts:
        width = 100 * count / total
        title = f"{count:,} {text}"
        bars.append(bar.format(mark, round(x, 2), round(width, 2), title))
        x += width
    counts = ", ".join(f"{count:,} {text}" for _, count, text in parts)
    text = f"Claims of this source: {total:,} in all; {counts}."
    return Figure(
        "Agreement with this data",
        svg(text, 16, join(bars), kind="score"),
        "The whole bar is all of its claims.",
        text,
        csv=f"/v1/claims?source={material.record['id']}&format=csv",
        key=tuple(Key(mark, text) for mark, count, text in parts if count),
    )
