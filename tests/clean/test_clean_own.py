"""A report's own lines in the margins of a page, as the word lists tell them and a user adds to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.clean.furniture import HEAD, MIDDLE, could_be, titles_of
from archive.clean.lines import PAGE_NUMBER
from archive.clean.own import is_own, own_rules
from archive.clean.running_heads import remove_running_heads
from archive.config import Settings
from archive.errors import SettingsError
from archive.parsed import Block, CleanText, Removed


def settings(**boilerplate: Any) -> Settings:
    return Settings(Path(), Path(), Path(), rules={"boilerplate": boilerplate})


def own(line: str, **boilerplate: Any) -> bool:
    return is_own([Block(line, (1, 1))], 0, own_rules(settings(**boilerplate)))


@pytest.mark.parametrize(
    "line",
    [
        "2023年5月6日",
        "（抄送：县委办公室）",
        "报告人：薛明远",
        "（调研组成员：薛明远、江月，执笔：江月）",
        "诚邀社会各界到馆里走一走",
        "对公示有异议的，请拨打监督电话：0××-1234567",
        "意见反馈热线：1234567",
    ],
)
def test_a_signature_a_date_and_what_speaks_to_hearers_are_a_reports_own(line: str) -> None:
    assert own(line)


@pytest.mark.parametrize(
    "line", ["热门推荐", "欢迎各位朋友常来本站", "意见反馈请联系客服，电话：1234567", "服务电话：1234567"]
)
def test_what_a_site_says_is_not(line: str) -> None:
    assert not own(line)


@pytest.mark.parametrize(
    ("line", "added"),
    [
        ("阅：何书记", {"marks": ["阅[:：]"]}),
        ("恭候各位来馆里指导", {"invites": ["恭候"]}),
        ("欢迎乡亲们来馆里走走", {"guests": ["乡亲"]}),
        ("欢迎大家来馆里喝杯茶", {"visits": ["喝杯茶"]}),
        ("监督微信号：1234567", {"reached": ["微信号"]}),
        ("纠错电话：1234567", {"opinions": ["纠错"]}),
    ],
)
def test_the_user_can_add_lines_of_his_own(line: str, added: dict[str, list[str]]) -> None:
    assert not own(line)
    assert own(line, own=added)


def test_words_that_only_sites_have_can_be_added_too() -> None:
    assert own("投诉与建议热线：1234567")
    assert not own("投诉与建议热线：1234567", own={"sites": ["投诉"]})


def test_a_bad_addition_is_named() -> None:
    with pytest.raises(SettingsError, match="no regular expression"):
        own("热门推荐", own={"marks": ["阅("]})


def test_words_by_which_titles_and_labels_are_known_can_be_added() -> None:
    shipped, more = (titles_of(settings(site_line=added)) for added in ({}, {"titles": ["手记"]}))
    assert could_be("驻村手记", HEAD, shipped) and not could_be("驻村手记", HEAD, more)
    labelled = titles_of(settings(site_line={"labels": ["辑"]}))
    assert could_be("上辑", MIDDLE, shipped) and not could_be("上辑", MIDDLE, labelled)


def test_the_title_of_a_report_is_no_running_head_whatever_kinds_the_user_has() -> None:
    lines = ["全年共植树三千六百余亩并完成抚育", "驻村帮扶手记", "任务两千四百亩。", "驻村帮扶手记"]
    numbers = tuple(Removed(line, str(line), PAGE_NUMBER) for line in (3, 6))
    at = (1, 2, 4, 5)
    text = CleanText(tuple(Block(line, (n, n)) for n, line in zip(at, lines, strict=True)), numbers)
    assert len(remove_running_heads(text, settings()).blocks) == 2
    assert remove_running_heads(text, settings(running_head={"titles": ["手记"]})) == text
