"""Whatever is wrong, one clear line and the right exit status, and nothing indexed is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from cli_process import ARCHIVE, run_archive, run_here

from archive.index.manifest import load_manifest, save_manifest

REPORT = "某局2021年工作总结\n一、工作情况\n开展河道巡查30次。\n二、存在的问题\n人手不足。\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with its index."""
    home = tmp_path_factory.mktemp("home")
    (home / "corpus").mkdir()
    (home / "corpus" / "a.txt").write_text(REPORT, encoding="utf-8")
    assert run_here("index", cwd=home).returncode == 0
    return home


@pytest.fixture
def home(sample: Path, tmp_path: Path) -> Path:
    """A copy of it to be spoilt."""
    shutil.copytree(sample, tmp_path / "home")
    return tmp_path / "home"


def check_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Check the status, and that stderr is one line that says these words."""
    assert done.returncode == code, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_a_missing_path(home: Path) -> None:
    check_one_line(run_archive("index", "missing", cwd=home), 2, "missing")


def test_a_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_one_line(run_here("index", "empty", cwd=tmp_path), 6, "no readable files")
    check_one_line(run_here("index", "empty", "--index", "empty", cwd=tmp_path), 6, "--index DIR")


def test_no_corpus_and_no_index(tmp_path: Path) -> None:
    done = run_archive("search", "工作", "--quiet", cwd=tmp_path)
    check_one_line(done, 6, "archive index PATH")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("junk.txt", bytes(range(256)) * 40, "junk.txt"),
        ("cut.txt", "一、工作情况\n".encode() + b"\xe5\xb7\x00\xff\xfe", "cut.txt"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_indexed(
    home: Path, name: str, data: bytes, word: str
) -> None:
    (home / "corpus" / name).write_bytes(data)
    (home / "corpus" / "z.txt").write_text(REPORT.replace("河道", "水库"), encoding="utf-8")
    check_one_line(run_here("index", cwd=home), 3, word)
    assert run_here("search", "水库", "--count", cwd=home).stdout == "1\n"


def test_one_line_of_three_megabytes(home: Path) -> None:
    (home / "corpus" / "long.txt").write_text("意识形态工作责任制落实情况。" * 75_000, encoding="utf-8")
    assert run_here("index", cwd=home).returncode == 0
    assert run_here("search", "责任制", "--count", cwd=home).stdout == "1\n"


@pytest.mark.parametrize(
    ("query", "column"), [("工作 “意识形态", 5), ("(工作 OR 河道", 0), ("工作)", 4), ("工作 OR", 5)]
)
def test_an_unbalanced_query_shows_the_place(home: Path, query: str, column: int) -> None:
    done = run_here("search", query, cwd=home)
    message, shown, caret = done.stderr.splitlines()
    assert done.returncode == 2
    assert message.startswith("archive: ")
    assert shown.endswith(query)
    assert caret.index("^") - (len(shown) - len(query)) == column


@pytest.mark.parametrize("query", ["", "   ", "，。！", "()"])
def test_a_query_without_words(home: Path, query: str) -> None:
    done = run_here("search", query, cwd=home)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_type_suggests_the_nearest(home: Path) -> None:
    check_one_line(run_here("search", "工作", "--type", "存在的问题", cwd=home), 2, "存在问题")


def test_years_that_run_backwards(home: Path) -> None:
    check_one_line(run_here("search", "工作", "--year", "2030..2020", cwd=home), 2, "2020..2030")


def test_an_index_of_another_version_is_refused_by_search_and_rebuilt_by_index(home: Path) -> None:
    manifest = load_manifest(home / "index_data")
    assert manifest is not None
    other = replace(manifest, versions={**manifest.versions, "cleaner": "0"})
    save_manifest(home / "index_data", other)
    check_one_line(run_here("search", "工作", cwd=home), 7, "archive index --rebuild")
    assert run_here("index", cwd=home).returncode == 0
    assert run_here("search", "河道", "--count", cwd=home).stdout == "1\n"


def test_a_truncated_index_file(home: Path) -> None:
    file = max((home / "index_data").glob("whoosh-*/*"), key=lambda path: path.stat().st_size)
    file.write_bytes(file.read_bytes()[:-10])
    check_one_line(run_here("search", "工作", cwd=home), 8, "damaged", "archive index --rebuild")
    assert run_here("index", "--rebuild", cwd=home).returncode == 0
    assert run_here("search", "河道", "--count", cwd=home).stdout == "1\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_index_folder(home: Path) -> None:
    (home / "corpus" / "b.txt").write_text(REPORT + "又。", encoding="utf-8")
    (home / "index_data").chmod(0o555)
    try:
        check_one_line(run_here("index", cwd=home), 10, "permissions")
        assert run_archive("search", "河道", "--count", cwd=home).stdout == "1\n"
    finally:
        (home / "index_data").chmod(0o755)


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    # More than a pipe holds (64 KB).
    for n in range(40):
        (home / "corpus" / f"{n}.txt").write_text(REPORT + f"工作第{n}号。" * 1_000, encoding="utf-8")
    assert run_here("index", cwd=home).returncode == 0
    command = [ARCHIVE, "search", "工作", "-n", "500", "--full", "--unfold"]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_misspelt_command_is_answered_with_the_nearest(home: Path) -> None:
    assert "did you mean search?" in run_archive("serch", "工作", cwd=home).stderr


def test_the_list_of_commands_is_in_whole_sentences(home: Path) -> None:
    lines = run_here("--help", cwd=home).stdout.partition("Commands:")[2]
    assert "bring it up to date." in lines and "..." not in lines


def test_an_interrupted_run_keeps_what_it_has_and_goes_on_later(home: Path) -> None:
    for n in range(80):
        text = REPORT + f"第{n}号。" * 50 + "意识形态工作责任制。" * 300
        (home / "corpus" / f"{n:03}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen([ARCHIVE, "index", "--jobs", "1"], cwd=home, stderr=subprocess.PIPE, text=True)
    # Before something new lies there, the process only loads its libraries.
    written = set((home / "index_data").rglob("*"))
    while process.poll() is None and set((home / "index_data").rglob("*")) == written:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (130, 0), err
    assert "Traceback" not in err
    assert run_here("search", "河道", "--count", cwd=home).stdout != "0\n"
    assert run_here("index", "--jobs", "1", cwd=home).returncode == 0
    assert run_here("search", "河道", "--count", cwd=home).stdout == "81\n"


def test_a_traceback_only_with_debug(home: Path) -> None:
    assert "Traceback" not in run_archive("show", "x", cwd=home).stderr
    debug = run_archive("show", "x", "--debug", cwd=home)
    assert "Traceback" in debug.stderr and debug.returncode == 1
