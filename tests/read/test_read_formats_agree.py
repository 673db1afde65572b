"""One folder with the same report in every format: what is understood of it, and that it is one report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from read_samples import TITLE, every_format, rich_office_files, zip_bytes

from archive.cli import group
from archive.config import Settings, load_settings
from archive.parsed import ParsedFile, Report
from archive.pipeline import parse_file
from archive.read import READERS
from archive.read.office import find_program

needs_libreoffice = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    for name, data in every_format().items():
        (folder / name).write_bytes(data)
    return folder


def shape(report: Report) -> list[tuple[str | None, str | None, tuple[str, ...], list[str]]]:
    return [
        (section.number, section.heading, section.types, [paragraph.text for paragraph in section.paragraphs])
        for section in report.sections
    ]


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, ParsedFile]:
    """What is understood of each file, by its name."""
    settings = load_settings(folder, {})
    return {path.name: parse_file(path, settings) for path in sorted(folder.iterdir())}


@needs_libreoffice
def test_the_same_report_is_understood_alike_from_every_format(files: dict[str, ParsedFile]) -> None:
    (expected,) = files["utf-8.txt"].reports
    for name, file in files.items():
        assert file.error is None, name
        (report,) = file.reports
        assert (name, report.title, report.unit, report.year) == (name, TITLE, expected.unit, 2022)
        assert (name, shape(report)) == (name, shape(expected))


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["odt", "pdf", "html"])
def test_tables_lists_and_marks_of_notes_are_read_alike(suffix: str) -> None:
    settings = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
    blocks = READERS[f".{suffix}"].read(rich_office_files(suffix)[suffix], settings).blocks
    texts = [block.text.replace(" ", "") for block in blocks]
    assert [block.text for block in blocks if block.style == "cell"][:2] == ["指标 | 数量", "造林 | 30"]
    assert {"1.建立台账。", "2.落实责任。"} <= set(texts)
    assert any(text.startswith("全年造林面积再创新高。") for text in texts)


def test_the_encoding_and_how_sure_it_is_are_told(files: dict[str, ParsedFile]) -> None:
    encodings = {
        name: files[name].encoding
        for name in ("utf-8.txt", "gb18030.txt", "big5.txt", "utf-16.txt", "page.html")
    }
    assert encodings == {
        "utf-8.txt": "utf-8",
        "gb18030.txt": "gb18030",
        "big5.txt": "big5",
        "utf-16.txt": "utf-16-le",
        "page.html": "gb18030",
    }
    assert all((files[name].encoding_confidence or 0) > 0.7 for name in encodings)
    assert files["report.docx"].encoding_confidence is None


@needs_libreoffice
def test_places_in_a_pdf_are_pages(files: dict[str, ParsedFile]) -> None:
    (report,) = files["report.pdf"].reports
    assert report.pages == (1, 1)
    assert all(paragraph.pages == (1, 1) for section in report.sections for paragraph in section.paragraphs)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(group, arguments, catch_exceptions=False, standalone_mode=False)
    assert result.return_value in (0, None), result.output
    return result.output


@needs_libreoffice
def test_near_copies_are_grouped_across_formats(folder: Path, tmp_path: Path) -> None:
    index = str(tmp_path / "index_data")
    run("index", str(folder), "--index", index)
    (group_of_all,) = json.loads(run("duplicates", "--index", index, "--json"))["groups"]
    assert {Path(member["path"]).name for member in group_of_all["members"]} == set(every_format())
    assert group_of_all["similarity"] > 0.95
    hit = json.loads(run("search", "森林防火", "--index", index, "--file", "report.pdf", "--json"))["hits"][0]
    assert hit["passages"][0]["pages"] == [1, 1]
    assert "report.pdf, p. 1" in run("search", "森林防火", "--index", index, "--file", "report.pdf")
    assert run("open", hit["section"]["id"], "--print", "--index", index).endswith("report.pdf, p. 1\n")


def test_the_members_of_a_zip_are_found_shown_and_leave_with_it(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", str(tmp_path / "index_data")
    corpus.mkdir()
    files = every_format()
    members = {"年报/a.txt": files["utf-8.txt"], "b.docx": files["report.docx"], "c.pdf": b"junk"}
    (corpus / "a.zip").write_bytes(zip_bytes(members))
    (corpus / "z.txt").write_bytes("某局2021年工作总结\n开展河道巡查三十次，取得了明显成效。\n".encode())
    result = CliRunner().invoke(group, ["index", str(corpus), "--index", index], standalone_mode=False)
    assert result.return_value == 3
    assert "a.zip!c.pdf: is no PDF file" in result.stderr
    hits = json.loads(run("search", "森林防火", "--index", index, "--unfold", "--json"))["hits"]
    assert {hit["report"]["path"] for hit in hits} == {"corpus/a.zip!年报/a.txt", "corpus/a.zip!b.docx"}
    assert len({hit["report"]["id"] for hit in hits}) == 2
    original = next(hit for hit in hits if hit["report"]["path"].endswith(".txt"))
    assert "（二）森林防火" in run("show", original["section"]["id"], "--original", "--index", index)
    assert "a.zip!年报/a.txt:5\n" in run("open", original["section"]["id"], "--print", "--index", index)
    (corpus / "a.zip").unlink()
    run("index", str(corpus), "--index", index)
    assert run("list", "--index", index).count("\n") == 1


def test_a_renamed_zip_gives_its_members_the_new_name(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", str(tmp_path / "index_data")
    corpus.mkdir()
    (corpus / "a.zip").write_bytes(zip_bytes({"x.txt": every_format()["utf-8.txt"]}))
    (corpus / "z.txt").write_bytes(every_format()["gb18030.txt"])
    run("index", str(corpus), "--index", index)
    (corpus / "a.zip").rename(corpus / "b.zip")
    assert "1 renamed" in run("index", str(corpus), "--index", index)
    assert "b.zip!x.txt" in run("list", "--index", index)
    assert "a.zip" not in run("list", "--index", index)


def test_an_encoding_that_was_told_is_used_again_for_that_file(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", str(tmp_path / "index_data")
    corpus.mkdir()
    text = "某局2021年工作总结\n一、主要工作\n开展河道巡查三十次，取得了明显成效。\n"
    path = corpus / "a.txt"
    path.write_bytes((text + "Größe\n").encode("gb18030"))
    run("index", str(corpus), "--index", index)
    assert run("search", "河道", "--count", "--index", index) == "1\n"
    path.write_bytes("Report\nOn the Größe of the river.\nIt was measured.\n".encode("latin-1"))
    failed = CliRunner().invoke(group, ["index", str(corpus), "--index", index], standalone_mode=False)
    assert failed.return_value == 3
    assert "1 changed" in run("index", str(path), "--encoding", "latin-1", "--index", index)
    section = run("search", "river", "--ids", "--index", index).strip()
    assert "Größe" in run("show", section, "--original", "--index", index)
    path.write_bytes("Report\nOn the Größe of the river.\nIt was measured twice.\n".encode("latin-1"))
    assert "1 changed" in run("index", str(corpus), "--index", index)
    assert run("search", "river twice", "--count", "--index", index) == "1\n"
