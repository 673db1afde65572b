"""Nothing is missed: through every engine, any query finds what a plain scan finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from builders import scratch
from hypothesis import HealthCheck, given, settings
from search_cases import CASES, Case, compare
from search_oracle import Query, satisfies

from archive.index.document import document
from archive.index.engines import ENGINES, engine
from archive.index.engines.base import Snapshot
from archive.model import Entry, Groups
from archive.search import Match, Request, language, search
from archive.segment import segmenter


@contextmanager
def snapshot_of(items: list[Entry], engine_name: str) -> Iterator[Snapshot]:
    """The sections in an engine of their own, without the manifest and locks that an archive has."""
    with scratch() as folder:
        writer = engine(engine_name).writer(folder, None)
        for item in items:
            writer.add(document(item, item.path, segmenter()), Groups())
        with engine(engine_name).snapshot(folder, writer.commit()) as snapshot:
            yield snapshot


def check(items: list[Entry], asked: list[tuple[Query, str]]) -> None:
    """Compare ids, totals, facets and highlights of each query with the plain scan's, in every engine."""
    expected = [{item.section.id: item for item in items if satisfies(item, query)} for query, _ in asked]
    for name in ENGINES:
        with snapshot_of(items, name) as snapshot:
            for (query, text), sections in zip(asked, expected, strict=True):
                request = Request(text, match=Match.ALL, limit=None, fold=False)
                compare(search(snapshot, request, language()), query, sections)


HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=300, deadline=None, suppress_health_check=HEALTH)
@given(case=CASES)
def test_any_query_finds_and_marks_what_the_scan_does(case: Case) -> None:
    check(*case)


@pytest.mark.slow
@settings(max_examples=20_000, deadline=None, suppress_health_check=HEALTH)
@given(case=CASES)
def test_any_of_many_queries_finds_and_marks_what_the_scan_does(case: Case) -> None:
    check(*case)
