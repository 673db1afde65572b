"""CSV: complete, readable by Excel, and harmless in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from export_samples import INFO, hit, passage, report, unknown
from hypothesis import given
from hypothesis import strategies as st

from archive.export import export_stream
from archive.export.table import COLUMNS, guarded
from archive.model import Hit

texts = st.text(st.characters(exclude_categories=("Cs",)))


def written(*hits: Hit) -> bytes:
    stream = io.BytesIO()
    export_stream(hits, INFO, "csv", stream)
    return stream.getvalue()


def rows(*hits: Hit) -> list[dict[str, str]]:
    text = written(*hits).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_everything_that_is_known_of_a_passage() -> None:
    (row,) = rows(hit(passage("夜间值班存在漏报。", (6, 8))))
    assert tuple(row) == COLUMNS
    assert list(row.values()) == [
        "某镇2021年防汛工作总结",
        "某镇防汛办",
        "2021",
        "总结",
        "上半年",
        "2021-07-02",
        "总体情况 › 值班中的漏报问题",
        "存在问题、原因分析",
        "存在问题",
        "夜间值班存在漏报。",
        "reports/a.txt",
        "12",
        "14",
        "",
        "",
        "r1",
        "s1",
        "漏报",
    ]


def test_a_passage_of_a_print_has_its_pages() -> None:
    printed = replace(passage("漏报", (0, 2)), pages=(3, 4))
    (row,) = rows(hit(printed))
    assert (row["起始页"], row["结束页"]) == ("3", "4")


def test_what_is_unknown_is_an_empty_cell() -> None:
    (row,) = rows(unknown())
    assert [row[name] for name in ("报告标题", "单位", "年份", "日期", "章节路径")] == [""] * 5


def test_each_passage_has_a_row() -> None:
    found = rows(hit(passage("甲"), passage("乙")), hit(passage("丙")))
    assert [row["段落"] for row in found] == ["甲", "乙", "丙"]


def test_excel_finds_its_mark_its_line_ends_and_numbers() -> None:
    data = written(hit())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert b",2021," in data and b",12,14," in data


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\t甲",
        "\r甲",
        " =1",
        "\u3000=1",
        "\ufeff=1",
        "\u200b=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        "﹦1",
        " \u3000－1",
        '=HYPERLINK("http://a.cn","点此")',
    ],
)
def test_a_cell_that_begins_like_a_formula_is_disarmed(text: str) -> None:
    (row,) = rows(hit(passage(text), head=report(text, text)))
    assert row["段落"] == row["报告标题"] == row["报告编号"] == "'" + text


@pytest.mark.parametrize("text", ["", "甲=乙", "1-2", "'=1", " 甲", "——甲", "5+1", "(=1)"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(texts, min_size=1, max_size=5))
def test_reading_the_table_gives_the_texts_back(passages: list[str]) -> None:
    found = rows(hit(*map(passage, passages)))
    assert [row["段落"] for row in found] == [guarded(text) for text in passages]


@given(texts)
def test_a_guard_is_one_apostrophe_or_nothing(text: str) -> None:
    assert guarded(text) in (text, "'" + text)
    assert guarded(guarded(text)) == guarded(text)
