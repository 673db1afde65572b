"""What a search makes of near-copies: counted, folded, unfolded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index

from archive.index.engines.base import Order, Snapshot
from archive.model import plain
from archive.search import Request, language, search

PLANTING = (
    "春节过后,林业站发动干部职工义务植树,在荒山栽下侧柏、油松两万三千株,落实管护责任人,浇足定根水,成活率经验收达到百分之九十以上,"
    "荒坡披上了绿装,水土流失有所减轻。"
)
ENTRIES = [
    entry([PLANTING], path="a.txt", year=2019, report=1),
    entry([PLANTING.replace("两万三千", "一万八千")], path="b.txt", year=2020, report=2),
    entry([PLANTING.replace("春节过后", "开春以来")], path="c.txt", year=2021, report=3),
    entry(["植树的苗木价格上涨,经费有缺口。"], path="d.txt", year=2021, report=4),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES)
    with open_test_index(folder) as index:
        yield index.snapshot


def test_near_copies_are_folded_into_the_best_hit_and_counted(snapshot: Snapshot) -> None:
    found = search(snapshot, Request("植树"), language())
    assert (found.total, found.folded_total, len(found.hits)) == (4, 2, 2)
    assert sorted(len(hit.duplicates) for hit in found.hits) == [0, 2]
    assert found.facets["year"] == {"2021": 2, "2019": 1, "2020": 1}


def test_unfolded_they_are_hits_of_their_own_and_the_totals_are_the_same(snapshot: Snapshot) -> None:
    found = search(snapshot, Request("植树", fold=False), language())
    assert (found.total, found.folded_total, len(found.hits)) == (4, 2, 4)
    assert all(hit.duplicates == () for hit in found.hits)


def test_the_order_asked_for_chooses_the_one_that_is_shown(snapshot: Snapshot) -> None:
    for order, path in ((Order.NEWEST, "c.txt"), (Order.OLDEST, "a.txt")):
        hits = search(snapshot, Request("林业站", order=order), language()).hits
        assert [hit.path for hit in hits] == [path]


def test_the_json_of_a_copy_is_the_contract(snapshot: Snapshot) -> None:
    hit = plain(search(snapshot, Request("林业站", order=Order.SOURCE), language()).hits[0])
    assert [list(copy) for copy in hit["duplicates"]] == [["report_id", "section_id", "similarity"]] * 2
    assert {copy["section_id"] for copy in hit["duplicates"]} == {f"{2:012x}.001", f"{3:012x}.001"}
