"""Document viewers: what they cut into numbered pieces or emptied into one line gets its lines back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner, clean
from archive.clean.viewer import restore_lines
from archive.config import Settings
from archive.parsed import Block, CleanText, SourceText

Run = Callable[[Cleaner, list[str]], CleanText]
GROVES = (
    "镇林业站2022年工作总结今年以来，林业站在镇党委领导下抓好造林护林。现总结如下："
    "一、主要工作（一）造林稳步推进。完成荒山造林八百亩，补植行道树"
)
PONDS = (
    "一千二百株，成活率九成以上。（二）防火常抓不懈。组建巡护队六支，劝阻野外用火三十起。"
    "二、存在问题一是护林员年龄偏大。二是监控设备投入只有3."
)
PATHS = "5万元，覆盖不到深山。三、明年打算招录年轻护林员，再建瞭望塔两座。"


def test_a_text_cut_in_the_middle_of_words_is_whole_again(run: Run) -> None:
    result = run(restore_lines, [f"1、{GROVES}", f"2、{PONDS}", f"3、{PATHS}"])
    assert "".join(block.text for block in result.blocks) == GROVES + PONDS + PATHS
    assert [(removed.line, removed.text) for removed in result.removed] == [
        (1, "1、"),
        (2, "2、"),
        (3, "3、"),
    ]


def test_each_line_of_the_text_knows_the_pieces_that_it_lies_in(run: Run) -> None:
    lines = {
        block.text[:5]: block.lines
        for block in run(restore_lines, [f"1、{GROVES}", f"2、{PONDS}", f"3、{PATHS}"]).blocks
    }
    assert lines == {"镇林业站2": (1, 2), "（二）防火": (2, 2), "二、存在问": (2, 3), "三、明年打": (3, 3)}


@pytest.mark.parametrize(
    "lines",
    [
        ["1、加强组织领导", "2、落实工作责任", "3、强化督导检查"],
        [f"1、{GROVES}。", f"2、{PONDS}元。", f"3、{PATHS}"],
        [f"1、{GROVES}", f"3、{PONDS}"],
        ["1、" + "走访农户，宣传政策，登记需求" * 6, "2、" + "培训村医，添置设备，方便就诊" * 6],
    ],
    ids=["headings", "items that end", "a number is missing", "items without full stops"],
)
def test_a_list_keeps_its_numbers(run: Run, lines: list[str]) -> None:
    assert [block.text for block in run(restore_lines, lines).blocks] == lines


EMPTIED = (
    "乡卫生院2021年工作汇报 2021年，卫生院为三万群众提供了服务。现汇报如下。 一、加强领导，落实责任 "
    "成立以院长为组长的领导小组，签订责任书二十份。 二、存在不足 全科医生只有三名，设备陈旧。 "
    "三、下步打算 争取项目资金，培训村医。"
)


def test_blanks_that_stand_for_line_ends_end_lines(run: Run) -> None:
    assert [block.text.strip() for block in run(restore_lines, [EMPTIED]).blocks] == [
        "乡卫生院2021年工作汇报",
        "2021年，卫生院为三万群众提供了服务。现汇报如下。",
        "一、加强领导，落实责任",
        "成立以院长为组长的领导小组，签订责任书二十份。",
        "二、存在不足",
        "全科医生只有三名，设备陈旧。",
        "三、下步打算",
        "争取项目资金，培训村医。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "全县 水利系统认真落实防汛责 任制，排查整 治隐患，加强值 班值守，及时发布 预警信息，" * 4,
        "采购 Dell OptiPlex 台式机 20 台， 安装 Windows 10 系统，" * 4
        + "全部投入使用。 Excel 报表按月上报。",
    ],
    ids=["blanks of set type", "Latin words"],
)
def test_other_blanks_divide_nothing(run: Run, line: str) -> None:
    assert [block.text for block in run(restore_lines, [line]).blocks] == [line]


def test_the_beginning_of_a_text_that_is_shown_above_it_is_removed(run: Run) -> None:
    result = run(restore_lines, ["县林业局工作总结", GROVES[:60], GROVES])
    assert [block.text for block in result.blocks] == ["县林业局工作总结", GROVES]
    assert [(removed.line, removed.reason) for removed in result.removed] == [(2, "summary")]


@given(
    st.lists(
        st.text(st.sampled_from("12一、。，（） 工作总结20年ab"), min_size=1, max_size=300),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_is_lost_and_a_second_cleaning_changes_nothing(lines: list[str]) -> None:
    settings = Settings.__new__(Settings)
    text = CleanText(tuple(Block(f"{n}、{line}", (n, n)) for n, line in enumerate(lines, 1)))
    result = restore_lines(text, settings)
    kept = "".join(block.text for block in result.blocks) + "".join(
        removed.text for removed in result.removed
    )
    before = "".join(block.text for block in text.blocks)
    assert sorted(kept.replace(" ", "")) == sorted(before.replace(" ", ""))
    assert restore_lines(CleanText(result.blocks), settings).blocks == result.blocks


def test_the_whole_chain_reads_a_viewers_page(settings: Settings) -> None:
    pieces = [f"1、{GROVES}", f"2、{PONDS}", f"3、{PATHS}"]
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(pieces, 1))
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), settings)
    assert "投入只有3.5万元" in "".join(block.text for block in cleaned.blocks)
