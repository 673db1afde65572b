"""An archive in a cluster answers as one in a folder does; the oracles are those of the other engines."""

from __future__ import annotations

import pytest
from builders import entry
from cluster_archives import reading, write_archive
from contract import EXPR, WORDS, archives, check_answers, first_page, words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_cases import ARCHIVES, DRAFTS, QUERIES, case, compare
from search_oracle import Joined, satisfies

from archive.config import ClusterSettings
from archive.index.engines import engine
from archive.index.engines.base import Order, Snapshot
from archive.index.engines.opensearch import ordering, points, selection
from archive.index.expr import EVERYTHING, Atom, Expr, Not
from archive.index.ranking import Ranking
from archive.model import Entry, Groups
from archive.search import Match, Request, language, search

# An archive is written in half a second: few of them, and many questions to each.
FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
MANY = st.lists(EXPR, min_size=20, max_size=40)
TYPED = st.builds(
    case, ARCHIVES, st.lists(QUERIES, min_size=10, max_size=25), st.integers(0, 1 << 32)
)


@FEW
@given(items=archives(), exprs=MANY)
def test_the_cluster_finds_exactly_what_the_scan_finds(
    shared_place: ClusterSettings, items: list[Entry], exprs: list[Expr]
) -> None:
    write_archive(shared_place, items)
    with reading(shared_place) as snapshot:
        check_answers(snapshot, items, exprs)


@FEW
@given(typed=TYPED)
def test_any_query_finds_and_marks_in_the_cluster_what_the_scan_does(
    shared_place: ClusterSettings, typed: tuple[list[Entry], list[tuple[Joined, str]]]
) -> None:
    items, asked = typed
    write_archive(shared_place, items)
    with reading(shared_place) as snapshot:
        for query, text in asked:
            request = Request(text, match=Match.ALL, limit=None, fold=False)
            expected = {item.section.id: item for item in items if satisfies(item, query)}
            compare(search(snapshot, request, language()), query, expected)
