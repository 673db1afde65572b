"""Spoilt quotation marks put back; questions left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner
from archive.clean.quotes import repair_quotes
from archive.config import Settings
from archive.parsed import Block, CleanText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("围绕'两个确保“，实施'一号工程“。", "围绕“两个确保”，实施“一号工程”。"),
        ("开设'周末课堂 “三十期。", "开设“周末课堂”三十期。"),
        ("落实““一岗双责〞，建立〝三单〞制度。", "落实““一岗双责”，建立“三单”制度。"),
        ("落实″八抓20条″创新措施，机井口径30″", "落实“八抓20条”创新措施，机井口径30″"),
        ("--在全县农业工作会议上的报告", "——在全县农业工作会议上的报告"),
        ("―― 2023年1月5日在县人民代表大会上", "——2023年1月5日在县人民代表大会上"),
        ("— —青石县水利局2023年工作总结", "——青石县水利局2023年工作总结"),
        ("开展squo;送书下乡squo;活动", "开展“送书下乡”活动"),
        ("规范“三公经费?管理，完善制度。", "规范“三公经费”管理，完善制度。"),
        ('规范"三公经费?管理、公务接待等制度。', '规范"三公经费"管理、公务接待等制度。'),
        ("落实“四个责任”，推进?一网通办”改革。", "落实“四个责任”，推进“一网通办”改革。"),
        ("印发“防汛方案？，做到“四个到位”。", "印发“防汛方案”，做到“四个到位”。"),
        ("打造“红色物业“品牌。", "打造“红色物业”品牌。"),
        ("打造”红色物业”品牌，开展”邻里节”活动。", "打造“红色物业”品牌，开展“邻里节”活动。"),
    ],
)
def test_a_mark_is_put_back_where_only_one_reading_is_left(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str
) -> None:
    assert cleaned(repair_quotes, line) == expected
    assert cleaned(repair_quotes, expected) == expected


@pytest.mark.parametrize(
    "line",
    [
        "落实“两个确保”，引进Smith's“智慧”系统。",
        "“怎么办?我们要求深入一线”，会议强调。",
        "什么是好干部?群众心里有杆秤。",
        "为谁服务？怎样服务？大家展开讨论。",
        "他问“是否到位?大家回答到位。",
        "落实“三公经费”管理，为什么难?关键在人。",
        "第一段引文没有结束：“同志们，要深入基层。",
        "“甲”和“乙”、“丙”",
        "“同志们：“十四五”是关键时期。”",
        '价格为5" 和6" 两种',
    ],
)
def test_questions_and_whole_quotations_stay(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    assert cleaned(repair_quotes, line) == line


@given(st.text(st.sampled_from('“”"?？三公经费管理，。吗'), max_size=30))
def test_repairing_again_changes_nothing_and_only_marks_change(line: str) -> None:
    once = repair_quotes(CleanText((Block(line, (1, 1)),)), SETTINGS)
    assert repair_quotes(once, SETTINGS).blocks == once.blocks
    marks = str.maketrans("", "", '“”"?？')
    assert once.blocks[0].text.translate(marks) == line.translate(marks)
