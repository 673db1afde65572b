"""Bringing an index up to date with files that come, change, move and go."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Settings, load_settings
from archive.errors import IndexMissing, IndexVersionError, UsageError
from archive.index import open_index, stamp
from archive.index.expr import Atom
from archive.pipeline import Progress, Summary, index_files, parse_file

REPORT = """某县水务局2021年防汛工作总结
一、主要工作情况
{text}
二、存在的问题
部分河道淤积严重,行洪能力不足。
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return load_settings(tmp_path, {})


def put(settings: Settings, name: str, text: str) -> Path:
    path = settings.corpus_dir / name
    path.write_text(REPORT.format(text=text), encoding="utf-8")
    return path


def found(settings: Settings, text: str) -> list[str]:
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        ids = set(snapshot.select(Atom(text)).ids())
        return sorted({entry.path for entry in snapshot.entries() if entry.section.id in ids})


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return summary.added, summary.changed, summary.unchanged, summary.copies, summary.removed


def test_only_what_changed_is_read_again(settings: Settings) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    put(settings, "b.txt", "清理河道五公里。")
    assert counts(index_files(settings)) == (2, 0, 0, 0, 0)
    put(settings, "b.txt", "清理水库两座,比上年更多。")
    put(settings, "c.txt", "新建泵站一座。")
    assert counts(index_files(settings)) == (1, 1, 1, 0, 0)
    assert found(settings, "水库") == ["corpus/b.txt"]
    assert found(settings, "清理河道") == []
    assert found(settings, "行洪能力") == ["corpus/a.txt", "corpus/b.txt", "corpus/c.txt"]


def test_a_file_with_new_time_and_old_bytes_is_unchanged(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查三十次。")
    index_files(settings)
    os.utime(path, (1, 1))
    assert counts(index_files(settings)) == (0, 0, 1, 0, 0)


def test_a_file_that_has_gone_leaves_the_index(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查三十次。")
    put(settings, "b.txt", "清理河道五公里。")
    index_files(settings)
    path.unlink()
    assert counts(index_files(settings)) == (0, 0, 1, 0, 1)
    assert found(settings, "行洪能力") == ["corpus/b.txt"]


def test_copies_are_indexed_once_and_outlive_the_first_of_them(settings: Settings) -> None:
    first = put(settings, "a.txt", "开展巡查三十次。")
    put(settings, "b.txt", "开展巡查三十次。")
    assert index_files(settings).copies == 1
    assert found(settings, "巡查") == ["corpus/a.txt"]
    first.unlink()
    index_files(settings)
    assert found(settings, "巡查") == ["corpus/b.txt"]


def test_a_renamed_file_keeps_its_ids(settings: Settings) -> None:
    path = put(settings, "a.txt", "开展巡查三十次。")
    index_files(settings)
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        before = [entry.section for entry in snapshot.entries()]
    path.rename(path.with_name("z.txt"))
    index_files(settings)
    with open_index(settings.index_dir, stamp(settings)).snapshot as snapshot:
        assert [entry.section for entry in snapshot.entries()] == before
    assert found(settings, "巡查") == ["corpus/z.txt"]


def test_processes_give_the_same_index_as_one(settings: Settings) -> None:
    for n in range(12):
        put(settings, f"{n:02}.txt", f"开展第{n}次巡查。" * (n + 1))
    indexes = []
    for jobs in (1, 2):
        mine = replace(settings, index_dir=settings.home / f"index{jobs}")
        index_files(mine, jobs=jobs)
        with open_index(mine.index_dir, stamp(mine)).snapshot as snapshot:
            indexes.append(list(snapshot.entries()))
    assert indexes[0] == indexes[1]
    assert len(indexes[0]) >= 24


def test_a_failed_file_is_reported_once_and_tried_again_when_it_changes_or_on_request(
    settings: Settings,
) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    bad = settings.corpus_dir / "bad.txt"
    bad.write_bytes(b"")
    assert [name for name, _ in index_files(settings).failed] == ["corpus/bad.txt"]
    again = index_files(settings)
    assert (again.failed, again.skipped) == ((), 1)
    assert len(index_files(settings, retry=True).failed) == 1
    put(settings, "bad.txt", "补交的报告。")
    assert index_files(settings).failed == ()
    assert found(settings, "补交") == ["corpus/bad.txt"]


def test_a_rebuild_reads_files_from_elsewhere_again(settings: Settings, tmp_path: Path) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text(REPORT.format(text="外地经验。"), encoding="utf-8")
    index_files(settings)
    index_files(settings, [elsewhere])
    index_files(settings, rebuild=True)
    assert found(settings, "外地") == ["elsewhere.txt"]
    assert found(settings, "巡查") == ["corpus/a.txt"]


def test_progress_ends_at_the_total(settings: Settings) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    seen: list[Progress] = []
    index_files(settings, report=seen.append)
    assert seen[0].done == 0
    assert seen[-1].done == seen[-1].total > 0


def test_user_words_ask_for_a_rebuild(settings: Settings) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    index_files(settings)
    changed = replace(settings, user_words=("防汛抗旱指挥部",))
    with pytest.raises(IndexVersionError, match="--rebuild"):
        index_files(changed)
    assert index_files(changed, rebuild=True).added == 1


def test_user_rules_ask_for_a_rebuild(settings: Settings) -> None:
    put(settings, "a.txt", "开展巡查三十次。")
    index_files(settings)
    changed = replace(settings, rules={"stopwords": {"particles": ["嗯"]}})
    with pytest.raises(IndexVersionError, match="rules"):
        index_files(changed)


def test_nothing_to_read_is_said(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no readable files"):
        index_files(settings)
    with pytest.raises(UsageError, match="missing"):
        index_files(settings, [tmp_path / "missing"])


def test_a_file_that_cannot_be_read_is_parsed_to_an_error(settings: Settings) -> None:
    parsed = parse_file(settings.corpus_dir / "none.txt", settings)
    assert parsed.error is not None
    assert parsed.reports == ()
