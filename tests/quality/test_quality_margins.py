"""Margins of pages: nothing of a report is taken for a line of the site, whatever shape the page has."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality_labels import HERE, load_split
from quality_rows import BORDERS, CHANGES, FINISHES
from quality_shapes import DRAWN_FROM, told_reports
from score_shapes import pages

from archive.clean import clean
from archive.clean.margins import REASON
from archive.config import load_settings
from archive.parsed import Block, CleanText, SourceText
from archive.read import read_file

SETTINGS = load_settings(HERE, environ={})
REPORTS = told_reports(load_split("dev"), SETTINGS)
SOME = told_reports([page for page in load_split("dev") if page.name in DRAWN_FROM], SETTINGS)
PAGES = 3

# What made-up sites put above a title and below a text, in words that no rule has.
ABOVE = ("青石讯息网", "政务动态", "您当前位置：首页 → 政务动态 → 正文")
BELOW = ("上一条：青石县召开例会", "历史上的今天", "栏目导读", "青石讯息网编委会")


@pytest.mark.parametrize("name", [*CHANGES, *BORDERS, *FINISHES])
def test_no_line_of_a_report_is_taken_for_a_margin(name: str, tmp_path: Path) -> None:
    made = pages((name,), REPORTS, 1, tmp_path, PAGES)
    removed = [item for page in made for item in clean(read_file(page.source, SETTINGS), SETTINGS).removed]
    assert [item.text for item in removed if item.reason == REASON] == []


def test_the_margins_of_a_made_up_site_go_and_the_report_stays(tmp_path: Path) -> None:
    for page in pages(("own-titles",), SOME, 2, tmp_path, PAGES):
        source = read_file(page.source, SETTINGS)
        before = [block.text for block in clean(source, SETTINGS).blocks]
        texts = [*ABOVE, *(block.text for block in source.blocks), *BELOW]
        wrapped = clean(_source(texts), SETTINGS)
        assert _text(wrapped) == "".join(before)


def _source(lines: list[str]) -> SourceText:
    blocks = tuple(Block(line, (number, number)) for number, line in enumerate(lines, 1))
    return SourceText("a.txt", "0" * 32, None, "text/plain", blocks)


def _text(text: CleanText) -> str:
    return "".join(block.text for block in text.blocks)
