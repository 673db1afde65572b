"""archive index --watch, the real process: the search follows what happens in the folder."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from archive.config import load_settings
from archive.index import open_index, stamp
from archive.index.expr import Atom

REPORT = "某局2021年工作总结\n一、工作情况\n{text}\n二、存在的问题\n人手不足。\n"
# The program, but that it looks for a folder that has vanished more often.
EAGER = "from archive.pipeline import watch; watch.RETRY_MS = 200;from archive.cli import main; main()"
# The promise is three seconds; a machine that does many things at once is given more before it fails.
PATIENCE_SECONDS = 15.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    put(tmp_path, "first.txt", "开展河道巡查。")
    return tmp_path


@pytest.fixture
def watching(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that follows the corpus, past its first update."""
    process = subprocess.Popen(
        [sys.executable, "-c", EAGER, "index", "--watch", "--json"],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["added"] == 1
        yield process
    finally:
        process.kill()
        process.wait()


def put(home: Path, name: str, text: str) -> Path:
    path = home / "corpus" / name
    path.write_text(REPORT.format(text=text), encoding="utf-8")
    return path


def found(home: Path, text: str) -> list[str]:
    settings = load_settings(home, {})
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        ids = set(snapshot.select(Atom(text)).ids())
        return sorted(
            entry.path.removeprefix("corpus/") for entry in snapshot.entries() if entry.section.id in ids
        )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the index did not follow"
        time.sleep(0.05)


def stop(process: subprocess.Popen[str]) -> tuple[list[dict[str, int]], str]:
    """End as a user does; the batches that were told of, and what was said on stderr."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()], err


def test_files_that_come_change_move_and_go_are_followed_and_a_bad_one_does_not_end_it(
    home: Path, watching: subprocess.Popen[str]
) -> None:
    path = put(home, "second.txt", "维修水库两座。")
    wait_until(lambda: found(home, "水库") == ["second.txt"])
    path = path.rename(path.with_name("third.txt"))
    wait_until(lambda: found(home, "水库") == ["third.txt"])
    put(home, "third.txt", "新建泵站一座。")
    wait_until(lambda: found(home, "泵站") == ["third.txt"] and not found(home, "水库"))
    path.unlink()
    wait_until(lambda: found(home, "泵站") == [])
    (home / "corpus" / "bad.txt").write_bytes(b"")
    (home / "corpus" / "new").mkdir()
    put(home, "new/a.txt", "维修水库两座。")
    wait_until(lambda: found(home, "水库") == ["new/a.txt"])
    batches, err = stop(watching)
    assert sum(batch["renamed"] for batch in batches) == 1
    assert sum(batch["removed"] for batch in batches) == 1
    assert "corpus/bad.txt: is empty" in err
    assert "Traceback" not in err


def test_a_folder_that_vanishes_is_waited_for_and_nothing_is_dropped(
    home: Path, watching: subprocess.Popen[str]
) -> None:
    (home / "corpus").rename(home / "away")
    assert watching.stderr is not None
    assert "Following" in watching.stderr.readline()
    assert "waiting for it" in watching.stderr.readline()
    assert found(home, "河道") == ["first.txt"]
    (home / "away").rename(home / "corpus")
    put(home, "second.txt", "维修水库两座。")
    wait_until(lambda: found(home, "水库") == ["second.txt"])
    assert found(home, "河道") == ["first.txt"]
    stop(watching)


@pytest.mark.slow  # a busy lock is waited for five seconds
def test_another_writer_is_waited_for(home: Path, watching: subprocess.Popen[str]) -> None:
    assert watching.stderr is not None
    assert "Following" in watching.stderr.readline()
    with FileLock(home / "index_data" / "lock"):
        put(home, "second.txt", "维修水库两座。")
        assert "another process is writing" in watching.stderr.readline()
    wait_until(lambda: found(home, "水库") == ["second.txt"])
    stop(watching)
