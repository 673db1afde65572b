"""Broken lines: joined where certain, left alone where a heading might be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner
from archive.clean.lines import join_lines
from archive.config import Settings
from archive.parsed import Block, CleanText, Removed

Run = Callable[[Cleaner, list[str]], CleanText]
SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
PARAGRAPH = (
    "今年以来，全县水利系统认真落实防汛责任制，排查整治隐患，加强值班值守，及时发布预警信息，"
    "组织转移受威胁群众一千二百余人，确保了安全度汛，没有发生人员伤亡事故，得到上级充分肯定。"
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["三、", "", "下一步工作计划"], ["三、下一步工作计划"]),
        (["01", "总体目标和要求", "PART 02", "主要任务"], ["01 总体目标和要求", "PART 02 主要任务"]),
        (
            ["分管领导多次听取汇报，研究解决工作中面临的", "", "主要困难和问题。"],
            ["分管领导多次听取汇报，研究解决工作中面临的主要困难和问题。"],
        ),
        (
            ["——2023年1月6日在云台县第十届", "人民代表大会第二次会议上"],
            ["——2023年1月6日在云台县第十届人民代表大会第二次会议上"],
        ),
        (
            ["全年清淤河道三十公里。抢修水毁工程41件，养护207件，危", "", "桥改造9件；新建泵站一座。"],
            ["全年清淤河道三十公里。抢修水毁工程41件，养护207件，危桥改造9件；新建泵站一座。"],
        ),
        (["（二）", "强化队伍建设。"], ["（二）强化队伍建设。"]),
        (["2.", "落实巡查制度。"], ["2.落实巡查制度。"]),
        (["一是", "加强宣传引导。"], ["一是加强宣传引导。"]),
        (["我局认真落实防汛值班制度", "，确保信息畅通。"], ["我局认真落实防汛值班制度，确保信息畅通。"]),
        (
            ["全年组织开展消防安全培训、应急演练、", "知识讲座等活动三十场。"],
            ["全年组织开展消防安全培训、应急演练、知识讲座等活动三十场。"],
        ),
        (
            ["根据县委办公室印发的《关于进一步加强", "河道管理工作的通知》要求，现报告如下。"],
            ["根据县委办公室印发的《关于进一步加强河道管理工作的通知》要求，现报告如下。"],
        ),
        (
            ["现将一年来的工作。", "", "总结。", "", "如下:"],
            ["现将一年来的工作总结如下:"],
        ),
        (
            ["组织中心组学习14次,收集党员。", "", "心得体会。", "", "360余篇,编发简报24期。"],
            ["组织中心组学习14次,收集党员心得体会360余篇,编发简报24期。"],
        ),
        (
            ["下面,我把一年来的情况向大家作一次。", "述职。", "，请大家审议。"],
            ["下面,我把一年来的情况向大家作一次述职，请大家审议。"],
        ),
        (
            [
                "我校开展了主题教育,制定了年度。",
                "工作计划。",
                "和责任清单,上报了。",
                "自查报告。",
                "等材料。",
            ],
            ["我校开展了主题教育,制定了年度工作计划和责任清单,上报了自查报告等材料。"],
        ),
        (
            ["同时,争取在年底之前出台一套", "", "管理细则。", "", "清单,做到有章可循。"],
            ["同时,争取在年底之前出台一套管理细则清单,做到有章可循。"],
        ),
        (
            ["班子成员带头撰写。", "", "心得体会。", "", "下一步,我们将继续努力。"],
            ["班子成员带头撰写心得体会。", "下一步,我们将继续努力。"],
        ),
        (
            ["全年班子成员共撰写。", "", "心得体会。", "", "笔记等三十篇。"],
            ["全年班子成员共撰写心得体会笔记等三十篇。"],
        ),
    ],
)
def test_pieces_of_one_line_are_joined(run: Run, lines: list[str], expected: list[str]) -> None:
    assert [block.text for block in run(join_lines, lines).blocks] == expected


def test_a_joined_block_has_the_lines_of_all_its_pieces(run: Run) -> None:
    blocks = run(join_lines, ["标题", "", "三、", "", "下一步工作计划", "正文。"]).blocks
    assert [block.lines for block in blocks] == [(1, 1), (3, 5), (6, 6)]


@pytest.mark.parametrize("width", [20, 28, 35])
def test_a_hard_wrapped_paragraph_is_one_block(run: Run, width: int) -> None:
    text = "　　" + PARAGRAPH + PARAGRAPH
    wrapped = [text[at : at + width].strip() for at in range(0, len(text), width)]
    lines = ["防汛工作总结", "一、工作情况", *wrapped, "二、存在问题"]
    blocks = run(join_lines, lines).blocks
    assert [block.text for block in blocks] == [
        "防汛工作总结",
        "一、工作情况",
        PARAGRAPH + PARAGRAPH,
        "二、存在问题",
    ]
    assert blocks[2].lines == (3, 2 + len(wrapped))


def test_a_page_number_does_not_interrupt_a_paragraph() -> None:
    blocks = tuple(Block(PARAGRAPH[at * 22 : at * 22 + 22], (n, n)) for at, n in enumerate([1, 2, 6, 7]))
    text = CleanText(blocks, removed=(Removed(4, "- 1 -", "page-number"),))
    assert [block.lines for block in join_lines(text, SETTINGS).blocks] == [(1, 7)]
    assert [block.lines[0] for block in join_lines(CleanText(blocks), SETTINGS).blocks] == [1, 6]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、工作情况", "今年以来，我局认真落实责任制。"],
        ["防汛工作总结", "今年以来，我局认真落实责任制。"],
        ["三、", "（一）加强领导"],
        ["01", "今年以来，我局认真落实责任制。"],
        ["三、", "四、"],
        ["尊敬的各位领导，", "大家上午好！"],
        ["一是全面落实防汛责任制，强化值班值守工作，", "二是加强预警预报工作。"],
        ["加强组织领导", "强化队伍建设", "完善工作机制", "狠抓责任落实", "严格督查考核"],
        ["强化组织领导，压实主体责任", "强化宣传引导，营造良好氛围", "强化督查考核，确保落地见效"] * 2,
        ["县水利局", "县应急管理局", "县自然资源局", "县住房和城乡建设局"],
        ["我局认真落实责任制。", "，多余的逗号"],
        ["各项工作有序推进。", "特此报告。", "县水利局"],
        ["群众满意度明显提高。", "心得体会。", "一、加强学习"],
        ["做好防汛值班工作。", "谢谢大家！"],
        ["全年工作成效明显，群众满意。", "总结。", "今年以来，工作有序推进。"],
        ["（一）立足实际，着力抓好河道清淤和堤防加固两项重点工程的建设", "清淤河道三十公里。加固堤防两处。"],
        ["清淤河道三十公里。加固堤防两处，全部通过了市里组织的验收", "今年以来，又新建泵站一座。"],
        ["清淤河道三十公里，加固堤防两处。（二）加强管护，严守底线", "选聘河长三十名。巡河两百次。"],
    ],
)
def test_what_may_be_a_heading_or_an_item_is_not_joined(run: Run, lines: list[str]) -> None:
    assert [block.text for block in run(join_lines, lines).blocks] == lines


def wrap(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_a_clause_that_breaks_before_what_looks_like_a_number_goes_on(run: Run) -> None:
    broken = "农产品有品类无品牌，分级包装检测不足，大小不一、品质不稳，退货率高于全省平均2.1个百分点。"
    width = broken.index("一、")
    lines = ["三、存在问题", *wrap(broken, width), "四、下步打算", *wrap(PARAGRAPH, width)]
    blocks = run(join_lines, lines).blocks
    assert [block.text for block in blocks] == ["三、存在问题", broken, "四、下步打算", PARAGRAPH]


def test_marks_that_hang_behind_the_width_and_lost_indents_are_no_other_width(run: Run) -> None:
    text = PARAGRAPH * 4
    ends = [0, *(end for end in accumulate((32, 32, 36, 34) * 9) if end < len(text)), len(text)]
    lines = [text[start:end] for start, end in pairwise(ends)]
    blocks = run(join_lines, ["防汛工作总结", *lines, "二、存在问题", *lines]).blocks
    assert [block.text for block in blocks] == ["防汛工作总结", text, "二、存在问题", text]


def test_items_whose_numbers_follow_are_not_joined_in_a_wrapped_page(run: Run) -> None:
    items = [f"{n}.{PARAGRAPH}" for n in range(1, 5)]
    lines = [line for item in items for line in wrap(item, 30)]
    assert [block.text for block in run(join_lines, lines).blocks] == items


def test_a_sentence_that_ends_with_its_line_is_no_end_of_a_paragraph(run: Run) -> None:
    first = PARAGRAPH[:29] + "。"
    lines = ["一、工作情况", first, *wrap(PARAGRAPH, 30), "二、存在问题", *wrap(PARAGRAPH, 30)]
    blocks = run(join_lines, lines).blocks
    assert [block.text for block in blocks] == ["一、工作情况", first + PARAGRAPH, "二、存在问题", PARAGRAPH]


def test_bare_page_numbers_of_a_wrapped_page_go_and_the_paragraph_goes_on(run: Run) -> None:
    text = PARAGRAPH * 3
    lines = wrap(text, 30)
    paged = [*lines[:4], "1", *lines[4:9], "2", *lines[9:]]
    assert len(paged) > 10
    result = run(join_lines, ["防汛工作总结", *paged, "二、存在问题"])
    assert [block.text for block in result.blocks] == ["防汛工作总结", text, "二、存在问题"]
    assert [(removed.line, removed.text) for removed in result.removed] == [(6, "1"), (12, "2")]


def test_bare_numbers_of_other_pages_stay(run: Run) -> None:
    lines = ["序号", "1", "防汛物资", "2", "抗旱设备", "3", PARAGRAPH]
    assert [block.text for block in run(join_lines, lines).blocks] == lines


def test_styled_blocks_are_never_joined() -> None:
    blocks = (
        Block("三、", (1, 1), "heading1"),
        Block("下一步计划", (2, 2)),
        Block("，单元格", (3, 3), "cell"),
    )
    assert join_lines(CleanText(blocks), SETTINGS).blocks == blocks


BARE = [
    ["护林员每天上山巡查，发现违规用火", "现象", "立即劝阻并上报林业站。"],
    ["入冬以来，瞭望台实行两班轮换，重点", "区域", "增设卡口六处，登记进山车辆。"],
    ["乡林业站会同派出所，对沿线农户开展", "森林防火宣传", "42场，发放手册三千份。"],
]


def test_linked_words_without_a_stop_are_put_back_where_a_page_has_several(run: Run) -> None:
    joined = ["".join(lines) for lines in BARE]
    page = [line for lines in BARE for line in lines]
    assert [block.text for block in run(join_lines, page).blocks] == joined


def test_one_short_line_below_a_text_that_lacks_its_stop_may_be_a_heading(run: Run) -> None:
    lines = ["入冬以来，瞭望台实行两班轮换，无一脱岗", "宣传教育", "张贴标语二百条，走访林农。"]
    assert [block.text for block in run(join_lines, lines).blocks] == lines


def test_a_linked_word_that_repeats_the_line_before_is_listed_as_removed(run: Run) -> None:
    text = run(join_lines, ["消防工作总结", "", "总结。", "", "今年以来，成效明显。"])
    assert [block.text for block in text.blocks] == ["消防工作总结", "今年以来，成效明显。"]
    assert text.removed == (Removed(3, "总结。", "linked-word"),)


def test_very_many_wrapped_lines_take_linear_time() -> None:
    line = "我局认真落实防汛责任制，排查整治隐患加强值班值守工作"
    blocks = tuple(Block(line, (n, n)) for n in range(1, 30_000))
    assert len(join_lines(CleanText(blocks), SETTINGS).blocks) == 1


LINES = st.sampled_from(
    [
        "三、",
        "（一）加强领导",
        "总结。",
        "工作总结",
        "，且",
        "《关于",
        "通知》",
        "一是",
        "撰写。",
        "心得体会。",
        "",
    ]
    + [PARAGRAPH[at : at + 20] for at in range(0, 80, 20)]
)


@given(st.lists(LINES, max_size=14))
def test_joining_again_joins_nothing_and_keeps_every_line(lines: list[str]) -> None:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1) if line)
    once = join_lines(CleanText(blocks), SETTINGS)
    assert join_lines(once, SETTINGS) == once
    spans = [block.lines for block in once.blocks]
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    gone = {removed.line for removed in once.removed}
    covered = gone.union(*(range(first, last + 1) for first, last in spans))
    assert {block.lines[0] for block in blocks} <= covered


@pytest.mark.parametrize("head", [[], ["社区工作总结范文"]])
def test_a_linked_word_above_all_text_is_the_name_of_a_shelf(run: Run, head: list[str]) -> None:
    text = run(join_lines, [*head, "", "工作总结。", "", "今年以来，成效明显。"])
    assert [block.text for block in text.blocks] == [*head, "今年以来，成效明显。"]
    assert [removed.reason for removed in text.removed] == ["linked-word"]
