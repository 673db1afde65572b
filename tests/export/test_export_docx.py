"""Word documents, opened again with python-docx."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from export_samples import INFO, hit, passage, report, section, unknown
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ExportError
from archive.export import FORMATS, ExportInfo, GroupBy, word
from archive.export.template import FACTS_STYLE, PASSAGE_STYLE, SOURCE_STYLE
from archive.model import Hit


def opened(*hits: Hit, info: ExportInfo = INFO) -> Any:
    stream = io.BytesIO()
    FORMATS["docx"](iter(hits), info, stream)
    return Document(stream)


def texts(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def lit(document: Any, style: str) -> list[str]:
    runs = [run for p in document.paragraphs if p.style.name == style for run in p.runs]
    return [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]


def test_a_document_has_headings_passages_highlights_and_sources() -> None:
    first = hit(passage("夜间值班存在漏报。", (6, 8)), passage("漏报漏报", (0, 2), (2, 4)), copies=2)
    document = opened(first, hit(where=section("s2", "夜间")), unknown())
    assert texts(document, "Title") == ["摘录：漏报 -误报"]
    assert texts(document, "Heading 1") == ["某镇2021年防汛工作总结", "（无标题） reports/b.txt:1-3"]
    assert texts(document, "Heading 2") == [
        "总体情况 › 值班中的漏报问题",
        "总体情况 › 夜间",
        "（标题前正文）",
    ]
    assert texts(document, PASSAGE_STYLE)[:2] == ["夜间值班存在漏报。", "漏报漏报"]
    assert lit(document, PASSAGE_STYLE) == ["漏报", "漏报漏报"]
    assert lit(document, "Heading 2") == ["漏报"]
    assert texts(document, FACTS_STYLE)[:5] == [
        "检索词：漏报 -误报",
        "理解为：漏报 NOT 误报",
        "共 7 节 · 导出时间：2024-05-01 12:00",
        "某镇防汛办 · 2021年 · 总结 · 上半年 · 2021-07-02",
        "类型：存在问题、原因分析 · 另有 2 处雷同",
    ]
    assert texts(document, SOURCE_STYLE)[0] == "来源：reports/a.txt:12-14 · 报告 r1 · 章节 s1"


def test_groups_are_the_outermost_headings() -> None:
    document = opened(
        hit(), hit(where=section("s2", types=("导语",))), info=replace(INFO, group_by=GroupBy.TYPE)
    )
    assert texts(document, "Heading 1") == ["导语（1 段）", "存在问题、原因分析（1 段）"]
    assert texts(document, "Heading 2") == ["某镇2021年防汛工作总结"] * 2
    assert len(texts(document, "Heading 3")) == 2


@pytest.mark.parametrize("style", ["Normal", "Title", "Heading 1", "Heading 2", "Heading 3"])
def test_every_style_names_a_chinese_font(style: str) -> None:
    fonts = opened().styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) in ("宋体", "仿宋")
    assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_pages_are_numbered_and_headings_are_in_the_navigation_pane() -> None:
    document = opened(hit())
    assert "PAGE" in document.sections[0].footer._element.xml
    levels = [document.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl")) for level in (1, 2, 3)]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1", "2"]


def test_a_passage_is_on_the_page_of_its_source() -> None:
    styles = opened().styles
    kept = (PASSAGE_STYLE, FACTS_STYLE, "Heading 1", "Heading 2", "Heading 3")
    assert all(styles[name].paragraph_format.keep_with_next for name in kept)
    assert not styles[SOURCE_STYLE].paragraph_format.keep_with_next


@pytest.mark.parametrize("text", ["<w:p/>", "甲&乙", "a > b", "]]>", "<!--passages-->", "'\"", "  甲  "])
def test_markup_in_a_passage_is_text(text: str) -> None:
    assert texts(opened(hit(passage(text), head=report(title=text))), PASSAGE_STYLE) == [text]


def test_more_than_a_document_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_PART", 2000)
    with pytest.raises(ExportError, match="narrow the query"):
        opened(hit(passage("漏报" * 1000)))


def test_more_than_word_opens_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_CHARACTERS", 2000)
    written = FORMATS["docx"]([hit(passage("漏报" * 1000))], INFO, io.BytesIO())
    assert [notice for notice in written.notices if "32 MB" in notice]


def test_the_properties_name_the_query_and_nobody() -> None:
    properties = opened().core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("摘录：漏报 -误报", "", "")
    assert properties.created.replace(tzinfo=None) == datetime(2024, 5, 1, 12)


def test_a_time_with_a_zone_is_kept_as_universal_time() -> None:
    info = ExportInfo("漏报", "漏报", 1, "2024-05-01T08:00:00+08:00")
    assert opened(info=info).core_properties.created.replace(tzinfo=None) == datetime(2024, 5, 1)


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    document = opened(hit(passage("漏\x00报\x1b值\ufffe班\ud800", (0, 3)), head=report(title="甲\x01乙")))
    assert texts(document, PASSAGE_STYLE) == ["漏报值班"]
    assert texts(document, "Heading 1") == ["甲乙"]


def test_a_very_long_query_still_gives_a_title() -> None:
    long = "漏报 " * 3000
    assert len(opened(info=ExportInfo(long, long, 1)).core_properties.title) <= 255


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_passage_comes_back_whole(text: str, start: int, end: int) -> None:
    assert texts(opened(hit(passage(text, (start, end)))), PASSAGE_STYLE) == [text]
