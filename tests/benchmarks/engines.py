"""All engines, and what else could be used, on the same sections: one table for each size, in one run.

    python tests/benchmarks/engines.py DATA [--sections N…] [--only NAME…] [--limit SECONDS]
                                       [--opensearch URL] [--svg FILE] [--processor] [--keep FOLDER]
                                       [--files-up-to N]

DATA is a folder of text files; `made.py` makes N sections of each number (default 5,000 and 50,000) of
their sentences. What is compared: this project's engines (opensearch where a URL is given), stock Whoosh
with jieba's analyzer, SQLite's FTS5 over trigrams and over jieba's words, tantivy over jieba's words,
Recoll and ripgrep (each where it is installed).

    files/s   sections indexed in a second from files to the last byte written, by all processors; ours only
    index/s   the same from sections that are cut already, to what each system makes of them
    size      on disk, as a multiple of the text, with the text itself
    build MB, ask MB   peak memory of the largest process
    cold      milliseconds of one search as a whole process, the median of several
    p50 p95   milliseconds of a whole search in an open index: total, the ten best with excerpts, facets
    recall    the mean share of what a plain scan finds, over all queries; `extra` what it does not find

A second table has the median of each kind of query. All seconds are by the clock, or with --processor
those of the processor. A system that would take longer than the limit for its index (default an hour),
judged by the size before, is left out and named; --files-up-to leaves files/s out for larger sizes. FILE
(default growth.svg) shows the growth. What was made stays in FOLDER with --keep, and is taken from there
by the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from growth import Curve, write_svg
from made import ASKS, HEADING, PROCESSOR, SECTIONS_A_FILE, report_text, sections, texts, year_of
from systems import SYSTEMS, Ours

DEFAULT_SECTIONS = (5_000, 50_000)
LIMIT_SECONDS = 3600.0
COLD_RUNS = 9
COLD_WORD = "工作"
FILES_A_FOLDER = 1_000
SCRIPT = Path(__file__).with_name("systems.py")
# What a system needs that is not of this environment.
PROGRAMS = {"recoll": "recollindex", "ripgrep": "rg"}
KINDS = tuple(dict.fromkeys(ask.kind for ask in ASKS))


class TooLong(Exception):
    """A command that was ended because it took longer than the limit."""


@dataclass(frozen=True, slots=True)
class Run:
    """A process that came to its end."""

    seconds: float
    megabytes: int
    output: str


@dataclass(slots=True)
class Row:
    """What was measured of one system at one size; rates are sections a second."""

    name: str
    sections: int
    index_rate: float = 0.0
    files_rate: float | None = None
    size: float = 0.0
    build_mb: int = 0
    ask_mb: int = 0
    cold: float = 0.0
    recall: float = 0.0
    extra: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)

    def quantile(self, share: float) -> float:
        """The time below which this share of all searches stayed."""
        times = sorted(value for values in self.times.values() for value in values)
        return times[min(len(times) - 1, int(share * len(times)))]


def run(command: list[str], limit: float) -> Run:
    """Run a command to its end; raises TooLong, and SystemExit where it fails."""
    # An installed program has its byte code, whatever this process was told.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, start_new_session=True, env=environment)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.perf_counter() - started > limit:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise TooLong
            time.sleep(0.002)
        seconds, (_, status, usage) = time.perf_counter() - started, ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command} failed")
        output.seek(0)
        seconds = usage.ru_utime + usage.ru_stime if os.environ.get(PROCESSOR) else seconds
        return Run(seconds, usage.ru_maxrss // 1024, output.read())


def folder_size(folder: Path) -> int:
    """Bytes in all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def make(data: Path, home: Path, number: int) -> None:
    """Write the sections, the files that they would be read from, and last what a plain scan finds."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "sections.jsonl").open("w", encoding="utf-8") as file:
        for paragraphs in sections(data, number):
            file.write(json.dumps("\n".join([HEADING, *paragraphs]), ensure_ascii=False) + "\n")
    for file_number, chunk in enumerate(_chunks(home)):
        folder = home / "files" / f"{file_number // FILES_A_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{file_number:06}.txt").write_text(report_text(file_number, chunk), encoding="utf-8")
    found: list[list[int]] = [[] for _ in ASKS]
    for section, text in enumerate(texts(home)):
        for ask, numbers in zip(ASKS, found, strict=True):
            if ask.holds(text, year_of(section)):
                numbers.append(section)
    (home / "scan.json").write_text(json.dumps(found), encoding="utf-8")


def _chunks(home: Path) -> Iterator[list[list[str]]]:
    """The paragraphs of the sections of each file."""
    paragraphs = (text.split("\n")[1:] for text in texts(home))
    while chunk := list(islice(paragraphs, SECTIONS_A_FILE)):
        yield chunk


def measure(name: str, home: Path, number: int, limit: float, files: bool) -> Row:
    """Build the index of one system, from `files` too, and ask it everything."""
    row, system = Row(name, number), SYSTEMS[name]()
    script = [sys.executable, str(SCRIPT)]
    built = run([*script, "build", name, str(home)], limit)
    row.index_rate, row.build_mb = number / built.seconds, built.megabytes
    row.size = folder_size(home / name) / sum(len(text.encode()) for text in texts(home))
    if isinstance(system, Ours) and files:
        read = run(system.command_of_files(home), limit)
        row.files_rate, row.build_mb = number / read.seconds, max(row.build_mb, read.megabytes)
    cold = [run(system.command(home, COLD_WORD), limit).seconds for _ in range(COLD_RUNS)]
    row.cold = statistics.median(cold) * 1000
    asked = json.loads(run([*script, "ask", name, str(home)], limit).output)
    row.times, row.recall, row.extra, row.ask_mb = (
        asked[key] for key in ("times", "recall", "extra", "peak")
    )
    return row


def measure_all(
    names: list[str], home: Path, number: int, chosen: argparse.Namespace, before: dict[str, Row]
) -> list[Row]:
    """The rows of one size; `before` has those of the last."""
    limit, files = chosen.limit, chosen.files_up_to is None or number <= chosen.files_up_to
    rows = []
    for name in names:
        if name in before and number / before[name].index_rate > limit:
            print(f"{name} left out: at its rate {number} sections take more than {limit:.0f} s", flush=True)
            continue
        try:
            rows.append(measure(name, home, number, limit, files))
        except TooLong:
            print(f"{name} left out: it took more than {limit:.0f} s", flush=True)
        for folder in (home / name, home / f"{name}-files", home / f"{name}-home"):
            shutil.rmtree(folder, ignore_errors=True)
    return rows


def show(rows: list[Row], number: int, size: int) -> None:
    """Print both tables."""
    print(f"\n{number} sections, {size / 1e6:.0f} MB of text")
    print(
        f"{'':13}{'files/s':>9}{'index/s':>9}{'size':>7}{'build MB':>10}{'ask MB':>8}{'cold':>8}"
        f"{'p50':>9}{'p95':>9}{'recall':>8}{'extra':>8}"
    )
    for row in rows:
        files = "-" if row.files_rate is None else f"{row.files_rate:.0f}"
        print(
            f"{row.name:13}{files:>9}{row.index_rate:9.0f}{row.size:7.2f}{row.build_mb:10}{row.ask_mb:8}"
            f"{row.cold:8.0f}{row.quantile(0.5):9.2f}{row.quantile(0.95):9.2f}{row.recall:8.3f}{row.extra:8}"
        )
    print(f"\n{'median ms':13}" + "".join(f"{kind:>9}" for kind in KINDS))
    for row in rows:
        medians = (
            f"{statistics.median(row.times[k]):9.2f}" if k in row.times else f"{'-':>9}" for k in KINDS
        )
        print(f"{row.name:13}" + "".join(medians), flush=True)


def curves(rows: list[Row]) -> list[Curve]:
    """What grows with the number of sections."""
    names = list(dict.fromkeys(row.name for row in rows))
    measures = (
        ("index, sections a second", lambda row: row.index_rate),
        ("size on disk, times the text", lambda row: row.size),
        ("95 of 100 searches, ms", lambda row: row.quantile(0.95)),
        ("search as a process, ms", lambda row: row.cold),
    )
    return [
        Curve(title, {name: [(r.sections, value(r)) for r in rows if r.name == name] for name in names})
        for title, value in measures
    ]


def chosen_names(only: list[str], opensearch: str | None) -> list[str]:
    """The systems to be measured; says which of them are not there."""
    names = only or [name for name in SYSTEMS if name != "opensearch" or opensearch]
    missing = [name for name in names if name in PROGRAMS and shutil.which(PROGRAMS[name]) is None]
    for name in missing:
        print(f"{name} left out: {PROGRAMS[name]} is not installed")
    return [name for name in names if name not in missing]


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sections", type=int, nargs="+", default=list(DEFAULT_SECTIONS))
    parser.add_argument("--only", nargs="+", choices=list(SYSTEMS), default=[])
    parser.add_argument("--limit", type=float, default=LIMIT_SECONDS)
    parser.add_argument("--opensearch", metavar="URL")
    parser.add_argument("--svg", type=Path, default=Path("growth.svg"))
    parser.add_argument("--processor", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--files-up-to", type=int, metavar="N")
    return parser.parse_args()


def main() -> None:
    """Measure all sizes, the smallest first."""
    chosen = arguments()
    if chosen.processor:
        os.environ[PROCESSOR] = "1"
    if chosen.opensearch:
        os.environ["ARCHIVE_CLUSTER"] = chosen.opensearch
    names, rows = chosen_names(chosen.only, chosen.opensearch), list[Row]()
    for number in sorted(chosen.sections):
        kept = nullcontext(str(chosen.keep)) if chosen.keep else tempfile.TemporaryDirectory()
        with kept as name:
            home = Path(name) / str(number)
            if not (home / "scan.json").exists():
                make(chosen.data, home, number)
            size = sum(len(text.encode()) for text in texts(home))
            found = measure_all(names, home, number, chosen, {row.name: row for row in rows})
            show(found, number, size)
            rows += found
    write_svg(chosen.svg, curves(rows))


if __name__ == "__main__":
    main()
