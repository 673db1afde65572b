"""Markdown, plain text and JSON Lines: what stands in them."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata

import pytest
from export_samples import INFO, hit, passage, report, section, unknown
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with rich

from archive.export import ExportInfo, export_stream
from archive.export.base import merged, pieces
from archive.model import Hit, Span, plain

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)
visible = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(str.strip)


hostile = st.text('*_`[]()<>&#~|+-=.:1 2!\\"“”《》，、甲乙ab\u3000$^{}/', min_size=1).filter(str.strip)


def letters(text: str) -> str:
    """What of a text can be bold: punctuation at the ends of a highlight is left outside."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LMN")


def written(fmt: str, *hits: Hit, info: ExportInfo = INFO) -> str:
    stream = io.BytesIO()
    export_stream(hits, info, fmt, stream)
    return stream.getvalue().decode("utf-8")


MD = """\
> 检索词：漏报 -误报  
> 理解为：漏报 NOT 误报  
> 共 7 节 · 导出时间：2024-05-01 12:00  

# 某镇2021年防汛工作总结

某镇防汛办 · 2021年 · 总结 · 上半年 · 2021-07-02

## 总体情况 › 值班中的**漏报**问题

类型：存在问题、原因分析 · 另有 4 处雷同

夜间值班存在**漏报**。

来源：reports/a.txt:12-14 · 报告 r1 · 章节 s1

# （无标题） reports/b.txt:1-3

其他

## （标题前正文）

类型：其他

无题之文。

来源：reports/b.txt:3 · 报告 r9 · 章节 s9
"""  # noqa: W291 - two spaces at the end of a line are Markdown's line break

TXT = """\
检索词：漏报 -误报
理解为：漏报 NOT 误报
共 7 节 · 导出时间：2024-05-01 12:00

========================================
某镇2021年防汛工作总结
某镇防汛办 · 2021年 · 总结 · 上半年 · 2021-07-02

总体情况 › 值班中的【漏报】问题
类型：存在问题、原因分析 · 另有 4 处雷同

  夜间值班存在【漏报】。
  来源：reports/a.txt:12-14 · 报告 r1 · 章节 s1

========================================
（无标题） reports/b.txt:1-3
其他

（标题前正文）
类型：其他

  无题之文。
  来源：reports/b.txt:3 · 报告 r9 · 章节 s9
"""


@pytest.mark.parametrize(("fmt", "expected"), [("md", MD), ("txt", TXT)])
def test_every_passage_stands_with_its_source(fmt: str, expected: str) -> None:
    first = hit(passage("夜间值班存在漏报。", (6, 8)), copies=4)
    assert written(fmt, first, unknown()) == expected


@pytest.mark.parametrize("fmt", ["md", "txt"])
def test_following_hits_of_a_report_share_its_title(fmt: str) -> None:
    other = report("r2", "某镇2022年计划")
    hits = [hit(), hit(where=section("s2", "夜间")), hit(head=other), hit()]
    text = written(fmt, *hits)
    assert (text.count("某镇2021年防汛工作总结"), text.count("某镇2022年计划")) == (2, 1)


@pytest.mark.parametrize("fmt", ["md", "txt"])
def test_the_understanding_is_shown_only_where_it_differs(fmt: str) -> None:
    assert "理解为" not in written(fmt, info=ExportInfo("漏报", "漏报", 0))
    assert "导出时间" not in written(fmt, info=ExportInfo("漏报", "漏报", 0))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 不是标题", "\\# 不是标题"),
        ("- 不是列表", "\\- 不是列表"),
        ("+ 不是列表", "\\+ 不是列表"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("1.加强管理 2.5%", "1.加强管理 2.5%"),
        ("2020) 不是列表", "2020\\) 不是列表"),
        ("---", "\\---"),
        ("    不是代码", "不是代码"),
        ("*名*同志_a_", "\\*名\\*同志\\_a\\_"),
        ("[甲](乙) `丙`", "\\[甲\\](乙) \\`丙\\`"),
        ("<script>&nbsp;", "\\<script\\>\\&nbsp;"),
        ("甲\n- 乙", "甲 - 乙"),
        ("甲|乙~~丙~~ $x$", "甲\\|乙\\~\\~丙\\~\\~ \\$x\\$"),
    ],
)
def test_markdown_shows_the_text_as_it_stands(text: str, shown: str) -> None:
    assert f"\n{shown}\n" in written("md", hit(passage(text)))


@pytest.mark.parametrize(
    ("text", "highlight", "shown"),
    [
        ("抓“网络安全”工作", (1, 7), "抓“**网络安全**”工作"),
        ("抓《条例》学习", (1, 5), "抓《**条例**》学习"),
        ("共 5% 漏报", (1, 5), "共 **5**% 漏报"),
        ("抓*，*工作", (1, 4), "抓\\*，\\*工作"),
        ("（漏报）", (0, 4), "（**漏报**）"),
    ],
)
def test_markdown_puts_bold_inside_of_punctuation(text: str, highlight: Span, shown: str) -> None:
    assert f"\n{shown}\n" in written("md", hit(passage(text, highlight)))


@given(st.one_of(visible, hostile), spans)
def test_a_reader_of_markdown_sees_the_text_and_its_highlights_in_bold(
    text: str, highlights: list[Span]
) -> None:
    page = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(written("md", hit(passage(text, *highlights))))
    )
    shown = re.findall("<p>(.*?)</p>", page, re.DOTALL)[3]
    bold = re.findall("<strong>(.*?)</strong>", shown, re.DOTALL)
    assert html.unescape(re.sub("</?strong>", "", shown)) == text.strip()
    marked = [letters(text[start:end]) for start, end in merged(highlights)]
    assert [letters(html.unescape(part)) for part in bold] == [part for part in marked if part]


@given(visible, spans)
def test_plain_text_holds_each_passage_text(text: str, highlights: list[Span]) -> None:
    bare = text.translate({ord("【"): None, ord("】"): None}).strip() or "空"
    shown = written("txt", hit(passage(bare, *highlights)))
    assert f"\n  {bare}\n" in shown.translate({ord("【"): None, ord("】"): None})


@pytest.mark.parametrize(
    ("highlights", "result"),
    [
        ([], []),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 3), (2, 5)], [(0, 5)]),
        ([(0, 5), (1, 2)], [(0, 5)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(1, 1), (4, 2)], []),
        ([(0, 2), (0, 2)], [(0, 2)]),
    ],
)
def test_highlights_are_merged(highlights: list[Span], result: list[Span]) -> None:
    assert merged(highlights) == result


@given(st.text(max_size=25), spans)
def test_pieces_join_to_the_text_and_light_up_what_was_marked(text: str, highlights: list[Span]) -> None:
    cut = list(pieces(text, highlights))
    assert "".join(piece for piece, _ in cut) == text
    marked = {i for start, end in highlights for i in range(start, end)}
    lit = "".join(char for i, char in enumerate(text) if i in marked)
    assert "".join(piece for piece, is_lit in cut if is_lit) == lit


def test_json_lines_are_the_hits_of_the_contract() -> None:
    first, second = hit(passage(), passage("又一次。"), copies=1), unknown()
    lines = [json.loads(line) for line in written("jsonl", first, second).splitlines()]
    assert lines == [{"format_version": 1, **plain(first)}, {"format_version": 1, **plain(second)}]


def test_hits_are_taken_one_by_one() -> None:
    stream = io.BytesIO()
    seen: list[int] = []

    def hits() -> object:
        for _ in range(5):
            seen.append(len(stream.getvalue()))
            yield hit()

    export_stream(hits(), INFO, "jsonl", stream)  # type: ignore[arg-type]
    assert seen == sorted(set(seen))
