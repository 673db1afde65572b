"""What a site writes behind each paragraph goes; what a report puts there stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner
from archive.clean.slogans import remove_slogans
from archive.parsed import CleanText

Run = Callable[[Cleaner, list[str]], CleanText]
TEXTS = ["图书馆改造了阅览室。", "新购图书三千册。", "举办讲座十二场。", "一、工作成效"]


@pytest.mark.parametrize("slogan", ["Qx清风百科--助力阅读", "清风文库，资料齐全", "欢迎来到清风网看书"])
def test_a_slogan_of_the_site_is_cut_off_every_line(run: Run, slogan: str) -> None:
    result = run(remove_slogans, [text + slogan for text in TEXTS])
    assert [block.text for block in result.blocks] == TEXTS
    assert [(removed.line, removed.text) for removed in result.removed] == [
        (number, slogan) for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    "tail",
    ["（责任单位：县网信办）", "牵头单位：县图书馆", "各乡镇按月报送进度"],
    ids=["in brackets", "a label", "no sign of a site"],
)
def test_who_is_responsible_stays(run: Run, tail: str) -> None:
    lines = [text + tail for text in TEXTS]
    assert [block.text for block in run(remove_slogans, lines).blocks] == lines


def test_twice_is_chance(run: Run) -> None:
    lines = [f"{text}清风文库，资料齐全" for text in TEXTS[:2]]
    assert [block.text for block in run(remove_slogans, lines).blocks] == lines


def test_words_behind_a_blank_are_cut_off_headings_as_well(run: Run) -> None:
    words = "清风写作,笔下生花"
    lines = [f"一、工作成效 {words}", f"改造了阅览室。{words}", f"新购图书三千册。{words}"]
    result = run(remove_slogans, lines)
    assert [block.text for block in result.blocks] == ["一、工作成效", "改造了阅览室。", "新购图书三千册。"]


def test_the_cells_of_rows_stay(run: Run) -> None:
    lines = ["阅览室改造 县图书馆", "图书采购 县图书馆", "讲座 县图书馆"]
    assert [block.text for block in run(remove_slogans, lines).blocks] == lines
