"""archive index and archive check: failures that are remembered, and runs that were killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.cli import _run
from archive.config import load_settings
from archive.index import open_index, stamp

REPORT = "某局2021年工作总结\n一、工作情况\n{text}\n二、存在的问题\n人手不足。\n"
# The program with commits as often as possible, so that a test need not wait a minute.
HASTY = (
    "from archive.pipeline import update; update.CHECKPOINT_SECONDS = 0.1; update._WORK_TO_COMMIT = 0;"
    "from archive.cli import main; main()"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    put(tmp_path, "a.txt", "开展河道巡查。")
    return tmp_path


def put(home: Path, name: str, text: str) -> None:
    (home / "corpus" / name).write_text(REPORT.format(text=text), encoding="utf-8")


def archive(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str, str]:
    """Status, output and errors of a command."""
    code = _run([*arguments, "--index", str(home / "index_data")])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def index(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str, str]:
    return archive(capsys, home, "index", str(home / "corpus"), *arguments)


def test_a_failure_is_told_once_and_listed_until_it_is_mended(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "corpus" / "bad.txt").write_bytes(b"")
    code, _, err = index(capsys, home)
    assert (code, err) == (3, "archive: corpus/bad.txt: is empty; there is nothing to index\n")
    code, out, err = index(capsys, home)
    assert code == 0 and "1 failed before" in out
    assert err.startswith("archive: 1 file failed before and has not changed")
    assert archive(capsys, home, "check", "--failed")[:2] == (
        3,
        "failed\tcorpus/bad.txt\tis empty; there is nothing to index\n",
    )
    data = json.loads(archive(capsys, home, "check", "--failed", "--json")[1])
    assert [problem["path"] for problem in data["problems"]] == ["corpus/bad.txt"]
    assert index(capsys, home, "--retry")[0] == 3
    put(home, "bad.txt", "补交的报告。")
    assert index(capsys, home)[0] == 0
    assert archive(capsys, home, "check", "--failed")[:2] == (0, "No file has failed.\n")


def test_of_many_failures_only_some_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (home / "corpus" / f"{number}.txt").write_bytes(b"")
    _, _, err = index(capsys, home)
    assert err.count("\n") == 21
    assert err.endswith("archive: … and 10 more files failed; see: archive check --failed\n")


def test_check_tells_changed_from_touched_and_gone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.txt", "c.txt"):
        put(home, name, f"{name}的巡查。")
    index(capsys, home)
    (home / "corpus" / "a.txt").touch()
    put(home, "b.txt", "改过的巡查。")
    (home / "corpus" / "c.txt").unlink()
    problems = json.loads(archive(capsys, home, "check", "--json")[1])["problems"]
    assert [(problem["code"], problem["path"]) for problem in problems] == [
        ("changed", "corpus/b.txt"),
        ("gone", "corpus/c.txt"),
    ]


def test_the_settings_in_force_are_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "archive.toml").write_text("[archive]\nuser_words = ['网信办', '政务']\n", encoding="utf-8")
    code, out, _ = archive(capsys, home, "check", "--settings")
    assert code == 0
    assert "user_words\t网信办, 政务\tarchive.toml\n" in out
    rows = json.loads(archive(capsys, home, "check", "--settings", "--json")[1])["settings"]
    assert {"key": "user_words", "value": ["网信办", "政务"], "from": "archive.toml"} in rows


def test_a_mistake_in_the_settings_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "archive.toml").write_text("[archive]\nuser_word = ['网信办']\n", encoding="utf-8")
    code, _, err = archive(capsys, home, "list")
    assert code == 4
    assert (
        err == f"archive: {home / 'archive.toml'}:2:1: unknown setting user_word; did you mean user_words?\n"
    )


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_is_indexed(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home / "corpus")
    for _ in range(20):
        # Below twenty of these, a path is longer than the system takes.
        Path("长" * 80).mkdir()
        os.chdir("长" * 80)
    os.chdir(home)
    code, out, err = index(capsys, home)
    assert code == 3 and "1 added" in out
    assert err.count("\n") == 1 and "this folder cannot be listed" in err


def sections(home: Path) -> int:
    settings = load_settings(home, {})
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        return snapshot.count()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_a_run_that_is_killed_loses_only_what_was_not_committed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(60):
        put(home, f"{number}.txt", f"第{number}号。" + "意识形态工作责任制。" * 100)
    process = subprocess.Popen([sys.executable, "-c", HASTY, "index"], cwd=home, stderr=subprocess.DEVNULL)
    manifest = home / "index_data" / "manifest.json"
    deadline = time.monotonic() + 30
    while not manifest.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = sections(home)
    assert kept > 0
    assert archive(capsys, home, "check", "--quiet")[0] == 0
    code, out, _ = index(capsys, home, "--json")
    summary = json.loads(out)
    assert code == 0
    assert summary["unchanged"] == kept // 2
    assert summary["added"] == 61 - kept // 2
    assert sections(home) == 122


def engine_of(home: Path) -> str:
    manifest = json.loads((home / "index_data" / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["engine"])


def test_an_archive_keeps_its_engine_until_a_rebuild_names_another(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert index(capsys, home, "--engine", "tantivy")[0] == 0
    for again in ((), ("--rebuild",)):
        put(home, "b.txt", f"{again}号巡查。")
        assert index(capsys, home, *again)[::2] == (0, "")
        assert engine_of(home) == "tantivy"
    code, _, said = index(capsys, home, "--engine", "whoosh")
    assert code == 0 and engine_of(home) == "tantivy"
    assert said.startswith("archive: the archive keeps its engine tantivy")
    assert said.endswith("run: archive index --rebuild --engine whoosh\n")
    assert index(capsys, home, "--engine", "whoosh", "--rebuild")[::2] == (0, "")
    assert engine_of(home) == "whoosh" and sections(home) == 4
