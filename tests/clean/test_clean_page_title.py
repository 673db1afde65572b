"""Names of sites cut off titles, in the head of a file only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner
from archive.clean.page_title import remove_site_names
from archive.parsed import CleanText, Removed

Run = Callable[[Cleaner, list[str]], CleanText]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("2023年消防工作总结_工作总结范文", "2023年消防工作总结"),
        ("2023年消防工作总结_工作总结_范文大全_某某文秘网", "2023年消防工作总结"),
        ("养老服务工作汇报 - 某某公文网", "养老服务工作汇报"),
        ("养老服务工作汇报|文档之家", "养老服务工作汇报"),
        ("图书馆工作计划（精选5篇）-道客巴巴", "图书馆工作计划（精选5篇）"),
        ("党支部书记述职报告范文", "党支部书记述职报告"),
        ("河长制调研报告范文大全", "河长制调研报告"),
        ("交警队工作总结范文_交警半年总结_公安工作总结", "交警队工作总结"),
        ("畜牧站工作汇报材料-畜牧工作汇报", "畜牧站工作汇报材料"),
    ],
)
def test_the_sites_share_is_cut_off_a_title(run: Run, title: str, kept: str) -> None:
    text = run(remove_site_names, [title, "", "今年以来，各项工作成效明显。"])
    assert text.blocks[0].text == kept
    assert text.removed == (Removed(1, title.removeprefix(kept).strip(), "site-name"),)


def test_the_title_of_a_page_goes_where_the_reports_own_follows(run: Run) -> None:
    lines = ["个人述职报告范文", "2022年度述职述廉报告", "县水利局 ××", "各位同志："]
    text = run(remove_site_names, lines)
    assert [block.text for block in text.blocks] == lines[1:]
    assert text.removed == (Removed(1, lines[0], "site-name"),)


@pytest.mark.parametrize(
    "title",
    [
        "2023年工作总结_20__年工作计划",
        "2023年工作总结—织密基层安全网",
        "以范文促提升的工作总结",
        "关于规范公文写作的报告",
        "20__年工作总结",
        "学习强国平台推广工作汇报-县教育局",
        "2022年工作总结和2023年工作计划",
    ],
)
def test_a_title_that_names_no_site_stays(run: Run, title: str) -> None:
    assert run(remove_site_names, [title]).removed == ()


def test_titles_further_down_are_not_looked_at(run: Run) -> None:
    assert run(remove_site_names, [""] * 20 + ["消防工作总结_范文网"]).removed == ()
