"""Exports as an office program and a browser show them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import group

CORPUS = Path(__file__).parents[2] / "corpus"
# A module of LibreOffice that is there with Calc only; without it a workbook is not opened.
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")
BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shown")
    shutil.copytree(CORPUS, home / "corpus")
    return home / "index_data"


def exported(index: Path, target: Path, *options: str) -> Path:
    arguments = ["export", "学习强国", "-o", str(target), "--index", str(index), *options]
    assert CliRunner().invoke(group, arguments).exit_code == 0
    return target


def office_text(document: Path) -> str:
    """What stands on the pages, without spaces."""
    folder = document.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pdf_text(document.with_suffix(".pdf"))


def pdf_text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")
    return "".join(done.stdout.split())


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if not shutil.which(program)]
    packages = "Debian: libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium"
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)} ({packages})")


@needs("soffice", "pdftotext")
def test_libreoffice_shows_passages_sources_and_page_numbers(index: Path, tmp_path: Path) -> None:
    text = office_text(exported(index, tmp_path / "out.docx"))
    assert "检索词：学习强国" in text
    assert text.count("学习强国") >= 4
    assert text.count("来源：corpus/") >= 3
    assert "—1—" in text


@needs("soffice", "pdftotext")
@pytest.mark.skipif(not CALC.exists(), reason="needs LibreOffice Calc (Debian: libreoffice-calc-nogui)")
def test_libreoffice_prints_a_workbook_with_its_header_on_every_page(index: Path, tmp_path: Path) -> None:
    text = office_text(exported(index, tmp_path / "out.xlsx", "--unfold"))
    assert text.count("报告标题") >= 1
    assert text.count("学习强国") >= 4
    assert text.count("corpus/") >= 3
    assert "报告编号" not in text


@needs("chromium", "pdftotext")
def test_a_browser_prints_the_page_with_its_index(index: Path, tmp_path: Path) -> None:
    page = exported(index, tmp_path / "out.html", "--group-by", "type")
    pdf = tmp_path / "out.pdf"
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = ["chromium", *BROWSER, profile, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = pdf_text(pdf)
    assert text.startswith("摘录：学习强国") or "摘录：学习强国" in text[:200]
    assert text.index("目录") < text.index("来源：corpus/")
