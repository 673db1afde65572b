"""An export is complete or not there, whatever goes wrong."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_samples import INFO, hit, passage, report

from archive.errors import ArchiveError, ExportError, NotFound, StorageError, UsageError
from archive.export import FORMATS, TEXT_FORMATS, ExportInfo, Written, export, export_stream
from archive.export.files import write_beside
from archive.model import Hit


@pytest.fixture(params=sorted(FORMATS))
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"摘录.{request.param}"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def broken(error: BaseException) -> Iterator[Hit]:
    yield hit()
    raise error


def test_an_export_writes_all_hits_and_counts_the_passages(target: Path) -> None:
    hits = iter([hit(passage(), passage("又一次漏报。")), hit(head=report("r2"))])
    assert export(hits, INFO, target).passages == 3
    assert names(target.parent) == [target.name]
    assert target.stat().st_size > 100


def test_an_export_of_nothing_is_a_file_without_passages(target: Path) -> None:
    assert export([], INFO, target) == Written(0)
    assert target.is_file()


def test_the_same_hits_make_the_same_file(target: Path) -> None:
    info = ExportInfo("漏报", "漏报", 1)
    export([hit()], info, target)
    first = target.read_bytes()
    export([hit()], info, target, force=True)
    assert target.read_bytes() == first


def test_an_existing_file_is_not_overwritten(target: Path) -> None:
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match="--force"):
        export([hit()], INFO, target)
    assert target.read_bytes() == b"old"


def test_an_existing_file_is_overwritten_on_demand(target: Path) -> None:
    target.write_bytes(b"old")
    assert export([hit()], INFO, target, force=True) == Written(1)
    assert target.read_bytes() != b"old"


@pytest.mark.parametrize("error", [NotFound("gone"), RuntimeError("broken"), KeyboardInterrupt()])
def test_a_failure_midway_leaves_the_old_file_and_no_litter(target: Path, error: BaseException) -> None:
    target.write_bytes(b"old")
    with pytest.raises(type(error)):
        export(broken(error), INFO, target, force=True)
    assert target.read_bytes() == b"old"
    assert names(target.parent) == [target.name]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.md"

    def hits() -> Iterator[Hit]:
        target.write_bytes(b"other")
        yield hit()

    with pytest.raises(ExportError, match="--force"):
        export(hits(), INFO, target)
    assert (names(tmp_path), target.read_bytes()) == (["a.md"], b"other")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageError),
        (errno.EROFS, StorageError),
        (errno.EACCES, StorageError),
        (errno.ENAMETOOLONG, ExportError),
    ],
)
def test_a_fault_of_the_disk_is_one_line_and_leaves_nothing(
    tmp_path: Path, number: int, kind: type[ArchiveError]
) -> None:
    def fail(_stream: object) -> int:
        raise OSError(number, os.strerror(number))

    with pytest.raises(kind) as caught:
        write_beside(tmp_path / "a.md", fail, force=False)
    assert os.strerror(number) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == []


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fmt", sorted(FORMATS))
def test_a_stream_that_cannot_be_written_says_so_once(fmt: str) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space"):
        FORMATS[fmt]([hit()], INFO, stream)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no/such/a.md", "create it first"),
        ("file.txt/a.md", "create it first"),
        ("folder.md", "ordinary file"),
    ],
)
def test_a_target_that_cannot_be_is_refused(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "file.txt").write_text("a file", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ExportError, match=says):
        export([hit()], INFO, tmp_path / name, force=True)
    assert names(tmp_path) == ["file.txt", "folder.md"]


def test_a_name_too_long_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose another name"):
        export([hit()], INFO, tmp_path / ("a" * 300 + ".md"))
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_storage_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError):
        export([hit()], INFO, tmp_path / "a.md")
    tmp_path.chmod(0o700)


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    export([hit()], INFO, tmp_path / "link.md", force=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() != b"old"


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.md.bak", "md"])
def test_an_unknown_extension_names_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="docx, xlsx, html, csv, md, jsonl, txt"):
        export([hit()], INFO, tmp_path / name)
    assert names(tmp_path) == []


def test_an_extension_may_be_in_capitals(tmp_path: Path) -> None:
    assert export([hit()], INFO, tmp_path / "A.MD") == Written(1)


@pytest.mark.parametrize("fmt", sorted(TEXT_FORMATS))
def test_a_stream_gets_what_a_file_gets(tmp_path: Path, fmt: str) -> None:
    stream = io.BytesIO()
    written = export_stream([hit(), hit()], INFO, fmt, stream)
    assert written == export([hit(), hit()], INFO, tmp_path / f"a.{fmt}")
    assert stream.getvalue() == (tmp_path / f"a.{fmt}").read_bytes()


@pytest.mark.parametrize("fmt", ["docx", "xlsx", "pdf", ""])
def test_a_stream_takes_text_formats_only(fmt: str) -> None:
    with pytest.raises(UsageError, match="html, csv, md, jsonl, txt"):
        export_stream([hit()], INFO, fmt, io.BytesIO())


def test_a_name_that_was_no_text_can_be_written(target: Path) -> None:
    odd = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    strange = Hit(1.0, odd, report(), hit().section, (), (passage(),))
    assert export([strange], INFO, target) == Written(1)
