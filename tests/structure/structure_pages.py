"""Helpers of these tests: a page from plain lines, and what was understood of it in short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from archive.config import Settings
from archive.parsed import Block, CleanText, Report, Understood
from archive.structure import understand
from archive.structure.rules import Rules, rules_for

SETTINGS = Settings(home=Path(), index_dir=Path("index_data"), corpus_dir=Path("corpus"))
_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NOT_WORD = re.compile(r"[^\u3007\u4e00-\u9fffA-Za-z0-9×\u2460-\u249b\u3220-\u3229]")

# What pages are made of, for properties that hold whatever stands on them.
FRAGMENTS = [
    "一、工作情况",
    "二、存在的问题及下一步打算",
    "三、",
    "（一）加强领导。我局成立了领导小组，明确了分工。",
    "（二）制度不够健全；",
    "1.开展检查。检查企业210家次",
    "2、落实责任。",
    "①入户走访",
    "第一章 总则",
    "第三条 本办法自发布之日起施行。",
    "防汛工作总结",
    "防汛工作总结2",
    "篇1：消防工作汇报",
    "消防工作总结(精选5篇)",
    "目录",
    "工作成效",
    "下一步打算。",
    "2023年以来，我镇扎实开展工作，现将情况汇报如下：",
    "但也存在着一些不足，主要是力量薄弱。",
    "下一步，我们将继续努力。",
    "特此报告。",
    "××县水利局",
    "2023年5月6日",
    "一是学习不够。二是作风不实。",
    "今后，我单位将进一步加强学习",
    "2020年防汛工作总结1今年以来，我局高度重视，扎实开展了防汛各项工作，成效明显。",
    "如下:一、健全机制，落实责任。我局制定了预案。二、加强监测。",
    "abc 5G",
    "……",
]
LINE = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).map("".join)
PAGE = st.lists(LINE, max_size=14)


def rules() -> Rules:
    return rules_for(SETTINGS)


def page(text: str, style: str | None = None) -> CleanText:
    """The non-blank lines of `text` as blocks, as the cleaning room would give them."""
    lines = enumerate(text.strip("\n").split("\n"), 1)
    return CleanText(tuple(Block(line, (number, number), style) for number, line in lines if line.strip()))


def read(text: str) -> Understood:
    return understand(page(text), "0" * 32, SETTINGS)


def only(text: str) -> Report:
    """The one report of a page."""
    (report,) = read(text).reports
    return report


def headings(report: Report) -> list[tuple[int, str | None, str | None]]:
    """Level, number and text of each heading, parts taken together."""
    return [
        (part.level, part.number, part.heading) for part in report.sections if part.heading and part.part == 1
    ]


def typed(report: Report) -> list[tuple[str, str]]:
    """The first characters of each paragraph with its types."""
    return [
        (paragraph.text[:4], "/".join(paragraph.types))
        for part in report.sections
        for paragraph in part.paragraphs
    ]


def starts(understood: Understood) -> list[int]:
    """The first line of each report."""
    return [report.lines[0] for report in understood.reports]


def squeezed(text: str) -> str:
    """The letters, characters and digits of `text`, without spaces and punctuation."""
    return _NOT_WORD.sub("", text.translate(_TO_HALF_WIDTH))


def pieces(understood: Understood, lines: list[str]) -> Iterator[str]:
    """Everything that came back of the page `lines`, in the order of the reports."""
    as_written = [item for item in understood.removed if item.reason == "title-as-written"]
    for report in understood.reports:
        own = squeezed(report.title or "") in _rest_of_first_line(report, understood, lines)
        # Two reports may begin on one line, and the title of one of them be removed as it was written.
        first, last = report.lines[0], report.sections[0].lines[0]
        # A title may have been broken over two lines.
        written = "".join(item.text for item in as_written if first <= item.line <= last)
        removed = bool(written) and squeezed(report.title or "") in squeezed(written)
        if report.title and own and not removed:
            yield report.title
        for section in report.sections:
            if section.part == 1:
                yield (section.number or "") + (section.heading or "")
            for paragraph in section.paragraphs:
                yield paragraph.text


def _rest_of_first_line(report: Report, understood: Understood, lines: list[str]) -> str:
    """The lines up to the text without its headings and paragraphs: what may be the report's title.

    A title may have been broken over two lines. One that comes from the page's title is the page's.
    """
    first, last = report.lines[0], report.sections[0].lines[0]
    rest = squeezed("".join(lines[first - 1 : last]))
    own: list[str] = []
    for section in report.sections:
        if section.lines[0] <= last:
            own.append((section.number or "") + (section.heading or ""))
        own.extend(paragraph.text for paragraph in section.paragraphs if paragraph.lines[0] <= last)
    # The longest first, for a paragraph may have the words of its heading.
    for text in sorted(own, key=len, reverse=True):
        # From the end, for the title itself may have the same words.
        before, _, after = rest.rpartition(squeezed(text) or "\n")
        rest = before + after
    for item in understood.removed:
        if item.reason == "collection-title" and first <= item.line <= last:
            rest = rest.replace(squeezed(item.text), "", 1)
    return rest
