"""The title of a page: once, on a line of its own, and not lost with an editor's sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner
from archive.clean.boilerplate import remove_boilerplate
from archive.clean.headline import cut_repeats, name_title
from archive.config import Settings
from archive.parsed import Block, CleanText

Run = Callable[[Cleaner, list[str]], CleanText]
TITLE = "县图书馆2022年工作总结"
TEXT = "今年以来，县图书馆接待读者四十万人次，举办讲座三十场。"


def texts(result: CleanText) -> list[str]:
    return [block.text for block in result.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([TITLE + TITLE + TEXT], [TITLE + TEXT]),
        ([f"{TITLE} {TITLE}{TITLE}{TEXT}"], [TITLE + TEXT]),
        ([TITLE, TITLE, TEXT], [TITLE, TEXT]),
        ([TITLE, TITLE + TEXT], [TITLE, TEXT]),
        ([TITLE, f"{TITLE}范文尊敬的各位领导：", TEXT], [TITLE, f"{TITLE}范文", "尊敬的各位领导：", TEXT]),
        ([TITLE, f"{TITLE}尊敬的各位领导：", TEXT], [TITLE, "尊敬的各位领导：", TEXT]),
        (["馆藏建设写作技巧", "馆藏建设写作技巧", f"馆藏建设写作技巧{TEXT}"], ["馆藏建设写作技巧", TEXT]),
    ],
)
def test_a_repeated_title_is_left_once(run: Run, lines: list[str], expected: list[str]) -> None:
    assert texts(run(cut_repeats, lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, f"{TITLE}会议于十二月召开，全体馆员参加，馆长主持了会议。"],
        [TITLE, f"{TITLE}的起草工作由办公室负责，各科室要按时提供材料。"],
        [TITLE, f"{TITLE}12{TITLE}34"],
        ["县文化广电和旅游局", "县文化广电和旅游局今年举办了文化节，参加群众五万人次。"],
        ["一、主要工作完成情况", "一、主要工作完成情况"],
        ["改革开放改革开放，群众生活越来越好。"],
    ],
    ids=["a sentence", "a phrase", "contents", "a unit", "headings", "rhetoric"],
)
def test_words_that_only_look_repeated_stay(run: Run, lines: list[str]) -> None:
    assert texts(run(cut_repeats, lines)) == lines


def test_the_last_step_of_a_trail_is_the_title_where_the_numbering_follows(
    run: Run, settings: Settings
) -> None:
    lines = [f"当前位置：首页 > 文化 > {TITLE}", f"{TITLE}一、阅读推广有声有色。{TEXT}"]
    result = cut_repeats(run(remove_boilerplate, lines), settings)
    assert texts(result) == [TITLE, f"一、阅读推广有声有色。{TEXT}"]


@pytest.mark.parametrize(
    "lead_in",
    [
        f"下面是小编为大家整理的{TITLE}，供大家参考。",
        f"下面是小编为大家整理的{TITLE}(最新)【完整版】，供大家参考。",
        f"阅读是一种习惯。以下是网友为您分享的《{TITLE}》，仅供参考！",
    ],
)
def test_a_title_that_only_an_editor_names_is_kept(run: Run, settings: Settings, lead_in: str) -> None:
    result = name_title(run(remove_boilerplate, [lead_in, TEXT]), settings)
    assert [text.partition("(")[0] for text in texts(result)] == [TITLE, TEXT]
    assert result.blocks[0].lines == (1, 1)


@pytest.mark.parametrize(
    "lines",
    [
        [f"下面是小编为大家整理的{TITLE}，供大家参考。", TITLE, TEXT],
        [TITLE, f"下面是小编为大家整理的{TITLE}，供大家参考。", TEXT],
        ["下面是小编为大家整理的工作总结范文五篇，供大家参考。", TEXT],
    ],
    ids=["title below", "title above", "a collection"],
)
def test_no_second_title_is_made(run: Run, settings: Settings, lines: list[str]) -> None:
    removed = run(remove_boilerplate, lines)
    assert name_title(removed, settings).blocks == removed.blocks


def test_both_are_idempotent(settings: Settings) -> None:
    blocks = (Block(TITLE + TITLE + TEXT, (1, 1)), Block(TITLE, (2, 2)), Block(TITLE, (3, 3)))
    once = cut_repeats(CleanText(blocks), settings)
    assert cut_repeats(CleanText(once.blocks), settings).blocks == once.blocks
