"""A real OpenSearch cluster on this machine's loopback, for tests and for trying things out.

    python tests/cluster/cluster.py            three nodes, until Ctrl-C; prints their addresses

Needs a JDK (17 or newer) and Maven, which fetches the server from Maven Central once. Each node is a
process with a bounded heap, so that it can be killed like one in a machine room.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
# Enough for some hundred thousand sections in tests, and three of them fit a small machine.
HEAP = "384m"
# The quick compiler alone: a test's nodes live for a minute, of which the thorough one would take half.
JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# A minute on a machine that is busy with other things, ten seconds on one that is not.
START_SECONDS = 300.0
# A cluster writes each of its decisions to the disk of each node; a folder in memory, where there is one with
# this much room, has no disk to wait for.
MEMORY = Path("/dev/shm")  # noqa: S108 - tempfile makes a folder there that is nobody else's
ROOM = 1 << 30
# Below those that systems give to outgoing connections.
PORTS = range(20_000, 30_000)
# Maven's own folder for what it fetched would mix this with the user's; under the system's temporary
# folder it is found again by the next run.
LIBRARIES = Path(tempfile.gettempdir()) / f"report-archive-opensearch-{os.getuid()}"


def missing_tool() -> str | None:
    """Why no cluster can be started here, or None."""
    for tool in ("java", "javac", "mvn"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    return None


def fetch_libraries() -> Path:
    """The folder with the server's jars and the compiled node, fetched and built if need be."""
    done = LIBRARIES / "done"
    if not done.exists():
        LIBRARIES.mkdir(mode=0o700, exist_ok=True)
        if LIBRARIES.stat().st_uid != os.getuid():
            raise PermissionError(f"{LIBRARIES} belongs to somebody else")
        goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), goal, f"-DoutputDirectory={LIBRARIES}"]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        done.touch()
    made, written = LIBRARIES / "Node.class", HERE / "Node.java"
    if not made.exists() or made.stat().st_mtime < written.stat().st_mtime:
        subprocess.run(["javac", "-cp", f"{LIBRARIES}/*", "-d", str(LIBRARIES), str(written)], check=True)
    return LIBRARIES


@dataclass
class Cluster:
    """Nodes numbered from 0; `urls` are their addresses, of the dead ones too."""

    folder: Path
    http_ports: list[int]
    transport_ports: list[int]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self.http_ports]

    def kill(self, number: int) -> None:
        """End a node at once, as a power cut would."""
        self.processes[number].send_signal(signal.SIGKILL)
        self.processes[number].wait()

    def start(self, number: int) -> None:
        """Start a node, with the data that it left if it ran before."""
        home = self.folder / f"node{number}"
        (home / "config").mkdir(parents=True, exist_ok=True)
        libraries = fetch_libraries() if not self.processes else LIBRARIES
        log = (home / "log.txt").open("ab")
        command = [
            *(
                "java",
                f"-Xms{HEAP}",
                f"-Xmx{HEAP}",
                *JVM,
                "-cp",
                f"{libraries}:{libraries}/*",
                "Node",
            ),
            *(f"{name}={value}" for name, value in self._settings(number, home).items()),
        ]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home)
        if number < len(self.processes):
            self.processes[number] = process
        else:
            self.processes.append(process)

    def _settings(self, number: int, home: Path) -> dict[str, str]:
        seeds = ",".join(f"127.0.0.1:{port}" for port in self.transport_ports)
        names = ",".join(f"node{n}" for n in range(len(self.http_ports)))
        return {
            "cluster.name": "report-archive-test",
            "node.name": f"node{number}",
            "path.home": str(home),
            "path.data": str(home / "data"),
            "network.host": "127.0.0.1",
            "http.port": str(self.http_ports[number]),
            "transport.port": str(self.transport_ports[number]),
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": names,
            # A full disk of the machine that tests run on is not what they are about.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }

    def wait(self, nodes: int, status: str = "yellow") -> None:
        """Until so many nodes are in the cluster and it has this status, or TimeoutError."""
        path = f"/_cluster/health?wait_for_nodes={nodes}&wait_for_status={status}&timeout=5s"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for url in self.urls:
                try:
                    with urllib.request.urlopen(url + path, timeout=10) as answer:  # noqa: S310 - our own node
                        if not json.load(answer)["timed_out"]:
                            return
                except (OSError, urllib.error.HTTPError):
                    time.sleep(0.3)
        raise TimeoutError(f"the cluster has not come up; see {self.folder}/node*/log.txt")

    def stop(self) -> None:
        """End all nodes and remove what they wrote."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_cluster(nodes: int = 3) -> Cluster:
    """A cluster that is up, with all its nodes."""
    ports = _free_ports(2 * nodes)
    folder = tempfile.mkdtemp(prefix="report-archive-cluster-", dir=_memory())
    cluster = Cluster(Path(folder), ports[:nodes], ports[nodes:])
    try:
        for number in range(nodes):
            cluster.start(number)
        cluster.wait(nodes)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _memory() -> Path | None:
    """A folder in memory with room for the data of a test, if there is one."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free > ROOM else None


def _free_ports(count: int) -> list[int]:
    """Ports that nobody has, and that the system gives to nobody by itself while a node starts."""
    found: list[int] = []
    while len(found) < count:
        port = random.choice(PORTS)
        with socket.socket() as tried:
            if port not in found and tried.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found


def main() -> None:
    if reason := missing_tool():
        sys.exit(f"no cluster: {reason}")
    cluster = start_cluster()
    try:
        print("\n".join(cluster.urls), flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
