"""Queries on a large archive, against stock Whoosh with jieba's ChineseAnalyzer.

    python tests/benchmarks/speed.py DATA [SECTIONS]

DATA is a folder of text files; their sentences, drawn with a fixed seed, make SECTIONS sections
(default 50,000) of some 370 characters, which both sides index. Each query is asked several times
through the whole of a search (parse, match, count, facets, the ten best read and marked); what is
printed is the median, beside the number of sections that hold the query's words as text.
"""

from __future__ import annotations

import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.config import load_settings
from archive.index import open_index, stamp
from archive.index.builder import build
from archive.index.document import document
from archive.index.manifest import FileRecord
from archive.model import SECTION_TYPES, Entry, Paragraph, ReportHead, Section
from archive.search import Match, Request, search
from archive.segment import segmenter

SEED = 7
DEFAULT_SECTIONS = 50_000
SECTION_LENGTH = 370
SECTIONS_A_FILE = 20
REPEATS = 7
QUERIES = (
    ("common", "工作", "工作"),
    ("two words", "社会主义 制度", "社会主义 制度"),
    ("three words", "国务院 规定 处罚", "国务院 规定 处罚"),
    ("rare", "义工", "义工"),
    ("long word", "改革开放", "改革开放"),
    ("phrase", '"有关部门"', '"有关部门"'),
    ("either", "海关 OR 税务", "海关 OR 税务"),
    ("without", "登记 -机关", "登记 NOT 机关"),
    ("prefix", "信息*", "信息*"),
    ("miss", "火星车", "火星车"),
)


def sections(data: Path, number: int) -> Iterator[list[str]]:
    """Paragraphs of random sentences, enough of them for one section each."""
    draw = random.Random(SEED)
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(data.rglob("*.txt")))
    sentences = [s for s in re.findall("[^。\\n]+。", text) if len(s) > 8]
    for _ in range(number):
        chosen: list[str] = []
        while sum(map(len, chosen)) < SECTION_LENGTH:
            chosen.append(draw.choice(sentences))
        half = len(chosen) // 2
        yield ["".join(part) for part in (chosen[:half], chosen[half:]) if part]


def entry(number: int, paragraphs: list[str]) -> Entry:
    """A section with these paragraphs and labels that vary."""
    name = SECTION_TYPES[number % len(SECTION_TYPES)]
    file, ordinal = divmod(number, SECTIONS_A_FILE)
    report = ReportHead(
        f"{file:012x}", f"第{file}号总结", "总结", 2010 + file % 15, None, None, None, (1, 99)
    )
    body = tuple(Paragraph(text, (name,), (ordinal, ordinal)) for text in paragraphs)
    section = Section(
        f"{file:012x}.{ordinal:03d}", "情况", "一", 1, 1, ("情况",), (name,), (ordinal, ordinal), body
    )
    return Entry(f"{file:06}.txt", report, section)


def build_ours(folder: Path, texts: list[list[str]]) -> float:
    """Index the sections with this project; seconds."""
    words = segmenter()
    settings = load_settings(folder).with_index(folder / "ours")
    started = time.perf_counter()
    with build(settings.index_dir, "whoosh", stamp(settings)) as change:
        for first in range(0, len(texts), SECTIONS_A_FILE):
            entries = [entry(n, texts[n]) for n in range(first, min(first + SECTIONS_A_FILE, len(texts)))]
            digest = entries[0].report.id
            documents = (document(item, digest, words) for item in entries)
            change.add(entries[0].path, FileRecord(digest, 1, 1, 1, len(entries)), documents)
        change.commit()
    return time.perf_counter() - started


def build_stock(folder: Path, texts: list[list[str]]) -> float:
    """Index the same sections with stock Whoosh; seconds."""
    import json

    lines = (json.dumps("\n".join(["情况", *text]), ensure_ascii=False) + "\n" for text in texts)
    (folder / "sections.jsonl").write_text("".join(lines), encoding="utf-8")
    stock = Path(__file__).with_name("stock.py")
    command = [sys.executable, str(stock), "build", "sections.jsonl", "stock"]
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def median_ms(ask: Callable[[], int]) -> tuple[float, int]:
    """Median time of several calls after one to warm up, and what they return."""
    found = ask()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), found


def compare(folder: Path) -> None:
    """Print the table of queries."""
    from whoosh import index
    from whoosh.qparser import QueryParser

    settings = load_settings(folder).with_index(folder / "ours")
    snapshot = open_index(settings.index_dir, stamp(settings)).snapshot
    opened = index.open_dir(str(folder / "stock"))
    parser = QueryParser("text", opened.schema)
    words = segmenter()
    print(f"{'query':14}{'ours ms':>10}{'stock ms':>10}{'ratio':>8}{'ours finds':>12}{'stock finds':>12}")
    ratios, ours_all, stock_all = [], [], []
    with opened.searcher() as searcher:
        for name, query, stock_query in QUERIES:
            request = Request(query, match=Match.ALL)
            ours, total = median_ms(lambda r=request: search(snapshot, r, words).total)  # type: ignore[misc]
            stock, stock_total = median_ms(
                lambda q=stock_query: len(searcher.search(parser.parse(q), limit=10))  # type: ignore[misc]
            )
            ratios.append(ours / stock)
            ours_all.append(ours)
            stock_all.append(stock)
            print(f"{name:14}{ours:10.1f}{stock:10.1f}{ours / stock:8.2f}{total:12}{stock_total:12}")
    medians = statistics.median(ours_all), statistics.median(stock_all)
    print(f"{'median':14}{medians[0]:10.1f}{medians[1]:10.1f}{medians[0] / medians[1]:8.2f}")
    print(f"largest ratio: {max(ratios):.2f}")


def main() -> None:
    """Build both, then ask both."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    number = int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_SECTIONS
    folder = Path(tempfile.mkdtemp(prefix="archive-benchmark-"))
    try:
        texts = list(sections(Path(sys.argv[1]), number))
        ours, stock = build_ours(folder, texts), build_stock(folder, texts)
        print(f"{number} sections; indexing (one process each): ours {ours:.0f} s, stock {stock:.0f} s")
        compare(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
