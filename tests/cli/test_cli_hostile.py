"""Whatever is typed as a query gets an answer or one line that says why not, soon, and no traceback."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import _run, group

REPORT = """某局2021年工作总结
一、工作情况
开展网络舆情监测,意识形态工作扎实,a组a1。
二、存在的问题
人手不足。
"""
# What a query may take; measured in the time of the processor, since machines that test are busy.
SECONDS = 2.0

# Each with the exit statuses that are right: 0 found, 1 nothing found, 2 refused.
HOSTILE = {
    "10,000 characters, one repeated": ("意" * 10_000, {1}),
    "10,000 characters of no word": ("龘" * 10_000, {1}),
    "10,000 characters in words": (("意识 " * 3_334)[:10_000], {0}),
    "10,000 characters in quotes": ('"' + "工作" * 4_999 + '"', {1}),
    "10,000 different words": (" ".join(map(chr, range(0x4E00, 0x4E00 + 4_900))), {2}),
    "one character too many": ("意" * 10_001, {2}),
    "500 ORs": (" OR ".join(f"词{n}" for n in range(500)), {0, 1}),
    "500 ORs of phrases": (" OR ".join(f'"词{n}号"' for n in range(500)), {1}),
    "500 exclusions": (" ".join(f"-词{n}" for n in range(500)), {0}),
    "2,000 brackets": ("(" * 2_000 + "a" + ")" * 2_000, {2}),
    "2,000 open brackets": ("(" * 2_000, {2}),
    "100 brackets": ("(" * 100 + "意识" + ")" * 100, {0}),
    "3,000 NOTs": ("NOT " * 2_400 + "a", {2}),
    "an asterisk": ("*", {2}),
    "asterisks": ("*** * **", {2}),
    "a*": ("a*", {0}),
    "意*": ("意*", {0}),
    "a prefix of 9,999": ("a" * 9_999 + "*", {1}),
    "a Han prefix of 5,000": ("意" * 5_000 + "*", {1}),
    "only stop words": ("的 了 在", {0, 1}),
    "only question words": ("如何 是否 哪些", {0, 1}),
    "only an exclusion": ("-x", {0}),
    "only an excluded word": ("-工作", {0}),
    "an exclusion of everything": ("-某 -局 -工作 -不足 -监测", {0, 1}),
    "an open quote": ("“意识形态", {2}),
    "a straight quote": ('"', {2}),
    "an apostrophe": ("'", {2}),
    "a closing quote": ("意识”", {2}),
    "a lone OR": ("OR", {2}),
    "operators alone": ("AND OR NOT", {2}),
    "a bar": ("|", {2}),
    "ampersands": ("&&", {2}),
    "signs": ("- + -", {2}),
    "a lone 或": ("或", {0, 1}),
    "three times 或": ("或 或 或", {0, 1}),
    "NUL": ("工\x00作", {0, 1}),
    "control characters": ("\x01\x02\x1b[31m火星\x07", {0, 1}),
    "a lone surrogate": ("工\udcff作", {2}),
    "a field without value": ("type:", {2}),
    "a year without value": ("year:", {2}),
    "a unit without value": ("unit: ", {2}),
    "an empty value": ('unit:""', {2}),
    "a huge range of years": ("year:0000..9999", {0}),
    "a number as year": ("year:99999999999999999999", {2}),
    "a range as number": ("year:1..99999", {2}),
    "1,500 years": ("year:" + ",".join(["2021"] * 1_500), {0}),
    "1,500 units": ("unit:" + ",".join(f"x{n}" for n in range(1_500)), {1}),
    "emoji": ("😀" * 1_000, {2}),
    "a letter with 5,000 accents": ("e" + "\u0301" * 5_000, {1}),
    "zero-width spaces": ("\u200b" * 100, {2}),
    "right-to-left marks": ("\u202e工作", {0, 1}),
    "line breaks": ("工作\n舆情\r\n", {0, 1}),
    "a path": ("id:../../etc/passwd", {1}),
    "a regular expression": ("(a.*)+[a-z]{1000}$", {0, 1, 2}),
    "placeholders of formats": ("%s%n{0}{query}", {0, 1}),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "a.txt").write_text(REPORT, encoding="utf-8")
    result = CliRunner().invoke(group, ["index", str(home), "--index", str(home / "index_data")])
    assert result.exit_code == 0, result.output
    return home / "index_data"


@pytest.mark.parametrize("mode", ["", "--explain", "--match=any --json"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_answered_or_refused_in_one_line(
    index: Path, capsys: pytest.CaptureFixture[str], name: str, mode: str
) -> None:
    query, allowed = HOSTILE[name]
    started = time.process_time()
    code = _run(["search", *mode.split(), "--index", str(index), "--", query])
    assert time.process_time() - started < SECONDS
    out, err = capsys.readouterr()
    assert code in (allowed if code == 2 or not mode else {0, 1})
    lines = err.splitlines()
    # A refusal may show the query with a caret below it; its text never runs over the screen.
    assert len(lines) <= 3
    assert all(len(line) < 200 for line in lines)
    assert "Traceback" not in err
    assert not any(char in err + out for char in "\x1b\x07\x00")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "--unit", "\udcff", "工作"], 2),
        (["search", "--year", "9" * 5_000, "工作"], 2),
        (["search", "--type", "", "工作"], 2),
        (["search", "-n", "0", "工作"], 2),
        (["search", "--page", "999999999", "工作"], 0),
        (["search", "--nonsense", "工作"], 2),
        (["search", "-Q", "工作"], 2),
        (["suggest", "意" * 10_000], 1),
        (["suggest", "\udcff"], 1),
        (["suggest", "*"], 1),
        (["compare", "--unit", "x" * 9_000, "--type", "存在问题"], 1),
        (["nonsense"], 2),
    ],
)
def test_hostile_arguments_get_a_short_answer_too(
    index: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    where = [] if arguments == ["nonsense"] else ["--index", str(index)]
    assert _run([*arguments, *where]) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) <= (2 if code == 1 else 1)
    assert all(len(line) < 250 for line in lines)


def test_a_whole_process_survives_bytes_that_are_no_text(index: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"archive", b"search", b"\xff\xfe", b"--index", bytes(index)]
    done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"archive: here stands a byte that is no text")
    assert b"Traceback" not in done.stderr
