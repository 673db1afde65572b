"""Damaged annotations, against a simulator of the site that damages them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from pypinyin import Style, pinyin

from archive.clean import Cleaner
from archive.clean.damage import repair_damage
from archive.clean.pinyin import remove_pinyin
from archive.config import Settings
from archive.parsed import Block, CleanText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
PHRASES = (
    "今年以來我局認真貫徹落實上級決策部署",
    "扎實推進河道綜合治理工作並取得明顯成效",
    "組織幹部職工開展專題學習",
    "建立健全長效機制",
    "消防安全檢查三百餘次",
    "及時發現問題並督促整改",
    "圖書館全年接待讀者十二萬人次",
    "養老服務設施不斷完善",
    "堅決遏制重特大事故發生",
    "但是還沒有形成合力",
    "實行日報告制度",
    "對照標準逐項檢查",
    "食品經營單位",
    "與群眾面對面交流",
    "釘釘等平臺",
)


@lru_cache(maxsize=1)
def annotations() -> tuple[tuple[bytes, bytes], ...]:
    """(GBK bytes, bracketed reading) of each Traditional character, in an order that is the site's own."""
    simplified = OpenCC("t2s")
    codes = [bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    chars = [code.decode("gbk", "ignore") for code in codes]
    table = [
        (char.encode("gbk"), f"({pinyin(char, style=Style.TONE)[0][0]})".encode("gbk"))
        for char in chars
        if len(char) == 1
        and simplified.convert(char).encode("gb2312", "ignore")
        and simplified.convert(char) != char
    ]
    random.Random(1).shuffle(table)
    return tuple(table)


def damaged(text: str, mark: str = "?") -> str:
    """What the site makes of `text`: bytes annotated without regard to characters, then decoded.

    A pair that is no character becomes `?`; with another mark, decoding is Python's own, which
    replaces the first byte and goes on with the second.
    """
    data = text.encode("gbk")
    for code, reading in annotations():
        data = data.replace(code, code + reading)
    if mark != "?":
        return data.decode("gbk", "replace").replace("\ufffd", mark)
    decoded: list[str] = []
    position = 0
    while position < len(data):
        size = 1 if data[position] < 0x80 else 2
        try:
            decoded.append(data[position : position + size].decode("gbk"))
        except UnicodeDecodeError:
            decoded.append(mark)
        position += size
    return "".join(decoded)


def repaired(line: str) -> CleanText:
    return remove_pinyin(repair_damage(CleanText((Block(line, (7, 7)),)), SETTINGS), SETTINGS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("釘釘?shù)绕脚_(tái)、服務", "釘釘等平臺、服務"),
        ("實行日?qǐng)?bào)、0報告制度", "實行日報、0報告制度"),
        ("做好工作??偨Y(jié)經(jīng)驗(yàn)", "做好工作。總結經驗"),
        ("做好工作?？偨Y(jié)經(jīng)驗(yàn)", "做好工作。總結經驗"),
        ("水平?jīng)]有提高", "水平沒有提高"),
        ("河道通暢,F(xiàn)將(jiāng)情況", "河道通暢。現將情況"),
        ("河道通暢?，F(xiàn)將(jiāng)情況", "河道通暢。現將情況"),
    ],
)
def test_the_original_is_put_back(line: str, expected: str) -> None:
    result = repaired(line)
    assert result.blocks[0].text == expected
    assert result.warnings == ()


def test_what_cannot_be_known_is_left_with_one_warning() -> None:
    line = "涉外?huǒ)ㄖ危?訌?qiáng)涉外領域立法"
    result = repair_damage(CleanText((Block(line, (7, 7)),)), SETTINGS)
    assert result.blocks[0].text == line
    assert [(notice.code, notice.line) for notice in result.warnings] == [("damaged-annotation", 7)]
    assert repair_damage(result, SETTINGS) == result


@pytest.mark.parametrize(
    "line",
    [
        "这样做行不行?(行)",
        "爱国心?报国情?强国志",
        "怎么办？我们认为：要加强领导。",
        "什么是app?(a)平台",
        "网络(wǎng)和A(yī)",
    ],
)
def test_ordinary_question_marks_and_brackets_stay(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    assert cleaned(repair_damage, line) == line


@given(
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5),
    st.sampled_from(["，", ",", "、", ""]),
    st.sampled_from(["?", "\ufffd"]),
)
def test_a_repair_is_the_original_or_the_line_is_warned_about(
    phrases: list[str], comma: str, mark: str
) -> None:
    original = comma.join(phrases) + "。"
    result = repaired(damaged(original, mark))
    assert result.blocks[0].text == original or result.warnings


def test_most_of_what_the_site_damages_is_repaired() -> None:
    lines = [damaged(first + "，" + second) for first in PHRASES for second in PHRASES]
    broken = [line for line in lines if "?" in line]
    assert len(broken) > 50
    # The rest lost two bytes at once, which no reading tells.
    assert sum(not repaired(line).warnings for line in broken) >= 0.9 * len(broken)
