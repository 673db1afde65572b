"""Whatever a file is, it ends as text or as one ReadError that says what to do; the others go on."""

from __future__ import annotations

import io
import os
import random
import stat
import sys
import threading
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from mutations import mutated
from read_samples import (
    TEXT,
    docx_bytes,
    html_text,
    mail_bytes,
    odt_bytes,
    seeds,
    with_parts,
    xlsx_bytes,
    zip_bytes,
)

from archive.config import Settings
from archive.errors import ReadError
from archive.parsed import SourceText, Unreadable
from archive.read import find_files, office, read_file, read_texts

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
SMALL = replace(
    SETTINGS,
    max_file_bytes=20_000_000,
    max_unpacked_bytes=30_000_000,
    max_members=50,
    max_pages=20,
    max_paragraphs=1_000,
    max_seconds=30,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyyyyyy">]>'
)


def refusal(path: Path, settings: Settings = SMALL) -> str:
    with pytest.raises(ReadError) as caught:
        read_file(path, settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def pdf_bytes(pages: int) -> bytes:
    """A PDF of blank pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    """A zip file whose one member says that it is encrypted; no library of ours encrypts."""
    data = bytearray(zip_bytes({"a.txt": TEXT.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_entities(data: bytes, name: str) -> bytes:
    def edit(xml: bytes) -> bytes:
        return ENTITIES + xml[xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0 :]

    return with_parts(data, {}, {name: edit})


def newer_zip(of_version: int, by_method: int) -> bytes:
    """A zip file that says to be of a version, and its one member to be packed by a method."""
    data = bytearray(zip_bytes({"a.txt": TEXT.encode()}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[central + 6] = of_version
    data[local + 8] = data[central + 10] = by_method
    return bytes(data)


def false_size() -> bytes:
    """A zip file whose member of 40 MB says that it has 1,000 bytes."""
    data = bytearray(zip_bytes({"a.txt": b" " * 40_000_000}))
    size = data.index(b"PK\x01\x02") + 24
    data[size : size + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


def pdf_bomb(streams: int, size: int, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF with page programs that unpack to `size` bytes each."""
    body = zlib.compress(b"BT (a) Tj ET\n" * (size // 13))
    stream = b"4 0 obj<</Length %d/Filter%b>>stream\n%b\nendstream endobj\n" % (len(body), filters, body)
    return b"%PDF-1.4\n" + stream * streams + b"trailer<</Root 1 0 R>>"


NESTED_MAIL = b"Content-Type: multipart/mixed; boundary=a\n\n" + 9_000 * (
    b"--a\nContent-Type: multipart/mixed; boundary=a\n\n"
)
LONG_HEADER = b"Content-Type: text/plain" + b"".join(b"; a%d=b" % n for n in range(9_000)) + b"\n\na"
MANIFEST = "META-INF/manifest.xml"
ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)
BAD: Mapping[str, tuple[str, bytes, str]] = {
    "a zip bomb": ("a.zip", zip_bytes({f"{n}.txt": b"\0" * 1_000_000 for n in range(40)}), "max_unpacked_mb"),
    "a member beyond the limit": ("a.zip", zip_bytes({"a.txt": b" " * 25_000_000}), "raise max_file_mb"),
    "too many members": ("a.zip", zip_bytes({f"{n}.txt": b"a" for n in range(60)}), "raise max_members"),
    "a zip without readable files": ("a.zip", zip_bytes({"a.png": b"a"}), "no file that can be read"),
    "an encrypted zip": ("a.zip", encrypted_zip(), "encrypted"),
    "a zip of a version to come": ("a.zip", newer_zip(99, zipfile.ZIP_STORED), "zip file version 9.9"),
    "a zip packed in an unknown way": ("a.zip", newer_zip(20, 97), "compression method is not supported"),
    "what is no zip": ("a.zip", b"PK\x03\x04 and nothing else", "no zip file"),
    "a zip inside a zip": ("a.zip", zip_bytes({"b.zip": zip_bytes({"c.txt": b"a"})}), "inside a container"),
    "a name with two dots": ("a.zip", zip_bytes({"../../a.txt": TEXT.encode()}), "leads out"),
    "an absolute name": ("a.zip", zip_bytes({"/etc/a.txt": TEXT.encode()}), "leads out"),
    "a Windows name with two dots": ("a.zip", zip_bytes({"..\\a.txt": TEXT.encode()}), "leads out"),
    "a renamed zip": ("a.docx", zip_bytes({"a.txt": TEXT.encode()}), "no word/document.xml"),
    "a text under the name of Word": ("a.docx", TEXT.encode(), "no zip file"),
    "an old file under a new name": ("a.docx", OLE + b"\0" * 600, "older format"),
    "an encrypted docx": ("a.docx", OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a docx with entities": ("a.docx", with_entities(docx_bytes(), "word/document.xml"), "entities"),
    "an odt with entities": ("a.odt", with_entities(odt_bytes(), "content.xml"), "entities"),
    "an xlsx with entities": ("a.xlsx", with_entities(xlsx_bytes(), "xl/worksheets/sheet1.xml"), "entities"),
    "a docx bomb": ("a.docx", with_parts(docx_bytes(), dict.fromkeys("abcd", b" " * 9_000_000)), "unpacks"),
    "a member that says a false size": ("a.zip", false_size(), "Bad CRC-32"),
    "a pdf bomb": ("a.pdf", pdf_bomb(1, 21_000_000), "raise max_file_mb"),
    "a pdf bomb in parts": ("a.pdf", pdf_bomb(4, 9_000_000), "raise max_unpacked_mb"),
    "a pdf compressed twice": ("a.pdf", pdf_bomb(1, 99, b"[/FlateDecode /FlateDecode]"), "compressed twice"),
    "mails in mails": ("a.eml", NESTED_MAIL, "raise max_seconds"),
    "a header without end": ("a.eml", LONG_HEADER, "raise max_header"),
    "too many lines": ("a.txt", "完成。\n".encode() * 1_001, "raise max_paragraphs"),
    "a spreadsheet under the name of Word": ("a.doc", OLE + b"\0" * 600, "holds no Word document"),
    "bytes under the name of Word": ("a.doc", b"\0\1\2" * 600, "binary"),
    "an encrypted odt": ("a.odt", with_parts(odt_bytes(), {MANIFEST: b"<a:encryption-data/>"}), "encrypted"),
    "an xlsx that is a docx": ("a.xlsx", docx_bytes(), "no xl/workbook.xml"),
    "an encrypted pdf": ("a.pdf", ENCRYPTED_PDF, "encrypted"),
    "what is no pdf": ("a.pdf", TEXT.encode(), "no PDF file"),
    "too many pages": ("a.pdf", pdf_bytes(21), "raise max_pages"),
    "a scan": ("a.pdf", pdf_bytes(3), "OCR"),
    "a page of nothing": ("a.html", b"<html><body><script>a</script></body></html>", "empty"),
    "an mhtml without a page": ("a.mhtml", b"Content-Type: text/plain\n\na", "no web page"),
    "a mail of nothing": ("a.eml", b"From: a\n\n", "empty"),
    "a file beyond the limit": ("a.html", b" " * 20_000_001, "raise max_file_mb"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_what_is_wrong(tmp_path: Path, case: str) -> None:
    name, data, message = BAD[case]
    assert message in refusal(written(tmp_path, name, data))


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    assert "is a link" in refusal(written(tmp_path, "a.zip", stream.getvalue()))


def test_the_pages_of_a_long_pdf_are_all_read(tmp_path: Path) -> None:
    settings = replace(SETTINGS, max_pages=2_000)
    message = refusal(written(tmp_path, "a.pdf", pdf_bytes(2_000)), settings)
    assert "its 2000 pages" in message
    assert "max_pages" in refusal(tmp_path / "a.pdf", replace(settings, max_pages=1_999))


def test_the_seconds_of_a_file_are_counted(tmp_path: Path) -> None:
    settings = replace(SETTINGS, max_seconds=0)
    for name, data in (
        ("a.pdf", pdf_bytes(3)),
        ("a.xlsx", xlsx_bytes()),
        ("a.zip", zip_bytes({"a.txt": TEXT.encode()})),
    ):
        assert "raise max_seconds" in refusal(written(tmp_path, name, data), settings)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_pipes_devices_and_loops_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "not a regular file" in refusal(tmp_path / "pipe.docx")
    assert "check the path" in refusal(tmp_path / "loop.txt")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TEXT.encode())
    path.chmod(0)
    assert "permissions" in refusal(path)


def test_a_file_that_vanishes_is_one_refusal(tmp_path: Path) -> None:
    found = list(find_files([written(tmp_path, "a.txt", TEXT.encode())], SETTINGS))
    (tmp_path / "a.txt").unlink()
    assert [type(text) for text in read_texts(found[0], SETTINGS)] == [Unreadable]


def test_a_file_that_grows_while_it_is_read_is_bounded(tmp_path: Path) -> None:
    path, done = written(tmp_path, "a.txt", TEXT.encode()), threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not done.is_set() and file.tell() < 8_000_000:
                file.write(TEXT.encode())

    writer = threading.Thread(target=grow)
    writer.start()
    settings = replace(SETTINGS, max_file_bytes=1_000_000)
    outcomes = [next(read_texts(path, settings)) for _ in range(20)]
    done.set()
    writer.join()
    assert all(
        "limit" in text.reason or "UTF-8" in text.reason for text in outcomes if isinstance(text, Unreadable)
    )
    assert all(len(text.blocks) < 10_000 for text in outcomes if isinstance(text, SourceText))


@pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
@pytest.mark.parametrize("name", [b"a\nb.txt", b"a\xff\xfe.txt", b"a\x1b[31m.txt"])
def test_a_strange_name_is_shown_on_one_line(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"\xff")
    assert refusal(path).isprintable()


def test_one_bad_member_does_not_stop_the_others(tmp_path: Path) -> None:
    members = {
        "a.txt": TEXT.encode(),
        "b.docx": b"junk",
        "c.html": html_text().encode(),
        "d.png": b"x",
        "../e.txt": b"x",
    }
    texts = list(read_texts(written(tmp_path, "a.zip", zip_bytes(members)), SETTINGS))
    assert [(type(text).__name__, text.path.rpartition("!")[2]) for text in texts] == [
        ("SourceText", "a.txt"),
        ("Unreadable", "b.docx"),
        ("SourceText", "c.html"),
        ("Unreadable", "../e.txt"),
    ]
    assert len({text.digest for text in texts if isinstance(text, SourceText)}) == 1
    assert len({text.seed for text in texts if isinstance(text, SourceText)}) == 2


def test_a_member_is_read_by_its_own_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zip_bytes({"年报/a.txt": TEXT.encode()}))
    assert read_file(Path(f"{path}!年报/a.txt"), SETTINGS, "x.zip!年报/a.txt").path == "x.zip!年报/a.txt"
    assert "not in the file" in refusal(Path(f"{path}!b.txt"))
    odd = written(tmp_path, "b.zip!c.txt", TEXT.encode())
    assert read_file(odd, SETTINGS).member == ""


def test_names_in_the_encoding_of_windows_are_understood(tmp_path: Path) -> None:
    data = zip_bytes({"xxxxxxxx.txt": TEXT.encode()}).replace(b"xxxxxxxx", "年度总结".encode("gb18030"))
    (text,) = read_texts(written(tmp_path, "a.zip", data), SETTINGS)
    assert text.path.endswith("a.zip!年度总结.txt")


def test_a_mail_gives_its_text_below_its_subject_and_its_attachments(tmp_path: Path) -> None:
    for html in (False, True):
        texts = list(read_texts(written(tmp_path, "a.eml", mail_bytes(html)), SETTINGS))
        assert [text.path.rpartition("/")[2] for text in texts] == ["a.eml", "a.eml!总结.docx"]
        first = texts[0]
        assert isinstance(first, SourceText)
        assert [block.text for block in first.blocks[:2]] == ["报送工作总结", TEXT.splitlines()[0]]
        assert first.blocks[1].lines > first.blocks[0].lines


def test_the_user_may_name_the_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Größe\n".encode("latin-1"))
    assert "cannot be decoded" in refusal(path)
    source = read_file(path, replace(SETTINGS, encoding="latin-1"))
    assert (source.blocks[0].text, source.encoding, source.confidence) == ("Größe", "latin-1", None)
    assert "--encoding" in refusal(written(tmp_path, "b.txt", b"\xff"), replace(SETTINGS, encoding="gb18030"))


def test_old_word_files_need_libreoffice_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL", ())
    assert "apt install libreoffice-writer" in refusal(written(tmp_path, "a.doc", OLD_WORD))
    assert read_file(written(tmp_path, "b.doc", docx_bytes()), SETTINGS).blocks
    assert read_file(written(tmp_path, "c.doc", html_text().encode()), SETTINGS).blocks
    assert read_file(written(tmp_path, "d.doc", TEXT.encode("gb18030")), SETTINGS).encoding == "gb18030"


@pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")
def test_a_damaged_word_file_is_refused_and_not_read_as_text(tmp_path: Path) -> None:
    data = bytearray(seeds()[".doc"][0])
    data[512:2048] = bytes(1536)
    assert "damaged" in refusal(written(tmp_path, "a.doc", bytes(data)))


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for LibreOffice")
def test_a_libreoffice_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 300 & echo $! > {tmp_path}/child\nwait\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    path = written(tmp_path, "a.doc", OLD_WORD)
    assert "raise max_seconds" in refusal(path, replace(SETTINGS, max_seconds=1))
    child = int((tmp_path / "child").read_text())
    assert not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes()


@pytest.mark.parametrize(
    "suffix", [".txt", ".html", ".mhtml", ".docx", ".odt", ".xlsx", ".eml", ".zip", ".pdf"]
)
def test_broken_files_give_text_or_a_refusal(tmp_path: Path, suffix: str) -> None:
    chance = random.Random(suffix)
    for number in range(12):
        for seed in seeds().get(suffix, ()):
            path = written(tmp_path, f"{number}{suffix}", mutated(seed, chance))
            assert all(isinstance(text, (SourceText, Unreadable)) for text in read_texts(path, SETTINGS))
