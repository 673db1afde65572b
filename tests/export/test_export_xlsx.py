"""Workbooks, opened again with openpyxl."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from export_samples import INFO, hit, passage, report, unknown
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from archive.errors import ExportError
from archive.export import FORMATS, workbook
from archive.export.workbook import CHUNK, COLUMNS, CUT, GOES_ON, GONE_ON
from archive.model import Hit

PASSAGE = [title for title, _ in COLUMNS].index("段落")


def packed(*hits: Hit) -> io.BytesIO:
    stream = io.BytesIO()
    FORMATS["xlsx"](iter(hits), INFO, stream)
    return stream


def opened(*hits: Hit) -> Any:
    return load_workbook(packed(*hits), rich_text=True)


def rows(*hits: Hit) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in opened(*hits)["摘录"].iter_rows()]


def shown(*hits: Hit) -> list[str]:
    return [str(row[PASSAGE] or "") for row in rows(*hits)[1:]]


def test_a_row_says_where_the_passage_is_from() -> None:
    head, first, second = rows(hit(passage("夜间值班存在漏报。")), unknown())
    assert head == [title for title, _ in COLUMNS]
    assert first == [
        "某镇2021年防汛工作总结",
        "某镇防汛办",
        2021,
        "总结",
        "上半年",
        "存在问题",
        "总体情况 › 值班中的漏报问题",
        "夜间值班存在漏报。",
        "reports/a.txt:12-14",
        "r1",
        "s1",
    ]
    assert second[:3] == [None, None, None]


def test_the_header_is_frozen_and_has_filters_over_all_rows() -> None:
    sheet = opened(hit(), hit())["摘录"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["H2"].alignment.wrap_text
    assert [round(sheet.column_dimensions[letter].width) for letter in "AH"] == [21, 77]


def test_hits_are_coloured_within_the_passage() -> None:
    (cell,) = [row[PASSAGE] for row in rows(hit(passage("值班漏报了漏报", (2, 4), (5, 7))))[1:]]
    assert isinstance(cell, CellRichText)
    assert [str(block) for block in cell] == ["值班", "漏报", "了", "漏报"]
    assert [isinstance(block, TextBlock) and bool(block.font.b) for block in cell] == [
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("text", ["漏", "漏报", "<r>漏报", "=漏报"])
def test_a_passage_that_is_all_hit_is_coloured_as_a_cell(text: str) -> None:
    assert shown(hit(passage(text, (0, len(text))))) == [text]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =1", '=HYPERLINK("http://a.cn")', "{=1}"]
)
@pytest.mark.parametrize("lit", [(), ((0, 1),)])
def test_what_looks_like_a_formula_stays_text(text: str, lit: tuple[tuple[int, int], ...]) -> None:
    book = load_workbook(packed(hit(passage(text, *lit), head=report(title=text))))
    cells = (book["摘录"].cell(2, PASSAGE + 1), book["摘录"].cell(2, 1))
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 2
    assert {bool(cell.quotePrefix) for cell in cells} == {not text.startswith("{")}


def test_no_address_becomes_a_link() -> None:
    book = load_workbook(packed(hit(passage("http://a.cn"))))
    assert book["摘录"].cell(2, PASSAGE + 1).hyperlink is None


@pytest.mark.parametrize(
    "text",
    [
        "<r>甲</r>",
        "<r><t>甲</t></r>",
        "<b>",
        "a&b",
        "_x0041_",
        "_x000A_甲",
        "  甲 ",
        "]]>",
        "😀报",
        "\u3000甲",
    ],
)
@pytest.mark.parametrize("lit", [(), ((0, 1),), ((0, 99),)])
def test_a_text_is_never_markup(text: str, lit: tuple[tuple[int, int], ...]) -> None:
    assert shown(hit(passage(text, *lit))) == [text]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert shown(hit(passage("漏\x00报\x1b值\ufffe班\ud800", (0, 3)))) == ["漏报值班"]


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_passage_comes_back_whole(text: str, start: int, end: int) -> None:
    assert shown(hit(passage(text, (start, end)))) == [text]


def test_a_passage_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "漏报😀" * CHUNK
    book = load_workbook(stream := packed(hit(passage(text, (CHUNK - 1, CHUNK + 1)))))
    parts = [str(row[PASSAGE].value) for row in book["摘录"].iter_rows(min_row=2)]
    assert [part.startswith(GONE_ON) for part in parts] == [False, True, True]
    assert [part.endswith(GOES_ON) for part in parts] == [True, True, False]
    assert "".join(part.removeprefix(GONE_ON).removesuffix(GOES_ON) for part in parts) == text
    assert max(len(part.encode("utf-16-le")) // 2 for part in parts) <= workbook.MAX_CELL
    assert stream.getbuffer().nbytes > 0


def test_a_divided_passage_counts_once_and_is_told() -> None:
    written = FORMATS["xlsx"]([hit(passage("漏" * 40_000)), hit()], INFO, io.BytesIO())
    assert written.passages == 2
    assert [notice for notice in written.notices if notice.startswith("1 passages are longer")]


def test_a_title_longer_than_a_cell_is_cut_visibly() -> None:
    (_, row) = rows(hit(head=report(title="长" * 40_000)))
    assert row[0] == "长" * CHUNK + CUT


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    assert len(rows(hit(), hit())) == 3
    with pytest.raises(ExportError, match="write csv"):
        packed(hit(), hit(), hit())


def test_what_was_asked_stands_on_the_second_sheet() -> None:
    lines = [row[0].value for row in opened()["说明"].iter_rows()]
    assert lines == ["检索词：漏报 -误报", "理解为：漏报 NOT 误报", "共 7 节 · 导出时间：2024-05-01 12:00"]


def test_a_row_is_as_high_as_its_text_up_to_the_limit_of_excel() -> None:
    sheet = opened(hit(passage("短")), hit(passage("漏报" * 200)), hit(passage("漏报" * 5000)))["摘录"]
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == sorted(heights)
    assert heights[2] == workbook.MAX_HEIGHT


def test_there_is_nothing_foreign_in_the_package() -> None:
    with zipfile.ZipFile(packed(hit(passage('=WEBSERVICE("http://a.cn")')))) as package:
        names = package.namelist()
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert not [name for name in names if "external" in name or "vba" in name.lower()]
    assert b"<f>" not in sheet
