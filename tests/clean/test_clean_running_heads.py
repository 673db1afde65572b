"""What stands at the edge of every printed page, and captions of pictures; and what looks like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner, clean
from archive.clean.boilerplate import remove_boilerplate
from archive.config import Settings
from archive.parsed import Block, CleanText, SourceText

Run = Callable[[Cleaner, list[str]], CleanText]
FIRST = "今年以来，全县供销系统认真落实春耕农资供应责任制，组织货源，先后调入化肥2.6万吨、农膜120吨，保证"
REST = "了春耕生产需要，没有发生断供的情况。"
SECOND = "基层社改造完成六家，其中两家新建了日用品超市，方便了三十多个村的群众购买生活用品，社会反映良"
LAST = "好，经营收入也有所增加。"
PAGES = {
    "number": ["第 1 页 共 3 页", "第 2 页 共 3 页"],
    "dashes": ["— 1 —", "— 2 —"],
    "slash": ["1/3", "2/3"],
}


def _texts(lines: list[str], settings: Settings) -> list[str]:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1) if line)
    return [
        block.text
        for block in clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), settings).blocks
    ]


@pytest.mark.parametrize(
    "head",
    [
        "江口县供销合作社联合社　　　　　　内部资料",
        "江口县供销社　　　　　　　　　　　注意保存",
        "供销社2023年工作情况汇编",
        "青石集团股份有限公司 2022年度述职材料",
        "江口县供销合作社文件",
        "县供销社 | 年中会议交流材料之七",
        "江口市人民代表大会常务委员会会议文件（八）",
        "内部资料  注意保管",
        "××区经济和信息化局党组会议材料",
        "机关党建工作简报  第12期",
    ],
)
@pytest.mark.parametrize("numbers", list(PAGES))
def test_what_stands_beside_each_page_number_goes(head: str, numbers: str, settings: Settings) -> None:
    one, two = PAGES[numbers]
    below = [FIRST, one, head, REST, SECOND, two, head, LAST]
    above = [FIRST, head, one, REST, SECOND, head, two, LAST]
    for lines in (below, above):
        assert _texts(lines, settings) == [FIRST, REST, SECOND, LAST]


@pytest.mark.parametrize(
    "lines",
    [
        # Once, it may be anything.
        [FIRST + REST, "— 1 —", "县供销社内部资料", SECOND + LAST],
        # Headings, numbered or not, between finished paragraphs.
        [FIRST + REST, "— 1 —", "下一步工作打算", SECOND + LAST, "— 2 —", "下一步工作打算", FIRST + REST],
        [FIRST + REST, "— 1 —", "一、工作完成情况", SECOND + LAST, "— 2 —", "一、工作完成情况", FIRST + REST],
        # The titles of several reports.
        [FIRST + REST, "— 1 —", "春耕 工作总结", SECOND + LAST, "— 2 —", "春耕 工作总结", FIRST + REST],
        # No page number beside it.
        [FIRST + REST, "县供销社", SECOND + LAST, "县供销社", FIRST + REST],
        # Different lines.
        [FIRST + REST, "— 1 —", "春耕供应有保障", SECOND + LAST, "— 2 —", "基层改造有进展", FIRST + REST],
        # Sentences.
        [FIRST + REST, "— 1 —", "情况良好。", SECOND + LAST, "— 2 —", "情况良好。", FIRST + REST],
    ],
)
def test_what_comes_again_for_other_reasons_stays(lines: list[str], settings: Settings) -> None:
    assert _texts(lines, settings) == [line for line in lines if not line.startswith("—")]


def test_what_stands_beside_the_bare_numbers_of_a_wrapped_page_goes(settings: Settings) -> None:
    text = (FIRST + REST + SECOND + LAST) * 3
    lines = [text[start : start + 30] for start in range(0, len(text), 30)]
    head = "供销社工作情况汇编"
    printed = [*lines[:6], "1", head, *lines[6:12], "2", head, *lines[12:]]
    assert "".join(_texts(printed, settings)) == text


def test_a_title_that_a_print_repeats_inside_sentences_goes_but_for_the_first(settings: Settings) -> None:
    title = "供销社年度工作报告"
    lines = [title, FIRST, "第 1/3 页", title, REST, SECOND, "第 2/3 页", title, LAST]
    assert _texts(lines, settings) == [title, FIRST, REST, SECOND, LAST]


def test_the_last_page_of_a_wrapped_text_may_have_one_line(settings: Settings) -> None:
    text = (FIRST + REST + SECOND + LAST) * 4
    lines = [text[start : start + 30] for start in range(0, len(text), 30)]
    printed = [*lines[:6], "1", *lines[6:-1], "2", lines[-1], "3"]
    assert "".join(_texts(printed, settings)) == text


CAPTIONS = [
    "改造后的农贸市场（县融媒体中心 供图）",
    "渠道清淤现场（王某某 摄）",
    "志愿者入户宣传（记者 李×× 摄）",
    "图为工人正在抢修水毁路基",
    "图为：新落成的村卫生室",
    "新建的育苗大棚（镇政府供图）",
    "巡河员在清理垃圾（图/县水利局）",
    "乡村夜校开课（摄影：赵某）",
    "▲改造前的老街（资料图）",
    "秋粮入库（图片由县粮食局提供）",
    "校园安全演练（通讯员 周某 摄影）",
]
TEXTS = [
    "开展职工书画展（书法、绘画、摄影）",
    "举办各类培训班（烹饪、家政、摄影）",
    "项目进展见规划图（附后）",
    "新建村史馆一座（由乡贤供图纸）",
    "图书馆增加座位120个",
    "图文信息公开四百条",
    "摄影协会换届",
    "1.拍摄宣传片（县台拍摄）",
    "县文联（摄影家协会）",
    "图斑整改完成九成（卫片图斑）",
]


@pytest.mark.parametrize("line", CAPTIONS)
def test_the_caption_of_a_picture_goes(run: Run, line: str) -> None:
    result = run(remove_boilerplate, ["防汛工作总结", FIRST + REST, line, SECOND + LAST])
    assert line not in [block.text for block in result.blocks]


@pytest.mark.parametrize("line", TEXTS)
def test_what_only_speaks_of_pictures_stays(run: Run, line: str) -> None:
    result = run(remove_boilerplate, ["防汛工作总结", FIRST + REST, line, SECOND + LAST])
    assert line in [block.text for block in result.blocks]
