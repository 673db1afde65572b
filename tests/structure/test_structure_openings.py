"""Openings: what they announce, and how they say that they open."""

import pytest
from structure_pages import only, typed

WORK, PLANS, LESSONS, OPENING, OTHER = "工作情况", "下一步打算", "经验体会", "导语", "其他"
DONE = "全年开办培训班四期，结业二百余人，其中一百六十人找到了工作。"


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        ("培训科工作总结", "为抓好秋季培训，结合实际，制定如下工作计划。", PLANS),
        ("培训科工作总结", "新的季度，培训科对各项工作作如下安排。", PLANS),
        ("培训科工作总结", "2024年，县培训中心将围绕用工需求，着力办好三件事，具体计划如下：", PLANS),
        ("培训科工作计划", "秋季培训已经结束。现将工作情况总结如下：", WORK),
        ("培训科工作总结", "办班四年，酸甜苦辣都尝过，今天有几点体会想和大家分享。", LESSONS),
    ],
)
def test_the_kind_that_an_opening_announces_outweighs_that_of_the_title(title, opening, kind):
    report = only(f"{title}\n{opening}\n教室里的灯总是最后一个关，老师的心总是先一步到。")
    assert [types for _, types in typed(report)] == [OPENING, kind]


@pytest.mark.parametrize(
    "opening",
    [
        "这一年有收获也有教训，一并总结于此。",
        "本总结旨在回顾一年来的主要工作。",
        "我把一路的见闻梳理成几条，与同行们交流。",
        "本报告共分三个部分。",
        "以下分三个方面向大家述职。",
        "小结如下，供领导参考。",
        "借这次机会，把一年的账算给大家听，向乡亲们交个账。",
        "过去一年，各组都尽力而为。现简报如下：",
        "一年来，主要做了以下几项工作：",
    ],
)
def test_an_opening_says_so_in_many_ways(opening):
    report = only(
        f"互助组工作总结\n互助组成立三年，组员从八人增加到二十人，办成了三件事。\n{opening}\n{DONE}"
    )
    assert [types for _, types in typed(report)] == [OPENING, OPENING, WORK]


def test_an_opening_below_a_heading_that_was_a_title_is_one():
    report = only(
        "供水站工作总结\n一、基本概况\n全站职工十八人。\n二、管网改造小结\n"
        f"改造历时半年，谨将办理情形陈报如次。\n{DONE}"
    )
    assert [types for _, types in typed(report)][1:] == [OPENING, WORK]


@pytest.mark.parametrize(
    "line", ["——以青禾镇为例", "——供水站经验交流材料", "关键词：供水、改造、节约", "请组织批准！"]
)
def test_subtitles_keywords_and_short_requests_say_nothing_of_the_work(line):
    report = only(f"供水工作总结\n一、主要工作\n{DONE}\n{line}")
    assert typed(report)[-1][1] == OTHER


def test_an_address_that_goes_on_with_a_sentence_is_no_mere_address():
    report = only(f"协会工作报告\n一、主要工作\n{DONE}\n各位会员！回顾这一年，我们深切体会到：")
    assert typed(report)[-1][1] == LESSONS


def test_a_report_that_begins_with_its_aims_is_a_plan_whatever_its_title():
    report = only(
        "培训科工作总结\n2024年，培训工作的总体思路是：按需开班，就近上课。\n一、开好晚班\n增设夜校四个，每周三次课。"
    )
    assert [types for _, types in typed(report)] == [PLANS, PLANS]


def test_a_society_does_not_intend_what_its_name_ends_with():
    report = only(f"协会工作总结\n2022年，我们书画协会的会员没有停笔，日子过得热热闹闹。\n一、采风\n{DONE}")
    assert PLANS not in [types for _, types in typed(report)]
