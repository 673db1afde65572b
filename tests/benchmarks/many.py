"""Measure keeping a large archive up to date: time and memory of whole `archive index` processes.

    python tests/benchmarks/many.py DATA [FILES]     FILES files made from those of DATA (default 20,000)
    python tests/benchmarks/many.py tiny [FILES]     FILES files of three lines (default 100,000)

Every file is a copy of one of DATA with a number in its first line and one line left out or said
twice, so that no two have the same bytes and all are near-copies of others. After the first run come
one with nothing changed and one with a single file added; without `tiny` also one after a folder was
renamed, one that was killed and the one that goes on after it. Memory is that of the largest process. The
variable ARCHIVE_ENGINE chooses the engine.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SEED = 5
# So many files in one folder, as a person would keep them by year or by unit.
FOLDER_SIZE = 1_000
KILLED_AFTER_SECONDS = 100
TINY = "某局第{n}号报告\n一、工作情况\n开展第{n}次巡查。\n"


def made_from(data: Path) -> Iterator[str]:
    """Endless texts: those of the files of `data`, each time with other small changes."""
    chance = random.Random(SEED)
    texts = [path.read_text(encoding="utf-8").splitlines() for path in sorted(data.glob("*.txt"))]
    number = 0
    while True:
        for lines in texts:
            number += 1
            at = chance.randrange(1, max(2, len(lines)))
            changed = lines[:at] + lines[at + 1 :] if number % 2 else lines[:at] + lines[at - 1 :]
            yield "\n".join([f"{lines[0]} 第{number}号", *changed[1:]]) + "\n"


def write_files(folder: Path, texts: Iterator[str], files: int) -> int:
    """Write so many files and return their bytes."""
    total = 0
    for number in range(files):
        below = folder / f"{number // FOLDER_SIZE:03}"
        below.mkdir(parents=True, exist_ok=True)
        total += (below / f"{number:06}.txt").write_bytes(next(texts).encode())
    return total


def timed(home: Path, *arguments: str) -> None:
    """Run a command of the archive; print its wall and CPU seconds, peak memory and last line."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "archive", *arguments], cwd=home, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    seconds, processor = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    print(
        f"{' '.join(arguments):32} {seconds:8.2f} s {processor:8.2f} s CPU {usage.ru_maxrss // 1024:6} MB  "
        f"status {os.waitstatus_to_exitcode(status)}  {lines[-1] if lines else ''}",
        flush=True,
    )


def killed(home: Path, *arguments: str) -> None:
    """Start a command and kill it as nothing can be prepared for."""
    with subprocess.Popen([sys.executable, "-m", "archive", *arguments], cwd=home) as process:
        time.sleep(KILLED_AFTER_SECONDS)
        process.send_signal(signal.SIGKILL)
    print(f"{' '.join(arguments):32} killed after {KILLED_AFTER_SECONDS} s", flush=True)


def measure(home: Path, texts: Iterator[str], files: int) -> None:
    """The first run, one with nothing changed, and one with one more file."""
    corpus = home / "corpus"
    size = write_files(corpus, texts, files)
    print(f"{files} files, {size / 1e6:.0f} MB")
    timed(home, "index")
    timed(home, "index")
    (corpus / "new.txt").write_text(next(texts), encoding="utf-8")
    timed(home, "index")
    stored = sum(path.stat().st_size for path in (home / "index_data").rglob("*") if path.is_file())
    print(f"index: {stored / 1e6:.0f} MB")


def measure_trouble(home: Path) -> None:
    """What comes after the ordinary: a renamed folder, and a run that is killed."""
    corpus = home / "corpus"
    (corpus / "000").rename(corpus / "renamed")
    timed(home, "index")
    timed(home, "search", "工作", "--count")
    shutil.rmtree(home / "index_data")
    killed(home, "index")
    timed(home, "index")


def main() -> None:
    """See the module's text."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    tiny = sys.argv[1] == "tiny"
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000 if tiny else 20_000
    texts = (TINY.format(n=n) for n in range(10**9)) if tiny else made_from(Path(sys.argv[1]))
    home = Path(tempfile.mkdtemp())
    try:
        measure(home, texts, files)
        if not tiny:
            measure_trouble(home)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
