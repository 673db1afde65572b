"""Every engine that works in a folder finds exactly what a plain scan of the folded text finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from builders import open_test_index, scratch, write_index
from contract import ARCHIVES, EXPR, WORDS, check_answers, first_page, words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.index.engines import ENGINES
from archive.index.engines.base import Snapshot
from archive.index.expr import Expr
from archive.model import Entry


@contextmanager
def snapshot_of(items: list[Entry], engine: str) -> Iterator[Snapshot]:
    with scratch() as folder:
        write_index(folder, items, engine)
        with open_test_index(folder) as index:
            yield index.snapshot


@pytest.mark.parametrize("engine", list(ENGINES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=ARCHIVES, exprs=st.lists(EXPR, min_size=1, max_size=12))
def test_an_engine_finds_exactly_what_the_scan_finds(
    engine: str, items: list[Entry], exprs: list[Expr]
) -> None:
    with snapshot_of(items, engine) as snapshot:
        check_answers(snapshot, items, exprs)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=ARCHIVES, words=st.lists(st.sampled_from(WORDS), max_size=3))
def test_engines_agree_on_scores_and_order(items: list[Entry], words: list[str]) -> None:
    answers = []
    for engine in ENGINES:
        with snapshot_of(items, engine) as snapshot:
            answers.append(first_page(snapshot, words))
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("engine", list(ENGINES))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=ARCHIVES, prefix=st.text(alphabet="意工网5g", max_size=2))
def test_an_engine_lists_its_words_with_the_number_of_sections(
    engine: str, items: list[Entry], prefix: str
) -> None:
    with snapshot_of(items, engine) as snapshot:
        assert list(snapshot.words(prefix)) == words_of(items, prefix)
