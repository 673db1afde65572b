"""Queries on a large archive, against stock Whoosh with jieba's ChineseAnalyzer.

    python tests/benchmarks/speed.py DATA [--sections N] [--engine NAME] [--keep FOLDER]

DATA is a folder of text files; their sentences, drawn with a fixed seed, make N sections (default
50,000) of some 370 characters, twenty a file, which both sides index. FOLDER keeps what was built,
so that a second run only asks. Three tables are printed:

- building: rate, and size on disk against that of the text;
- queries: the median of several through the whole of a search (parse, match, count, facets, the ten
  best read and marked; stock: parse, match, count, the ten best ids), beside the number of sections
  found and that of a plain scan;
- whole processes: a search, adding one report, and a run in which nothing has changed.

All times but those marked as wall are of the processor, so that other work on the machine matters
little. A query for which stock finds nothing at all has no ratio: it is its own kind of answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path

from made import HEADING, SECTIONS_A_FILE, SEED, report, sections

from archive.config import load_settings
from archive.index import open_index, stamp
from archive.index.builder import build
from archive.index.document import documents
from archive.index.engines import ENGINES, engine
from archive.index.manifest import file_record
from archive.read import digest_of
from archive.search import Match, Request, language, search
from archive.segment import segmenter

DEFAULT_SECTIONS = 50_000
REPEATS = 7
STOCK = Path(__file__).with_name("stock.py")

Test = Callable[[str], bool]


def all_of(*words: str) -> Test:
    """The scan's own idea of a query for all these words."""
    return lambda text: all(word in text for word in words)


# Kind, query, stock's query where it has another syntax, and what the scan looks for in a text.
QUERIES: tuple[tuple[str, str, str, Test], ...] = (
    ("common", "工作", "工作", all_of("工作")),
    ("two words", "社会主义 制度", "社会主义 制度", all_of("社会主义", "制度")),
    ("three words", "国务院 规定 处罚", "国务院 规定 处罚", all_of("国务院", "规定", "处罚")),
    ("rare", "义工", "义工", all_of("义工")),
    ("long word", "改革开放", "改革开放", all_of("改革开放")),
    ("phrase", '"有关部门"', '"有关部门"', all_of("有关部门")),
    ("either", "海关 OR 税务", "海关 OR 税务", lambda text: "海关" in text or "税务" in text),
    ("both common", "规定 OR 工作", "规定 OR 工作", lambda text: "规定" in text or "工作" in text),
    ("without", "登记 -机关", "登记 NOT 机关", lambda text: "登记" in text and "机关" not in text),
    ("prefix", "信息*", "信息*", all_of("信息")),
    ("miss", "火星车", "火星车", all_of("火星车")),
)


def processor_time(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds of the processor, and by the clock, of a whole process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started


def build_ours(folder: Path, texts: list[list[str]], name: str) -> float:
    """Index the sections with this project, and write the files that they are said to come from."""
    words, pack = segmenter(), engine(name).pack
    (folder / "corpus").mkdir()
    (folder / "archive.toml").write_text(f'[archive]\nengine = "{name}"\n', "utf-8")
    settings = load_settings(folder)
    started = time.process_time()
    with build(settings.index_dir, name, stamp(settings)) as change:
        for file, first in enumerate(range(0, len(texts), SECTIONS_A_FILE)):
            parsed = report(file, texts[first : first + SECTIONS_A_FILE])
            path = folder / parsed.path
            path.write_text("\n".join(chain.from_iterable(texts[first : first + SECTIONS_A_FILE])), "utf-8")
            # The file's own digest: a run of `archive index` must find it as it was indexed.
            found = documents(replace(parsed, digest=digest_of(path, settings)), words)
            ready = list(map(pack, found))
            record = replace(file_record(ready[0].digest, path.stat()), reports=1, sections=len(ready))
            change.add(parsed.path, record, ready)
        change.commit()
    return time.process_time() - started


def build_stock(folder: Path, texts: list[list[str]]) -> float:
    """Index the same sections with stock Whoosh."""
    lines = (json.dumps("\n".join([HEADING, *text]), ensure_ascii=False) + "\n" for text in texts)
    (folder / "sections.jsonl").write_text("".join(lines), encoding="utf-8")
    return processor_time([sys.executable, str(STOCK), "build", "sections.jsonl", "stock"], folder)[0]


def folder_size(folder: Path) -> int:
    """Bytes in all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build_both(data: Path, folder: Path, number: int, name: str) -> None:
    """Build what is not there yet and print the first table."""
    texts = list(sections(data, number))
    stock, ours = build_stock(folder, texts), build_ours(folder, texts, name)
    size = sum(len(paragraph.encode()) for text in texts for paragraph in text)
    print(f"{number} sections, {size / 1e6:.0f} MB of text, one process each")
    print(f"{'':10}{'seconds':>9}{'sections/s':>12}{'size/text':>11}")
    for name, seconds, where in (("archive", ours, "index_data"), ("stock", stock, "stock")):
        share = folder_size(folder / where) / size
        print(f"{name:10}{seconds:9.0f}{number / seconds:12.0f}{share:11.2f}", flush=True)


def median_ms(asked: Callable[[], int]) -> tuple[float, int]:
    """Median time of several calls after one to warm up, and what they return."""
    found = asked()
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        asked()
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times), found


def compare(folder: Path) -> None:
    """Print the table of queries."""
    from whoosh import index
    from whoosh.qparser import QueryParser

    settings = load_settings(folder)
    spoken = language(settings)
    snapshot = open_index(settings.index_dir, stamp(settings)).snapshot
    opened = index.open_dir(str(folder / "stock"))
    parser = QueryParser("text", opened.schema)
    texts = [json.loads(line) for line in (folder / "sections.jsonl").open(encoding="utf-8")]
    print(f"\n{'query':14}{'archive ms':>11}{'stock ms':>10}{'ratio':>8}", end="")
    print(f"{'archive finds':>15}{'stock finds':>13}{'scan finds':>12}")
    rows = []
    with opened.searcher() as searcher:
        for kind, query, stock_query, test in QUERIES:
            request, parsed = Request(query, match=Match.ALL), stock_query
            ours, total = median_ms(lambda r=request: search(snapshot, r, spoken).total)  # type: ignore[misc]
            stock, stock_total = median_ms(
                lambda q=parsed: len(searcher.search(parser.parse(q), limit=10))  # type: ignore[misc]
            )
            ratio = f"{ours / stock:.2f}" if stock_total else "-"
            rows.append((ours, stock, stock_total))
            print(f"{kind:14}{ours:11.1f}{stock:10.1f}{ratio:>8}{total:15}{stock_total:13}", end="")
            print(f"{sum(map(test, texts)):12}", flush=True)
    medians = [statistics.median(row[side] for row in rows) for side in (0, 1)]
    print(f"{'median':14}{medians[0]:11.1f}{medians[1]:10.1f}{medians[0] / medians[1]:8.2f}")
    print(f"largest ratio: {max(ours / stock for ours, stock, found in rows if found):.2f}")


def processes(folder: Path) -> None:
    """Print the times of whole processes, in an archive that stays as it is."""
    archive = str(Path(sys.executable).with_name("archive"))
    new = folder / "corpus" / "new.txt"
    heads = (f"{number}、{HEADING}\n" for number in "一二三四五六七八九十")
    chosen = random.Random(SEED).sample((folder / "sections.jsonl").read_text("utf-8").splitlines(), 10)
    body = [head + json.loads(text) for head, text in zip(heads, chosen, strict=True)]
    new.write_text("\n".join(["某局2030年工作总结", *body]), "utf-8")
    rows = {"archive index (one report more)": processor_time([archive, "index"], folder)}
    rows["archive index (nothing changed)"] = processor_time([archive, "index"], folder)
    new.unlink()
    rows["archive index (one report less)"] = processor_time([archive, "index"], folder)
    for name, command in (
        ("archive search 工作", [archive, "search", "工作"]),
        ("stock search 工作", [sys.executable, str(STOCK), "search", "stock", "工作"]),
    ):
        runs = [processor_time(command, folder) for _ in range(REPEATS)]
        rows[name] = (statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs))
    print(f"\n{'whole process':34}{'seconds':>9}{'wall':>8}")
    for name, (seconds, wall) in rows.items():
        print(f"{name:34}{seconds:9.2f}{wall:8.2f}", flush=True)


def main() -> None:
    """Build both, then ask both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sections", type=int, default=DEFAULT_SECTIONS)
    parser.add_argument("--engine", choices=list(ENGINES), default="whoosh")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    kept = nullcontext(str(chosen.keep)) if chosen.keep else tempfile.TemporaryDirectory()
    with kept as name:
        folder = Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "index_data").exists():
            build_both(chosen.data, folder, chosen.sections, chosen.engine)
        compare(folder)
        processes(folder)


if __name__ == "__main__":
    main()
