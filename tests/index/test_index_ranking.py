"""What makes a section rank higher, on every engine; the title ranks and is not searched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from builders import entry, open_test_index, write_index
from hypothesis import given
from hypothesis import strategies as st

from archive.index.engines import ENGINES
from archive.index.engines.base import Order, Snapshot
from archive.index.expr import All, Atom, Expr, Where
from archive.index.ranking import CLASS_LENGTHS, length_class, pack_counts, unpack_counts
from archive.index.ranking import Ranking as By
from archive.model import Entry

on_every_engine = pytest.mark.parametrize("engine", list(ENGINES))
FILLER = "全年接待群众来访,认真登记,逐件答复。"


@contextmanager
def archive(folder: Path, engine: str, items: list[Entry]) -> Iterator[Snapshot]:
    write_index(folder, items, engine)
    with open_test_index(folder) as index:
        yield index.snapshot


def ranked(snapshot: Snapshot, expr: Expr, by: By) -> list[tuple[str, float]]:
    page = snapshot.select(expr).page(by, Order.RELEVANCE, 0, None)
    return [(scored.entry.path, scored.score) for scored in page]


def section(path: str, text: str, number: int, **more: str) -> Entry:
    return entry([text + FILLER], path=path, report=number, **more)


@on_every_engine
@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"title": "河道治理工作总结"}, {"title": "年度工作总结"}),
        ({"heading": "河道治理"}, {"heading": "工作情况"}),
        ({"text": "河道治理,河道治理,河道治理。"}, {"text": "河道治理,水库治理,塘坝治理。"}),
        ({"text": "推进河道治理。"}, {"text": "治理推进到河道。"}),
    ],
    ids=["title", "heading", "frequency", "together"],
)
def test_the_better_section_comes_first(
    tmp_path: Path, engine: str, better: dict[str, str], worse: dict[str, str]
) -> None:
    common = {"text": "推进河道治理。"}
    items = [
        section(path, **{"number": number, **common, **said})  # type: ignore[arg-type]
        for number, (path, said) in enumerate((("a.txt", worse), ("b.txt", better)))
    ]
    with archive(tmp_path, engine, items) as snapshot:
        found = ranked(snapshot, All((Atom("河道"), Atom("治理"))), By(("河道", "治理"), ("河道治理",)))
    assert [path for path, _ in found] == ["b.txt", "a.txt"]
    assert found[0][1] > found[1][1]


@on_every_engine
def test_a_word_of_the_title_finds_nothing(tmp_path: Path, engine: str) -> None:
    with archive(tmp_path, engine, [section("a.txt", "无关内容。", 1, title="河道治理总结")]) as snapshot:
        assert snapshot.select(Atom("河道")).total == 0
        assert "河道" not in dict(snapshot.words())


@on_every_engine
def test_the_headings_above_a_section_rank_it(tmp_path: Path, engine: str) -> None:
    plain = section("a.txt", "推进整改。", 1)
    below = section("b.txt", "推进整改。", 2)
    below = replace(below, section=replace(below.section, path=("整改", "工作情况")))
    with archive(tmp_path, engine, [plain, below]) as snapshot:
        assert [path for path, _ in ranked(snapshot, Atom("整改"), By(("整改",)))] == ["b.txt", "a.txt"]


@on_every_engine
def test_a_filter_changes_no_score(tmp_path: Path, engine: str) -> None:
    items = [
        entry([f"第{n}次巡查河道。" + FILLER * (n % 3)], path=f"{n}.txt", report=n, year=2019 + n % 2)
        for n in range(8)
    ]
    by = By(("巡查", "河道"), ("巡查河道",))
    with archive(tmp_path, engine, items) as snapshot:
        whole = dict(ranked(snapshot, Atom("河道"), by))
        part = dict(ranked(snapshot, All((Atom("河道"), Where("year", ("2019",)))), by))
    assert 0 < len(part) < len(whole)
    assert part == {path: whole[path] for path in part}


@given(st.integers(0, 15), st.integers(0, 255), st.integers(0, 15))
def test_counts_are_unpacked_as_they_were_packed(heading: int, body: int, title: int) -> None:
    assert unpack_counts(pack_counts(heading, body, title)) == (heading, body, title)


@given(st.integers(0, CLASS_LENGTHS[-1]))
def test_a_class_of_lengths_is_off_by_a_twentieth_at_most(words: int) -> None:
    found = CLASS_LENGTHS[length_class(words)]
    assert found == words if words <= 25 else words <= found <= words * 1.05
    assert all(one < two for one, two in pairwise(CLASS_LENGTHS))
