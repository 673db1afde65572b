"""What must hold for the files that this project was begun with."""

from functools import cache
from pathlib import Path

import pytest
from structure_pages import SETTINGS

from archive.clean import clean
from archive.parsed import CleanText, Understood
from archive.read import read_file
from archive.structure import understand

CORPUS = Path(__file__).parents[2] / "corpus"


@cache
def cleaned(path: Path) -> CleanText:
    return clean(read_file(path, SETTINGS), SETTINGS)


@cache
def understood_of(path: Path) -> Understood:
    return understand(cleaned(path), "0", SETTINGS)


def files() -> list[Path]:
    return sorted(CORPUS.glob("*.txt"), key=lambda path: path.stat().st_size)


def test_the_collection_yields_its_reports():
    assert len(understood_of(files()[-1]).reports) >= 30


@pytest.mark.parametrize("path", files()[:-1], ids=lambda path: path.name[:3])
def test_a_page_of_one_report_is_one(path):
    assert len(understood_of(path).reports) == 1


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name[:3])
def test_every_line_comes_back(path):
    text, understood = cleaned(path), understood_of(path)
    seen = {item.line for item in understood.removed}
    for report in understood.reports:
        spans = [report.lines[:1] * 2, *(section.lines for section in report.sections)]
        seen.update(line for first, last in spans for line in range(first, last + 1))
    assert [
        block.lines for block in text.blocks if not seen & set(range(block.lines[0], block.lines[1] + 1))
    ] == []
