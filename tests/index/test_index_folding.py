"""Folding: of each group the best-ranked section, with the others in it; alike in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from builders import entry, open_test_index, scratch, write_index
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.index.engines import ENGINES
from archive.index.engines.base import Order, Selection
from archive.index.expr import EVERYTHING, Atom, Expr
from archive.index.ranking import Ranking
from archive.model import Entry

BASES = [
    "全县共排查出租房屋三千二百间,拆除违章隔断一百余处,更换老化线路五千米,为独居老人安装烟雾报警器八百个,消防演练覆盖全部村居,"
    "群众的防火意识明显增强,火灾起数下降四成。",
    "引水工程全线贯通,新建泵站两座,改造渠道三十公里,解决了山区六个村吃水难的问题,水质化验每月公布一次,水费按成本收取,"
    "由用水户协会自行管理,干部群众都很满意。",
]
POOL = [
    *BASES,
    BASES[0].replace("三千二百", "两千八百").replace("明显增强", "显著提高"),
    BASES[0].replace("共排查", "排查"),
    BASES[1].replace("六个村", "九个村"),
    "特此报告。",
    "特此报告",
    "",
]
ITEMS = st.lists(
    st.tuples(st.sampled_from(POOL), st.none() | st.integers(2019, 2021)), min_size=1, max_size=12
)


def entries(rows: list[tuple[str, int | None]]) -> list[Entry]:
    return [
        entry([text] if text else [], path=f"{n % 3}.txt", year=year, ordinal=n + 1)
        for n, (text, year) in enumerate(rows)
    ]


@contextmanager
def selected(rows: list[tuple[str, int | None]], engine: str, expr: Expr = EVERYTHING) -> Iterator[Selection]:
    with scratch() as folder:
        write_index(folder, entries(rows), engine)
        with open_test_index(folder) as index:
            yield index.snapshot.select(expr)


def shown(selection: Selection, order: Order, offset: int = 0, limit: int | None = None) -> list[list[str]]:
    """Each folded hit as the ids of the section and its copies."""
    page = selection.page(Ranking(("排查", "水质")), order, offset, limit, fold=True)
    return [[s.entry.section.id, *(copy.section_id for copy in s.copies)] for s in page]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ITEMS, order=st.sampled_from(list(Order)), limit=st.integers(1, 4))
def test_folding_loses_nothing_and_pages_fit_together(
    rows: list[tuple[str, int | None]], order: Order, limit: int
) -> None:
    with selected(rows, "scan") as selection:
        families = shown(selection, order)
        assert sorted(ident for family in families for ident in family) == sorted(selection.ids())
        assert selection.folded_total() == len(families)
        pages = [shown(selection, order, at, limit) for at in range(0, len(families), limit)]
        assert [family for page in pages for family in page] == families
        ranked = [s.entry.section.id for s in selection.page(Ranking(("排查", "水质")), order, 0, None)]
        heads = [family[0] for family in families]
        assert heads == [ident for ident in ranked if ident in heads]
        for family in families:
            assert family[0] == min(family, key=ranked.index)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ITEMS, order=st.sampled_from(list(Order)))
def test_every_engine_folds_alike(rows: list[tuple[str, int | None]], order: Order) -> None:
    answers = []
    for engine in ENGINES:
        with selected(rows, engine) as selection:
            page = selection.page(Ranking(("排查", "水质")), order, 0, None, fold=True)
            answers.append([(s.entry, s.copies) for s in page])
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_copies_come_by_similarity_with_what_they_share(engine: str) -> None:
    rows = [(text, 2020) for text in (POOL[2], BASES[0], BASES[0], BASES[1])]
    with selected(rows, engine) as selection:
        page = list(selection.page(Ranking(), Order.SOURCE, 0, None, fold=True))
    assert [len(scored.copies) for scored in page] == [2, 0]
    likeness = [copy.similarity for copy in page[0].copies]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0.7 < value <= 1 for value in likeness)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_only_what_matches_is_folded(engine: str) -> None:
    rows = [(BASES[0], 2020), (BASES[0].replace("共排查", "排查"), 2021)]
    with selected(rows, engine, Atom("共排查")) as selection:
        assert (selection.total, selection.folded_total()) == (1, 1)
        assert [len(s.copies) for s in selection.page(Ranking(), Order.SOURCE, 0, None, fold=True)] == [0]


@pytest.mark.parametrize("engine", list(ENGINES))
def test_sections_without_text_are_never_folded(engine: str) -> None:
    with selected([("", 2020), ("", 2020)], engine) as selection:
        assert selection.folded_total() == 2
