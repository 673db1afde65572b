"""Whole runs against the cluster: folders that name it, machines that share it, engines that are changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import ClusterSettings, Settings, load_settings
from archive.errors import IndexCorrupt
from archive.index import index_exists, manifest, open_archive
from archive.index.expr import Atom
from archive.pipeline import index_files


@pytest.fixture
def homes(tmp_path: Path, place: ClusterSettings) -> dict[str, Settings]:
    """Two machines with a corpus each, and one archive in the cluster."""
    found = {}
    for machine in ("one", "two"):
        home = tmp_path / machine
        (home / "corpus").mkdir(parents=True)
        write(home, f"{machine}.txt", machine)
        cluster = json.dumps(place.hosts)
        text = f'[archive]\nengine = "opensearch"\ncluster = {cluster}\ncluster_name = "{place.name}"\n'
        extra = f'cluster_shards = 1\ncluster_replicas = 0\nmachine = "{machine}"\n'
        (home / "archive.toml").write_text(text + extra, encoding="utf-8")
        found[machine] = load_settings(home, {})
    return found


def write(home: Path, name: str, text: str) -> Path:
    path = home / "corpus" / name
    path.write_text(f"{text}单位工作总结\n一、工作情况\n今年巡查河道{text}次,整改到位。\n", encoding="utf-8")
    return path


def found(settings: Settings, text: str) -> list[str]:
    index = open_archive(settings)
    with index.snapshot as snapshot:
        return [
            item.path for item in (e for e in snapshot.entries()) if text in item.section.paragraphs[0].text
        ]


def test_each_machine_looks_after_its_own_files(homes: dict[str, Settings]) -> None:
    one, two = homes.values()
    assert not index_exists(one)
    assert index_files(one).added == 1
    summary = index_files(two)
    assert (summary.added, summary.removed, summary.unchanged) == (1, 0, 0)
    assert found(one, "巡查河道") == found(two, "巡查河道") == ["corpus/one.txt", "corpus/two.txt"]
    write(two.home, "more.txt", "更多")
    (two.home / "corpus/two.txt").unlink()
    summary = index_files(two)
    assert (summary.added, summary.removed) == (1, 1)
    assert found(one, "巡查河道") == ["corpus/more.txt", "corpus/one.txt"]


def test_bytes_that_two_machines_have_stay_while_one_has_them(homes: dict[str, Settings]) -> None:
    one, two = homes.values()
    shared = [write(settings.home, f"shared-{name}.txt", "共有") for name, settings in homes.items()]
    index_files(one)
    assert index_files(two).copies == 1
    assert found(one, "共有") == ["corpus/shared-one.txt"]
    shared[0].unlink()
    index_files(one)
    assert found(one, "共有") == ["corpus/shared-two.txt"]
    shared[1].unlink()
    index_files(two)
    assert found(one, "共有") == []


def test_a_run_that_finds_nothing_new_writes_nothing(
    homes: dict[str, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "UNSETTLED_NS", 0)
    one = homes["one"]
    index_files(one)
    before = open_archive(one).snapshot.point.manifest  # type: ignore[attr-defined]
    assert index_files(one).unchanged == 1
    assert open_archive(one).snapshot.point.manifest == before  # type: ignore[attr-defined]


def test_a_folder_remembers_the_cluster_without_any_setting(homes: dict[str, Settings]) -> None:
    one = homes["one"]
    index_files(one)
    plain = replace(one, engine="whoosh", sources={}, cluster=ClusterSettings())
    with open_archive(plain).snapshot as snapshot:
        assert snapshot.select(Atom("河道")).total == 1
    assert (
        json.loads((one.index_dir / "cluster.json").read_text(encoding="utf-8"))["name"] == one.cluster.name
    )
    (one.index_dir / "cluster.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexCorrupt, match="delete it"):
        open_archive(plain)


def test_an_archive_moves_to_a_folder_and_back(homes: dict[str, Settings]) -> None:
    one = homes["one"]
    index_files(one)
    local = replace(one, engine="whoosh", sources={**one.sources, "engine": "--engine"})
    index_files(local, rebuild=True)
    assert sorted(path.name for path in one.index_dir.glob("*.json") if "-" not in path.name) == [
        "manifest.json"
    ]
    assert open_archive(one).engine == "whoosh"
    assert found(one, "河道") == ["corpus/one.txt"]
    index_files(one, rebuild=True)
    assert [path.name for path in one.index_dir.glob("*.json")] == ["cluster.json"]
    assert open_archive(local).engine == "opensearch"
    assert found(one, "河道") == ["corpus/one.txt"]
