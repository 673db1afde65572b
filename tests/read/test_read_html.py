"""Saved web pages: all of the article, little of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_samples import BODY, LINES, TITLE, html_text, mhtml_bytes

from archive.config import Settings
from archive.errors import ReadError
from archive.read import html, mail

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
MENU = "<div class=nav><ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(9)) + "</ul></div>"
OTHERS = (
    "<div class=sidebar><h3>相关文章</h3>"
    + "".join(f"<p><a href=/{n}>某局20{n}年总结</a></p>" for n in range(10, 19))
    + "</div>"
)
FOOT = "<div class=footer>版权所有 某网 备案12345号</div>"


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8></head><body>{MENU}{body}{OTHERS}{FOOT}</body></html>".encode()


def texts(data: bytes) -> list[str]:
    return [block.text for block in html.read(data, SETTINGS).blocks]


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_the_article_is_kept_and_the_page_is_listed_as_removed() -> None:
    content = html.read(html_text().encode("gb18030"), SETTINGS)
    assert [block.text for block in content.blocks] == list(LINES)
    assert content.blocks[0].style == "heading1"
    assert {removed.reason for removed in content.removed} == {"page-frame"}
    assert "栏目3" in {removed.text for removed in content.removed}


@pytest.mark.parametrize(
    "article",
    [
        f"<div class=main>{paragraphs(LINES)}</div>",
        f"<table><tr><td>左栏</td><td><font size=2>{'<br>&nbsp;'.join(LINES)}</font></td></tr></table>",
        "<div>" + "".join(f"<div><span style='color:red'>{line}</span></div>" for line in LINES) + "</div>",
        f"<div>{paragraphs(LINES[:6])}</div><div class=ad>推广</div><div>{paragraphs(LINES[6:])}</div>",
        f"<div>{paragraphs(LINES[:6])}</div><div style='display:none'>{paragraphs(LINES[6:])}</div>",
        f"<pre>{chr(10).join(LINES)}</pre>",
    ],
    ids=["paragraphs", "layout table", "divisions", "two halves", "hidden second page", "verbatim"],
)  # fmt: skip
def test_no_line_of_an_article_is_lost_whatever_it_is_made_of(article: str) -> None:
    found = texts(page(article))
    assert [line for line in found if line in LINES] == list(LINES)
    assert not {"栏目1", "相关文章", "某局2015年总结"} & set(found)


def test_a_collection_is_kept_whole() -> None:
    reports = [
        tuple(line.replace("林业", kind) for line in LINES) for kind in ("水利", "农业", "交通", "教育")
    ]
    body = "".join(
        f"<h2>篇{n}</h2>{paragraphs(report)}<div class=ad></div>" for n, report in enumerate(reports, 1)
    )
    found = texts(page(f"<div class=content>{body}</div>"))
    assert [line for line in found if line.startswith("篇")] == ["篇1", "篇2", "篇3", "篇4"]
    assert all(line in found for report in reports for line in report)


def test_a_table_of_figures_has_a_line_for_each_row() -> None:
    rows = "<table border=1><tr><th>单位</th><th>数量</th></tr><tr><td>甲镇</td><td>30</td></tr></table>"
    content = html.read(page(f"<div>{paragraphs(LINES[:6])}{rows}{paragraphs(LINES[6:])}</div>"), SETTINGS)
    assert [block.text for block in content.blocks if block.style == "cell"] == ["单位 | 数量", "甲镇 | 30"]


def test_numbers_of_lists_are_written_unless_the_items_have_their_own() -> None:
    lists = (
        "<ol><li>组织领导</li><li>二、宣传</li></ol><ol type=a start=3><li>丙</li></ol><ul><li>丁</li></ul>"
    )
    found = texts(page(f"<div>{paragraphs(LINES[:6])}{lists}{paragraphs(LINES[6:])}</div>"))
    assert [line for line in found if line not in LINES] == ["1.组织领导", "二、宣传", "c.丙", "丁"]


def test_marks_of_notes_and_margins_of_a_print_are_not_text() -> None:
    marked = "<p>完成造林30亩<a href='#n1'><sup>[1]</sup></a>。</p><p>见<a href='#s2'>第二部分</a>。</p>"
    foot = "<div title=footer><p>内部资料</p></div>"
    found = texts(f"<html><body>{paragraphs(LINES)}{marked}{foot}</body></html>".encode())
    assert found == [*LINES, "完成造林30亩。", "见第二部分。"]


def test_links_below_an_article_are_not_of_it() -> None:
    article = f"<div class=con><h1>{TITLE}</h1>{paragraphs(BODY)}</div>"
    found = texts(f"<html><body>{MENU}{article}<div><a href=/>关于我们</a></div></body></html>".encode())
    assert found == list(LINES)


def test_the_look_of_a_line_is_a_hint() -> None:
    body = f"<p align=center>{TITLE}</p><p><b>一、主要工作</b></p><p>其中<b>两项</b>工作</p>" + paragraphs(
        BODY
    )
    styles = {block.text: block.style for block in html.read(page(f"<div>{body}</div>"), SETTINGS).blocks}
    assert (styles[TITLE], styles["一、主要工作"], styles["其中两项工作"]) == ("centered", "bold", None)


def test_scripts_readings_and_hidden_words_are_not_text() -> None:
    body = "<p>推进<span style='display:none'>复制</span><ruby>工<rt>gōng</rt></ruby>作</p>"
    body += "<script>var a</script><style>p{}</style>"
    found = texts(page(f"<div>{body}{paragraphs(BODY)}</div>"))
    assert found[0] == "推进工作"
    assert not any("var a" in line or "p{}" in line for line in found)


def test_line_ends_inside_a_paragraph_are_no_blanks_between_han() -> None:
    assert "推进各项工作 in 2020" in texts(
        page(f"<div><p>推进\n  各项工作\nin 2020</p>{paragraphs(BODY)}</div>")
    )


@pytest.mark.parametrize(
    ("codec", "declared"), [("gb18030", "gb2312"), ("cp950", "big5"), ("utf-8", "gbk"), ("gb18030", "")]
)
def test_the_encoding_is_declared_or_found_out(codec: str, declared: str) -> None:
    text = html_text().replace(
        "<head>", f'<head><meta http-equiv=Content-Type content="text/html; charset={declared}">'
    )
    text = text.replace("综", "") if codec == "cp950" else text
    data = text.encode(codec, "ignore")
    assert html.read(data, SETTINGS).blocks[0].text == TITLE.encode(codec, "ignore").decode(codec)


def test_a_page_saved_as_one_file_is_read_like_the_page() -> None:
    assert [block.text for block in mail.read_page(mhtml_bytes(), SETTINGS).blocks] == list(LINES)


def test_a_page_without_an_article_gives_what_there_is() -> None:
    assert texts("<html><body><h1>通知</h1><p>完成三项。</p></body></html>".encode()) == [
        "通知",
        "完成三项。",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<div>" * 10_000_000, "400; raise max_depth"),
        (b"<p><b>" * 5_000, "400; raise max_depth"),
        (
            b"<p>" + b"".join(b"<b a%d>" % n for n in range(300)) + b"</p>" + b"<p>a</p>" * 9_000,
            "1,000,000; raise max_elements",
        ),
        (b"<p>" * 1_000_001, "1,000,000; raise max_elements"),
        (b"<p " + b"".join(b"a%d " % n for n in range(20_000)) + b">", "1,000; raise max_attributes"),
    ],
    ids=[
        "50 MB of nesting",
        "formatting left open",
        "formatting opened anew",
        "too many",
        "too many attributes",
    ],
)
def test_a_page_that_would_keep_a_parser_busy_for_minutes_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        html.read(data, SETTINGS)
