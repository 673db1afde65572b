"""Measure understanding of gold reports in other shapes than those they were labelled in.

    python tests/quality/score_shapes.py                       every shape alone, a table
    python tests/quality/score_shapes.py --pairs 60            so many random pairs of shapes
    python tests/quality/score_shapes.py untitled run-in       these shapes together
    python tests/quality/score_shapes.py untitled --show       with every mistake
    python tests/quality/score_shapes.py untitled --keep DIR   and the pages, to be looked at

A shape may be the way in which reports follow each other (own-titles where none is named), a change of
their numbers and marks, or what a site or a converter does to lines; see `quality_rows`. The pages are
the same for the same --seed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from quality_labels import HERE, Page, load_split
from quality_measures import Score, score_page
from quality_rows import BORDERS, CHANGES, FINISHES, in_order
from quality_shapes import Told, page_of, told_reports
from score import differences, parse

from archive.config import Settings, load_settings

# Reports on a page; collections have more, but a border is a border.
REPORTS = 4
SHOWN = ("split", "headings", "types_micro", "title", "cleaning")
# A page cut at one width has no empty lines; others have one between any two.
TIGHT = frozenset(("hard-wraps",))


def pages(
    names: Sequence[str], told: Sequence[Told], seed: int, folder: Path, most: int | None = None
) -> Iterator[Page]:
    """Pages in these shapes, `most` of them, of reports drawn by `seed`; written into `folder`."""
    shapes = in_order(names)
    borders = [name for name in shapes if name in BORDERS] or ["own-titles"]
    # The same reports stand together in every shape, so that their scores can be compared.
    pool = [item for item in told if item.title]
    random.Random(seed).shuffle(pool)
    rng = random.Random(f"{seed} {' '.join(shapes)}")
    for number in range(len(pool) // REPORTS)[:most]:
        reports = pool[number * REPORTS : (number + 1) * REPORTS]
        for name in filter(CHANGES.__contains__, shapes):
            reports = [CHANGES[name](item, rng) for item in reports]
        rows = BORDERS[borders[0]](reports, rng)
        for name in filter(FINISHES.__contains__, shapes):
            rows = FINISHES[name](rows, rng)
        source = folder / f"{'+'.join(shapes)}-{number:02d}.txt"
        yield page_of(source.stem, rows, reports, source, 0 if TIGHT & set(shapes) else 1)


def score(
    names: Sequence[str], told: Sequence[Told], settings: Settings, options: argparse.Namespace
) -> Score:
    """The score of all pages in these shapes together; prints the mistakes where they are asked for."""
    total = Score()
    with TemporaryDirectory() as scratch:
        for page in pages(names, told, options.seed, options.keep or Path(scratch)):
            parsed = parse(page, settings)
            total.add(score_page(page, parsed))
            if options.show:
                print(f"## {page.name}", *differences(page, parsed), sep="\n")
    return total


def line(name: str, total: Score) -> str:
    """A row of the table."""
    measures = total.measures()
    return f"{name:34}" + "".join(f"{100 * measures[key]:12.2f}" for key in SHOWN)


def combinations_of(options: argparse.Namespace) -> list[tuple[str, ...]]:
    """The shapes to be measured together: those named, random pairs, or each alone."""
    if options.shapes:
        return [tuple(options.shapes)]
    every = [*CHANGES, *BORDERS, *FINISHES]
    if not options.pairs:
        return [(name,) for name in every]
    pairs = [pair for pair in combinations(every, 2) if not set(pair) <= set(BORDERS)]
    return random.Random(options.seed).sample(pairs, options.pairs)


def main(arguments: Sequence[str]) -> None:
    """Do what the module's docstring says."""
    parser = argparse.ArgumentParser(description="Measure understanding of gold reports in other shapes.")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--pairs", type=int, default=0, metavar="N")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    settings = load_settings(HERE, environ={})
    told = told_reports([*load_split("dev"), *load_split("corpus")], settings)
    print(f"{'':34}" + "".join(f"{key:>12}" for key in SHOWN))
    everything = Score()
    for names in combinations_of(options):
        total = score(names, told, settings, options)
        everything.add(total)
        print(line(" + ".join(names), total), flush=True)
    print(line("all", everything))


if __name__ == "__main__":
    main(sys.argv[1:])
