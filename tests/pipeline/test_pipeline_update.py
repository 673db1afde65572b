"""What an update makes of files that were renamed, copied, lost, damaged, or not read to the end."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Settings, load_settings
from archive.errors import IndexMissing
from archive.index import open_index, stamp
from archive.index.expr import Atom
from archive.index.manifest import REBUILDING, Catalogue
from archive.pipeline import Progress, Summary, index_files, update

REPORT = "某县水务局2021年防汛工作总结\n一、主要工作情况\n{text}\n二、存在的问题\n部分河道淤积严重。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return load_settings(tmp_path, {})


def put(settings: Settings, name: str, text: str) -> Path:
    path = settings.corpus_dir / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(REPORT.format(text=text), encoding="utf-8")
    return path


def put_many(settings: Settings, count: int) -> None:
    for n in range(count):
        put(settings, f"{n:02}.txt", f"开展第{n}次巡查。")


def found(settings: Settings, text: str) -> list[str]:
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        ids = set(snapshot.select(Atom(text)).ids())
        return sorted(entry.path for entry in snapshot.entries() if entry.section.id in ids)


def catalogue(settings: Settings) -> Catalogue:
    index = open_index(settings.index_dir, stamp(settings))
    index.snapshot.close()
    return index.catalogue()


def done(summary: Summary) -> dict[str, int]:
    """What is not zero."""
    names = ["added", "changed", "unchanged", "renamed", "copies", "removed", "missing", "skipped"]
    return {name: getattr(summary, name) for name in names if getattr(summary, name)}


def test_a_renamed_folder_is_recognised_with_its_copies(settings: Settings) -> None:
    for name in ("a.txt", "b.txt", "z.txt"):
        put(settings, f"old/{name}", "同样的巡查。" if name != "b.txt" else "别的巡查。")
    put(settings, "kept.txt", "没有动过。")
    index_files(settings)
    (settings.corpus_dir / "old").rename(settings.corpus_dir / "new")
    assert done(index_files(settings)) == {"renamed": 3, "unchanged": 1}
    assert found(settings, "同样") == ["corpus/new/a.txt"]
    assert found(settings, "淤积") == ["corpus/kept.txt", "corpus/new/a.txt", "corpus/new/b.txt"]
    records = catalogue(settings)
    assert records["corpus/new/z.txt"].copy_of == "corpus/new/a.txt"
    assert all(record.sections == 2 for record in records.values())
    assert done(index_files(settings)) == {"unchanged": 4}


def test_a_rename_is_recognised_where_another_file_takes_the_old_name(settings: Settings) -> None:
    path = put(settings, "b.txt", "去年的巡查。")
    put(settings, "c.txt", "别的工作。")
    index_files(settings)
    path.rename(settings.corpus_dir / "a.txt")
    put(settings, "b.txt", "今年的巡查。")
    assert done(index_files(settings)) == {"added": 1, "changed": 1, "unchanged": 1}
    assert found(settings, "去年") == ["corpus/a.txt"]
    assert found(settings, "今年") == ["corpus/b.txt"]


def test_a_changed_file_leaves_its_sections_to_its_copy(settings: Settings) -> None:
    put(settings, "a.txt", "同样的巡查。")
    put(settings, "b.txt", "同样的巡查。")
    index_files(settings)
    put(settings, "a.txt", "改过的巡查。")
    assert done(index_files(settings)) == {"changed": 1, "unchanged": 1}
    assert found(settings, "同样") == ["corpus/b.txt"]
    assert found(settings, "改过") == ["corpus/a.txt"]


def test_two_copies_that_both_change_leave_nothing_of_what_they_were(settings: Settings) -> None:
    for name in ("a.txt", "b.txt"):
        put(settings, name, "同样的巡查。")
    index_files(settings)
    for name in ("a.txt", "b.txt"):
        put(settings, name, f"{name}改过的巡查。")
    assert done(index_files(settings)) == {"changed": 2}
    assert found(settings, "同样") == []
    assert found(settings, "改过") == ["corpus/a.txt", "corpus/b.txt"]


def test_what_has_gone_is_kept_on_request_and_goes_without_it(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查。")
    put(settings, "b.txt", "别的工作。")
    index_files(settings)
    path.unlink()
    assert done(index_files(settings, keep_missing=True)) == {"missing": 1, "unchanged": 1}
    assert found(settings, "巡查") == ["corpus/a.txt"]
    assert done(index_files(settings)) == {"removed": 1, "unchanged": 1}
    assert found(settings, "巡查") == []


def test_an_archive_is_not_emptied_because_a_drive_is_away(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查。")
    index_files(settings)
    path.unlink()
    with pytest.raises(IndexMissing, match="none of the 1 files in the archive is there"):
        index_files(settings)
    assert found(settings, "巡查") == ["corpus/a.txt"]


def test_other_bytes_of_the_same_size_and_time_are_noticed(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查。")
    index_files(settings)
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    put(settings, "a.txt", "开展清淤。")
    os.utime(path, ns=times)
    assert done(index_files(settings)) == {"changed": 1}
    assert found(settings, "清淤") == ["corpus/a.txt"]


def test_a_file_is_read_again_on_request_whatever_it_looks_like(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查。")
    os.utime(path, (1, 1))
    index_files(settings)
    # As on a file system whose times do not tell: the record is made to fit the changed file.
    put(settings, "a.txt", "开展清淤。")
    _pretend_unchanged(settings, path)
    assert done(index_files(settings)) == {"unchanged": 1}
    assert done(index_files(settings, rehash=True)) == {"changed": 1}
    assert found(settings, "清淤") == ["corpus/a.txt"]


def _pretend_unchanged(settings: Settings, path: Path) -> None:
    status = path.stat()
    with update.build(settings.index_dir, settings.engine, stamp(settings)) as change:
        known = change.catalogue["corpus/a.txt"]
        now = replace(known, mtime_ns=status.st_mtime_ns, ctime_ns=status.st_ctime_ns, inode=status.st_ino)
        change.touch("corpus/a.txt", now)
        change.commit()


def test_a_failed_file_with_a_new_time_is_not_tried_again(settings: Settings) -> None:
    put(settings, "a.txt", "开展巡查。")
    bad = settings.corpus_dir / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    assert len(index_files(settings).failed) == 1
    os.utime(bad, (1, 1))
    assert done(index_files(settings)) == {"skipped": 1, "unchanged": 1}
    assert catalogue(settings)["corpus/bad.txt"].error is not None


def test_copies_of_a_failed_file_fail_each_under_its_name(settings: Settings) -> None:
    for name in ("x.txt", "y.txt"):
        (settings.corpus_dir / name).write_bytes(b"\0\1\2")
    put(settings, "a.txt", "开展巡查。")
    failed = index_files(settings).failed
    assert [name for name, _ in failed] == ["corpus/x.txt", "corpus/y.txt"]
    assert all(reason.startswith(f"{name}: ") for name, reason in failed)


def test_a_file_that_is_no_longer_a_file_fails_and_the_others_are_indexed(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查。")
    put(settings, "b.txt", "别的工作。")
    index_files(settings)
    path.unlink()
    os.mkfifo(path)
    assert "not a regular file" in index_files(settings).failed[0][1]
    assert found(settings, "淤积") == ["corpus/b.txt"]


def put_zip(settings: Settings, name: str) -> Path:
    """A container of two reports and a member that cannot be read."""
    path = settings.corpus_dir / name
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("a.txt", REPORT.format(text="开展巡查。"))
        container.writestr("b.txt", REPORT.format(text="清理河道。"))
        container.writestr("bad.txt", b"")
    return path


def test_members_that_cannot_be_read_are_remembered_and_tried_again_on_request(settings: Settings) -> None:
    put_zip(settings, "x.zip")
    first = index_files(settings)
    assert [name for name, _ in first.failed] == ["corpus/x.zip!bad.txt"]
    assert done(first) == {"added": 1}
    assert found(settings, "巡查") == ["corpus/x.zip!a.txt"]
    again = index_files(settings)
    assert (again.failed, done(again)) == ((), {"unchanged": 1})
    assert [name for name, _ in catalogue(settings)["corpus/x.zip"].unread] == ["corpus/x.zip!bad.txt"]
    assert len(index_files(settings, retry=True).failed) == 1
    assert found(settings, "淤积") == ["corpus/x.zip!a.txt", "corpus/x.zip!b.txt"]


def test_the_members_of_a_renamed_container_move_with_it(settings: Settings) -> None:
    path = put_zip(settings, "x.zip")
    index_files(settings)
    path.rename(path.with_name("y.zip"))
    assert done(index_files(settings)) == {"renamed": 1}
    assert found(settings, "淤积") == ["corpus/y.zip!a.txt", "corpus/y.zip!b.txt"]


def test_a_file_renamed_to_another_format_is_read_anew(settings: Settings) -> None:
    path = settings.corpus_dir / "a.txt"
    text = REPORT.format(text="新建泵站一座。<script>\n统计脚本的代码开始运行。\n</script>")
    path.write_text(f"<html><body><pre>{text}</pre></body></html>", encoding="utf-8")
    put(settings, "b.txt", "别的工作。")
    index_files(settings)
    assert found(settings, "统计脚本") == ["corpus/a.txt"]
    path.rename(path.with_name("a.html"))
    assert done(index_files(settings)) == {"renamed": 1, "unchanged": 1}
    assert found(settings, "统计脚本") == []
    assert found(settings, "泵站") == ["corpus/a.html"]


class Killed(Exception):
    """Stands for the end of the process: nothing more is done."""


def killed_after(files: int):  # type: ignore[no-untyped-def]
    """A report that ends the run when so many files are written."""
    left = [files + 1]

    def report(progress: Progress) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    return report


@pytest.fixture
def committing_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs commit after every file instead of once a minute."""
    monkeypatch.setattr(update, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(update, "_WORK_TO_COMMIT", 0)


@pytest.mark.usefixtures("committing_each")
def test_a_killed_run_is_gone_on_with(settings: Settings) -> None:
    put_many(settings, 6)
    with pytest.raises(Killed):
        index_files(settings, report=killed_after(4))
    assert len(found(settings, "巡查")) == 4
    assert done(index_files(settings)) == {"added": 2, "unchanged": 4}
    assert len(found(settings, "巡查")) == 6


@pytest.mark.usefixtures("committing_each")
def test_a_killed_rebuild_leaves_the_old_index_and_is_gone_on_with(settings: Settings) -> None:
    put_many(settings, 6)
    index_files(settings)
    with pytest.raises(Killed):
        index_files(settings, rebuild=True, report=killed_after(4))
    assert len(found(settings, "巡查")) == 6
    assert done(index_files(settings, rebuild=True)) == {"added": 2, "unchanged": 4}
    assert len(found(settings, "巡查")) == 6
    assert not (settings.index_dir / REBUILDING).exists()


@pytest.mark.usefixtures("committing_each")
def test_an_index_that_goes_on_drops_a_rebuild_that_was_not_completed(settings: Settings) -> None:
    put_many(settings, 3)
    index_files(settings)
    before = len(list(settings.index_dir.iterdir()))
    with pytest.raises(Killed):
        index_files(settings, rebuild=True, report=killed_after(2))
    index_files(settings)
    assert len(list(settings.index_dir.iterdir())) == before


def test_an_update_that_changes_nothing_writes_nothing(settings: Settings) -> None:
    put_many(settings, 2)
    index_files(settings)

    def times() -> dict[Path, int]:
        files = [path for path in settings.index_dir.rglob("*") if path.name != "lock"]
        return {path: path.stat().st_mtime_ns for path in files if path.is_file()}

    before = times()
    assert done(index_files(settings)) == {"unchanged": 2}
    assert times() == before


def test_a_file_has_one_name_wherever_it_is_named_from(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(settings, "a.txt", "开展巡查。")
    index_files(settings)
    (settings.home / "sub").mkdir()
    monkeypatch.chdir(settings.home / "sub")
    assert done(index_files(settings, [Path("../corpus/a.txt")])) == {"unchanged": 1}
