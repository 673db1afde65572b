"""PDF and Excel files: lines of a print become paragraphs, rows of a sheet become lines."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from read_samples import xlsx_bytes

from archive.config import Settings
from archive.read import sheet
from archive.read.pdf_pages import Line, without_margins
from archive.read.pdf_paragraphs import paragraphs

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
SIZE, LEFT, WIDTH = 16.0, 90.0, 26


def line(
    text: str, number: int, *, indent: float = 0, size: float = SIZE, page: int = 1, row: int | None = None
) -> Line:
    """A line as it is set: its right edge follows from its length."""
    left = LEFT + indent * SIZE
    top = 100 + 28 * (number if row is None else row)
    return Line(text, left, left + len(text) * size, top, top + size, size, page, number)


FULL = "推进各项林业工作落到实处取得明显成效，群众普遍认可好"
PROSE = [
    line("青石县林业局2022年度工作总结", 1, indent=1.3, size=22),
    line(FULL[:24], 2, indent=2),
    line(FULL, 3),
    line("现将情况总结如下。", 4),
    line("一、主要工作情况", 5, indent=2),
    line(FULL[:24], 6, indent=2),
    line(FULL[:25] + "。", 7),
    line(FULL[:24], 8, indent=2),
    line(FULL, 9),
    line("继续完成。", 10, page=2, row=0),
]


def texts(lines: list[Line]) -> list[str]:
    return [block.text for block in paragraphs(lines)]


def test_full_lines_go_on_and_indented_ones_begin_anew_also_across_pages() -> None:
    blocks = paragraphs(PROSE)
    assert [block.lines for block in blocks] == [(1, 1), (2, 4), (5, 5), (6, 7), (8, 10)]
    assert blocks[1].text == FULL[:24] + FULL + "现将情况总结如下。"


def test_a_title_in_larger_type_in_the_middle_is_told() -> None:
    assert [block.style for block in paragraphs(PROSE)] == ["title", None, None, None, None]


def test_a_title_of_two_lines_is_one() -> None:
    title = [
        line("青石县林业局关于2022年度", 1, indent=3.4, size=22),
        line("工作情况的总结", 2, indent=8.2, size=22),
    ]
    prose = [
        piece._replace(number=piece.number + 1, top=piece.top + 28, bottom=piece.bottom + 28)
        for piece in PROSE[1:-1]
    ]
    assert texts([*title, *prose])[0] == "青石县林业局关于2022年度工作情况的总结"


def test_without_indents_a_sentence_end_ends_the_paragraph() -> None:
    lines = [line(FULL[:25] + "。", 1), line(FULL, 2), line(FULL[:25] + "。", 3), line("二、问题", 4)]
    assert texts(lines) == [FULL[:25] + "。", FULL + FULL[:25] + "。", "二、问题"]


def test_latin_words_keep_their_blank_where_lines_are_joined() -> None:
    latin = "A" * 10 + "管理系统平台建设与运行维护use"
    assert "use of" in texts([*PROSE[:4], line(latin, 5, indent=-0.1), line("of it。", 6)])[-1]


def sheets(*middles: str, foot: str = "— {} —") -> list[list[Line]]:
    """Pages with a header, two lines of text and a foot."""
    pages, number = [], 0
    for page, middle in enumerate(middles, 1):
        written = ("某局文件", middle, "正文，" + middle, foot.format(page))
        pages.append([line(text, number + at, page=page, row=at) for at, text in enumerate(written, 1)])
        number += len(written)
    return pages


@pytest.mark.parametrize("foot", ["— {} —", "第{}页", "{} / 4", "- {} -", "{}", "第 {} 页 共 4 页"])
def test_headers_and_page_numbers_are_removed_and_listed(foot: str) -> None:
    lines, removed = without_margins(sheets("甲", "乙", "丙", "丁", foot=foot))
    assert [piece.text for piece in lines] == [
        "甲",
        "正文，甲",
        "乙",
        "正文，乙",
        "丙",
        "正文，丙",
        "丁",
        "正文，丁",
    ]
    assert [item.reason for item in removed] == ["page-header", "page-number"] * 4
    assert removed[0].line == 1


def test_on_two_pages_only_numbers_are_known_to_be_of_the_margin() -> None:
    lines, removed = without_margins(sheets("甲", "乙"))
    assert [item.reason for item in removed] == ["page-number", "page-number"]
    assert lines[0].text == "某局文件"


def test_what_ends_two_pages_at_the_same_height_is_of_the_margin() -> None:
    lines, removed = without_margins(sheets("甲", "乙", foot="内部资料"))
    assert [item.reason for item in removed] == ["page-footer"] * 2
    assert [piece.text for piece in lines] == ["某局文件", "甲", "正文，甲", "某局文件", "乙", "正文，乙"]


def test_what_ends_two_pages_at_other_heights_is_text() -> None:
    first, second = sheets("甲", "乙", foot="特此报告。")
    lines, removed = without_margins([first, [piece._replace(top=piece.top + 50) for piece in second]])
    assert len(lines) == 8 and removed == ()


def test_a_text_that_recurs_inside_pages_is_not_of_the_margin() -> None:
    pages = sheets(*["某局文件"] * 4)
    lines, _ = without_margins(pages)
    assert sum(piece.text == "某局文件" for piece in lines) == 8


def test_a_line_on_each_page_is_no_margin_where_there_is_nothing_else() -> None:
    pages = [[line(f"第{n}号材料", n, page=n)] for n in range(1, 6)]
    lines, removed = without_margins(pages)
    assert len(lines) == 5 and removed == ()


def test_lines_with_the_same_columns_are_rows_of_a_table_and_a_wide_gap_alone_is_none() -> None:
    table = [
        line("局长：张××\t2022年12月", 1),
        line(FULL, 2, indent=2),
        line("指标\t数量", 3),
        line("造林\t30", 4),
    ]
    assert [(block.text, block.style) for block in paragraphs(table)] == [
        ("局长：张×× 2022年12月", None),
        (FULL, None),
        ("指标 | 数量", "cell"),
        ("造林 | 30", "cell"),
    ]


def test_a_sheet_of_one_column_is_a_text() -> None:
    book = Workbook()
    assert book.active is not None
    for text in ("某局2022年工作总结", "一、主要工作\n完成造林30亩。", None, 2022):
        book.active.append([text])
    stream = io.BytesIO()
    book.save(stream)
    blocks = sheet.read(stream.getvalue(), SETTINGS).blocks
    assert [(block.text, block.style, block.lines) for block in blocks] == [
        ("某局2022年工作总结", None, (1, 1)),
        ("一、主要工作", None, (2, 2)),
        ("完成造林30亩。", None, (3, 3)),
        ("2022", None, (4, 4)),
    ]


def test_a_row_is_one_line_with_its_cells_as_excel_shows_them() -> None:
    blocks = sheet.read(xlsx_bytes(), SETTINGS).blocks
    assert [(block.text, block.style) for block in blocks] == [
        ("单位 | 完成率 | 日期", "cell"),
        ("青石镇 | 85.6% | 2022-12-01", "cell"),
        ("存在问题", None),
        ("人员不足 | 3", "cell"),
    ]
