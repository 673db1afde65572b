"""The mark of a site inside its texts goes where it comes again; what a report repeats stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.clean import Cleaner
from archive.clean.watermarks import remove_watermarks
from archive.config import Settings
from archive.parsed import Block, CleanText

Run = Callable[[Cleaner, list[str]], CleanText]
TEXTS = ["图书馆改造了阅览室，新增座位。", "新购图书三千册，全部上架。", "举办讲座十二场，来了千人。"]


@pytest.mark.parametrize(
    "mark", ["【清风公文】", "[清风文秘]", "www.qf1234.com", "(清风 www.qf1234.com)", "(doc.qf1234.com)"]
)
def test_a_mark_inside_three_paragraphs_is_cut_out(run: Run, mark: str) -> None:
    result = run(remove_watermarks, [text.replace("，", f"，{mark}") for text in TEXTS])
    assert [block.text for block in result.blocks] == TEXTS
    assert [(removed.line, removed.text) for removed in result.removed] == [(n, mark) for n in (1, 2, 3)]


def test_a_line_that_comes_again_between_paragraphs_goes(run: Run) -> None:
    lines = [line for text in TEXTS for line in (text, "清风文库 免费资料")]
    assert [block.text for block in run(remove_watermarks, lines).blocks] == TEXTS


@pytest.mark.parametrize(
    "inside", ["（PPT）", "【重点】", "登录www.qf1234.gov.cn", "《公文处理办法》", "（政务服务网）", "(GDP)"]
)
def test_what_a_report_repeats_stays(run: Run, inside: str) -> None:
    lines = [text.replace("，", f"，{inside}") for text in TEXTS]
    assert [block.text for block in run(remove_watermarks, lines).blocks] == lines


def test_headings_of_three_reports_and_what_comes_twice_stay(run: Run) -> None:
    lines = [
        "公文处理",
        TEXTS[0],
        "公文处理",
        TEXTS[1],
        "公文处理",
        TEXTS[2] + "【清风公文】",
        "清风文库",
        "清风文库",
    ]
    assert [block.text for block in run(remove_watermarks, lines).blocks] == lines


def test_a_mark_with_a_word_of_the_users_own_is_found() -> None:
    lines = [f"第{n}项任务已经完成，验收合格【青禾书局】。" for n in "一二三"]
    text = CleanText(tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1)))
    added = {"marks": ["书局.$"], "words": ["书局"]}
    more = Settings(Path(), Path(), Path(), rules={"boilerplate": {"watermark": added}})
    assert remove_watermarks(text, Settings(Path(), Path(), Path())) == text
    assert all("青禾" not in block.text for block in remove_watermarks(text, more).blocks)
