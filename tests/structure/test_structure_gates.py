"""What is asked before an expression is tried holds wherever the expression would match."""

import re
from dataclasses import replace
from typing import Any

import pytest
from structure_pages import SETTINGS

from archive.structure.dates import period, years
from archive.structure.lines import first_submark, inline_marks
from archive.structure.patterns import longest_first
from archive.structure.rules import rules_for
from archive.structure.signatures import signer
from archive.structure.titles import has_title_form
from archive.structure.units import is_unit


def rules(**added: Any):
    return rules_for(replace(SETTINGS, rules=added))


@pytest.mark.parametrize("words", [["总结", "总结会", "结"], ["函"], ["a-b", "^]"], []])
@pytest.mark.parametrize("text", ["开总结会", "小结一份", "来函", "x a-b", "^]", "总", ""])
def test_words_are_found_as_by_trying_each_from_the_longest(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
    assert re.findall(longest_first(words), text) == re.findall(plain, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("去年下半年", "下半年"),
        ("半年工作总结", "上半年"),
        ("前三季度", "前三季度"),
        ("首季开门红", "一季度"),
        ("第3季", "三季度"),
        ("1-3月", "一季度"),
        ("五月份工作", "五月份"),
        ("４月总结", "４月份"),
        ("年终总结", "年度"),
        ("一年来", "年度"),
        ("2023年", None),
    ],
)
def test_every_name_of_a_part_of_a_year_is_found(text: str, found: str | None) -> None:
    assert period(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("民国112年", 2023),
        ("中华民国一百一十二年", 2023),
        ("112年度", 2023),
        ("现就113年", 2024),
        ("２０２３年", 2023),
        ("二〇二三年", 2023),
        ("2023-2024学年第二学期", 2024),
        ("×年", None),
        ("1×年", None),
    ],
)
def test_every_way_to_write_a_year_is_read(text: str, found: int | None) -> None:
    assert next(years(text)) == found


def test_the_word_that_ends_a_users_organisations_may_be_any() -> None:
    assert not is_unit("清溪水驿", rules().units)
    assert is_unit("清溪水驿", rules(units={"organisations": ["水驿"]}).units)
    # Of this one it cannot be told with what it ends.
    loose = rules(units={"organisations": ["水.{1,2}驿.?"]}).units
    assert is_unit("清溪水上驿", loose) and is_unit("清溪水利局", loose)


def test_a_users_kind_of_document_may_be_of_one_character() -> None:
    assert not has_title_form("关于修渠的禀", rules().titles)
    assert has_title_form("关于修渠的禀", rules(titles={"kinds": {"报告": ["禀"]}}).titles)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县水利局（盖章）2023年5月6日", "县水利局"),
        ("县水利局 2023.5.6", "县水利局"),
        ("县水利局（2023年5月）", "县水利局"),
        ("县水利局二〇二三年五月六日", "县水利局"),
        ("县水利局", "县水利局"),
        ("", ""),
    ],
)
def test_who_signs_is_told_without_stamp_and_date(text: str, name: str) -> None:
    assert signer(text) == name


def test_numbers_inside_a_line_are_found_behind_a_stop() -> None:
    text = "水渠已修。 二、通水；(三)验收：1.试水。(2)放水"
    assert [text[place:][:2] for place in inline_marks(text)] == ["二、", "1.", "(2"]


@pytest.mark.parametrize("text", ["主要成效（一）修渠", "主要成效1.1修渠", "主要成效①修渠"])
def test_a_number_without_a_stop_before_it_is_found(text: str) -> None:
    assert first_submark(text, 0, None) == 4


def test_figures_are_no_numbers_of_items() -> None:
    assert first_submark("主要成效1.5万元", 0, None) is None
    assert first_submark("主要成效 ①修渠", 0, None) is None


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("《县水利局工作总结》", True),
        ("县水利局工作总 结", False),
        ("县水利局年度　工作总结 第3页", True),
        ("把根留住：柳河镇返乡青年创业情况调查", True),
        ("县水利局近况", False),
    ],
)
def test_what_names_no_document_is_a_title_only_behind_a_motto(text: str, titled: bool) -> None:
    assert has_title_form(text, rules().titles) is titled


def test_a_kind_of_document_may_have_a_blank_in_its_name() -> None:
    added = rules(titles={"kinds": {"报告": ["年度 纪要"]}}).titles
    assert has_title_form("县水利局年度　 纪要", added)
