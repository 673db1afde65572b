"""Rules for whole lines match what they match when each is tried on every line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean._whole_lines import WholeLines
from archive.config import load_rules
from archive.errors import SettingsError
from archive.lazy_pattern import at_once

LINES = [(rule["pattern"], rule["reason"]) for rule in load_rules("boilerplate")["line"]]
PIECES = [
    *(
        "本文",
        "本站",
        "来源：",
        "上一篇：",
        "下载",
        "分享",
        "2023-01-05",
        " 12:30",
        "首页 > ",
        "网",
        "版权所有",
    ),
    *(
        "点击",
        "阅读",
        "1",
        "（",
        "）",
        "摄影",
        "图",
        "发表于 ",
        "位置：",
        "★",
        "更多",
        "范文",
        "---",
        "nextpage",
    ),
    *(
        "总结",
        "相关",
        "推荐：",
        "１",
        "。",
        "，",
        " ",
        "收藏(2)",
        "评论",
        "感谢",
        "楼主",
        "页",
        "第1页",
        "word",
    ),
    *("http://a.cn", "提供", "仅供参考", "工作", "小编", "整理", "一、", "版权所有", "nextpage", "word"),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_a_line_has_the_reason_of_the_first_rule_that_matches_it(line: str) -> None:
    expected = next((reason for pattern, reason in LINES if re.fullmatch(pattern, line)), None)
    assert SHIPPED.reason(line) == expected
    assert SHIPPED.reason(line) == expected


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (r"\d+楼", "٣楼"),
        (r"[^a]{0,3}(?P<sign>★).{1,9}(?P=sign)", "的★x★"),
        ("(a)|(b)c", "bc"),
        ("(?i:page) ?", "PAGE"),
    ],
)
def test_a_rule_of_any_kind_is_tried(pattern: str, line: str) -> None:
    assert WholeLines([(pattern, "own")], "boilerplate").reason(line) == "own"


def test_what_is_no_expression_is_told_as_it_was_written() -> None:
    with at_once({"boilerplate": {}}), pytest.raises(SettingsError, match=re.escape("'.*本站|(更多'")):
        WholeLines([(".*本站|(更多", "own")], "boilerplate")


SHIPPED = WholeLines(LINES, "boilerplate")
