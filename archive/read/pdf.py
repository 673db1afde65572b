"""The text layer of PDF files, as paragraphs with their pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ..config import Settings
from ..errors import ReadError
from .base import Content, Deadline, damage_as_error
from .pdf_pages import COLUMN, Line, without_margins
from .pdf_paragraphs import paragraphs
from .pdf_streams import check_streams

# What PDFium calls the lack of a password (FPDF_GetLastError).
_WANTS_PASSWORD = raw.FPDF_ERR_PASSWORD
_BLANK = 0x20
# From here on characters are as wide as they are high: Han characters, their punctuation.
_WIDE = 0x2E80
# Room between Han and Latin is a quarter of a character; words of a line are further apart, and columns of
# a table by two characters and more.
_KERNING, _COLUMNS = 0.6, 2.0
# The mark of a note is set in half the size, and raised by a third of it.
_MARK_SIZE, _MARK_RISE = 0.75, 0.2
# Of a scan some pages may have a stamp or a page number as text; a report has hundreds of characters a page.
_MIN_PER_PAGE = 20


def read(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a PDF. Raises ReadError (reason only), also for a scan without text."""
    check_streams(data, settings)
    with damage_as_error("PDF file"):
        document = _opened(data)
        try:
            count = len(document)
            _check_count(count, settings)
            pages = [*_pages(document, count, Deadline(settings))]
        finally:
            document.close()
    size = sum(len(line.text) for page in pages for line in page)
    if size < _MIN_PER_PAGE * count:
        raise ReadError(f"is a scan: its {count} pages hold pictures, not text; run it through OCR first")
    lines, removed = without_margins(pages)
    blocks = paragraphs(lines)
    return Content(blocks, removed=removed, pages=_first_lines(pages))


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == _WANTS_PASSWORD or "password" in str(error).lower():
            raise ReadError("is encrypted; open it with its password and save it without one") from error
        raise ReadError("is no PDF file that can be read; open it and save it again") from error


def _check_count(count: int, settings: Settings) -> None:
    if count > settings.max_pages:
        raise ReadError(
            f"has {count:,} pages, more than the limit of {settings.max_pages:,};"
            " raise max_pages in archive.toml or split it"
        )


def _pages(document: pypdfium2.PdfDocument, count: int, deadline: Deadline) -> Iterator[list[Line]]:
    number = 0
    for index in range(count):
        deadline.check()
        lines = []
        for line in _lines(document, index):
            number += 1
            lines.append(line._replace(number=number))
        yield lines


def _lines(document: pypdfium2.PdfDocument, index: int) -> list[Line]:
    """The lines of one page from top to bottom, or column by column where there are several."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        # A page that is damaged is blank in every viewer.
        return []
    try:
        text = page.get_textpage()
        lines = [*_text_lines(text, index + 1, page.get_height())]
        text.close()
    finally:
        page.close()
    return _in_order(lines)


def _text_lines(text: Any, page: int, height: float) -> Iterator[Line]:
    """PDFium parts the lines by generated line ends; a line stands where its characters do."""
    line: list[int] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0x0A, 0x0D):
            yield from _line(text, line, page, height)
            line = []
        else:
            line.append(index)
    yield from _line(text, line, page, height)


def _line(text: Any, indexes: list[int], page: int, height: float) -> Iterator[Line]:
    # PDFium gives no box to the blanks that it adds between words.
    marks = [index for index in indexes if raw.FPDFText_GetUnicode(text, index) > _BLANK]
    if not marks:
        return
    # Loose: the room that a character takes, since the ink of 、 or _ says nothing of the line.
    left, bottom, _, top = text.get_charbox(marks[0], loose=True)
    right = text.get_charbox(marks[-1], loose=True)[2]
    size = raw.FPDFText_GetFontSize(text, marks[0])
    shown = "".join(
        _shown(text, before, index, size) for before, index in zip([None, *marks], marks, strict=False)
    )
    if shown.strip():
        yield Line(shown.strip(), left, right, height - top, height - bottom, size, page, 0)


def _shown(text: Any, before: int | None, index: int, size: float) -> str:
    """A character with the room before it: nothing, the blanks that are there, or a tab between columns."""
    shown = _character(raw.FPDFText_GetUnicode(text, index))
    if before is None:
        return shown
    if index > before + 1:
        return _room(text, before, index, size) + shown
    return "" if shown.isdecimal() and _is_note_mark(text, before, index) else shown


def _room(text: Any, before: int, index: int, size: float) -> str:
    room = text.get_charbox(index)[0] - text.get_charbox(before)[2]
    if room > _COLUMNS * size:
        return COLUMN
    # Only PDFium's word for the little room that is set between 年 and a digit.
    kerning = raw.FPDFText_IsGenerated(text, before + 1) and room < _KERNING * size
    beside_han = max(raw.FPDFText_GetUnicode(text, at) for at in (before, index)) > _WIDE
    return "" if kerning and beside_han else " " * (index - before - 1)


def _is_note_mark(text: Any, before: int, index: int) -> bool:
    """Whether a digit behind a Han character is the mark of a note; behind a unit (m²) it is part of that."""
    if raw.FPDFText_GetUnicode(text, before) <= _WIDE:
        return False
    size = raw.FPDFText_GetFontSize(text, before)
    foot, own = (text.get_charbox(at, loose=True)[1] for at in (before, index))
    small = raw.FPDFText_GetFontSize(text, index) < _MARK_SIZE * size
    return bool(small and own - foot > _MARK_RISE * size)


def _character(code: int) -> str:
    # Halves of surrogate pairs and what PDFium could not name are left out, as nothing legible is lost.
    return "" if 0xD800 <= code < 0xE000 or code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF else chr(code)


def _in_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, unless some stand side by side: then as the file has them."""
    ordered = sorted(lines, key=lambda line: line.top)
    beside = any(
        after.top < before.bottom and (after.left >= before.right or after.right <= before.left)
        for before, after in pairwise(ordered)
    )
    return lines if beside else ordered


def _first_lines(pages: list[list[Line]]) -> tuple[int, ...]:
    """The number of the first line of each page; of an empty page that of the next line."""
    starts, following = [], 1
    for page in pages:
        starts.append(following)
        following += len(page)
    return tuple(starts)
