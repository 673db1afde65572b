"""Measure this archive against stock Whoosh with jieba's ChineseAnalyzer, on the same sections.

    python tests/benchmarks/run.py cold DATA [QUERY]     a search as a whole process (needs hyperfine)
    python tests/benchmarks/run.py index DATA            indexing from files to the last byte written

DATA is a folder of reports. Both sides run in one go on the same machine, so the ratios mean
something where the seconds do not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STOCK = Path(__file__).with_name("stock.py")
DEFAULT_QUERY = "工作"
RUNS = 15


def archive() -> str:
    """The console script of this environment."""
    return str(Path(sys.executable).with_name("archive"))


def timed(command: list[str], folder: Path) -> tuple[float, int, str]:
    """Wall seconds, peak memory in MB (of the largest process) and output of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - started, usage.ru_maxrss // 1024, output


def dump_sections(folder: Path) -> int:
    """Write the text of each section of our index to sections.jsonl."""
    from archive.config import load_settings
    from archive.index import open_index, stamp

    settings = load_settings(folder)
    snapshot = open_index(folder / "ours", stamp(settings)).snapshot
    with snapshot, (folder / "sections.jsonl").open("w", encoding="utf-8") as lines:
        for entry in snapshot.entries():
            text = [entry.section.heading or "", *(p.text for p in entry.section.paragraphs)]
            lines.write(json.dumps("\n".join(text), ensure_ascii=False) + "\n")
        return snapshot.count()


def folder_size(folder: Path) -> int:
    """Bytes in all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def index(data: Path, folder: Path) -> None:
    """Print rate, memory and size of both."""
    ours, ours_mb, _ = timed([archive(), "index", str(data.absolute()), "--index", "ours"], folder)
    count = dump_sections(folder)
    text = (folder / "sections.jsonl").stat().st_size
    command = [sys.executable, str(STOCK), "build", "sections.jsonl", "stock"]
    stock, stock_mb, _ = timed(command, folder)
    print(f"{count} sections, {text / 1e6:.1f} MB of text")
    print(f"{'':28}{'seconds':>9}{'sections/s':>12}{'peak MB':>9}{'size/text':>11}")
    for name, seconds, mb, where in (
        ("archive index (from files)", ours, ours_mb, "ours"),
        ("stock (from cut sections)", stock, stock_mb, "stock"),
    ):
        size = folder_size(folder / where) / text
        print(f"{name:28}{seconds:9.1f}{count / seconds:12.0f}{mb:9}{size:11.2f}")
    print(f"ratio of rates: {stock / ours:.2f}")


def cold(data: Path, folder: Path, query: str) -> None:
    """Print what hyperfine measures of one search by each."""
    timed([archive(), "index", str(data.absolute()), "--index", "ours"], folder)
    dump_sections(folder)
    timed([sys.executable, str(STOCK), "build", "sections.jsonl", "stock"], folder)
    commands = [
        f"{archive()} search {query} --index ours",
        f"{sys.executable} {STOCK} search stock {query}",
    ]
    subprocess.run(
        ["hyperfine", "-N", "--warmup", "2", "--runs", str(RUNS), "--export-json", "t.json", *commands],
        cwd=folder,
        check=True,
    )
    times = [r["median"] for r in json.loads((folder / "t.json").read_text(encoding="utf-8"))["results"]]
    print(f"archive {times[0]:.3f} s, stock {times[1]:.3f} s, ratio {times[0] / times[1]:.2f}")


def main() -> None:
    """Run what the command line asks for, in a folder of its own."""
    if len(sys.argv) < 3 or sys.argv[1] not in ("index", "cold"):
        raise SystemExit(__doc__)
    folder = Path(tempfile.mkdtemp(prefix="archive-benchmark-"))
    try:
        if sys.argv[1] == "index":
            index(Path(sys.argv[2]), folder)
        else:
            cold(Path(sys.argv[2]), folder, sys.argv[3] if len(sys.argv) > 3 else DEFAULT_QUERY)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
