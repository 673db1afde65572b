"""Records for tests, with everything filled in that a test does not care about."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archive.index import OpenIndex, open_index
from archive.index.builder import build
from archive.index.document import document
from archive.index.manifest import FileRecord
from archive.model import Entry, Paragraph, ReportHead, Section
from archive.segment import segmenter

VERSIONS = {"schema": "test"}
# Where the system keeps files in memory: hundreds of small indexes need no disk, which would be waited for.
_SHARED = "/dev/shm"  # noqa: S108 - tempfile makes a folder there that is nobody else's
MEMORY = _SHARED if os.access(_SHARED, os.W_OK) else None


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for an index, gone afterwards.

    tantivy watches an open index from a thread of its own, which may put its lock file into the folder
    while that is being removed.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def entry(
    paragraphs: Sequence[str],
    *,
    heading: str | None = "工作情况",
    path: str = "a.txt",
    types: tuple[str, ...] = ("工作情况",),
    year: int | None = 2020,
    unit: str | None = "某县教育局",
    doc_type: str = "总结",
    title: str | None = "工作总结",
    period: str | None = None,
    report: int = 1,
    ordinal: int = 1,
) -> Entry:
    """A section with these paragraphs, on lines of its own in its file."""
    report_id = f"{report:012x}"
    first = ordinal * 100
    head = ReportHead(report_id, title, doc_type, year, period, unit, None, (1, 999))
    body = tuple(Paragraph(text, types, (first + i, first + i)) for i, text in enumerate(paragraphs, 1))
    section = Section(
        id=f"{report_id}.{ordinal:03d}",
        heading=heading,
        number="一" if heading else None,
        level=1 if heading else 0,
        part=1,
        path=(heading,) if heading else (),
        types=types,
        lines=(first, first + len(paragraphs)),
        paragraphs=body,
    )
    return Entry(path, head, section)


def write_index(folder: Path, entries: Iterable[Entry], engine: str = "whoosh") -> None:
    """Index entries, those of one path as one file."""
    files: dict[str, list[Entry]] = {}
    for item in entries:
        files.setdefault(item.path, []).append(item)
    words = segmenter()
    with build(folder, engine, VERSIONS) as change:
        for path, items in files.items():
            documents = [document(item, f"digest of {path}", words) for item in items]
            change.add(path, FileRecord(f"digest of {path}", 1, 1, 1, len(items)), documents)
        change.commit()


@contextmanager
def open_test_index(folder: Path) -> Iterable[OpenIndex]:
    """An index that `write_index` wrote."""
    index = open_index(folder, VERSIONS)
    try:
        yield index
    finally:
        index.snapshot.close()
