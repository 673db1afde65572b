"""An archive in a cluster answers as one in a folder does; the oracles are those of the other engines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from builders import entry, open_test_index, write_index
from cluster_archives import reading, write_archive
from contract import ARCHIVES as PLAIN_ARCHIVES
from contract import EXPR, check_answers, words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_cases import ARCHIVES, QUERIES, Case, case, compare
from search_oracle import satisfies

from archive.config import ClusterSettings
from archive.index.engines.base import Order, Snapshot
from archive.index.engines.opensearch import ordering, points, selection
from archive.index.expr import EVERYTHING, Atom, Expr, Not
from archive.index.ranking import Ranking
from archive.model import Entry
from archive.search import Match, Request, language, search

# An archive is written in half a second: few of them, and many questions to each.
FEW = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ],
)
TYPED = st.builds(case, ARCHIVES, st.lists(QUERIES, min_size=10, max_size=20), st.integers(0, 1 << 32))
BY = Ranking(("河道", "治理", "5g"), ("河道治理", "治理5g"))


@FEW
@given(items=PLAIN_ARCHIVES, exprs=st.lists(EXPR, min_size=20, max_size=40))
def test_the_cluster_finds_exactly_what_the_scan_finds(
    shared_place: ClusterSettings, items: list[Entry], exprs: list[Expr]
) -> None:
    write_archive(shared_place, items)
    with reading(shared_place) as snapshot:
        check_answers(snapshot, items, exprs)


@FEW
@given(typed=TYPED)
def test_any_query_finds_and_marks_in_the_cluster_what_the_scan_does(
    shared_place: ClusterSettings, typed: Case
) -> None:
    items, asked = typed
    write_archive(shared_place, items)
    with reading(shared_place) as snapshot:
        for query, text in asked:
            request = Request(text, match=Match.ALL, limit=None, fold=False)
            expected = {item.section.id: item for item in items if satisfies(item, query)}
            compare(search(snapshot, request, language()), query, expected)


def _texts(number: int) -> list[str]:
    """Some sections are near-copies of others; some have the words more often, or together."""
    kind = number % 5
    return [
        "全镇推进河道治理,清淤二十公里,栽树三千棵,拆除违章码头八处,沿线村居环境明显改善,群众十分满意,下一步还将建立长效机制。"
        + ("各村已落实专人巡查。" if kind == 1 else ""),
        f"第{number}号:" + "河道治理与5G网络,治理5G基站。" * kind + "其他工作正常。" * (number % 3),
    ][:: 1 if kind < 3 else -1][: 1 + kind % 2]


ITEMS = [
    entry(
        _texts(number),
        path=f"{number % 7}.txt",
        report=number // 4,
        ordinal=number % 4 + 1,
        year=None if number % 6 == 0 else 2015 + number % 5,
        unit=f"第{number % 9}中学",
        title="河道治理总结" if number % 8 == 0 else "工作总结",
        heading="河道" if number % 10 == 0 else "工作情况",
    )
    for number in range(40)
]


@pytest.fixture(scope="module")
def both(
    cluster: object, tmp_path_factory: pytest.TempPathFactory, module_place: ClusterSettings
) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The same sections in the cluster and in a plain scan."""
    write_archive(module_place, ITEMS)
    folder = tmp_path_factory.mktemp("scan")
    write_index(folder, ITEMS, "scan")
    with open_test_index(folder) as index, reading(module_place) as snapshot:
        yield snapshot, index.snapshot


PAGES = [(0, None), (0, 5), (5, 7), (38, 10)]


def check_pages(both: tuple[Snapshot, Snapshot], orders: list[Order]) -> None:
    for order, fold, (offset, limit), expr in product(
        orders, (True, False), PAGES, (EVERYTHING, Not(Atom("5g")))
    ):
        answers = []
        for snapshot in both:
            page = snapshot.select(expr).page(BY, order, offset, limit, fold=fold)
            answers.append([(round(hit.score, 9), hit.entry.section.id, hit.copies) for hit in page])
        assert answers[0] == answers[1], (order, fold, offset, limit, expr)


def test_scores_order_folding_and_pages_are_those_of_the_scan(both: tuple[Snapshot, Snapshot]) -> None:
    check_pages(both, list(Order))


def test_an_answer_read_in_many_pages_is_the_same(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "PAGE", 7)
    monkeypatch.setattr(ordering, "_GROUPS", 1)
    monkeypatch.setattr(selection, "_ENTRIES", 3)
    check_pages(both, [Order.RELEVANCE])
    one, other = (snapshot.select(Atom("治理")) for snapshot in both)
    assert list(one.ids()) == list(other.ids())


def test_values_beyond_one_answer_are_counted_all_the_same(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "MOST_VALUES", 2)
    one, other = (snapshot.select(Atom("治理")) for snapshot in both)
    assert one.facets() == other.facets()
    assert one.folded_total() == other.folded_total()


def test_of_a_shortlist_the_first_are_those_of_all(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "SHORTLIST", 12)
    tops = []
    for snapshot in both:
        page = snapshot.select(EVERYTHING).page(BY, Order.RELEVANCE, 0, 3, fold=True)
        tops.append([(round(hit.score, 9), hit.entry.section.id) for hit in page])
    assert tops[0] == tops[1]


@pytest.mark.parametrize("prefix", ["", "河", "5", "治理", "河\U0010ffff"])
def test_words_are_listed_with_the_number_of_their_sections(
    both: tuple[Snapshot, Snapshot], prefix: str
) -> None:
    assert list(both[0].words(prefix)) == words_of(ITEMS, prefix)


def test_groups_of_near_copies_are_those_of_a_folder(both: tuple[Snapshot, Snapshot]) -> None:
    one, other = ([item.groups for item in snapshot.entries()] for snapshot in both)
    assert one == other
    assert len({groups.section for groups in one}) < len(one)


def test_a_path_and_a_text_of_strange_characters_come_back_as_they_were(place: ClusterSettings) -> None:
    items = [
        entry(["零\u200b宽、\u2028 行、\x1f与𠮷"], path="caf\udce9.txt"),
        entry(["a" * 300 + " 与 2.0*版"], path="b.txt", report=2, unit="长" * 20_000),
    ]
    write_archive(place, items)
    with reading(place) as snapshot:
        found = {item.path: (item.report, item.section) for item in snapshot.entries()}
        assert found == {item.path: (item.report, item.section) for item in items}
        assert snapshot.select(Atom("a" * 300)).total == 1
        assert snapshot.select(Atom("a" * 299)).total == 0
        assert snapshot.select(Atom("a" * 299, prefix=True)).total == 1
        by = Ranking(("2.0",))
        assert [hit.entry.path for hit in snapshot.select(EVERYTHING).page(by, Order.RELEVANCE, 0, 1)] == [
            "b.txt"
        ]
