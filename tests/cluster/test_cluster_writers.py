"""Several writers of one archive: what is seen when, who is first, and what a killed one leaves."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from builders import VERSIONS, entry
from cluster_archives import NOWHERE, add, changing, ids, reading, write_archive

from archive.config import ClusterSettings
from archive.errors import IndexBusy, IndexMissing, IndexVersionError
from archive.index import open_remote
from archive.index.builder import build
from archive.index.engines.opensearch import state, store
from archive.index.engines.opensearch.client import Client
from archive.index.engines.opensearch.state import Names, load
from archive.index.expr import EVERYTHING, Atom
from archive.index.manifest import FileRecord
from archive.model import Entry

FOLDERS = [Path(__file__).parents[n] for n in range(3)]
# Long enough to be a near-copy without being the same.
TEXT = (
    "全镇推进河道治理,清淤二十公里,栽树三千棵,拆除违章码头八处,沿线村居环境明显改善,群众十分满意,"
    "下一步还将建立长效机制,落实河长巡查,把责任分到人。"
)


def sections(path: str, report: int, count: int = 2) -> list[Entry]:
    return [entry([f"{path}的第{n}节"], path=path, report=report, ordinal=n) for n in range(1, count + 1)]


def names_of(items: list[Entry]) -> list[str]:
    return sorted(item.section.id for item in items)


def documents_of(place: ClusterSettings) -> int:
    """How many sections lie in the cluster, seen or not."""
    client, names = Client(place), Names(place.name)
    seen = load(client, names)
    assert seen is not None
    index = names.sections(seen.manifest.generation)
    client.refresh(index)
    found = client.call("GET", f"/{index}/_count")["count"]
    client.close()
    return int(found)


def test_there_is_no_archive_before_the_first_commit(place: ClusterSettings) -> None:
    with pytest.raises(IndexMissing, match="archive index"):
        open_remote(place, VERSIONS)


def test_what_is_not_committed_is_not_seen_and_does_not_stay(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1))
    with changing(place) as change:
        add(change, "b.txt", sections("b.txt", 2))
        change.remove("a.txt")
        assert ids(place) == names_of(sections("a.txt", 1))
    assert ids(place) == names_of(sections("a.txt", 1))
    assert documents_of(place) == 2


def test_a_reader_keeps_what_it_opened_while_files_are_replaced(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1))
    with reading(place) as snapshot:
        with changing(place) as change:
            add(change, "a.txt", sections("a.txt", 3, 5), "new bytes")
            change.commit()
        assert sorted(snapshot.select(EVERYTHING).ids()) == names_of(sections("a.txt", 1))
    assert ids(place) == names_of(sections("a.txt", 3, 5))
    assert documents_of(place) == 5


def test_of_a_writer_that_was_killed_nothing_is_seen_and_in_the_end_nothing_stays(
    place: ClusterSettings,
) -> None:
    write_archive(place, sections("a.txt", 1))
    script = (
        f"import sys, os, signal; sys.path[:0] = {list(map(str, FOLDERS))}\n"
        "from cluster_archives import NOWHERE, add, changing\n"
        "from test_cluster_writers import sections\n"
        "from archive.config import ClusterSettings\n"
        "from archive.index.engines.opensearch import state\n"
        "state.SILENCE_SECONDS = 0\n"
        f"place = ClusterSettings(hosts={place.hosts!r}, name={place.name!r}, machine='two')\n"
        "with changing(place) as change:\n"
        "    add(change, 'b.txt', sections('b.txt', 2, 500))\n"
        "    change.store._bulk.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)
    assert killed.returncode == -9
    assert ids(place) == names_of(sections("a.txt", 1))
    assert documents_of(place) > 2
    with changing(place):
        pass
    assert documents_of(place) == 2


def test_writers_of_different_files_do_not_meet(place: ClusterSettings) -> None:
    def ingest(machine: str) -> None:
        with changing(replace(place, machine=machine)) as change:
            for turn in range(3):
                path = f"{machine}-{turn}.txt"
                add(change, path, sections(path, 100 * len(machine) + 10 * turn + ord(machine[0])))
                change.commit()

    write_archive(place, sections("a.txt", 1))
    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(ingest, machine) for machine in ("one", "two", "three")]:
            done.result()
    assert len(ids(place)) == 2 + 3 * 3 * 2


def test_the_same_file_read_by_two_is_there_once(place: ClusterSettings) -> None:
    with changing(place) as first, changing(replace(place, machine="two")) as second:
        add(first, "a.txt", sections("a.txt", 1))
        add(second, "a.txt", sections("a.txt", 1))
        add(second, "b.txt", sections("b.txt", 2))
        first.commit()
        second.commit()
        assert second.catalogue.keys() == {"a.txt", "b.txt"}
        assert (first.sections, second.sections) == (2, 4)
    assert ids(place) == names_of(sections("a.txt", 1) + sections("b.txt", 2))
    assert documents_of(place) == 4


def test_the_same_bytes_under_two_names_wait_for_the_next_run_of_the_later(place: ClusterSettings) -> None:
    with changing(place) as first, changing(replace(place, machine="two")) as second:
        add(first, "a.txt", sections("a.txt", 1), "same")
        add(second, "b.txt", sections("b.txt", 1), "same")
        first.commit()
        second.commit()
        assert second.catalogue.keys() == {"a.txt"}
        second.add_copy("b.txt", FileRecord("same", 1, 1))
        second.commit()
    assert ids(place) == names_of(sections("a.txt", 1))
    with changing(place) as change:
        assert change.paths("same") == ["a.txt", "b.txt"]


def test_two_changes_of_one_file_do_not_go_together(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1))
    with changing(place) as first, changing(place) as second:
        add(first, "a.txt", sections("a.txt", 2), "one")
        add(second, "a.txt", sections("a.txt", 3), "two")
        first.commit()
        with pytest.raises(IndexBusy, match="run the command again"):
            second.commit()
    assert ids(place) == names_of(sections("a.txt", 2))
    assert documents_of(place) == 2


def test_a_file_removed_by_two_is_gone_once(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1) + sections("b.txt", 2))
    with changing(place) as first, changing(place) as second:
        first.remove("a.txt")
        second.remove("a.txt")
        first.commit()
        second.commit()
        assert second.sections == 2
    assert ids(place) == names_of(sections("b.txt", 2))


def test_many_files_are_removed_in_steps(place: ClusterSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_DEAD", 2)
    paths = [f"{n}.txt" for n in range(7)]
    write_archive(place, [item for n, path in enumerate(paths) for item in sections(path, n)])
    with changing(place) as change:
        for path in paths[1:]:
            change.remove(path)
        add(change, "new.txt", sections("new.txt", 99))
        change.commit()
    assert ids(place) == names_of(sections("0.txt", 0) + sections("new.txt", 99))


def test_a_commit_whose_answer_was_lost_counts_once(
    place: ClusterSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, lost = state.save, []

    def save_and_lose(*arguments: object) -> None:
        save(*arguments)  # type: ignore[arg-type]
        if not lost and arguments[2].sections:  # type: ignore[attr-defined]
            lost.append(True)
            raise state.Conflict("sent again by the library")

    monkeypatch.setattr(state, "save", save_and_lose)
    write_archive(place, sections("a.txt", 1))
    assert lost
    assert ids(place) == names_of(sections("a.txt", 1))


def test_near_copies_of_two_machines_are_of_one_group(place: ClusterSettings) -> None:
    for machine, path in (("one", "a.txt"), ("two", "b.txt")):
        with changing(replace(place, machine=machine)) as change:
            add(change, path, [entry([TEXT + path], path=path, report=ord(machine[0]))])
            change.commit()
    with reading(place) as snapshot:
        selection = snapshot.select(Atom("河道"))
        assert (selection.total, selection.folded_total()) == (2, 1)


def test_a_rebuilt_archive_comes_when_all_machines_have_rebuilt_theirs(place: ClusterSettings) -> None:
    for machine in ("one", "two"):
        with changing(replace(place, machine=machine)) as change:
            add(change, f"{machine}.txt", sections(f"{machine}.txt", ord(machine[0])))
            change.commit()
    old = ids(place)
    with changing(place, rebuild=True) as change:
        assert not change.catalogue
        add(change, "one.txt", sections("one.txt", 5))
        change.commit()
        assert change.waiting == ("two",)
    assert ids(place) == old
    with changing(replace(place, machine="two"), rebuild=True) as change:
        add(change, "two.txt", sections("two.txt", 6))
        change.commit()
        assert change.waiting == ()
    assert ids(place) == names_of(sections("one.txt", 5) + sections("two.txt", 6))
    client = Client(place)
    assert list(client.call("GET", f"/_alias/{place.name}")) == [Names(place.name).sections(2)]
    assert not any(name.startswith(f"{place.name}-1-") for name in client.call("GET", "/_alias"))
    client.close()


def test_of_a_machine_that_is_gone_another_may_rebuild_the_part(place: ClusterSettings) -> None:
    gone = replace(place, machine="gone")
    for settings in (place, gone):
        with changing(settings) as change:
            add(change, f"{settings.machine}.txt", sections(f"{settings.machine}.txt", 1))
            change.commit()
    with changing(place, rebuild=True) as change:
        add(change, "one.txt", sections("one.txt", 5))
        change.commit()
    with changing(gone, rebuild=True) as change:
        change.commit()
        assert change.waiting == ()
    assert ids(place) == names_of(sections("one.txt", 5))


def test_an_archive_of_another_version_is_rebuilt_not_searched(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1))
    with pytest.raises(IndexVersionError, match="--rebuild"):
        open_remote(place, {"schema": "other"})
    with (
        pytest.raises(IndexVersionError, match="--rebuild"),
        build(NOWHERE, "opensearch", {"schema": "other"}, cluster=place),
    ):
        pass


def test_all_indices_of_an_archive_bear_its_name(place: ClusterSettings) -> None:
    write_archive(place, sections("a.txt", 1))
    client = Client(place)
    found = {name for name in client.call("GET", "/_alias") if name.startswith(place.name)}
    client.close()
    names = Names(place.name)
    assert found == {names.state, names.sections(1), names.files(1), names.copies(1)}
