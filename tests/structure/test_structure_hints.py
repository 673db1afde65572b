"""Styles of a file help where the text bears them out, and are never the only evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.config import Settings
from archive.parsed import Block, CleanText, Report
from archive.structure import understand

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
TITLE = "青石县林业局2022年度工作总结"
TEXT = "全年完成人工造林一万二千亩，封山育林三万亩，超额完成了市里下达的任务。"
OTHER = "护林员年龄偏大，山区通信条件差，遇到险情时难以及时报告。"


def understood(*lines: tuple[str, str | None]) -> tuple[Report, ...]:
    blocks = tuple(Block(text, (number, number), style) for number, (text, style) in enumerate(lines, 1))
    return understand(CleanText(blocks), "digest", SETTINGS).reports


def headings(*lines: tuple[str, str | None]) -> list[str | None]:
    return [section.heading for report in understood(*lines) for section in report.sections]


@pytest.mark.parametrize("style", ["heading2", "bold", "centered"])
def test_a_line_that_is_set_off_above_a_text_is_a_heading(style: str) -> None:
    lines = (TITLE, f"{TEXT}其中", "绿水青山", f"{TEXT}其中", "山林卫士", OTHER)
    assert not set(headings(*((line, None) for line in lines))) & {"绿水青山", "山林卫士"}
    marked = headings(*((line, style if len(line) == 4 else None) for line in lines))
    assert set(marked) == {None, "绿水青山", "山林卫士"}


def test_a_report_that_is_all_in_a_heading_style_is_understood_as_without_it() -> None:
    lines = (TITLE, "一、主要工作", TEXT, "二、存在的问题", OTHER, "青石县林业局")
    assert headings(*((line, "heading2") for line in lines)) == headings(*((line, None) for line in lines))


def test_a_sentence_in_a_heading_style_is_a_paragraph() -> None:
    lines = [
        (TITLE, "title"),
        ("一、主要工作", "heading1"),
        (TEXT, "heading1"),
        ("二、存在的问题", "heading1"),
        (OTHER, None),
    ]
    lines += [("三、下一步打算", "heading1"), (TEXT, None)]
    assert headings(*lines) == ["主要工作", "存在的问题", "下一步打算"]


@pytest.mark.parametrize(("style", "count"), [("centered", 2), (None, 1)])
def test_a_title_in_the_middle_of_its_line_begins_a_report(style: str | None, count: int) -> None:
    second = "2023年造林工作计划"
    reports = understood(
        (TITLE, style), (TEXT, None), (OTHER, None), (second, style), (TEXT, None), (OTHER, None)
    )
    assert len(reports) == count or style is None
    assert style is None or reports[1].title == second


def test_the_word_contents_in_the_style_of_titles_is_no_title() -> None:
    (report,) = understood((TITLE, "title"), ("目录", "title"), (TEXT, None), (OTHER, None))
    assert report.title == TITLE


def test_rows_of_tables_and_notes_are_never_headings() -> None:
    assert set(
        headings((TITLE, None), (TEXT, None), ("存在的问题", "cell"), (OTHER, "cell"), (TEXT, None))
    ) == {None}
