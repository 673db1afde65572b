"""Finding files below folders, whatever else lies there."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.config import Settings
from archive.read import digest_of, find_files, read_file

SETTINGS = Settings(home=Path(), index_dir=Path("/nowhere"), corpus_dir=Path())


def put(path: Path, text: str = "正文") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files([folder], SETTINGS)]


def test_links_in_a_circle_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "x").symlink_to(tmp_path / "y")
    (tmp_path / "y").symlink_to(tmp_path / "x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    put(tmp_path / "z.txt")
    assert names(tmp_path) == ["z.txt"]


def test_pipes_sockets_and_devices_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    put(tmp_path / "report.txt")
    # The path of a socket may not be long, hence a relative one.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert names(tmp_path) == ["report.txt"]


@pytest.mark.parametrize(
    "name", ["两\n行.txt", "tab\t.txt", os.fsdecode(b"\xff\xfe.txt"), "-n.txt", "'\"$x.txt"]
)
def test_any_name_is_found_and_read(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name)
    assert list(find_files([tmp_path], SETTINGS)) == [path]
    assert read_file(path, SETTINGS).digest == digest_of(path, SETTINGS)


@contextmanager
def nested(name: str, depth: int) -> Iterator[Path]:
    """Folders in folders with a file in the last one; not in pytest's own, which it could not remove."""
    before, top = Path.cwd(), Path(tempfile.mkdtemp())
    os.chdir(top)
    for _ in range(depth):
        Path(name).mkdir()
        os.chdir(name)
    put(Path("b.txt"))
    try:
        yield top
    finally:
        Path("b.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path(name).rmdir()
        os.chdir(before)
        top.rmdir()


def test_folders_may_be_nested_deeper_than_calls() -> None:
    with nested("a", 1_200) as folder:
        assert [path.name for path in find_files([folder], SETTINGS)] == ["b.txt"]


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_are_walked(tmp_path: Path) -> None:
    # Below twenty of these, a path is longer than the system takes.
    with nested("长" * 80, 20) as folder:
        refused: list[Path] = []
        found = find_files(
            [folder, put(tmp_path / "a.txt")], SETTINGS, lambda path, error: refused.append(path)
        )
        assert [path.name for path in found] == ["a.txt"]
        assert len(refused) == 1


def test_the_folder_of_the_index_is_not_walked(tmp_path: Path) -> None:
    put(tmp_path / "index_data" / "a.txt")
    put(tmp_path / "b.txt")
    settings = Settings(home=tmp_path, index_dir=tmp_path / "index_data", corpus_dir=tmp_path)
    assert list(find_files([tmp_path], settings)) == [tmp_path / "b.txt"]
