import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.alternation import (
    alternatives,
    any_of,
    first_characters,
    last_characters,
    needed,
    second_characters,
    spelled_out,
    split_by_first_character,
)

TEXTS = [
    "一、加强组织领导，落实工作责任。",
    "虽然取得了一些成绩，但是还存在一些不足和薄弱环节，主要原因是学习不够深入。",
    "下一步，我们将进一步完善制度。2023年上半年工作总结（一）",
    "我局之所以能够完成任务，为什么？关键在于领导重视；重点是抓落实。",
    "特此报告。 各位领导、同志们：现将有关情况汇报如下",
    "[作者:a] 2020-01-16 12:30 点击量：35 | 首页 > 工作总结 www.a.cn ^-]",
]
FORMS = ["{}{}", "(?:{}|x){}", "(?:{})?{}", "{}|{}", "(?i:{}){}", "(?i:{})x|{}"]
FRAGMENTS = st.sampled_from(
    [
        *(
            "不足",
            "不",
            "没有?",
            "缺[乏少]",
            "(?:还|仍)?不够",
            "[^，]{0,3}不",
            "[不没]{2,3}",
            "(?<!没)有",
            "(?=有).",
        ),
        *(
            "^不",
            "足$",
            "(?:没|缺|)有",
            "(?:有(?:不|没))?足",
            "有|没",
            ".{1,2}(?:不|足)",
            "[^不]?没",
            "x*",
            "不{0,2}",
        ),
        *(
            r"\d年",
            r"[\d-]足",
            r"[有\-]",
            "[]有]",
            r"\-",
            "(?i:X)",
            "(?P<name>没)有",
            "(?>不|没)足",
            r"\bx",
            "[^有]+有",
        ),
    ]
)
LETTERS = st.text("不没有足缺乏还仍够，x1年-]", max_size=12)


def lists_in(table: Any) -> Iterator[list[str]]:
    """All lists of strings in a table, however deep."""
    if isinstance(table, dict):
        yield from chain.from_iterable(map(lists_in, table.values()))
    elif isinstance(table, list) and table and all(isinstance(item, str) for item in table):
        yield table


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.compile(pattern).finditer(text)]


@given(st.lists(FRAGMENTS, min_size=1, max_size=7, unique=True), LETTERS)
def test_an_alternation_finds_what_its_expressions_find_one_by_one(fragments: list[str], text: str) -> None:
    assert spans(any_of(fragments), text) == spans("|".join(fragments), text)


@pytest.mark.parametrize("table", ["boilerplate", "cues", "formulas", "headings", "titles", "types", "units"])
def test_no_shipped_rule_looks_for_a_backslash(table: str) -> None:
    # In quotes that leave backslashes alone, \\d is a backslash and a d.
    rules = tomllib.loads(resources.files("archive.data").joinpath(f"{table}.toml").read_text("utf-8"))
    assert [rule for rule in chain.from_iterable(lists_in(rules)) if "\\\\" in rule] == []


@pytest.mark.parametrize("table", ["cues", "formulas", "headings", "titles", "types", "units"])
def test_the_shipped_rules_find_what_they_find_without_a_look_ahead(table: str) -> None:
    rules = tomllib.loads(resources.files("archive.data").joinpath(f"{table}.toml").read_text("utf-8"))
    for fragments in lists_in(rules):
        guarded, plain = any_of(fragments), f"(?:{'|'.join(fragments)})"
        for text in TEXTS:
            assert spans(guarded, text) == spans(plain, text), fragments


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("不足", "不"),
        ("不?足", "不足"),
        ("(?:还|仍)?不够", "还仍不"),
        ("[缺少]乏", "少缺"),
        ("(?<!没)有", "有"),
        ("^一|二", "一二"),
        (r"[a-c\-]x", r"a-c\-"),
    ],
)
def test_what_an_expression_begins_with_is_known(expression: str, expected: str) -> None:
    members = first_characters(expression)
    assert members is not None
    found = re.compile(f"[{''.join(members)}]").findall("不足还仍缺少没有一二abc-x")
    assert set(found) == set(re.findall(f"[{expected}]", "不足还仍缺少没有一二abc-x"))


@pytest.mark.parametrize(
    "expression", ["[^，]不", ".足", "不?", "", "(?i:x)", r"\bx", "[\u4e00-\u9fff]{2}", "a|"]
)
def test_what_may_begin_with_anything_or_be_empty_is_not_known(expression: str) -> None:
    assert first_characters(expression) is None


def test_of_no_expressions_nothing_is_found() -> None:
    assert spans(any_of([]), "不足") == []


def test_a_look_ahead_for_what_must_come_stays_within_reach() -> None:
    pattern = any_of(["[^，]{0,3}不", "没"])
    assert pattern.startswith("(?:(?=[^不]{0,3}+[不])")
    assert spans(pattern, "甲乙丙丁不") == [(1, 5)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("不足", "足"),
        ("缺[乏少]", "乏少"),
        ("^(?:问题|短板)们?", "题板们"),
        ("不(?:够(?=细)|足){1,2}[了着]?(?!的)", "够足了着"),
        ("第[3-5]", "345"),
    ],
)
def test_what_an_expression_ends_with_is_known(expression: str, expected: str) -> None:
    assert spelled_out(last_characters(expression)) == frozenset(expected)


@pytest.mark.parametrize("expression", ["不[^，]", "不?", "第\\d", "还有.{0,4}", "悬而(?:未决[^，]{0,6})"])
def test_what_may_end_with_anything_or_be_empty_is_not_known(expression: str) -> None:
    assert spelled_out(last_characters(expression)) is None


@given(FRAGMENTS, st.sampled_from(TEXTS))
def test_a_match_ends_with_one_of_the_last_characters(fragment: str, text: str) -> None:
    last = spelled_out(last_characters(fragment))
    hits = [found[0] for found in re.finditer(fragment, text)]
    assert last is None or all(hit[-1] in last for hit in hits)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("不足", "足"),
        ("[,，]关键", "关"),
        ("压力[^,，]{0,6}大", "力"),
        ("困难[主有]", "难"),
        ("缺[乏少]?了", "乏少了"),
    ],
)
def test_what_stands_behind_the_first_character_is_known(expression: str, expected: str) -> None:
    assert spelled_out(second_characters(expression)) == frozenset(expected)


@pytest.mark.parametrize("expression", ["需", "不?足", "不|没有", "(?<!未)能", "不[^，]", "(?:不|没)有"])
def test_what_may_stand_behind_the_first_character_is_not_known(expression: str) -> None:
    assert second_characters(expression) is None


@given(FRAGMENTS, FRAGMENTS, st.sampled_from(FORMS), LETTERS)
def test_each_match_has_one_of_what_it_needs(first: str, second: str, form: str, text: str) -> None:
    expression = form.format(first, second)
    pairs = needed(expression) if expression.count("?P<") < 2 else None
    hits = [found[0] for found in re.finditer(expression, text)] if pairs else []
    assert all(any(pair in hit for pair in pairs or ()) for hit in hits)


@given(FRAGMENTS, LETTERS)
def test_parts_are_found_where_the_whole_is(fragment: str, text: str) -> None:
    found = re.search(fragment, text) is not None
    for parts in (alternatives(fragment), split_by_first_character(fragment)):
        assert any(re.search(part, text) for part in parts) == found


def test_what_is_bound_to_the_rest_is_not_taken_apart() -> None:
    for expression in [r"(a)x|(b)\2", "(?P<sign>a)|b(?P=sign)", "(?s:.)|a", "a)|b"]:
        assert alternatives(expression) == [expression]
    assert alternatives("[|]a|(?:b|c)|d") == ["[|]a", "(?:b|c)", "d"]
    assert split_by_first_character("[.．]一|网") == [r"\.一", "．一", "网"]
    assert split_by_first_character("[一二三四五六]、") == ["[一二三四五六]、"]
