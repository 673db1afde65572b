"""How long an export takes, and how much memory: made-up passages into one file.

    python tests/benchmarks/export.py FORMAT PASSAGES [type|report|year]

Each measurement is a process of its own, since the peak of its memory is what counts. Seconds are
those of the processor, so that what else the machine does is left out.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archive.export import ExportInfo, GroupBy, export
from archive.model import SECTION_TYPES, Hit, Passage, ReportHead, SectionHead

# As long as the passages that `archive search 舆情` finds in the corpus, on the average.
TEXT = "一是健全舆情监测机制,落实专人负责制度,及时发现、研判和处置苗头性问题。" * 7
SECTIONS_A_REPORT, PASSAGES_A_SECTION = 8, 2


def hits(passages: int) -> Iterator[Hit]:
    """As many passages as asked for, in sections of reports that differ in name, year and type."""
    marks = tuple((at, at + 2) for at in range(4, len(TEXT), len(TEXT) // 7))
    for number in range(passages // PASSAGES_A_SECTION):
        report, own = divmod(number, SECTIONS_A_REPORT)
        head = ReportHead(
            f"{report:012x}",
            f"某县第{report}号工作总结",
            "总结",
            2000 + report % 25,
            "年度",
            "某县",
            None,
            (1, 99),
        )
        heading = f"抓好第{own}项舆情工作"
        types = (SECTION_TYPES[own % len(SECTION_TYPES)],)
        section = SectionHead(
            f"{report:012x}.{own:03}", heading, "一", 2, 1, ("主要工作", heading), types, (1, 9)
        )
        passage = Passage(TEXT, types, (number, number), marks)
        yield Hit(1.0, f"corpus/{report}.txt", head, section, ((6, 8),), (passage,) * PASSAGES_A_SECTION)


def main() -> None:
    """Measure one export and print a line."""
    fmt, passages, *by = sys.argv[1:]
    info = ExportInfo("舆情", "舆情", int(passages), group_by=GroupBy(by[0]) if by else None)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"out.{fmt}"
        started = time.process_time()
        written = export(hits(int(passages)), info, target)
        seconds = time.process_time() - started
        size = target.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{fmt:6}{written.passages:>8} passages{seconds:8.1f} s{peak:7.0f} MB peak{size:8.1f} MB file", *by)


if __name__ == "__main__":
    main()
