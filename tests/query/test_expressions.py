"""Expressions of a search as both databases write them."""

from app.query.expressions import Token, every, expression_values, fts5, some, tsquery

EXPRESSION = every([some([Token("nmir", is_prefix=True), Token("wmir")]), Token("t")])


def test_expression_is_written_for_both_databases() -> None:
    assert fts5(EXPRESSION) == '(("nmir" * OR "wmir") AND "t")'
    assert tsquery(EXPRESSION) == "(('nmir':* | 'wmir') & 't')"
    assert expression_values("all", EXPRESSION) == {
        "all": fts5(EXPRESSION),
        "all_tsquery": tsquery(EXPRESSION),
    }


def test_alternatives_count_once() -> None:
    assert some([Token("a"), Token("b"), Token("a")]) == some([Token("a"), Token("b")])
