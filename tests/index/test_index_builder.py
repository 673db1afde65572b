"""Changes of an index: visible all at once, undone where they fail, refused where they clash."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from builders import VERSIONS, entry, open_test_index, write_index

from archive.errors import IndexBusy, IndexCorrupt, IndexMissing, IndexVersionError, StorageError
from archive.index import builder, folder, open_index
from archive.index.builder import build
from archive.index.document import document
from archive.index.engines import ENGINES
from archive.index.expr import Atom
from archive.index.manifest import FileRecord
from archive.segment import segmenter

pytestmark = pytest.mark.parametrize("engine", list(ENGINES))


def add(change: builder.Build, path: str, text: str, digest: str | None = None) -> None:
    digest = digest or f"digest of {text}"
    number = sum(map(ord, digest))
    item = entry([text], path=path, report=number)
    change.add(path, FileRecord(digest, 1, 1, 1, 1), [document(item, digest, segmenter())])


def found(folder: Path, text: str) -> list[str]:
    with open_test_index(folder) as index:
        page = index.snapshot.select(Atom(text)).page(builder_ranking(), "source", 0, None)
        return [scored.entry.path for scored in page]


def builder_ranking():  # type: ignore[no-untyped-def]
    from archive.index.ranking import Ranking

    return Ranking()


def test_a_changed_file_replaces_its_sections(tmp_path: Path, engine: str) -> None:
    with build(tmp_path, engine, VERSIONS) as change:
        add(change, "a.txt", "旧的内容")
        add(change, "b.txt", "别的内容")
        change.commit()
    with build(tmp_path, engine, VERSIONS) as change:
        add(change, "a.txt", "新的内容")
        change.commit()
    assert found(tmp_path, "旧的") == []
    assert found(tmp_path, "新的") == ["a.txt"]
    assert found(tmp_path, "内容") == ["a.txt", "b.txt"]


def test_what_is_not_committed_never_happened(tmp_path: Path, engine: str) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], engine)
    before = {path.name for path in tmp_path.rglob("*")}
    with pytest.raises(RuntimeError), build(tmp_path, engine, VERSIONS) as change:
        add(change, "b.txt", "后来的内容")
        raise RuntimeError
    assert found(tmp_path, "内容") == ["a.txt"]
    assert {path.name for path in tmp_path.rglob("*")} == before


def test_forty_small_commits_stay_in_few_segments_and_lose_nothing(tmp_path: Path, engine: str) -> None:
    for n in range(40):
        with build(tmp_path, engine, VERSIONS) as change:
            add(change, f"{n:02}.txt", f"第{n}号内容")
            if n % 5 == 4:
                change.remove(f"{n - 2:02}.txt")
            change.commit()
    kept = [f"{n:02}.txt" for n in range(40) if n % 5 != 2]
    assert found(tmp_path, "内容") == kept
    with open_test_index(tmp_path) as index:
        assert index.snapshot.count() == len(kept) == index.manifest.sections
        index.snapshot.verify()
    assert len(list(tmp_path.glob("*/*.trm"))) <= 16


def test_the_same_bytes_under_two_paths_are_one_set_of_sections(tmp_path: Path, engine: str) -> None:
    with build(tmp_path, engine, VERSIONS) as change:
        add(change, "a.txt", "同一内容", "same")
        change.add_copy("b.txt", FileRecord("same", 1, 1, 1, 1))
        change.commit()
    assert found(tmp_path, "同一") == ["a.txt"]
    with build(tmp_path, engine, VERSIONS) as change:
        change.remove("a.txt")
        assert change.pending == {"b.txt"}
        assert change.owner("same") == "b.txt"


def test_a_reader_keeps_its_state_while_a_writer_commits(tmp_path: Path, engine: str) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], engine)
    with open_test_index(tmp_path) as index:
        with build(tmp_path, engine, VERSIONS) as change:
            change.remove("a.txt")
            add(change, "b.txt", "后来的内容")
            change.commit()
        assert [e.path for e in index.snapshot.entries()] == ["a.txt"]
        assert index.snapshot.select(Atom("原来")).total == 1
    assert found(tmp_path, "内容") == ["b.txt"]


def test_a_second_writer_is_told_to_wait(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LOCK_PATIENCE_SECONDS", 0.1)
    with (
        build(tmp_path, engine, VERSIONS),
        pytest.raises(IndexBusy, match="another process"),
        build(tmp_path, engine, VERSIONS),
    ):
        pytest.fail("two writers at once")


def test_an_index_of_another_version_is_refused_and_can_be_rebuilt(tmp_path: Path, engine: str) -> None:
    write_index(tmp_path, [entry(["内容"])], engine)
    with pytest.raises(IndexVersionError, match="--rebuild"):
        open_index(tmp_path, {"schema": "other"})
    with build(tmp_path, engine, {"schema": "other"}, rebuild=True) as change:
        add(change, "b.txt", "新内容")
        change.commit()
    assert open_index(tmp_path, {"schema": "other"}).snapshot.count() == 1
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_every_shortened_file_is_noticed_on_opening(tmp_path: Path, engine: str) -> None:
    write_index(tmp_path, [entry(["内容"])], engine)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    for name, size in manifest["sizes"].items():
        data = (tmp_path / name).read_bytes()
        if size:
            (tmp_path / name).write_bytes(data[: size // 2])
            with pytest.raises(IndexCorrupt, match="--rebuild"):
                open_index(tmp_path, VERSIONS)
            (tmp_path / name).write_bytes(data)
    assert open_index(tmp_path, VERSIONS).snapshot.count() == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}'])
def test_a_damaged_manifest_is_an_error_and_no_reason_to_start_anew(
    tmp_path: Path, engine: str, text: str
) -> None:
    write_index(tmp_path, [entry(["内容"])], engine)
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexCorrupt), build(tmp_path, engine, VERSIONS):
        pytest.fail("a damaged index was opened")


def test_no_index_is_said_to_be_missing(tmp_path: Path, engine: str) -> None:
    with pytest.raises(IndexMissing, match="archive index"):
        open_index(tmp_path / engine, VERSIONS)


def test_a_full_disk_leaves_the_index_as_it_was(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], engine)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder, "save_manifest", full)
    with pytest.raises(StorageError, match="no room"), build(tmp_path, engine, VERSIONS) as change:
        add(change, "b.txt", "后来的内容")
        change.commit()
    assert found(tmp_path, "内容") == ["a.txt"]


def test_a_small_change_does_not_wait_for_a_merge_of_much(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine != "whoosh":
        pytest.skip("has no segments to merge")
    from archive.index.engines.whoosh import writer

    monkeypatch.setattr(writer, "MERGED_AT_ONCE", 4)
    for n in range(writer.MERGE_FACTOR):
        with build(tmp_path, engine, VERSIONS) as change:
            for m in range(10):
                add(change, f"{n}-{m}.txt", f"第{n}-{m}号内容")
            change.commit()
    before = {path.name for path in (tmp_path / "whoosh-1").glob("*.pst")}
    with build(tmp_path, engine, VERSIONS) as change:
        add(change, "new.txt", "新的内容")
        change.commit()
    assert before <= {path.name for path in (tmp_path / "whoosh-1").iterdir()}
    with build(tmp_path, engine, VERSIONS) as change:
        for m in range(10):
            add(change, f"last-{m}.txt", f"末-{m}号内容")
        change.commit()
    assert not before & {path.name for path in (tmp_path / "whoosh-1").iterdir()}
    assert len(found(tmp_path, "内容")) == 10 * writer.MERGE_FACTOR + 11
