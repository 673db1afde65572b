"""How fast text is cleaned and understood: MB of UTF-8 a second of the processor, on one core.

    python tests/benchmarks/structure.py DATA [DATA …] [--passes N]

DATA is a folder of files in any format that the archive reads, searched with its folders, or a single
file. Reading is not measured, nor is compiling the rules, which is done once for a run; the size is that
of the text as read. Of N passes (default 3) over all files the fastest counts, each with nothing
remembered from the one before. Python looks for cycles as seldom as in every command.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from functools import _lru_cache_wrapper
from pathlib import Path

from archive.clean import clean
from archive.collector import collect_seldom
from archive.config import Settings, load_settings
from archive.parsed import SourceText
from archive.read import find_files, read_texts
from archive.structure import (
    asides,
    cues,
    cuts,
    formulas,
    lexicon,
    numbering,
    titles,
    understand,
    units,
    wording,
)

# The modules that remember what they found out of a line, a sentence or a heading.
REMEMBERING = (asides, cues, cuts, formulas, lexicon, numbering, titles, units, wording)
PASSES = 3


def forget() -> None:
    """Empty the memories, which would make a second pass over the same files look fast."""
    for module in REMEMBERING:
        for function in vars(module).values():
            if isinstance(function, _lru_cache_wrapper):
                function.cache_clear()


def texts_of(data: Path, settings: Settings) -> list[SourceText]:
    """All texts below a folder, or in a file."""
    files = find_files([data], settings, lambda folder, error: print(f"{folder}: {error}"))
    found = (text for path in files for text in read_texts(path, settings))
    return [text for text in found if isinstance(text, SourceText)]


def size_of(texts: Sequence[SourceText]) -> float:
    """MB of UTF-8, line ends counted."""
    return sum(len(block.text.encode()) + 1 for text in texts for block in text.blocks) / 1e6


def seconds(texts: Sequence[SourceText], settings: Settings) -> tuple[float, float]:
    """Seconds of the processor for cleaning all texts, and for understanding them."""
    forget()
    started = time.process_time()
    cleaned = [clean(text, settings) for text in texts]
    between = time.process_time()
    for source, text in zip(texts, cleaned, strict=True):
        understand(text, source.seed, settings)
    return between - started, time.process_time() - between


def measure(data: Path, settings: Settings, passes: int) -> None:
    """Print the line of one folder."""
    texts = texts_of(data, settings)
    megabytes = size_of(texts)
    if not megabytes:
        raise SystemExit(f"{data}: no text")
    for text in texts[:1]:
        understand(clean(text, settings), text.seed, settings)
    runs = [seconds(texts, settings) for _ in range(passes)]
    cleaning, structure = (min(run[stage] for run in runs) for stage in (0, 1))
    rates = "".join(f"{megabytes / part:11.1f}" for part in (cleaning, structure, cleaning + structure))
    print(f"{data.name:20}{megabytes:8.2f}{rates}", flush=True)


def main() -> None:
    """Measure each of the folders."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--passes", type=int, default=PASSES)
    chosen = parser.parse_args()
    settings = load_settings()
    collect_seldom()
    print(f"{'MB/s':20}{'MB':>8}{'clean':>11}{'structure':>11}{'both':>11}")
    for data in chosen.data:
        measure(data, settings, chosen.passes)


if __name__ == "__main__":
    main()
