"""The web page, as a parser of HTML reads it."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from export_samples import INFO, hit, passage, report, section
from hypothesis import given
from hypothesis import strategies as st

from archive.export import ExportInfo, GroupBy, export_stream
from archive.export.base import merged
from archive.model import Hit, Span

hostile = st.text("<>&\"'/=!-[];`{}甲乙ab \u3000", min_size=1)
visible = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1)
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


class Page(HTMLParser):
    """Elements in their order, each with its attributes and all text in it."""

    VOID = frozenset({"meta"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in self.VOID:
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, texts in self._open:
            texts.append(data)

    def of(self, tag: str, kind: str | None = None) -> list[str]:
        """The texts of all elements with this tag, and this class if one is given."""
        return [
            "".join(texts)
            for name, attributes, texts in self.elements
            if name == tag and (kind is None or attributes.get("class") == kind)
        ]


def source(*hits: Hit, info: ExportInfo = INFO) -> str:
    stream = io.BytesIO()
    export_stream(hits, info, "html", stream)
    return stream.getvalue().decode()


def page(*hits: Hit, info: ExportInfo = INFO) -> Page:
    return Page(source(*hits, info=info))


def test_a_page_has_headings_passages_marks_and_sources() -> None:
    shown = page(hit(passage("夜间值班存在漏报。", (6, 8)), copies=4))
    assert shown.of("h1") == ["摘录：漏报 -误报"]
    assert shown.of("h2") == ["目录", "某镇2021年防汛工作总结"]
    assert shown.of("h3") == ["总体情况 › 值班中的漏报问题"]
    assert shown.of("p", "passage") == ["夜间值班存在漏报。"]
    assert shown.of("mark") == ["漏报", "漏报"]
    assert shown.of("p", "source") == ["来源：reports/a.txt:12-14 · 报告 r1 · 章节 s1"]
    assert shown.of("p", "facts")[-1] == "类型：存在问题、原因分析 · 另有 4 处雷同"


@pytest.mark.parametrize(
    ("by", "entries"),
    [
        (None, ["甲报告", "乙报告"]),
        (GroupBy.REPORT, ["甲报告", "乙报告"]),
        (GroupBy.TYPE, ["导语（1 段）", "其他（1 段）"]),
        (GroupBy.YEAR, ["2020年（1 段）", "年份不详（1 段）"]),
    ],
)
def test_the_index_leads_to_every_group(by: GroupBy | None, entries: list[str]) -> None:
    first = hit(head=report("r1", "甲报告", 2020), where=section(types=("导语",)))
    second = hit(head=report("r2", "乙报告", None), where=section(types=("其他",)))
    shown = page(first, second, info=replace(INFO, group_by=by))
    assert shown.of("a") == entries
    targets = [
        attributes["id"] for tag, attributes, _ in shown.elements if tag == "h2" and "id" in attributes
    ]
    assert [attributes["href"] for tag, attributes, _ in shown.elements if tag == "a"] == [
        f"#{t}" for t in targets
    ]


def test_nothing_is_loaded_and_no_script_may_run() -> None:
    shown = page(hit(passage("<script src=//a.cn></script><img src=http://a.cn/b.png onerror=alert(1)>")))
    assert {tag for tag, _, _ in shown.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "nav", "main"),
        *("h1", "h2", "h3", "p", "ol", "li", "a", "mark"),
    }
    assert {name for _, attributes, _ in shown.elements for name in attributes} <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href")
    }
    (policy,) = [
        a["content"] for _, a, _ in shown.elements if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in shown.of("style")[0] and "@import" not in shown.of("style")[0]


@given(st.one_of(visible, hostile), spans)
def test_a_browser_sees_the_text_and_its_marks(text: str, highlights: list[Span]) -> None:
    heads = report(title=text)
    shown = page(hit(passage(text, *highlights), head=heads), info=ExportInfo(text, text, 1))
    assert shown.of("p", "passage") == [text]
    assert shown.of("h2")[1] == text
    marked = [text[start:end] for start, end in merged(highlights)]
    assert shown.of("mark")[1:] == [part for part in marked if part]


def test_control_characters_are_left_out() -> None:
    text = source(hit(passage("漏\x00报\x1b[31m值\x9b班\ud800\ufffe")))
    assert "漏报[31m值班" in text
    assert not [char for char in text if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160)]


def test_a_page_without_passages_has_no_index() -> None:
    assert page().of("nav") == []


def test_paper_has_a_style_of_its_own() -> None:
    assert "@media print" in page().of("style")[0]
