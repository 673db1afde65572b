"""Excel workbooks: a row a passage under a frozen header with filters, hits in colour.

XlsxWriter keeps one row in memory (its "constant_memory" mode) and the rest in a temporary folder.
All text is written as text; what looks like a formula is also marked as text ("quote prefix"), so
that it stays text where the cell is edited.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from ..errors import ExportError
from ..model import Hit, Passage
from . import base
from .grouping import TYPE_SEPARATOR, arranged
from .table import looks_like_formula

# Heading and width (in digits of the standard font) of each column.
COLUMNS = (
    ("报告标题", 20),
    ("单位", 13),
    ("年份", 7),
    ("文种", 7),
    ("时期", 8),
    ("类型", 11),
    ("章节路径", 22),
    ("段落", 76),
    ("来源", 36),
    ("报告编号", 14),
    ("章节编号", 18),
)
# Those from 报告编号 on are for looking things up on the screen, not for paper.
PRINTED = 9
PASSAGES, FACTS = "摘录", "说明"
FONT, SIZE = "宋体", 10
LIT_COLOR, HEAD_COLOR, RULE_COLOR = "#C00000", "#DDE6F0", "#BFBFBF"
# Limits of Excel ("Excel specifications and limits", Microsoft): rows of a sheet, characters (UTF-16
# units) of a cell.
MAX_ROWS, MAX_CELL = 1_048_576, 32_767
# A longer passage goes on in the next row. Even where each character takes two units, this fits.
CHUNK = 16_000
GOES_ON, GONE_ON = "（接下行）", "（续上行）"
CUT = "…（过长，已截断）"
# A line of text of SIZE in points; and no row may be higher than MAX_HEIGHT (Excel's limit). Excel would
# fit rows itself, LibreOffice does so only on demand.
LINE_HEIGHT, MAX_HEIGHT = 14.0, 409.5
# So many half-width characters of SIZE stand in the width of one digit of the standard font.
FILLED = 1.05
_A4 = 9
# Without a time of its own, the same hits make the same file.
_NO_TIME = datetime(1980, 1, 1)

Cell: TypeAlias = Sequence[base.Piece] | int | None


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write a row for each passage; what the passages answer stands on a second sheet.

    Raises ExportError for more rows than a sheet has.
    """
    with TemporaryDirectory(prefix="export-", ignore_cleanup_errors=True) as folder:
        # Not the stream itself: a zip file that meets a full disk complains once more when it is collected.
        whole = Path(folder) / "whole.xlsx"
        book = Workbook(whole, {"constant_memory": True, "tmpdir": folder})
        _set_properties(book, info)
        sheet = _Sheet(book, PASSAGES)
        passages = split = 0
        for place in arranged(hits, info.group_by):
            for passage in place.hit.passages:
                rows = list(_rows(place.hit, passage))
                for row in rows:
                    sheet.add(row)
                passages += 1
                split += len(rows) > 1
        sheet.finish()
        _add_facts(book, info)
        _close(book)
        with whole.open("rb") as packed:
            shutil.copyfileobj(packed, stream)
    return base.Written(passages, _notices(split))


class _Sheet:
    """The sheet of passages, filled row by row."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        font = {"font_name": FONT, "font_size": SIZE}
        lit = {**font, "bold": True, "font_color": LIT_COLOR}
        box = {"text_wrap": True, "valign": "top", "border": 1, "border_color": RULE_COLOR}
        # By whether all of the cell is a hit, and whether it looks like a formula.
        self._cells = {
            (is_lit, is_quoted): book.add_format(
                {**(lit if is_lit else font), **box, "quote_prefix": is_quoted}
            )
            for is_lit in (False, True)
            for is_quoted in (False, True)
        }
        self._runs = {False: book.add_format(font), True: book.add_format(lit)}
        head = book.add_format({**font, **box, "bold": True, "bg_color": HEAD_COLOR, "valign": "vcenter"})
        for column, (title, width) in enumerate(COLUMNS):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, title, head)
        self._used = 1

    def add(self, cells: Sequence[Cell]) -> None:
        """Add a row; raises ExportError where the sheet is full."""
        if self._used >= MAX_ROWS:
            raise ExportError(
                f"more than the {MAX_ROWS} rows of an Excel sheet; narrow the query, or write csv"
            )
        self._sheet.set_row(self._used, _height(cells))
        for column, cell in enumerate(cells):
            if self._put(column, cell):
                raise ExportError(
                    f"row {self._used + 1}, column {column + 1}: Excel cannot hold this text; write csv"
                )
        self._used += 1

    def finish(self) -> None:
        """Set what depends on the number of rows, and how the sheet is printed."""
        sheet = self._sheet
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, self._used - 1, len(COLUMNS) - 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, self._used - 1, PRINTED - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C&P / &N")

    def _put(self, column: int, cell: Cell) -> int:
        """Write one cell; not 0 where it was refused."""
        row, empty = self._used, self._cells[False, False]
        if isinstance(cell, int):
            return int(self._sheet.write_number(row, column, cell, empty))
        if not cell:
            return int(self._sheet.write_blank(row, column, None, empty))
        text = "".join(piece for piece, _ in cell)
        is_quoted = looks_like_formula(text)
        # XlsxWriter takes a text that begins so for ready XML, and escapes it in runs only.
        is_markup = text.startswith("<r>")
        if len(cell) == 1 and not is_markup:
            look = self._cells[cell[0][1], is_quoted]
            return int(self._sheet.write_string(row, column, text, look))
        runs = [(text[:1], False), (text[1:], False)] if len(cell) == 1 else cell
        tokens = (token for text, is_lit in runs for token in (self._runs[is_lit], text))
        return int(self._sheet.write_rich_string(row, column, *tokens, self._cells[False, is_quoted]))


def _height(cells: Sequence[Cell]) -> float:
    """The height of a row in which every text is seen, in points, as far as Excel allows."""
    lines = max(
        _lines("".join(text for text, _ in cell), width)
        for (_, width), cell in zip(COLUMNS, cells, strict=True)
        if isinstance(cell, Sequence)
    )
    return min(lines * LINE_HEIGHT + 2, MAX_HEIGHT)


def _lines(text: str, width: int) -> int:
    # GB 18030 has one byte for what is half as wide as a Chinese character, and two for that.
    columns = len(text.encode("gb18030"))
    lines = max(math.ceil(columns / width / FILLED), 1)
    # Names of files break at a few places only, which may cost a line.
    return lines + 1 if lines > 1 and text.isascii() else lines


def _rows(hit: Hit, passage: Passage) -> Iterator[tuple[Cell, ...]]:
    """The row of a passage; several where it is longer than a cell."""
    report, section = hit.report, hit.section
    before = (
        _cell(report.title),
        _cell(report.unit),
        report.year,
        _cell(report.doc_type),
        _cell(report.period),
        _cell(TYPE_SEPARATOR.join(passage.types)),
        _cell(base.PATH_SEPARATOR.join(section.path)),
    )
    after = (_cell(base.place_of(hit, passage)), _cell(report.id), _cell(section.id))
    for part in _parts(passage):
        yield (*before, part, *after)


def _parts(passage: Passage) -> Iterator[list[base.Piece]]:
    text = base.one_line(passage.text)
    for start in range(0, max(len(text), 1), CHUNK):
        end = start + CHUNK
        marks = [(max(a, start) - start, min(b, end) - start) for a, b in passage.highlights]
        pieces = [(base.legible(piece), is_lit) for piece, is_lit in base.pieces(text[start:end], marks)]
        before = [(GONE_ON, False)] if start else []
        after = [(GOES_ON, False)] if end < len(text) else []
        yield [piece for piece in (*before, *pieces, *after) if piece[0]]


def _cell(text: str | None) -> list[base.Piece]:
    shown = base.legible(base.one_line(text or ""))
    return [(shown if len(shown) <= CHUNK else shown[:CHUNK] + CUT, False)] if shown else []


def _add_facts(book: Any, info: base.ExportInfo) -> None:
    sheet = book.add_worksheet(FACTS)
    sheet.set_column(0, 0, 100)
    look = book.add_format({"font_name": FONT, "font_size": SIZE, "text_wrap": True, "quote_prefix": True})
    for row, line in enumerate(base.query_facts(info)):
        sheet.write_string(row, 0, line[:CHUNK], look)


def _set_properties(book: Any, info: base.ExportInfo) -> None:
    created = datetime.fromisoformat(info.created) if info.created else _NO_TIME
    # Written as UTC, whatever it is given; and only a time without a zone is taken.
    created = created.astimezone(UTC).replace(tzinfo=None) if created.tzinfo else created
    book.set_properties({"title": base.document_title(info)[: base.MAX_PROPERTY], "created": created})


def _close(book: Any) -> None:
    try:
        book.close()
    except FileCreateError as error:
        # It wraps what the disk said; the disk's own error is the one that is explained to the user.
        raise error.args[0] from None


def _notices(split: int) -> tuple[str, ...]:
    text = f"{split} passages are longer than an Excel cell ({MAX_CELL} characters) and go on in the next row"
    return (text,) if split else ()
