"""Nothing of a page is lost: every line and every Chinese character is somewhere in what is given back."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC
from quality_labels import SPLITS, Page, load_split
from quality_parsed import SETTINGS, parsed

from archive.parsed import ParsedFile, Report
from archive.read import read_file

PAGES = [pytest.param(page, id=f"{split}-{page.name}") for split in SPLITS for page in load_split(split)]
HAN = re.compile(r"[㐀-䶿一-鿿]")
SIMPLIFIED = OpenCC("t2s")


def source_lines(page: Page) -> dict[int, str]:
    return _source_lines(page.source)


@cache
def _source_lines(source: Path) -> dict[int, str]:
    return {block.lines[0]: block.text for block in read_file(source, SETTINGS).blocks}


def title_lines(report: Report) -> range:
    """The lines from the beginning of a report up to its first section."""
    return range(report.lines[0], report.sections[0].lines[0] if report.sections else report.lines[1] + 1)


def covered(result: ParsedFile) -> set[int]:
    """The lines that a title, a heading, a paragraph or a removal answers for."""
    lines = {removed.line for removed in result.removed}
    for report in result.reports:
        lines.update(title_lines(report))
        for section in report.sections:
            body = section.paragraphs[0].lines[0] if section.paragraphs else section.lines[1]
            if section.heading is not None and section.part == 1:
                lines.update(range(section.lines[0], body + 1))
            for paragraph in section.paragraphs:
                lines.update(range(paragraph.lines[0], paragraph.lines[1] + 1))
    return lines


@pytest.mark.parametrize("page", PAGES)
def test_every_line_with_text_is_answered_for(page: Page) -> None:
    told = covered(parsed(page))
    assert not {n: text for n, text in source_lines(page).items() if text.strip() and n not in told}


def is_simplified(page: Page) -> bool:
    """Whether the page needs no conversion; the characters of a Traditional page change."""
    text = "".join(source_lines(page).values())
    return bool(SIMPLIFIED.convert(text) == text)


def test_every_chinese_character_of_a_simplified_page_is_given_back() -> None:
    pages = [page for split in SPLITS for page in load_split(split) if is_simplified(page)]
    assert len(pages) > len(PAGES) // 2
    lost = {page.name: missing for page in pages if (missing := missing_characters(page))}
    assert not lost


def missing_characters(page: Page) -> Counter[str]:
    """The Chinese characters of the source that are not given back; a title that stands twice is, once."""
    titles = {n for report in parsed(page).reports for n in title_lines(report)}
    body = "".join(text for n, text in source_lines(page).items() if n not in titles)
    return Counter(HAN.findall(body)) - Counter(HAN.findall(given_back(parsed(page))))


def given_back(result: ParsedFile) -> str:
    """All text of an answer."""
    parts = [removed.text for removed in result.removed]
    for report in result.reports:
        parts.append(report.title or "")
        for section in report.sections:
            if section.part == 1:
                parts += [section.number or "", section.heading or ""]
            parts += [paragraph.text for paragraph in section.paragraphs]
    return "".join(parts)


@pytest.mark.parametrize("page", PAGES)
def test_ranges_of_lines_run_forward_and_stay_in_the_page(page: Page) -> None:
    last = max(source_lines(page))
    spans = [p.lines for report in parsed(page).reports for s in report.sections for p in s.paragraphs]
    assert all(1 <= first <= end <= last for first, end in spans)
    assert [first for first, _ in spans] == sorted(first for first, _ in spans)
