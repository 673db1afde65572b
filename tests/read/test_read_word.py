"""Word and OpenDocument files: everything on the printed page, in order, with its numbers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from read_samples import BODY, HEADINGS, TITLE, W, docx_bytes, odt_bytes, rich_docx, with_parts

from archive.config import Settings
from archive.parsed import Block
from archive.read import opendocument, word
from archive.read.numerals import open_number, with_label, word_number

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())


def blocks(data: bytes, read: Callable = word.read) -> tuple[Block, ...]:
    return read(data, SETTINGS).blocks


def texts(data: bytes, read: Callable = word.read) -> list[str]:
    return [block.text for block in blocks(data, read)]


def with_body(xml: str, numbering: str = "") -> bytes:
    """A Word file whose body is this XML (prefix `w`), with these lists."""
    document = Document()
    body = document.element.body
    for node in parse_xml(f'<w:body xmlns:w="{W}" xmlns:mc="http://mc">{xml}</w:body>'):
        body.append(node)
    stream = io.BytesIO()
    document.save(stream)
    lists = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'.encode()
    return with_parts(stream.getvalue(), {"word/numbering.xml": lists})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*forms: tuple[str, str]) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )


CHINESE = levels(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%2.%3"))
LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{CHINESE}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_paragraphs_come_in_order_with_the_styles_as_hints() -> None:
    expected = [(TITLE, "title"), *((line, "heading1" if line in HEADINGS else None) for line in BODY)]
    assert [(block.text, block.style) for block in blocks(docx_bytes())] == expected
    assert [block.lines for block in blocks(docx_bytes())][:2] == [(1, 1), (2, 2)]


def test_tables_notes_text_boxes_and_controls_are_read_and_deletions_are_not() -> None:
    found = blocks(rich_docx())
    assert [block.text for block in found[len(BODY) + 1 :]] == [
        "指标 | 数量",
        "造林 | 30",
        "1.建立台账。",
        "2.落实责任。",
        "全年造林面积再创新高。",
        "数据来自年报。",
        "控件里的文字。",
        "文本框里的文字。",
    ]
    assert [block.style for block in found if "|" in block.text] == ["cell", "cell"]


def test_the_numbers_of_lists_are_written_out_and_go_on_across_paragraphs() -> None:
    body = (
        item("情况")
        + item("组织", 1)
        + paragraph("正文。")
        + item("宣传", 1)
        + item("细则", 2)
        + item("问题")
        + item("人员", 1)
    )
    assert texts(with_body(body, LISTS)) == [
        "一、情况", "（一）组织", "正文。", "（二）宣传", "一.二.1 细则", "二、问题", "（一）人员",
    ]  # fmt: skip


def test_a_list_that_starts_anew_does_so_once() -> None:
    assert texts(with_body(item("甲") + item("乙", number=2) + item("丙", number=2), LISTS)) == [
        "一、甲",
        "五、乙",
        "六、丙",
    ]


def test_a_style_brings_its_list_with_it() -> None:
    document = Document(io.BytesIO(with_body("", LISTS)))
    style = document.styles.add_style("章", 1)
    style.base_style = document.styles["Heading 2"]
    style.element.append(parse_xml(f'<w:pPr xmlns:w="{W}"><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    document.add_paragraph("总则", style="章")
    stream = io.BytesIO()
    document.save(stream)
    data = with_parts(
        stream.getvalue(),
        {"word/numbering.xml": f'<w:numbering xmlns:w="{W}">{LISTS}</w:numbering>'.encode()},
    )
    assert [(block.text, block.style) for block in blocks(data)] == [("一、总则", "heading2")]


@pytest.mark.parametrize(
    ("properties", "run", "hint"),
    [
        ('<w:outlineLvl w:val="2"/>', "", "heading3"),
        ('<w:jc w:val="center"/>', "", "centered"),
        ("", "<w:b/>", "bold"),
        ("", '<w:b w:val="0"/>', None),
        ('<w:jc w:val="both"/>', "", None),
        ('<w:outlineLvl w:val="9"/>', "", None),
    ],
)
def test_direct_formatting_is_a_hint_too(properties: str, run: str, hint: str | None) -> None:
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>主要工作</w:t></w:r></w:p>"
    assert blocks(with_body(body))[0].style == hint


def test_what_is_not_to_be_seen_is_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>工</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(with_body(body)) == ["看得见工"]


def test_a_text_box_that_is_written_twice_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    assert texts(with_body(body)) == ["框"]


def test_line_breaks_part_and_tabs_do_not() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    assert texts(with_body(body)) == ["甲", "乙\t丙"]


def test_the_table_of_contents_and_the_headers_are_listed_as_removed() -> None:
    document = Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、主要工作 1", style="toc 1")
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "某局文件"
    stream = io.BytesIO()
    document.save(stream)
    content = word.read(stream.getvalue(), SETTINGS)
    assert [block.text for block in content.blocks] == ["正文。"]
    assert [(item.text, item.reason) for item in content.removed] == [
        ("一、主要工作 1", "contents"),
        ("某局文件", "page-header"),
    ]


def test_a_table_that_lays_out_a_text_is_no_table() -> None:
    cell = "".join(map(paragraph, BODY[:5]))
    body = f"<w:tbl><w:tr><w:tc>{paragraph('总结')}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    assert [(block.text, block.style) for block in blocks(with_body(body))] == [
        (text, None) for text in ("总结", *BODY[:5])
    ]


def test_an_opendocument_text_is_read_alike() -> None:
    found = blocks(odt_bytes(), opendocument.read)
    expected = [(TITLE, "title"), *((line, "heading1" if line in HEADINGS else None) for line in BODY)]
    assert [(block.text, block.style) for block in found[: len(expected)]] == expected
    assert [(block.text, block.style) for block in found[len(expected) :]] == [
        ("（一）建立台账。", None),
        ("（二）落实  责任。", None),
        ("见附表", "centered"),
        ("数据来自年报。", "cell"),
        ("造林 | 30", "cell"),
    ]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (12, "decimal", "12"), (3, "decimalZero", "03"), (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"), (105, "chineseCounting", "一百零五"), (110, "japaneseCounting",
        "一百一十"),
        (1010, "chineseCounting", "一千零一十"), (10000, "chineseCounting", "10000"),
        (21, "ideographDigital", "二一"),
        (2, "chineseLegalSimplified", "贰"), (4, "ideographTraditional", "丁"), (3, "decimalEnclosedCircle",
        "③"),
        (21, "decimalEnclosedCircle", "21"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalFullWidth", "３"), (5, "bullet", ""), (0, "chineseCounting", "0"), (7, "unknown", "7"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(number: int, form: str, written: str) -> None:
    assert word_number(number, form) == written


def test_opendocument_names_forms_by_their_first_numbers() -> None:
    assert [open_number(2, form) for form in ("1", "a", "I", "一, 二, 三, ...", "①, ②, ③, ...", "")] == [
        "2", "b", "II", "二", "②", "",
    ]  # fmt: skip
    assert with_label("第一章", "总则") == "第一章 总则"
    assert with_label("一、", "情况") == "一、情况"


def test_a_note_is_read_once_whoever_refers_to_it() -> None:
    def note(number: int) -> str:
        following = f'<w:r><w:footnoteReference w:id="{number + 1}"/></w:r>' * 2
        text = f"<w:r><w:t>注{number}。</w:t></w:r>"
        return f'<w:footnote w:id="{number}"><w:p>{text}{following}</w:p></w:footnote>'

    # Each refers twice to the next, the last to the first: 2^40 notes for one who follows them all.
    notes = "".join(map(note, range(2, 42))) + note(1)
    package = with_parts(
        rich_docx(), {"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode()}
    )
    assert [text for text in texts(package) if text.startswith("注")] == [f"注{n}。" for n in range(2, 42)]
