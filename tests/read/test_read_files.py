"""Files and folders: what is found, what is refused, and the lines that blocks come from."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.config import Settings
from archive.errors import ReadError, UsageError
from archive.read import find_files, plain, read_file

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path(), max_file_bytes=4096)


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_file_becomes_blocks_with_the_lines_an_editor_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "标题\r\n\r\n  正文一\r正文二\n\n　\n结尾")
    source = read_file(path, SETTINGS, name="年报/a.txt")
    assert [(block.text, block.lines) for block in source.blocks] == [
        ("标题", (1, 1)),
        ("  正文一", (3, 3)),
        ("正文二", (4, 4)),
        ("结尾", (7, 7)),
    ]
    assert (source.path, source.encoding, source.media_type) == ("年报/a.txt", "utf-8", "text/plain")
    assert source.digest == blake2b(path.read_bytes(), digest_size=16).hexdigest()


def test_page_breaks_and_unicode_separators_end_a_block_but_not_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "一\f二\u2028三\x85四\v五\n六")
    source = read_file(path, SETTINGS)
    assert [(block.text, block.lines[0]) for block in source.blocks] == [
        ("一", 1),
        ("二", 1),
        ("三", 1),
        ("四", 1),
        ("五", 1),
        ("六", 2),
    ]
    assert (source.path, source.media_type) == (str(path), "text/markdown")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", " \n\t\n　\n", "is empty"),
        ("a.txt", b"x" * 5000, "limit of 4,096 bytes"),
        ("a.txt", b"\x00\x01\x02\x03" * 20 + b"\x00", "NUL bytes"),
        ("a.txt", bytes(range(1, 32)) * 4, "control characters"),
        ("a.xyz", "正文", "no reader for “.xyz”"),
        ("README", "正文", "no reader for"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, data: str | bytes, message: str
) -> None:
    path = write(tmp_path / name, data)
    with pytest.raises(ReadError) as caught:
        read_file(path, SETTINGS)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        read_file(tmp_path / "gone.txt", SETTINGS)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read_file(tmp_path / "pipe.txt", SETTINGS)


def test_a_very_long_line_is_one_block(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "工作" * 500_000)
    settings = Settings(home=tmp_path, index_dir=tmp_path, corpus_dir=tmp_path)
    assert len(read_file(path, settings).blocks) == 1


def test_folders_are_walked_in_order_without_hidden_or_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.TXT", "a/1.md", ".hidden.txt", ".git/x.txt", "a/picture.png", "c.text"):
        write(tmp_path / name, "正文")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path], SETTINGS)]
    assert found == ["a/1.md", "a/2.TXT", "b.txt", "c.text"]


def test_loops_of_links_end_and_no_file_comes_twice(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", "正文")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "again.txt").symlink_to(tmp_path / "a" / "1.txt")
    (tmp_path / "a" / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = list(find_files([tmp_path, tmp_path / "a" / "1.txt"], SETTINGS))
    assert found == [tmp_path / "a" / "1.txt"]


def test_a_file_named_outright_is_found_whatever_its_suffix(tmp_path: Path) -> None:
    path = write(tmp_path / "report.xyz", "正文")
    assert list(find_files([path], SETTINGS)) == [path]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere: no such file"):
        list(find_files([tmp_path / "nowhere"], SETTINGS))


@given(st.lists(st.text(st.sampled_from("工作ab \t　\f\u2028"), max_size=5), max_size=8))
def test_every_visible_character_is_in_a_block_of_its_line(lines: list[str]) -> None:
    blocks = plain.read("\n".join(lines).encode(), SETTINGS).blocks
    for number, line in enumerate(lines, 1):
        read = "".join(block.text for block in blocks if block.lines == (number, number))
        assert "".join(read.split()) == "".join(line.split())
