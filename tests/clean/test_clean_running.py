"""What printed pages repeat beside their numbers goes; what only stands there once, or signs, stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.clean import clean
from archive.config import Settings
from archive.parsed import Block, SourceText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
HEADS = [
    "松江水务集团有限公司　　　　　　内部资料",
    "广陵县统计局　注意保存",
    "青坪林场职工代表大会会议文件之三",
    "桐岭县第十六届人大常委会第九次会议文件",
    "机密★一年",
    "《南桥调研》2021年第3期",
    "柳河镇党政办公室印制",
    "白杨灌区管理处",
    "巡察整改专栏",
    "内部交流 请勿外传",
]


def texts(lines: list[str]) -> list[str]:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), SETTINGS)
    return [block.text for block in cleaned.blocks]


def printed(*beside: str, above: bool = False) -> list[str]:
    """A report whose lines are broken over three pages, with these words beside the first two numbers."""
    lines = ["松江水务集团2022年工作总结", "一、主要工作", "今年以来，集团新建供水管网三十二公里，抢修漏点"]
    for page, (words, rest) in enumerate(
        zip(beside, ("八十六处，更换阀门四十", "只，全部通过验收。"), strict=True), 1
    ):
        number = f"第 {page} 页 共 3 页"
        lines += [words, number, rest] if above else [number, words, rest]
    return [*lines, "二、下一步打算", "继续推进老旧小区管网改造，年底前完成。"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("above", [True, False])
def test_words_that_come_again_beside_page_numbers_go(head: str, above: bool) -> None:
    found = "".join(texts(printed(head, head, above=above)))
    assert head.replace("　", "").replace(" ", "") not in found.replace(" ", "")
    assert "抢修漏点八十六处，更换阀门四十只" in found


OWN = [
    ("（一）供水保障", "（一）供水保障"),
    ("广陵县统计局", "白杨灌区管理处"),
    ("2022年3月4日", "2022年3月4日"),
    ("群众满意，", "群众满意，"),
    ("三是群众满意度达到九成八。", "三是群众满意度达到九成八。"),
    ("1.供水保障", "1.供水保障"),
    ("联系人：丁岚", "联系人：丁岚"),
    ("工程", "工程"),
    ("松江水务集团供水工作总结", "松江水务集团供水工作总结"),
    ("附件：任务分解表", "附件：任务分解表"),
]


@pytest.mark.parametrize("words", OWN)
def test_words_that_differ_or_say_something_stay(words: tuple[str, str]) -> None:
    found = "".join(texts(printed(*words)))
    assert all(word.replace("　", " ") in found for word in words)


def test_words_beside_one_page_number_stay() -> None:
    lines = printed("松江水务集团有限公司 内部资料", "继续抢修")
    assert "松江水务集团有限公司 内部资料" in "".join(texts(lines))
