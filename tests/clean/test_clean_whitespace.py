"""Invisible characters, lookalikes, and blanks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean.whitespace import clean_whitespace
from archive.config import Settings
from archive.parsed import Block, CleanText, Removed

PROSE = "，我局认真贯彻落实上级决策部署，扎实推进各项工作，成效明显。"
SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　　工作\u200b总\xad结\ufeff　", "工作总结"),
        ("一、更新观念,体现 学生为主 的原则,培养能力", "一、更新观念,体现学生为主的原则,培养能力"),
        ("落实ldquo;两山rdquo;理念mdash;mdash;绿色发展", "落实“两山”理念——绿色发展"),
        ("工作\x00总\x07结", "工作总结"),
        ("⼯作⻓效⾦融、⻛险", "工作长效金融、风险"),
        ("豈有更新", "豈有更新"),
        ("２０２３年ＡＢＣ，完成８５％", "2023年ABC，完成85％"),
        ("&nbsp;&ldquo;十四五&rdquo;规划&#12290;", "“十四五”规划。"),
        ("R&amp;D投入&amp;nbsp;增长", "R&D投入 增长"),
        ("wa\u030cng", "wǎng"),
        ("第一章　总　则", "第一章 总则"),
        ("工 作 总 结", "工作总结"),
        ("二 〇 二 三 年 度", "二〇二三年度"),
        ("张三　李四　王五", "张三 李四 王五"),
        ("2023 年 5 月 3 日", "2023年5月3日"),
        ("1 加强组织领导", "1 加强组织领导"),
        ("一、 总体 情况 ：良好", "一、总体 情况：良好"),
        ("iPhone 手机 app 开发", "iPhone 手机 app 开发"),
        ("全角标点，。；：（）“”保持不变,.;:()", "全角标点，。；：（）“”保持不变,.;:()"),
        ("今年以来" + PROSE[:-1] + "，加强组织 领导。", "今年以来" + PROSE[:-1] + "，加强组织领导。"),
        ("会上" + PROSE[:-1] + "，共 35 人参加。", "会上" + PROSE[:-1] + "，共35人参加。"),
        ("一、主要做法 今年以来" + PROSE, "一、主要做法 今年以来" + PROSE),
        ("第三条 为了规范行为" + PROSE, "第三条 为了规范行为" + PROSE),
        (PROSE[1:-1] + "，表彰了张三 李四 王五等。", PROSE[1:-1] + "，表彰了张三 李四 王五等。"),
    ],
)
def test_lines_come_out_with_ordinary_characters_and_blanks(
    cleaned: object, line: str, expected: str
) -> None:
    assert callable(cleaned)
    assert cleaned(clean_whitespace, line) == expected


def test_paragraphs_glued_at_their_indents_are_divided(run: object) -> None:
    assert callable(run)
    line = (
        "今年工作成效明显"
        + PROSE
        + "　　二、存在的问题　　一是人手不足，力量薄弱。　　二是经费紧张，投入不够。"
    )
    text = run(clean_whitespace, ["", line])
    assert [block.text for block in text.blocks] == [
        "今年工作成效明显" + PROSE,
        "二、存在的问题",
        "一是人手不足，力量薄弱。",
        "二是经费紧张，投入不够。",
    ]
    assert {block.lines for block in text.blocks} == {(2, 2)}


def test_a_line_with_nothing_to_see_is_listed_as_removed(run: object) -> None:
    assert callable(run)
    text = run(clean_whitespace, ["正文", "\u200b\ufeff"])
    assert text.removed == (Removed(2, "\u200b\ufeff", "nothing to see"),)
    assert len(text.blocks) == 1


@given(st.text(st.sampled_from("工作第一章，。（）a1 \t　\xa0\u200b⼯&nbsp;amp"), max_size=60))
def test_cleaning_white_space_again_changes_nothing(line: str) -> None:
    once = clean_whitespace(CleanText((Block(line, (1, 1)),)), SETTINGS)
    assert clean_whitespace(once, SETTINGS).blocks == once.blocks


@given(st.text(st.sampled_from("工作总结一二三第章条年月日，。：、（）12aB \t　\xa0\u200b"), max_size=90))
def test_nothing_but_blanks_and_invisible_characters_is_lost(line: str) -> None:
    text = clean_whitespace(CleanText((Block(line, (1, 1)),)), SETTINGS)
    visible = "".join(block.text for block in text.blocks).replace(" ", "")
    assert visible == "".join(line.replace("\u200b", "").split())
