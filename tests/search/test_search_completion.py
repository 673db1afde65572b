"""Words of the archive that begin so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index

from archive.index.engines import ENGINES
from archive.index.engines.base import Snapshot
from archive.search.completion import complete

ENTRIES = [
    entry(["网络安全。café。"], heading="网络", path="a.txt", report=1),
    entry(["网络,网站,网格。"], heading=None, path="b.txt", report=2),
    entry(["网站,QQ群,5G网络。"], heading=None, path="c.txt", report=3),
]


@pytest.fixture(scope="module", params=list(ENGINES))
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES, request.param)
    with open_test_index(folder) as index:
        yield index.snapshot


@pytest.mark.parametrize(
    ("prefix", "limit", "expected"),
    [
        ("网", 9, ["网络 3", "网站 2", "网格 1", "网络安全 1"]),
        ("網", 2, ["网络 3", "网站 2"]),
        ("Ｑ", 9, ["qq 1"]),
        ("5", 9, ["5g 1"]),
        ("火", 9, []),
        ("网络安全工作", 9, []),
    ],
)
def test_words_come_in_the_order_of_what_they_find(
    snapshot: Snapshot, prefix: str, limit: int, expected: list[str]
) -> None:
    found = complete(snapshot, prefix, limit)
    assert sorted(f"{row.word} {row.sections}" for row in found) == sorted(expected)
    assert [row.sections for row in found] == sorted((row.sections for row in found), reverse=True)


def test_a_torn_part_of_a_word_is_no_word(snapshot: Snapshot) -> None:
    # The segmenter cuts café before its accent; no search for caf finds it.
    assert complete(snapshot, "caf", 9) == ()


def test_without_a_prefix_the_most_frequent_words_come(snapshot: Snapshot) -> None:
    assert [row.word for row in complete(snapshot, "", 2)] == ["网络", "网站"]
