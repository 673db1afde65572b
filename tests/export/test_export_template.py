"""Word templates: their look is kept, their text is not, and what is no template is refused."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt
from export_samples import INFO, hit, passage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import ExportError
from archive.export import Written, export, template
from archive.export.template import FACTS_STYLE, PASSAGE_STYLE, SOURCE_STYLE


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("模板里的旧文字")
    document.add_table(1, 1)
    section = document.sections[0]
    section.page_width = Cm(18.4)
    section.header.paragraphs[0].text = "某某市档案局"
    section.footer.paragraphs[0].text = "内部资料"
    document.styles["Heading 1"].font.size = Pt(33)
    document.styles.add_style(PASSAGE_STYLE, WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(15)
    for name in ("Heading 2", "Heading 3"):
        document.styles[name].element.getparent().remove(document.styles[name].element)
    document.save(str(tmp_path / "模板.docx"))
    return tmp_path / "模板.docx"


def written(source: Path, target: Path) -> tuple[Written, Any]:
    result = export([hit(passage("夜间值班存在漏报。"))], replace(INFO, template=source), target)
    return result, Document(str(target))


def test_styles_header_footer_and_page_are_the_templates(letterhead: Path, tmp_path: Path) -> None:
    _, document = written(letterhead, tmp_path / "out.docx")
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "某某市档案局"
    assert section.footer.paragraphs[0].text == "内部资料"
    assert round(section.page_width.cm, 1) == 18.4
    sizes = [document.styles[name].font.size for name in ("Heading 1", PASSAGE_STYLE)]
    assert sizes == [Pt(33), Pt(15)]


def test_the_text_of_the_template_is_gone(letterhead: Path, tmp_path: Path) -> None:
    _, document = written(letterhead, tmp_path / "out.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "摘录：漏报 -误报"
    assert "模板里的旧文字" not in texts
    assert document.tables == []


def test_a_missing_style_is_made_and_named(letterhead: Path, tmp_path: Path) -> None:
    result, document = written(letterhead, tmp_path / "out.docx")
    (notice,) = result.notices
    assert all(name in notice for name in ("Heading 2", "Heading 3", FACTS_STYLE, SOURCE_STYLE))
    assert not [name for name in ("Heading 1", PASSAGE_STYLE) if name in notice]
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used == {"Title", "Heading 1", "Heading 2", FACTS_STYLE, PASSAGE_STYLE, SOURCE_STYLE}


def test_an_export_of_ours_is_a_template_that_lacks_nothing(tmp_path: Path) -> None:
    export([hit()], INFO, tmp_path / "first.docx")
    result, _ = written(tmp_path / "first.docx", tmp_path / "second.docx")
    assert result == Written(1)


def test_the_template_itself_stays_as_it_was(letterhead: Path, tmp_path: Path) -> None:
    before = letterhead.read_bytes()
    written(letterhead, tmp_path / "out.docx")
    assert letterhead.read_bytes() == before


def zipped(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return packed.getvalue()


def without(part: str) -> bytes:
    """A document that lacks one part of its package."""
    whole, packed = io.BytesIO(), io.BytesIO()
    Document().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(packed, "w") as package:
        for name in source.namelist():
            if name != part:
                package.writestr(name, source.read(name))
    return packed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,  # an encrypted document is an OLE file
        zipped(a="b"),
        zipped(**{"[Content_Types].xml": "<a/>"}),
        zipped(**{"[Content_Types].xml": "no xml"}),
        without("word/document.xml"),
        without("[Content_Types].xml"),
        without("_rels/.rels"),
        without("word/styles.xml"),
    ],
)
def test_what_is_no_word_document_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "模板.docx"
    source.write_bytes(data)
    with pytest.raises(ExportError, match="not a Word document") as caught:
        written(source, tmp_path / "out.docx")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("name", ["missing.docx", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="no such file"):
        written(tmp_path / name, tmp_path / "out.docx")


def test_a_template_that_unpacks_to_too_much_is_refused(
    letterhead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "MAX_UNPACKED", 1 << 20)
    with zipfile.ZipFile(letterhead, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/zeros.bin", bytes(2 << 20))
    with pytest.raises(ExportError, match="more than 1 MB"):
        written(letterhead, tmp_path / "out.docx")


def test_entities_are_refused_and_nothing_outside_is_read(letterhead: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'.encode()
    evil = tmp_path / "evil.docx"
    with zipfile.ZipFile(letterhead) as source, zipfile.ZipFile(evil, "w") as package:
        for name in source.namelist():
            head, end, rest = source.read(name).partition(b"?>")
            if name.startswith("word/header"):
                rest = entity + rest.replace("某某市档案局".encode(), b"&x;")
            package.writestr(name, head + end + rest)
    with pytest.raises(ExportError, match="not a Word document"):
        written(evil, tmp_path / "out.docx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_template_gives_a_document_or_an_export_error(
    letterhead: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(letterhead.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    target = tmp_path / "out.docx"
    try:
        export([hit()], replace(INFO, template=broken), target, force=True)
    except ExportError as error:
        assert "broken.docx" in str(error)
    else:
        assert Document(str(target)).paragraphs
