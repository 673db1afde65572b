"""One report in many formats, and files that are wrong in one way each, made anew for every test run."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from opencc import OpenCC
from openpyxl import Workbook

from archive.read.office import find_program

TITLE = "青石县林业局2022年度工作总结"
BODY = (
    "2022年以来，我局在县委、县政府的正确领导下，紧紧围绕生态建设目标，扎实推进各项林业工作，现将全年工作情况总结如下。",
    "一、主要工作情况",
    "（一）造林绿化稳步推进。全年完成人工造林一万二千亩，封山育林三万亩，义务植树四十五万株，全县森林覆盖率提高到百分之五十八点六，"
    "超额完成了市里下达的各项任务指标，绿化成果得到群众的普遍认可。",
    "（二）森林防火常抓不懈。修订完善应急预案，组建半专业扑火队伍十二支，配备风力灭火机八十六台，开展应急演练六次，全年没有发生较大以上森林火灾。",
    "（三）资源管护不断加强。严格执行林木采伐限额制度，查处各类涉林案件十七起，收缴罚款九万元，有力震慑了违法犯罪行为。",
    "二、存在的问题",
    "一是林业专业技术人员缺乏，年龄结构老化，基层站所平均只有两名技术人员，难以满足工作需要。",
    "二是管护经费投入不足，护林员待遇偏低，部分林区道路和通信设施建设滞后。",
    "三、下一步工作打算",
    "下一步，我局将加大人才引进和培训力度，积极争取上级资金支持，加快补齐林区基础设施短板，推动全县林业工作再上新台阶。",
    "青石县林业局",
    "2022年12月20日",
)
LINES = (TITLE, *BODY)
TEXT = "\n".join(LINES) + "\n"
HEADINGS = frozenset(line for line in BODY if line[1] == "、")


def docx_bytes() -> bytes:
    """The report as Word's own styles would have it."""
    document = Document()
    document.add_paragraph(TITLE, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in BODY:
        document.add_paragraph(line, style="Heading 1" if line in HEADINGS else None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html_text() -> str:
    """The report on a page of a site, without a word on its encoding."""
    links = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(9))
    body = "".join(f"<h2>{line}</h2>" if line in HEADINGS else f"<p>　　{line}</p>" for line in BODY)
    return (
        f"<html><head><title>{TITLE}</title><script>var hidden = '不该出现';</script></head><body>"
        f"<div class='nav'><ul>{links}</ul></div><div id='article'><h1>{TITLE}</h1>{body}</div>"
        f"<div class='footer'><a href='/about'>关于我们</a> | <a href='/map'>网站地图</a></div></body></html>"
    )


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """LibreOffice's settings, gone at the end: to write them anew takes it as long as to convert a file."""
    return tempfile.TemporaryDirectory()


def converted(data: bytes, suffixes: Iterable[str]) -> dict[str, bytes]:
    """A docx file in other formats, by LibreOffice."""
    program = find_program()
    assert program is not None
    made = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(data)
        profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
        for suffix in suffixes:
            command = [
                program,
                profile,
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                name,
                f"{name}/report.docx",
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made[suffix] = (folder / f"report.{suffix}").read_bytes()
    return made


@cache
def office_files() -> dict[str, bytes]:
    """The report as LibreOffice writes it, by suffix; nothing where it is not installed."""
    return converted(docx_bytes(), ("doc", "rtf", "pdf", "odt", "html")) if find_program() else {}


@cache
def rich_office_files(*suffixes: str) -> dict[str, bytes]:
    """The report with a table, a note, a list and a text box as LibreOffice writes it, by suffix."""
    return converted(rich_docx(), suffixes) if find_program() else {}


def every_format() -> dict[str, bytes]:
    """File names and bytes of the report in all formats; the last ones need LibreOffice."""
    docx = docx_bytes()
    files = {
        "utf-8.txt": TEXT.encode(),
        "gb18030.txt": TEXT.encode("gb18030"),
        "big5.txt": OpenCC("s2tw").convert(TEXT).encode("cp950"),
        "utf-16.txt": TEXT.encode("utf-16"),
        "page.html": html_text().encode("gb18030"),
        "report.docx": docx,
    }
    return files | {f"report.{suffix}": data for suffix, data in office_files().items()}


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def rich_docx() -> bytes:
    """A Word file with a numbered list, a table, a text box, a footnote and a content control."""
    document = Document(io.BytesIO(docx_bytes()))
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("指标", "数量", "造林", "30"), strict=True
    ):
        cell.text = text
    for text in ("建立台账。", "落实责任。"):
        document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    edits = {
        "word/document.xml": _with_extras,
        "word/_rels/document.xml.rels": lambda xml: xml.replace(b"</Rel", _NOTES_RELATION + b"</Rel"),
        "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", _NOTES_TYPE + b"</Types>"),
    }
    return with_parts(stream.getvalue(), {"word/footnotes.xml": FOOTNOTES}, edits)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>数据来自年报。</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
).encode()
_NOTES_RELATION = (
    b'<Relationship Id="rIdNotes" Target="footnotes.xml"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
)
_NOTES_TYPE = (
    b'<Override PartName="/word/footnotes.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
)
_EXTRAS = (
    "<w:p><w:r><w:t>全年造林面积</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
    "<w:ins><w:r><w:t>再创新高。</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>已删除</w:delText></w:r></w:del></w:p>"
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的文字。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' id='box' type='#_x0000_t202'"
    " style='width:200pt;height:60pt'><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>文本框里的文字。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def _with_extras(xml: bytes) -> bytes:
    return xml.replace(b"<w:sectPr", _EXTRAS.encode() + b"<w:sectPr", 1)


def with_parts(
    package: bytes, new: Mapping[str, bytes], edited: Mapping[str, Callable[[bytes], bytes]] | None = None
) -> bytes:
    """An office file with parts added, replaced or edited."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    for name, edit in (edited or {}).items():
        members[name] = edit(members[name])
    return zip_bytes(members | dict(new))


def xlsx_bytes() -> bytes:
    """A table of figures with a percentage and a date."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位", "完成率", "日期"])
    sheet.append(["青石镇", 0.856, date(2022, 12, 1)])
    sheet["B2"].number_format = "0.0%"
    second = book.create_sheet("存在问题")
    second.append(["人员不足", 3])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mail_bytes(html: bool = False) -> bytes:
    """A mail with the report as its text and as an attachment."""
    message = EmailMessage()
    message["Subject"] = "报送工作总结"
    message.set_content(
        html_text() if html else TEXT, subtype="html" if html else "plain", charset="gb18030", cte="base64"
    )
    message.add_attachment(docx_bytes(), maintype="application", subtype="msword", filename="总结.docx")
    return message.as_bytes()


def mhtml_bytes() -> bytes:
    """The page as a browser saves it in one file."""
    message = EmailMessage()
    message.set_content(html_text(), subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif")
    return message.as_bytes()


def odt_bytes() -> bytes:
    """The report as OpenDocument, with a list, a table and a note, as LibreOffice writes them."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{name}="{space}{name}:1.0"' for name in ("office", "text", "table", "style"))
    names += f' xmlns:fo="{space}xsl-fo-compatible:1.0" xmlns:draw="{space}drawing:1.0"'
    lines = "".join(
        f'<text:h text:outline-level="1">{line}</text:h>' if line in HEADINGS else f"<text:p>{line}</text:p>"
        for line in BODY
    )
    return zip_bytes(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": b"<manifest/>",
            "styles.xml": f"<office:document-styles{names}/>".encode(),
            "content.xml": _ODT.format(names=names, title=TITLE, lines=lines).encode(),
        }
    )


_ODT = (
    "<office:document-content{names}><office:automatic-styles>"
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2"><style:paragraph-properties fo:text-align="center"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="一, 二, 三, ..."'
    ' style:num-prefix="（" style:num-suffix="）"/></text:list-style>'
    "</office:automatic-styles><office:body><office:text>"
    '<text:p text:style-name="P1">{title}</text:p>{lines}'
    '<text:list text:style-name="L1"><text:list-item><text:p>建立台账。</text:p></text:list-item>'
    "<text:list-item><text:p>落实<text:s text:c='2'/>责任。</text:p></text:list-item></text:list>"
    '<text:p text:style-name="P2">见附表<text:note><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>数据来自年报。</text:p></text:note-body></text:note></text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>造林</text:p></table:table-cell>"
    "<table:table-cell><text:p>30</text:p></table:table-cell></table:table-row></table:table>"
    "<text:tracked-changes><text:p>已删除</text:p></text:tracked-changes>"
    "</office:text></office:body></office:document-content>"
)


@cache
def seeds() -> dict[str, list[bytes]]:
    """Valid files of each format, to be broken; those that only LibreOffice writes where it is installed."""
    own = {
        ".txt": [TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16")],
        ".html": [html_text().encode(), html_text().encode("gb18030")],
        ".mhtml": [mhtml_bytes()],
        ".docx": [docx_bytes(), rich_docx()],
        ".odt": [odt_bytes()],
        ".xlsx": [xlsx_bytes()],
        ".eml": [mail_bytes(), mail_bytes(html=True)],
        ".zip": [
            zip_bytes({"a.txt": TEXT.encode(), "年报/b.html": html_text().encode(), "c.docx": docx_bytes()})
        ],
    }
    for suffix, data in office_files().items():
        own.setdefault(f".{suffix}", []).append(data)
    return own
