"""A flipped byte anywhere in an index is noticed, and never makes a search answer otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import VERSIONS, entry, write_index

from archive.errors import IndexCorrupt, IndexVersionError
from archive.index import open_index
from archive.index.builder import build
from archive.index.engines.base import Order
from archive.index.expr import All, Any, Atom, Expr, Not, Where
from archive.index.ranking import Ranking

TEXTS = [
    f"第{n}号:巡查河道{n * 7 % 60}次,整改问题{n % 9}个。" + "加强组织领导,落实责任。" * (n % 4)
    for n in range(120)
]
QUERIES: list[Expr] = [
    Atom("河道"),
    Atom("组织领导"),
    All((Atom("问题"), Where("type", ("存在问题",)))),
    Any((Atom("第7号"), Not(Atom("责任")))),
]
FLIPS_A_FILE = 20


@pytest.fixture(scope="module", params=["whoosh", "tantivy", "scan"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage") / request.param
    items = [
        entry(
            [text, text[::-1]],
            path=f"{n % 5}.txt",
            report=n // 6,
            ordinal=n % 6 + 1,
            types=("存在问题",) if n % 3 else ("工作情况",),
            year=2000 + n % 20,
        )
        for n, text in enumerate(TEXTS)
    ]
    write_index(folder, items, request.param)
    return folder


def answers(folder: Path) -> list[object]:
    found: list[object] = []
    with open_index(folder, VERSIONS).snapshot as snapshot:
        for query in QUERIES:
            selection = snapshot.select(query)
            page = selection.page(Ranking(("河道", "组织")), Order.RELEVANCE, 0, 3, fold=True)
            found.append((selection.total, selection.facets(), list(page)))
    return found


def files(folder: Path) -> list[Path]:
    manifest = open_index(folder, VERSIONS).manifest
    return [folder / "manifest.json", *(folder / name for name in manifest.sizes)]


def flipped(path: Path, at: int, *, quietly: bool = False) -> None:
    """Change a byte; `quietly` as a disk does, which leaves the time of the last writing."""
    status, data = path.stat(), bytearray(path.read_bytes())
    data[at] ^= 0x15
    path.write_bytes(data)
    # Never in the same tick of the clock as the writing before it.
    later = status.st_mtime_ns + (0 if quietly else 1)
    os.utime(path, ns=(status.st_atime_ns, later))


def damaged(whole: Path, folder: Path, *, quietly: bool) -> Iterator[tuple[Path, Path]]:
    """Copies of an index in each of which one byte of the named file is another."""
    for original in files(whole):
        name, size = original.relative_to(whole), original.stat().st_size
        for turn in range(FLIPS_A_FILE):
            copy = folder / f"{name.name}-{turn}"
            shutil.copytree(whole, copy)
            flipped(copy / name, size * turn // FLIPS_A_FILE, quietly=quietly)
            yield copy, name
            # A thread of tantivy may still put its lock file there, see builders.scratch.
            shutil.rmtree(copy, ignore_errors=True)


def test_a_flipped_byte_in_any_file_is_found_before_it_is_read(whole: Path, tmp_path: Path) -> None:
    for copy, _ in damaged(whole, tmp_path, quietly=False):
        with pytest.raises((IndexCorrupt, IndexVersionError), match="--rebuild"):
            open_index(copy, VERSIONS)


def test_a_byte_that_rots_on_the_disk_is_found_by_the_check(whole: Path, tmp_path: Path) -> None:
    right = answers(whole)
    for copy, name in damaged(whole, tmp_path, quietly=True):
        with pytest.raises((IndexCorrupt, IndexVersionError), match="--rebuild"):
            open_index(copy, VERSIONS).verify()
        if whole.name == "whoosh" and name.suffix not in (".json", ".txt"):
            # The default engine needs no check: it notices whatever it reads.
            check_answers(copy, right)


def check_answers(folder: Path, right: list[object]) -> None:
    """Whatever a damaged index answers is right; the words `is damaged` are an answer too."""
    try:
        assert answers(folder) == right
    except IndexCorrupt as error:
        assert "is damaged" in str(error)


@pytest.mark.parametrize("whole", ["whoosh"], indirect=True)
def test_a_text_that_rots_cannot_be_shown(whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(whole, copy)
    path = next(copy.glob("*/*.txt"))
    flipped(path, 4, quietly=True)
    with pytest.raises(IndexCorrupt, match="damaged"), open_index(copy, VERSIONS).snapshot as snapshot:
        list(snapshot.entries())


def test_the_next_run_spares_a_copied_archive_the_reading_of_its_files(whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(whole, copy, copy_function=shutil.copyfile)
    manifest = open_index(copy, VERSIONS).manifest
    assert manifest.check_files(copy) == list(manifest.sizes)
    with build(copy, manifest.engine, VERSIONS) as change:
        change.commit()
    manifest = open_index(copy, VERSIONS).manifest
    assert manifest.check_files(copy) == []


def test_a_changed_store_of_near_copies_is_noticed(whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(whole, copy)
    assert not open_index(copy, VERSIONS).copies_changed()
    path = copy / open_index(copy, VERSIONS).manifest.copies
    flipped(path, path.stat().st_size // 2)
    assert open_index(copy, VERSIONS).copies_changed()
