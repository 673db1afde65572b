"""Excel files (xlsx): each row is one paragraph, its cells as Excel shows them.

A sheet that uses one column only is no table but a text that was pasted into Excel, and is read as one.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from ..config import Settings
from ..errors import ReadError
from .base import CELL_SEPARATOR, Content, Deadline, Styled, damage_as_error, numbered
from .packages import Package

_KIND = "Excel file"
# The name that Excel gives to a sheet says nothing.
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_PERCENT = re.compile(r"(\.0+)?%")
_DOCTYPE = b"<!DOCTYPE"


def read(data: bytes, settings: Settings) -> Content:
    """One block a row that is not empty, all sheets one after the other. Raises ReadError (reason only)."""
    with damage_as_error(_KIND), warnings.catch_warnings():
        # openpyxl tells the terminal of each style that it leaves out.
        warnings.simplefilter("ignore")
        _check_parts(Package(data, settings, _KIND))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return Content(numbered(_rows(book, Deadline(settings))))
        finally:
            book.close()


def _check_parts(package: Package) -> None:
    """Refuse what openpyxl's parser would have to be trusted with: entities, and parts beyond the limits."""
    if "xl/workbook.xml" not in package:
        raise ReadError(f"is no {_KIND} (it has no xl/workbook.xml); check what it is, or save it again")
    for name in package.names():
        if name.endswith((".xml", ".rels")) and _DOCTYPE in package.bytes(name):
            raise ReadError(f"declares XML entities, as no {_KIND} does; open it and save it again")


def _rows(book: Any, deadline: Deadline) -> Iterator[Styled]:
    for sheet in book.worksheets:
        filled = list(_filled(sheet, deadline))
        if filled and not _DEFAULT_NAME.fullmatch(sheet.title):
            yield sheet.title, None
        is_text = all(len(cells) == 1 for cells in filled)
        for cells in filled:
            if is_text:
                yield from ((line, None) for line in cells[0].splitlines())
            else:
                yield CELL_SEPARATOR.join(" ".join(text.split()) for text in cells), "cell"


def _filled(sheet: Any, deadline: Deadline) -> Iterator[list[str]]:
    """The texts of each row that is not empty."""
    # What a sheet says of its size may be false: a single cell at its far corner would fill a million rows.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows():
        deadline.check()
        shown = [
            text for cell in cells if cell.value is not None and (text := _shown(cell)) and not text.isspace()
        ]
        if shown:
            yield shown


def _shown(cell: Any) -> str:
    """The value of a cell as its format shows it, as far as percentages and dates go."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        percent = _PERCENT.search(cell.number_format or "")
        if percent:
            return f"{value:.{max(len(percent[1] or '') - 1, 0)}%}"
        return f"{value:.15g}"
    return str(value)
