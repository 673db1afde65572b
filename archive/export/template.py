"""The empty Word document that an export fills: ours, or a user's with its header and footer.

Word picks the font of Chinese characters by `w:eastAsia` alone and takes its theme's font, if one
is set, before any other; so every style of ours names both fonts and gives up its theme's.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from ..errors import ExportError
from .base import MAX_PROPERTY, ExportInfo, document_title

PASSAGE_STYLE = "摘录正文"
FACTS_STYLE = "摘录说明"
SOURCE_STYLE = "摘录来源"
OWN_STYLES = (PASSAGE_STYLE, FACTS_STYLE, SOURCE_STYLE)
# A comment where the text goes; an emptied document has no other.
MARK = "passages"

# What official documents (GB/T 9704) are set in, as far as every Word has it.
BODY_FONT = "仿宋"
HEADING_FONT = "宋体"
LATIN_FONT = "Times New Roman"
BODY_SIZE, SMALL_SIZE = Pt(12), Pt(9)
HEADING_SIZES = {"Title": Pt(22), "Heading 1": Pt(16), "Heading 2": Pt(14), "Heading 3": Pt(13)}
GREY = RGBColor(0x70, 0x70, 0x70)
BLACK = RGBColor(0, 0, 0)
# Chinese paragraphs begin two characters in: for Word in hundredths of a character, so that it
# follows the size of the font; others read the length.
INDENT = "200"
A4 = (Cm(21), Cm(29.7))
# A template of a few pages with pictures has some megabytes; this much unpacked is an attack.
MAX_UNPACKED = 256 * 1024 * 1024

_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
# What python-docx, lxml and zipfile raise for a file that is damaged, encrypted or something else.
_BROKEN = (
    OpcError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    AttributeError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty document with every style that an export needs.

    `package` is the file, `text_part` the name of the part in it where the comment MARK stands for
    the text, `styles` the ids of styles by their names. `missing` are the styles that the template
    lacked; they are as without a template.
    """

    package: io.BytesIO
    text_part: str
    styles: Mapping[str, str]
    missing: tuple[str, ...]


def blank(info: ExportInfo) -> Blank:
    """The document to fill, from `info.template` where there is one.

    Raises ExportError for a template that is no Word document.
    """
    document = _opened(info.template) if info.template else _own()
    names = {style.name for style in document.styles}
    missing = tuple(name for name in (*HEADING_SIZES, *OWN_STYLES) if name not in names)
    for name in missing:
        _add_style(document.styles, name)
    document.element.body.insert(0, etree.Comment(MARK))
    _set_properties(document.core_properties, info)
    package = io.BytesIO()
    document.save(package)
    return Blank(
        package,
        str(document.part.partname).removeprefix("/"),
        {style.name: style.style_id for style in document.styles},
        missing if info.template else (),
    )


def _set_properties(properties: Any, info: ExportInfo) -> None:
    properties.title = document_title(info)[:MAX_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "zh-CN"
    if info.created:
        moment = datetime.fromisoformat(info.created)
        # python-docx writes whatever it is given as UTC.
        properties.created = properties.modified = moment.astimezone(UTC) if moment.tzinfo else moment


def _opened(template: Path) -> Any:
    """The template without its text; header, footer and page stay."""
    if not template.is_file():
        raise ExportError(f"{template}: there is no such file; name a Word document (.docx)")
    try:
        _refuse_harm(template)
        document = Document(str(template))
        body = document.element.body
        for element in body[:]:
            if element.tag != qn("w:sectPr"):
                body.remove(element)
        body.get_or_add_sectPr()
    except OSError as error:
        raise ExportError(f"{template}: {error.strerror or error}; name a Word document (.docx)") from error
    except _BROKEN as error:
        raise _no_document(template) from error
    if "w" not in document.element.nsmap:  # the paragraphs to come use this prefix, as Word does
        raise _no_document(template)
    return document


def _refuse_harm(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        parts = package.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            limit = f"{MAX_UNPACKED >> 20} MB"
            raise ExportError(f"{template}: unpacked it has more than {limit}; use a smaller template")
        # Entities are not resolved by python-docx; but a part that has some is none of Word's.
        if any(b"<!DOCTYPE" in package.read(part) for part in parts if part.filename.endswith(".xml")):
            raise _no_document(template)


def _no_document(template: Path) -> ExportError:
    return ExportError(
        f"{template}: not a Word document; open it in Word and save it as .docx without a password"
    )


def _own() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = A4
    styles = document.styles
    _set_font(styles["Normal"], BODY_FONT, BODY_SIZE)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for name in HEADING_SIZES:
        _set_heading(styles[name])
    _number_pages(section.footer.paragraphs[0])
    return document


def _add_style(styles: Any, name: str) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in HEADING_SIZES)
    style.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    if name in HEADING_SIZES:
        _set_heading(style)
    elif name == PASSAGE_STYLE:
        _set_passage(style)
    else:
        style.font.size, style.font.color.rgb = SMALL_SIZE, GREY
        style.paragraph_format.keep_with_next = name == FACTS_STYLE
        style.paragraph_format.space_after = Pt(6 if name == FACTS_STYLE else 10)


def _set_passage(style: Any) -> None:
    style.font.size = BODY_SIZE
    style.paragraph_format.space_after = Pt(2)
    # Its source shall not stand alone on the next page.
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.first_line_indent = 2 * BODY_SIZE
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), INDENT)


def _set_heading(style: Any) -> None:
    _set_font(style, HEADING_FONT, HEADING_SIZES[style.name])
    style.font.color.rgb = BLACK
    style.font.bold = True
    style.paragraph_format.keep_with_next = True
    level = style.name.removeprefix("Heading ")
    if level.isdecimal():
        # The navigation pane goes by it.
        outline = style.element.get_or_add_pPr().find(qn("w:outlineLvl"))
        if outline is None:
            outline = OxmlElement("w:outlineLvl")
            style.element.pPr.append(outline)
        outline.set(qn("w:val"), str(int(level) - 1))


def _set_font(style: Any, font: str, size: Any) -> None:
    style.font.name = LATIN_FONT
    style.font.size = size
    fonts = style.element.rPr.rFonts
    for theme in _THEME:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _number_pages(paragraph: Any) -> None:
    """Put `— 1 —` into a footer, as official documents have it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(OxmlElement("w:r"))
    paragraph._p.append(number)
    paragraph.add_run(" —")
