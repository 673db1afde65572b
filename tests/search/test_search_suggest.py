"""What is offered where nothing is found, and that it is true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.engines import ENGINES
from archive.index.engines.base import Snapshot
from archive.model import Suggestion
from archive.search import Match, Request, language, search

ENTRIES = [
    entry(["加强网络舆情监测,做好意识形态工作。"], path="a.txt", year=2019, unit="甲局", report=1),
    entry(
        ["舆情引导能力不够,凝聚力不强。"], path="b.txt", year=2020, unit="乙镇", types=("存在问题",), report=2
    ),
    entry(["脱贫攻坚成效明显,志愿者参加学习强国活动。"], path="c.txt", year=2021, unit="甲局", report=3),
    entry(["疫情防控到位。"], path="d.txt", year=2021, unit="乙镇", report=4),
    entry(["消防检查三次,安全无事故。"], heading=None, path="e.txt", year=2022, unit=None, report=5),
]


@pytest.fixture(scope="module", params=list(ENGINES))
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES, request.param)
    with open_test_index(folder) as index:
        yield index.snapshot


def offered(snapshot: Snapshot, query: str, *filters: str, match: Match = Match.AUTO) -> list[Suggestion]:
    return list(search(snapshot, Request(query, filters, match, suggest=True), language()).suggestions)


def spelling(query: str, total: int) -> Suggestion:
    return Suggestion("spelling", query, (), total)


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("舆请", spelling("舆情", 2)),
        ("輿請", spelling("舆情", 2)),
        ("意识型态工作", spelling("意识形态工作", 1)),
        ("“网络舆请”", spelling('"网络舆情"', 1)),
        ("凝距力", spelling("凝聚力", 1)),
        ("脱贫功坚 学习", spelling("脱贫攻坚 学习", 1)),
        ("舆请 宁聚力", spelling("舆情 凝聚力", 1)),
        ("舆请 -监测", spelling("舆情 -监测", 1)),
        ("舆请 OR 易晴", spelling("舆情 OR 疫情", 3)),
        ("舆请 year:2020", spelling("舆情 year:2020", 1)),
    ],
)
def test_a_misspelt_word_is_answered_by_one_that_the_archive_has(
    snapshot: Snapshot, query: str, better: Suggestion
) -> None:
    assert offered(snapshot, query)[:1] == [better]


def without(*conditions: str, query: str, total: int) -> Suggestion:
    return Suggestion("filter", query, conditions, total)


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("舆情", ["year:2021"], [without("year:2021", query="舆情", total=2)]),
        ("舆情 year:2021", [], [without("year:2021", query="舆情", total=2)]),
        ("舆情 -引导", ["year:2020"], [
            without("year:2020", query="舆情 -引导", total=1),
            without("-引导", query="舆情", total=1),
        ]),
        ("舆情", ["year:2021", "unit:丙"], [without("year:2021", "unit:丙", query="舆情", total=2)]),
        ("", ["year:2019", "unit:乙"], [
            without("year:2019", query="", total=2),
            without("unit:乙", query="", total=1),
        ]),
        ("", ["year:2030"], []),
        ("火星车", ["year:2020"], []),
    ],
)  # fmt: skip
def test_the_conditions_that_exclude_everything_are_named(
    snapshot: Snapshot, query: str, filters: list[str], expected: list[Suggestion]
) -> None:
    assert offered(snapshot, query, *filters) == expected


@pytest.mark.parametrize("query", ["舆情", "如何做好舆情监测", "火星车", "-舆请", "舆请*", "龘" * 17, "的"])
def test_nothing_is_offered_where_there_is_nothing_to_offer(snapshot: Snapshot, query: str) -> None:
    assert offered(snapshot, query) == []


def test_a_long_word_that_the_archive_lacks_is_offered_as_two_that_it_has(snapshot: Snapshot) -> None:
    assert offered(snapshot, "消防安全") == [spelling("消防 安全", 1)]
    assert offered(snapshot, "“消防安全”") == []
    assert offered(snapshot, "组织生活") == []


def test_a_partial_answer_still_offers_the_word_that_was_meant(snapshot: Snapshot) -> None:
    results = search(snapshot, Request("舆请 工作", suggest=True), language())
    assert (results.matched, results.total) == ("any", 4)
    assert results.suggestions == (spelling("舆情 工作", 2),)


def test_any_word_is_enough_where_any_was_asked_for(snapshot: Snapshot) -> None:
    assert offered(snapshot, "舆请 火星车", match=Match.ANY) == [spelling("舆情 火星车", 2)]


def test_suggestions_are_made_on_request_only(snapshot: Snapshot) -> None:
    assert search(snapshot, Request("舆请"), language()).suggestions == ()


WORDS = st.sampled_from(["舆请", "舆情", "疫请", "凝距力", "志原者", "火星车", "工作", "“学习抢国”", "-监测"])
FILTERS = st.sampled_from(["year:2019", "year:2030", "unit:甲", "type:存在问题"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(FILTERS, max_size=2, unique=True))
def test_whatever_is_offered_finds_as_much_as_it_says(
    snapshot: Snapshot, words: list[str], filters: list[str]
) -> None:
    for better in offered(snapshot, " ".join(words), *filters):
        kept = tuple(text for text in filters if text not in better.without)
        found = search(snapshot, Request(better.query, kept, Match.ALL), language())
        assert found.total == better.total > 0
