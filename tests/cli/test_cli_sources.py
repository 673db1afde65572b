"""From a result back to its source: shown beside it, opened, cited, whatever the file is called."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from cli_process import ARCHIVE, run_archive
from cli_process import run_here as archive

REPORT = """某局2021年工作总结
一、工作情况
開展河道(dào)巡查30次。

二、存在的问题
人手不足。
經費緊張,
設備老化。
"""
# A newline, a tab, an escape sequence, bytes that are no UTF-8, and what shells and HTML would act upon.
ODD_NAMES = ("两\n行.txt", "\t\x1b[31m红.txt", os.fsdecode(b"gb\xd6\xd0.txt"), "$(x);'\"<b>&.txt", "-n.txt")


def plainly(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A process without a desktop or an editor of the test's own."""
    desktop = {"DISPLAY", "WAYLAND_DISPLAY", "EDITOR", "VISUAL", "ARCHIVE_EDITOR"}
    plain = {name: value for name, value in os.environ.items() if name not in desktop}
    return run_archive(*arguments, cwd=cwd, env=plain | (env or {}))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "corpus").mkdir()
    (home / "corpus" / "a.txt").write_text(REPORT, encoding="utf-8")
    (home / "corpus" / "copy.txt").write_text(REPORT, encoding="utf-8")
    assert archive("index", cwd=home).returncode == 0
    return home


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of files with odd names, each with its number as its text."""
    home = tmp_path_factory.mktemp("odd")
    (home / "corpus").mkdir()
    for number, name in enumerate(ODD_NAMES):
        text = REPORT.replace("30次", f"{number}次")
        (home / "corpus" / name).write_text(text, encoding="utf-8")
    assert archive("index", cwd=home).returncode == 0
    return home


def section_id(home: Path, word: str = "巡查") -> str:
    return archive("search", word, "--ids", cwd=home).stdout.split()[0]


def test_source_lines_stand_below_the_cleaned_text_when_piped(home: Path) -> None:
    out = archive("show", section_id(home), "--original", cwd=home).stdout
    assert "开展河道巡查30次。\n     3 | 開展河道(dào)巡查30次。\n" in out
    assert "the same file: corpus/copy.txt" in out


def test_source_lines_are_part_of_the_json(home: Path) -> None:
    out = archive("show", section_id(home), "--original", "--json", cwd=home).stdout
    data = json.loads(out)
    assert data["original"] == [
        {"line": 2, "text": "一、工作情况"},
        {"line": 3, "text": "開展河道(dào)巡查30次。"},
    ]
    assert data["report"]["copies"] == ["corpus/copy.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
def test_source_and_cleaned_text_are_two_aligned_columns_on_a_terminal(home: Path) -> None:
    lines = on_terminal("show", section_id(home, "经费"), "--original", cwd=home)
    rows = [line for line in lines if line.startswith("│")]
    assert {sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in rows} == {80}
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in rows]
    assert ["7 | 經費緊張,", "经费紧张,"] in [[cell.replace("  ", "") for cell in row] for row in cells]


def on_terminal(*arguments: str, cwd: Path) -> list[str]:
    """The lines that a terminal of 80 columns gets."""
    import pty

    master, slave = pty.openpty()
    env = os.environ | {"COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen([ARCHIVE, *arguments], cwd=cwd, stdout=slave, env=env):
        os.close(slave)
        data = b""
        try:
            while piece := os.read(master, 65536):
                data += piece
        except OSError:
            # Linux says so when the other end is closed.
            pass
    os.close(master)
    text = data.decode()
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        text = text.replace(style, "")
    return text.splitlines()


def test_a_changed_source_is_shown_with_a_warning(home: Path) -> None:
    path = home / "corpus" / "a.txt"
    try:
        path.write_text("新的一行\n" + REPORT, encoding="utf-8")
        done = archive("show", section_id(home), "--original", cwd=home)
    finally:
        path.write_text(REPORT, encoding="utf-8")
    assert "has changed since it was indexed" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("variable", "editor", "expected"),
    [
        ("EDITOR", "vim", ["+5", "{file}"]),
        ("VISUAL", "code --wait", ["--wait", "--goto", "{file}:5"]),
        ("ARCHIVE_EDITOR", "something", ["{file}"]),
    ],
)
def test_a_text_is_opened_at_its_line(
    home: Path, tmp_path: Path, variable: str, editor: str, expected: list[str]
) -> None:
    name, *rest = editor.split()
    program = tmp_path / name
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    done = plainly(
        "open", section_id(home, "经费"), cwd=home, env={variable: " ".join([str(program), *rest])}
    )
    file = str(home / "corpus" / "a.txt")
    assert done.stdout.splitlines() == [part.format(file=file) for part in expected]
    assert f"{file}: opened in {name} at line 5" in done.stderr
    assert done.returncode == 0


def test_without_desktop_and_editor_the_place_is_told(home: Path) -> None:
    done = plainly("open", section_id(home, "经费"), cwd=home)
    assert done.returncode == 12
    assert f"{home / 'corpus' / 'a.txt'}, line 5" in done.stderr
    assert done.stderr.count("\n") == 1
    printed = plainly("open", section_id(home, "经费"), "--print", cwd=home)
    assert (printed.returncode, printed.stdout) == (0, f"{home / 'corpus' / 'a.txt'}:5\n")


@pytest.mark.parametrize(
    ("editor", "word"), [("/nowhere/ed", "No such file"), ("false", "status 1"), ("'", "EDITOR")]
)
def test_an_editor_that_does_not_work_is_told(home: Path, editor: str, word: str) -> None:
    done = plainly("open", section_id(home), cwd=home, env={"EDITOR": editor})
    assert done.returncode in (4, 12)
    assert word in done.stderr and done.stderr.count("\n") == 1


def test_a_source_that_has_gone_cannot_be_opened(home: Path) -> None:
    path = home / "corpus" / "a.txt"
    ident = section_id(home)
    try:
        path.rename(home / "away.txt")
        done = plainly("open", ident, cwd=home)
    finally:
        (home / "away.txt").rename(path)
    assert done.returncode == 5 and "no longer there" in done.stderr


def test_odd_names_are_one_line_each_in_every_listing(odd: Path) -> None:
    listed = archive("list", cwd=odd).stdout.splitlines()
    assert len(listed) == len(ODD_NAMES)
    assert not any(char in line for line in listed for char in "\x1b\r")
    assert any("两\\n行.txt" in line for line in listed)
    for number in range(len(ODD_NAMES)):
        shown = archive("show", section_id(odd, f"{number}次"), "--original", cwd=odd)
        assert shown.returncode == 0 and "\x1b" not in shown.stdout
        assert f"巡查{number}次" in shown.stdout


@pytest.mark.parametrize("command", [("list",), ("search", "巡查", "-n", "50"), ("check",), ("duplicates",)])
def test_odd_names_are_valid_json(odd: Path, command: tuple[str, ...]) -> None:
    done = archive(*command, "--json", cwd=odd)
    assert json.loads(done.stdout)["format_version"] == 1
    assert done.stderr == ""


def test_odd_names_are_opened_as_they_are(odd: Path, tmp_path: Path) -> None:
    program = tmp_path / "editor"
    program.write_text('#!/bin/sh\nread -r line < "$1" && printf "%s" "$line"\n', encoding="utf-8")
    program.chmod(0o755)
    for number in range(len(ODD_NAMES)):
        done = plainly("open", section_id(odd, f"{number}次"), cwd=odd, env={"EDITOR": str(program)})
        assert (done.returncode, done.stdout) == (0, "某局2021年工作总结")


@pytest.mark.parametrize("form", ["md", "txt", "csv", "jsonl"])
def test_every_export_cites_file_and_lines_of_odd_names_too(odd: Path, form: str) -> None:
    done = archive("export", "经费", "-o", "-", "--format", form, "--unfold", cwd=odd)
    assert done.returncode == 0, done.stderr
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(done.stdout)))) == len(ODD_NAMES) + 1
    if form == "jsonl":
        found = {json.loads(line)["report"]["path"] for line in done.stdout.splitlines()}
        assert "corpus/两\n行.txt" in found
    assert "-n.txt" in done.stdout


def test_a_document_names_odd_files(odd: Path, tmp_path: Path) -> None:
    done = archive("export", "经费", "-o", str(tmp_path / "x.docx"), cwd=odd)
    assert done.returncode == 0, done.stderr
