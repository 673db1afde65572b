"""How far the first ten of an answer in a cluster are those of an embedded engine, which scores all of it.

    python tests/cluster/first_ten.py FOLDER [--sections N]

The sections are those of `rates.py`, written to three nodes and to a tantivy index, and asked what the
benchmarks ask. Of a large answer the cluster scores a shortlist only (`ordering.py` of that engine).
Printed are the queries whose first ten differ, each with how many of the ten are missing and how far
the scores of the two tenths lie apart, and the sum over all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "benchmarks"), str(Path(__file__).parents[2])]

# ruff: noqa: E402 - the benchmarks are scripts, not modules of a package
from cluster import start_cluster
from made import ASKS, SECTIONS_A_FILE, Ask, report, sections
from rates import write
from systems import _OurSearcher

from archive.config import ClusterSettings
from archive.index import open_index, open_remote
from archive.index.builder import build
from archive.index.document import documents
from archive.index.engines import packer
from archive.index.engines.base import Snapshot
from archive.index.manifest import FileRecord
from archive.model import Results
from archive.search import language
from archive.segment import segmenter


def write_embedded(folder: Path, data: Path, number: int) -> None:
    """The same sections in a tantivy index."""
    cutter, pack, given = segmenter(), packer("tantivy"), sections(data, number)
    with build(folder, "tantivy", {}) as change:
        for file in range(-(-number // SECTIONS_A_FILE)):
            parsed = report(file, list(islice(given, SECTIONS_A_FILE)))
            ready = [pack(document) for document in documents(parsed, cutter)]
            change.add(parsed.path, FileRecord(ready[0].digest, 1, 1, 1, len(ready)), ready)
        change.commit()


def first_ten(snapshot: Snapshot) -> Iterator[tuple[Ask, Results]]:
    """The first page of each query."""
    searcher = _OurSearcher(snapshot, language())
    for ask in ASKS:
        yield ask, searcher.page(ask)


def compare(cluster: Snapshot, embedded: Snapshot) -> None:
    """Print what differs."""
    missing = same = shown = 0
    for (ask, ours), (_, theirs) in zip(first_ten(cluster), first_ten(embedded), strict=True):
        if ours.total != theirs.total:
            raise SystemExit(f"{ask}: {ours.total} sections in the cluster, {theirs.total} in the index")
        got, wanted = ([hit.section.id for hit in found.hits] for found in (ours, theirs))
        lost = len(set(wanted) - set(got))
        missing, same, shown = missing + lost, same + (got == wanted), shown + len(wanted)
        if got != wanted:
            scores = (ours.hits[-1].score, theirs.hits[-1].score)
            words = " ".join(ask.every + ask.some)
            print(
                f"{ask.kind:8}{words}  {ours.total} sections, {lost} of {len(wanted)} missing, tenth {scores}"
            )
    print(f"{same} of {len(ASKS)} queries have the same first ten in order; {missing} of {shown} are missing")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sections", type=int, default=20_000)
    chosen = parser.parse_args()
    cluster = start_cluster()
    try:
        place = ClusterSettings(hosts=tuple(cluster.urls), name="ten", shards=3, replicas=0)
        write(place, chosen.data, chosen.sections)
        with tempfile.TemporaryDirectory() as name:
            write_embedded(Path(name), chosen.data, chosen.sections)
            with open_remote(place, {}).snapshot as remote, open_index(Path(name), {}).snapshot as embedded:
                compare(remote, embedded)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
