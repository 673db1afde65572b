"""The answer to "why is there nothing": how a query was understood, and what each piece finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index

from archive.index.engines.base import Snapshot
from archive.model import Suggestion
from archive.search import Request, language
from archive.search.explain import MAX_PIECES, Cut, Explanation, explain

ENTRIES = [
    entry(["加强网络舆情监测。"], heading=None, path="a.txt", year=2020, report=1),
    entry(["意识形态工作。舆情很多。"], heading=None, path="b.txt", year=2021, unit="某镇", report=2),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES)
    with open_test_index(folder) as index:
        yield index.snapshot


def told(snapshot: Snapshot, query: str, *filters: str) -> Explanation:
    return explain(snapshot, Request(query, filters), language())


@pytest.mark.parametrize(
    ("query", "understood", "pieces"),
    [
        ("网络意识形态", "网络 意识形态", ["网络 1", "意识形态 1"]),
        ("網路 OR ５Ｇ", "网路 OR 5g", ["网路 0", "5g 0"]),
        ("舆情 -疫情", "舆情 -疫情", ["舆情 2", "-疫情 0"]),
        ("舆情 NOT (疫情 或 监测)", "舆情 -(疫情 OR 监测)", ["舆情 2", "-疫情 0", "-监测 1"]),
        ("+舆情 ＆ 网络＊", "舆情 网络*", ["舆情 2", "网络* 1"]),
        ("“意识形态工作” 与 舆情", '"意识形态工作" 舆情', ["意识形态工作 1", "舆情 2"]),
        ("（舆情｜疫情） year：2020..", "(舆情 OR 疫情) year:2020..", ["舆情 2", "疫情 0", "year:2020.. 2"]),
        ("单位：镇，局 舆情", "unit:镇,局 舆情", ["unit:镇,局 2", "舆情 2"]),
        ("-(-舆情)", "--舆情", ["舆情 2"]),
        ("舆情 舆情", "舆情 舆情", ["舆情 2"]),
    ],
)
def test_each_piece_is_counted_alone(
    snapshot: Snapshot, query: str, understood: str, pieces: list[str]
) -> None:
    found = told(snapshot, query)
    assert found.understood == understood
    shown = [f"{'-' if piece.excluded else ''}{piece.text} {piece.sections}" for piece in found.pieces]
    assert shown == pieces


def test_the_words_of_a_text_are_told_as_they_were_cut(snapshot: Snapshot) -> None:
    words = told(snapshot, "網路意识形态 舆情 “不 切” -疫情防控").words
    assert words == (
        Cut("網路意识形态", ("网路", "意识形态"), ()),
        Cut("舆情", ("舆情",), ()),
        Cut("疫情防控", ("疫情", "防控"), ()),
    )


def test_it_says_how_many_have_all_and_how_many_have_any(snapshot: Snapshot) -> None:
    found = told(snapshot, "监测 意识形态")
    assert (found.all, found.any) == (0, 2)
    found = told(snapshot, "监测 意识形态", "year:2020")
    assert (found.all, found.any, found.pieces[-1].text) == (0, 1, "year:2020")


def test_where_nothing_has_all_it_says_what_to_ask_instead(snapshot: Snapshot) -> None:
    assert told(snapshot, "舆情").suggestions == ()
    assert told(snapshot, "舆请").suggestions == (Suggestion("spelling", "舆情", (), 2),)


def test_of_a_pasted_list_the_first_pieces_are_asked(snapshot: Snapshot) -> None:
    found = told(snapshot, " OR ".join(f'"第{n}号"' for n in range(MAX_PIECES + 5)))
    assert (len(found.pieces), found.more) == (MAX_PIECES, 5)
