"""CSV for spreadsheets: a row a passage, UTF-8 with a byte order mark, CRLF.

Without the mark, Excel takes UTF-8 for the system's code page. A spreadsheet runs a cell that
begins like a formula; OWASP's remedy for such "CSV injection" is an apostrophe before it:
https://owasp.org/www-community/attacks/CSV_Injection
A passage longer than an Excel cell is still whole here, for readers that take it; xlsx divides it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from ..model import Hit, Passage
from . import base
from .grouping import TYPE_SEPARATOR, arranged

# Report title, unit, year, document type, period, date; heading path, types of the section and of
# the passage; the passage; file, first and last line, and page where there are any; ids of report and
# section; what was found.
COLUMNS = (
    "报告标题",
    "单位",
    "年份",
    "文种",
    "时期",
    "日期",
    "章节路径",
    "章节类型",
    "段落类型",
    "段落",
    "文件",
    "起始行",
    "结束行",
    "起始页",
    "结束页",
    "报告编号",
    "章节编号",
    "命中词",
)

# What starts a formula, in every width, also behind white space and signs of no width, which
# spreadsheets drop; a tab or line break at the start is itself suspect.
_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write a row for each passage. The query is not in the table."""
    stream.write(b"\xef\xbb\xbf" + _row(COLUMNS))
    count = 0
    for place in arranged(hits, info.group_by):
        for passage in place.hit.passages:
            stream.write(_row(_cells(place.hit, passage)))
            count += 1
    return base.Written(count)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute `text`, or might."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if looks_like_formula(text) else text


def _cells(hit: Hit, passage: Passage) -> tuple[str | int | None, ...]:
    report, section = hit.report, hit.section
    return (
        report.title,
        report.unit,
        report.year,
        report.doc_type,
        report.period,
        report.date,
        base.PATH_SEPARATOR.join(section.path),
        TYPE_SEPARATOR.join(section.types),
        TYPE_SEPARATOR.join(passage.types),
        passage.text,
        hit.path,
        *passage.lines,
        *(passage.pages or (None, None)),
        report.id,
        section.id,
        TYPE_SEPARATOR.join(_found(passage)),
    )


def _found(passage: Passage) -> Iterable[str]:
    """The highlighted words of a passage, each once."""
    return dict.fromkeys(text for text, is_lit in base.pieces(passage.text, passage.highlights) if is_lit)


def _row(cells: Iterable[str | int | None]) -> bytes:
    line = io.StringIO()
    # Text in quotes and numbers without: so numbers stay numbers.
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(["" if c is None else guarded(c) if isinstance(c, str) else c for c in cells])
    return base.encode(line.getvalue())
