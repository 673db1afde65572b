"""A cluster for all tests of this folder, and archives in it."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

import pytest
from cluster import Cluster, missing_tool, start_cluster

from archive.config import ClusterSettings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests that use the cluster are marked, and skipped where none can be started."""
    reason = missing_tool()
    for item in items:
        if "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.opensearch)
            if reason is not None:
                item.add_marker(pytest.mark.skip(reason=f"no OpenSearch cluster: {reason}"))


@cache
def starting() -> Future[Cluster]:
    """The cluster, which takes half a minute and a processor of its own to come up."""
    threads = ThreadPoolExecutor(1)
    started = threads.submit(start_cluster)
    threads.shutdown(wait=False)
    return started


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the cluster where tests will use it; other tests run while it comes up."""
    wanted = any(item.get_closest_marker("opensearch") for item in session.items)
    if wanted and missing_tool() is None and not session.config.option.collectonly:
        starting()


def pytest_sessionfinish() -> None:
    """End the cluster, also where no test came to use it."""
    if starting.cache_info().currsize and starting().exception() is None:
        starting().result().stop()


@pytest.fixture(scope="session")
def nodes() -> Cluster:
    """Three nodes on loopback."""
    try:
        return starting().result()
    except subprocess.CalledProcessError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no OpenSearch cluster: Maven could not fetch the server")


@pytest.fixture(scope="module")
def cluster(nodes: Cluster) -> Cluster:
    """The nodes, all of them up: another module's tests may have killed one, which came back meanwhile."""
    nodes.wait(3)
    return nodes


@pytest.fixture
def place(cluster: Cluster, request: pytest.FixtureRequest) -> ClusterSettings:
    """Where a test has an archive of its own."""
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in request.node.name.lower())
    return ClusterSettings(
        hosts=tuple(cluster.urls), name=f"t-{name}"[:80], shards=1, replicas=0, machine="one"
    )


@pytest.fixture(scope="module")
def module_place(cluster: Cluster, request: pytest.FixtureRequest) -> ClusterSettings:
    """Where a module has an archive that its tests only read."""
    name = request.module.__name__.replace("_", "-")
    return ClusterSettings(hosts=tuple(cluster.urls), name=name, shards=2, replicas=0, machine="one")


@pytest.fixture(scope="module")
def shared_place(cluster: Cluster) -> ClusterSettings:
    """Where all examples of a module are written, one in place of the other."""
    return ClusterSettings(hosts=tuple(cluster.urls), name="examples", shards=3, replicas=0, machine="one")
