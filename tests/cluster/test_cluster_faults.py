"""A node is killed while files are read in, and while an answer is read: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from builders import entry
from cluster import Cluster
from cluster_archives import add, changing, ids, reading, write_archive

from archive.config import ClusterSettings
from archive.index.engines.base import Order
from archive.index.engines.opensearch import bulk, points, store
from archive.index.expr import EVERYTHING, Atom
from archive.index.ranking import Ranking
from archive.model import Entry

FILES, SECTIONS = 40, 10


@pytest.fixture
def safe_place(place: ClusterSettings) -> ClusterSettings:
    """An archive that outlives one node."""
    return replace(place, shards=3, replicas=1)


@pytest.fixture
def whole_cluster(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster with all its nodes; of which those that were killed are started again."""
    cluster.wait(3)
    yield cluster
    for number, process in enumerate(cluster.processes):
        if process.poll() is not None:
            cluster.start(number)


def file_of(number: int) -> list[Entry]:
    path = f"{number}.txt"
    return [
        entry([f"第{number}份第{n}节,巡查河道。"], path=path, report=number, ordinal=n)
        for n in range(1, SECTIONS + 1)
    ]


def all_ids() -> list[str]:
    return sorted(item.section.id for number in range(FILES) for item in file_of(number))


def test_a_node_killed_while_files_are_read_in_costs_nothing(
    safe_place: ClusterSettings, whole_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many small requests and commits, so that every kind of request meets the cluster in between.
    monkeypatch.setattr(store, "_TOGETHER", 20)
    monkeypatch.setattr(bulk, "REQUEST_BYTES", 5_000)
    write_archive(safe_place, [])
    whole_cluster.wait(3, "green")
    with changing(safe_place) as change:
        for number in range(FILES):
            add(change, f"{number}.txt", file_of(number))
            if number == FILES // 2:
                whole_cluster.kill(0)
            if number % 10 == 9:
                change.commit()
        change.commit()
    assert ids(safe_place) == all_ids()


def test_a_node_killed_while_answers_are_read_changes_nothing_of_them(
    safe_place: ClusterSettings, whole_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "PAGE", 30)
    write_archive(safe_place, [item for number in range(FILES) for item in file_of(number)])
    whole_cluster.wait(3, "green")
    with reading(safe_place) as one, reading(safe_place) as other:
        selections = [snapshot.select(Atom("巡查")) for snapshot in (one, other)]
        assert {selection.total for selection in selections} == {FILES * SECTIONS}
        by = Ranking(("河道",))
        answers = [
            selection.page(by, order, 0, None)
            for selection, order in zip(selections, (Order.SOURCE, Order.RELEVANCE), strict=True)
        ]
        found = [[hit.entry.section.id for hit in islice(answer, 5)] for answer in answers]
        whole_cluster.kill(1)
        for first, answer in zip(found, answers, strict=True):
            assert sorted([*first, *(hit.entry.section.id for hit in answer)]) == all_ids()
        for snapshot in (one, other):
            assert snapshot.select(EVERYTHING).total == FILES * SECTIONS
