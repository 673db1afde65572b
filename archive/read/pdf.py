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
from .pdf_pages import Line, without_margins
from .pdf_paragraphs import paragraphs

# What PDFium calls the lack of a password (FPDF_GetLastError).
_WANTS_PASSWORD = raw.FPDF_ERR_PASSWORD
_BLANK = 0x20
# From here on characters are as wide as they are high: Han characters, their punctuation.
_WIDE = 0x2E80
# Room between Han and Latin is a quarter of a character; columns of a table are further apart.
_KERNING = 0.6
# Of a scan some pages may have a stamp or a page number as text; a report has hundreds of characters a page.
_MIN_PER_PAGE = 20


def read(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a PDF. Raises ReadError (reason only), also for a scan without text."""
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
    codes = [raw.FPDFText_GetUnicode(text, index) for index in indexes]
    # PDFium gives no box to the blanks that it adds between words.
    marks = [index for index, code in zip(indexes, codes, strict=True) if code > _BLANK]
    if not marks:
        return
    # Loose: the room that a character takes, since the ink of 、 or _ says nothing of the line.
    left, bottom, _, top = text.get_charbox(marks[0], loose=True)
    right = text.get_charbox(marks[-1], loose=True)[2]
    size = raw.FPDFText_GetFontSize(text, marks[0])
    shown = "".join(
        _character(code)
        for index, before, code, after in zip(indexes, [0, *codes], codes, [*codes[1:], 0], strict=False)
        if not (code == _BLANK and max(before, after) > _WIDE and _is_kerning(text, index, size))
    )
    if shown.strip():
        yield Line(shown.strip(), left, right, height - top, height - bottom, size, page, 0)


def _is_kerning(text: Any, index: int, size: float) -> bool:
    """Whether a blank is only PDFium's word for the little room that is set between 年 and a digit."""
    if not raw.FPDFText_IsGenerated(text, index):
        return False
    return bool(text.get_charbox(index + 1)[0] - text.get_charbox(index - 1)[2] < _KERNING * size)


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
