"""Queries that cannot be read: where the caret stands and what the message advises."""

from __future__ import annotations

import time

import pytest

from archive.errors import QueryError
from archive.query import Or, caret, parse
from archive.query.caret import WINDOW, width
from archive.query.parser import MAX_DEPTH, MAX_LENGTH


def fault(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.query == query
    return caught.value


@pytest.mark.parametrize(
    ("query", "position", "advice"),
    [
        ("", 0, "write a word"),
        ("   ", 3, "write a word"),
        ("—— 。", 0, "punctuation between quotes"),
        ("*", 0, "write a word"),
        (" - ", 1, "write a word"),
        ("“意识形态", 0, "add ”"),
        ('舆情 "疫情', 3, 'add "'),
        ("舆情「疫情", 2, "add 」"),
        ("『疫情", 0, "add 』"),
        ('"疫情\\"', 0, 'add "'),
        ("舆情”", 2, "remove this one"),
        ('舆情 ""', 3, "between the quotes"),
        ("“ ”", 0, "between the quotes"),
        ("(舆情", 0, "add )"),
        ("(舆情) (疫情 (处置)", 5, "add )"),
        ("((舆情)", 0, "add )"),
        ("（", 0, "add )"),
        ("舆情)", 2, "remove this one"),
        (")舆情", 0, "remove this one"),
        ("舆情 ()", 3, "between the brackets"),
        ("舆情 OR", 3, '"OR" in quotes'),
        ("舆情 |", 3, '"|" in quotes'),
        ("OR 舆情", 0, '"OR" in quotes'),
        ("舆情 OR AND 疫情", 6, "nothing before it"),
        ("(OR 舆情)", 1, "nothing before it"),
        ("(舆情 OR) 疫情", 4, "nothing behind it"),
        ("NOT", 0, "nothing behind it"),
        ("舆情 NOT ——", 3, "nothing behind it"),
        ("type:", 0, "behind the colon"),
        ("舆情 类型：", 3, "behind the colon"),
        ("type:(导语)", 0, "behind the colon"),
        ('title:"舆情', 6, 'add "'),
        ('title:" "', 6, "between the quotes"),
        ("type:存在的问题", 5, "did you mean 存在问题"),
        ("舆情 type:导语,问题", 11, "did you mean 存在问题"),
        ("type:qqq", 5, "known are 导语"),
        ("doc:工作总结", 4, "did you mean 总结"),
        ("year:2030..2020", 5, "year:2020..2030"),
        ("year:2019,20", 10, "year:2020"),
        ("year:-2019", 5, "year:2019.."),
        ("year:20192021", 5, "year:2019..2021"),
        ("year:去年", 5, "year:2020"),
    ],
)
def test_an_error_points_at_the_fault_and_says_what_to_do(query: str, position: int, advice: str) -> None:
    error = fault(query)
    assert (error.position, advice in str(error)) == (position, True), str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("舆情 (疫情", "舆情 (疫情\n     ^"),
        ("舆情 ＂疫情", "舆情 ＂疫情\n     ^"),
        ("ab (c", "ab (c\n   ^"),
        ("e\u0301 (c", "e\u0301 (c\n  ^"),
        ("甲\n乙\t(", "甲 乙 (\n      ^"),
    ],
)
def test_the_caret_stands_under_the_fault_in_columns(query: str, shown: str) -> None:
    assert caret(fault(query)) == shown


def test_a_long_query_is_shown_around_its_fault() -> None:
    error = fault("舆情 " * 300 + "(疫情 " + "处置 " * 300)
    line, mark = caret(error).split("\n")
    assert width(line) <= WINDOW + 4
    assert line.startswith("…") and line.endswith("…")
    assert line[line.index("(") :].startswith("(疫情")
    assert width(line[: line.index("(")]) == mark.index("^")


@pytest.mark.parametrize(
    "query",
    [
        "舆" * (MAX_LENGTH + 1),
        "(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1),
        "-" * (MAX_DEPTH + 1) + "a",
        "NOT " * (MAX_DEPTH + 1) + "a",
        "-(" * (MAX_DEPTH // 2 + 1) + "a",
    ],
)
def test_a_query_too_long_or_too_deep_is_refused(query: str) -> None:
    assert "shorten" in str(fault(query)) or "flatter" in str(fault(query))


@pytest.mark.parametrize("query", ["(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, "-" * MAX_DEPTH + "a"])
def test_a_query_at_the_limit_is_read_and_written(query: str) -> None:
    assert parse(str(parse(query))) == parse(query)


def test_siblings_do_not_add_to_the_depth() -> None:
    assert parse("(a -b) " * (2 * MAX_DEPTH)) == parse("a -b " * (2 * MAX_DEPTH))


def test_five_hundred_alternatives_are_read_at_once() -> None:
    parse("a OR b")
    started = time.process_time()
    tree = parse(" OR ".join(f"词{i}" for i in range(500)))
    assert time.process_time() - started < 0.1
    assert isinstance(tree, Or) and len(tree.items) == 500


PIECES = [
    "-",
    "+-",
    '"',
    "“",
    "(",
    "|",
    "&",
    "*",
    "a&",
    "-a ",
    "- ",
    "type:",
    "title:，",
    "a,",
    "\\",
    "NOT ",
    "与 ",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "x"])
def test_hostile_repetition_is_answered_quickly(piece: str, end: str) -> None:
    query = (piece * MAX_LENGTH)[: MAX_LENGTH - 1] + end
    started = time.process_time()
    try:
        parse(query)
    except QueryError as error:
        assert caret(error).count("\n") == 1
    assert time.process_time() - started < 1
