"""One commented session on a cluster of three nodes: index, search, lose a node, search, export.

    python tests/cluster/session.py FOLDER [QUERY]

FOLDER holds reports (any files that `archive index` reads), QUERY is what is searched and exported
(default: 应当). The archive has three shards and one replica; its folder and the cluster are thrown away
in the end. Needs a JDK (17 or newer) and Maven, as the tests marked `opensearch` do.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cluster import Cluster, missing_tool, start_cluster

# What the archive promises to export in one go.
LEAST_PASSAGES = 10_000
ROOT = Path(__file__).parents[2]


class Session:
    """Commands of the program, shown with what they print and how long they take."""

    def __init__(self, home: Path, cluster: Cluster) -> None:
        self._home = home
        hosts = json.dumps(cluster.urls)
        text = f'[archive]\nengine = "opensearch"\ncluster = {hosts}\ncluster_name = "session"\n'
        (home / "archive.toml").write_text(text, encoding="utf-8")

    def say(self, *lines: str) -> None:
        """A comment."""
        print("".join(f"\n# {line}" for line in lines), flush=True)

    def run(self, *arguments: str, shown: bool = True) -> str:
        """Run a command; what it prints."""
        print(f"$ archive {shlex.join(arguments)}", flush=True)
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "archive", *arguments],
            cwd=self._home,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        if shown:
            print(done.stdout.rstrip())
        print(f"({time.monotonic() - started:.1f} s)", flush=True)
        return done.stdout


def answer(session: Session, query: str) -> dict[str, object]:
    """All that a search says, but for the time it took."""
    found: dict[str, object] = json.loads(session.run("search", query, "--json", shown=False))
    del found["took_ms"]
    return found


def main(folder: Path, query: str) -> None:
    started = time.monotonic()
    cluster = start_cluster()
    print(f"# Three nodes, processes with a bounded heap, were up after {time.monotonic() - started:.0f} s:")
    print("\n".join(f"#   {url}" for url in cluster.urls))
    try:
        with tempfile.TemporaryDirectory() as home:
            play(Session(Path(home), cluster), cluster, folder, query)
    finally:
        cluster.stop()


def play(session: Session, cluster: Cluster, folder: Path, query: str) -> None:
    session.say("The settings name the nodes. Files are read and cut here, the cluster keeps the rest.")
    session.run("index", str(folder))
    session.say("A search; then the same as JSON, to compare it with what comes.")
    session.run("search", query, "-n", "3")
    before = answer(session, query)
    cluster.wait(3, "green")
    session.say("One of the three nodes is killed, as a power cut would.")
    cluster.kill(0)
    session.say("The same search, at once: the other nodes have a replica of each shard.")
    after = answer(session, query)
    assert after == before, "the answers differ"
    session.say(
        "Totals, facets, hits, highlights and scores are the same.", "An export of everything that was found:"
    )
    export = session.run("export", query, "--unfold", "-o", "found.jsonl")
    passages = int(export.split()[0])
    assert passages >= LEAST_PASSAGES, (
        f"{passages} passages, fewer than {LEAST_PASSAGES}: choose another query"
    )
    session.say("The node comes back and gets what it has missed; then everything is read and counted.")
    cluster.start(0)
    cluster.wait(3, "green")
    session.run("check")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if reason := missing_tool():
        sys.exit(f"no cluster: {reason}")
    main(Path(sys.argv[1]).absolute(), sys.argv[2] if len(sys.argv) > 2 else "应当")
