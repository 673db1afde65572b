"""The Word file of an export, as an office program sees it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import group

CORPUS = Path(__file__).parents[2] / "corpus"
NEEDED = ("soffice", "pdftotext")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)),
    reason="needs LibreOffice and poppler (Debian: libreoffice-writer-nogui poppler-utils)",
)


def test_libreoffice_shows_passages_and_sources(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    word = tmp_path / "out.docx"
    arguments = ["export", "学习强国", "-o", str(word), "--index", str(tmp_path / "index_data")]
    assert CliRunner().invoke(group, arguments).exit_code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", str(tmp_path / "out.pdf"), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    text = "".join(shown.split())
    assert "检索词:学习强国" in text
    assert text.count("学习强国") >= 4
    assert text.count("来源:corpus/") >= 3
