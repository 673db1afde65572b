"""What a section costs in a cluster: the figures behind README's page on planning.

    python tests/cluster/rates.py FOLDER [--sections N]

Sections of 370 characters are made up from the sentences of FOLDER, as the benchmarks do, and written
to three nodes with three shards and one replica. Times are those of the processor (of ours, and of the
nodes, by the second), so that other work on the machine does not count; sizes are those of the first
copies, after all segments of a shard have been merged into one, as they are after a while.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "benchmarks"), str(Path(__file__).parents[2])]

# ruff: noqa: E402 - the benchmarks are scripts, not modules of a package
from cluster import Cluster, start_cluster
from made import ASKS, SECTIONS_A_FILE, report, sections
from systems import _OurSearcher

from archive.config import ClusterSettings
from archive.index import open_remote
from archive.index.builder import build
from archive.index.document import documents
from archive.index.engines import packer
from archive.index.engines.opensearch.client import Client
from archive.index.manifest import FileRecord
from archive.search import language
from archive.segment import segmenter

# Until then the cluster keeps what a node that was away for a moment would ask for.
SETTLING_SECONDS = 90
COMMIT_FILES = 1_000
REPEATS = 5


def processor_seconds(cluster: Cluster) -> float:
    """What the nodes have used of the processor."""
    ticks = 0
    for process in cluster.processes:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def write(place: ClusterSettings, data: Path, number: int) -> tuple[float, float, int]:
    """Write so many sections: our seconds for making them ready, those for sending them, their bytes."""
    cutter, pack, given = segmenter(), packer("opensearch"), sections(data, number)
    ready_seconds, sent_seconds, size, file = 0.0, 0.0, 0, 0
    with build(Path(), "opensearch", {}, cluster=place) as change:
        while chunk := list(islice(given, SECTIONS_A_FILE)):
            size += sum(len(text.encode()) for texts in chunk for text in texts)
            started = time.process_time()
            parsed = report(file, chunk)
            ready = [pack(document) for document in documents(parsed, cutter)]
            made = time.process_time()
            change.add(parsed.path, FileRecord(ready[0].digest, 1, 1, 1, len(ready)), ready)
            file += 1
            if file % COMMIT_FILES == 0:
                change.commit()
            ready_seconds, sent_seconds = (
                ready_seconds + made - started,
                sent_seconds + time.process_time() - made,
            )
        change.commit()
    return ready_seconds, sent_seconds, size


def sizes(client: Client, number: int) -> dict[str, float]:
    """Bytes a section in each of the archive's indices, of the first copies alone."""
    client.call("POST", "/rates-*/_forcemerge", params={"max_num_segments": 1, "flush": "true"})
    # Whoever reads the old segments keeps them.
    client.refresh("rates-*")
    client.call("POST", "/rates-*/_flush", params={"force": "true"})
    found = client.call("GET", "/rates-*/_stats/store")["indices"]
    return {
        name: data["primaries"]["store"]["size_in_bytes"] / number for name, data in sorted(found.items())
    }


def milliseconds(place: ClusterSettings) -> list[float]:
    """The time of full searches with hits and facets, each after one to warm up; by the clock."""
    found = []
    with open_remote(place, {}).snapshot as snapshot:
        searcher = _OurSearcher(snapshot, language())
        for ask in ASKS:
            for turn in range(REPEATS + 1):
                started = time.perf_counter()
                searcher.page(ask)
                if turn:
                    found.append((time.perf_counter() - started) * 1000)
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sections", type=int, default=20_000)
    chosen = parser.parse_args()
    number = chosen.sections
    cluster = start_cluster()
    try:
        place = ClusterSettings(hosts=tuple(cluster.urls), name="rates", shards=3, replicas=1)
        before = processor_seconds(cluster)
        ready, sent, size = write(place, chosen.data, number)
        nodes = processor_seconds(cluster) - before
        print(f"{number:,} sections, {size / number:.0f} bytes of text each")
        print(
            f"seconds of a processor for 1,000: {ready / number * 1000:.2f} made ready, "
            f"{sent / number * 1000:.2f} sent, {nodes / number * 1000:.2f} on the nodes (two copies)"
        )
        time.sleep(SETTLING_SECONDS)
        client = Client(place)
        for name, each in sizes(client, number).items():
            print(f"{name}: {each:.0f} bytes a section")
        client.close()
        times = milliseconds(place)
        print(f"search: p50 {times[len(times) // 2]:.0f} ms, p95 {times[len(times) * 95 // 100]:.0f} ms")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
