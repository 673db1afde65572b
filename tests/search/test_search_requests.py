"""What a search gives for a request, through the whole of query, plan, engine and snippets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index

from archive.index.engines.base import Order, Snapshot
from archive.model import Results, plain
from archive.search import Match, Request, language, search

ENTRIES = [
    entry(["加强网络舆情监测。", "组织志愿者开展义工活动。"], path="a.txt", year=2020, report=1, ordinal=1),
    entry(
        ["舆情引导能力不够。"],
        heading="存在问题",
        types=("存在问题",),
        path="a.txt",
        year=2020,
        report=1,
        ordinal=2,
    ),
    entry(["5G网络建设,QQ群管理。15G硬盘。"], heading=None, path="b.txt", year=2021, unit="某镇", report=2),
    entry(["脱贫攻坚取得成效。"], heading="舆情处置", path="c.txt", year=None, unit=None, report=3),
    entry(["意识和形态。意识形态工作。", "形态与意识。"], path="d.txt", year=2019, doc_type="报告", report=4),
    entry(["工作很多,意识很强,形态很好。"], path="e.txt", year=2018, doc_type="报告", report=5),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES)
    with open_test_index(folder) as index:
        yield index.snapshot


def run(snapshot: Snapshot, query: str, *filters: str, **more: object) -> Results:
    return search(snapshot, Request(query, filters, **more), language())  # type: ignore[arg-type]


def paths(results: Results) -> list[str]:
    return sorted(hit.path for hit in results.hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("舆情", ["a.txt", "a.txt", "c.txt"]),
        ("輿情", ["a.txt", "a.txt", "c.txt"]),
        ("义工", ["a.txt"]),
        ("贫攻坚", ["c.txt"]),
        ("5G", ["b.txt"]),
        ("５ｇ", ["b.txt"]),
        ("G", []),
        ("qq", ["b.txt"]),
        ("舆情 -监测", ["a.txt", "c.txt"]),
        ("监测 OR 脱贫", ["a.txt", "c.txt"]),
        ("(监测 | 脱贫) 舆情", ["a.txt", "c.txt"]),
        ("“意识形态”", ["d.txt"]),
        ("意识形态", ["d.txt"]),
        ("舆情 type:存在问题", ["a.txt"]),
        ("year:2018..2019", ["d.txt", "e.txt"]),
        ("unit:镇", ["b.txt"]),
        ("file:c.txt", ["c.txt"]),
        ("doc:报告 工作", ["d.txt", "e.txt"]),
        ("网络*", ["a.txt", "b.txt"]),
        ("1*", ["b.txt"]),
    ],
)
def test_what_is_found(snapshot: Snapshot, query: str, expected: list[str]) -> None:
    assert paths(run(snapshot, query, match=Match.ALL)) == expected


def test_a_hit_shows_the_matching_paragraphs_with_highlights(snapshot: Snapshot) -> None:
    hit = run(snapshot, "义工").hits[0]
    assert [p.text for p in hit.passages] == ["组织志愿者开展义工活动。"]
    assert [[p.text[a:b] for a, b in p.highlights] for p in hit.passages] == [["义工"]]


def test_a_section_found_by_its_heading_shows_its_first_paragraph_unmarked(snapshot: Snapshot) -> None:
    hit = run(snapshot, "处置").hits[0]
    assert hit.heading_highlights == ((2, 4),)
    assert [(p.text, p.highlights) for p in hit.passages] == [("脱贫攻坚取得成效。", ())]


def test_a_filter_alone_shows_all_paragraphs(snapshot: Snapshot) -> None:
    hit = run(snapshot, "", "year:2019").hits[0]
    assert len(hit.passages) == 2


def test_partial_matches_come_only_where_nothing_has_all_words_and_are_called_so(snapshot: Snapshot) -> None:
    assert run(snapshot, "舆情 监测").matched == "all"
    partial = run(snapshot, "义工 脱贫 监测")
    assert (partial.matched, paths(partial)) == ("any", ["a.txt", "c.txt"])
    assert run(snapshot, "义工 脱贫 监测", match=Match.ALL).total == 0
    assert run(snapshot, "义工 脱贫 监测 -舆情").total == 0


def test_words_that_stand_together_rank_first(snapshot: Snapshot) -> None:
    assert [hit.path for hit in run(snapshot, "意识 形态").hits] == ["d.txt", "e.txt"]


def test_filters_never_change_scores(snapshot: Snapshot) -> None:
    free = {hit.section.id: hit.score for hit in run(snapshot, "舆情").hits}
    filtered = run(snapshot, "舆情", "year:2020").hits
    assert filtered
    assert all(free[hit.section.id] == hit.score for hit in filtered)


def test_pages_follow_each_other_and_totals_are_of_the_whole(snapshot: Snapshot) -> None:
    whole = run(snapshot, "", "year:..9999", order=Order.SOURCE, limit=None)
    pages = [run(snapshot, "", "year:..9999", order=Order.SOURCE, offset=n, limit=2) for n in (0, 2, 4)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert all(page.facets == whole.facets for page in pages)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["b.txt", "d.txt", "e.txt", "c.txt"]),
        (Order.OLDEST, ["e.txt", "d.txt", "b.txt", "c.txt"]),
    ],
)
def test_sections_of_unknown_year_come_last(snapshot: Snapshot, order: Order, expected: list[str]) -> None:
    hits = run(snapshot, "-file:a.txt", order=order).hits
    assert [hit.path for hit in hits] == expected


def test_the_json_of_a_hit_is_the_contract(snapshot: Snapshot) -> None:
    hit = plain(run(snapshot, "处置").hits[0])
    assert list(hit) == ["score", "report", "section", "passages", "duplicates"]
    assert hit["report"]["path"] == "c.txt"
    assert hit["section"]["heading_highlights"] == [[2, 4]]
    assert set(hit["passages"][0]) == {"text", "types", "lines", "highlights"}
