"""Searching: a query and filters in, results out. Nothing here knows which engine answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from ..index.engines.base import Order, Selection, Snapshot
from ..index.expr import Expr, positive_atoms
from ..model import Hit, Results
from ..query import parse
from ..query.ast import And, Node
from .identical import Identical, with_identical
from .language import Language, language
from .plan import Plan, make_plan
from .snippets import hit

__all__ = ["Answer", "Language", "Match", "Request", "ask", "language", "search", "summary", "tree_of"]


class Match(StrEnum):
    """How many of the words a section must have; AUTO falls back from all to any."""

    ALL = "all"
    ANY = "any"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Request:
    """A search as the user asks for it.

    `query` may be empty where `filters` are given; `filters` are queries of one field each, such as
    `type:存在问题`. `limit` None means all. With `fold`, near-copies count once in `offset` and `limit`.
    With `suggest`, `search` also looks for what to ask instead where nothing has all of it. `identical`
    tells which files stand in the index for others with the same bytes; it is called where it matters.
    """

    query: str
    filters: tuple[str, ...] = ()
    match: Match = Match.AUTO
    order: Order = Order.RELEVANCE
    offset: int = 0
    limit: int | None = 10
    fold: bool = True
    suggest: bool = False
    identical: Callable[[], Identical] | None = None


class Answer(NamedTuple):
    """What was found, before any of it is read: totals are ready, hits are read one by one."""

    request: Request
    plan: Plan
    expr: Expr
    matched: Match
    selection: Selection

    @property
    def is_partial(self) -> bool:
        """Whether nothing has all that was asked for, though some may have a part of it."""
        fell_back = self.matched is Match.ANY and self.request.match is Match.AUTO
        return fell_back or not self.selection.total

    def hits(self) -> Iterator[Hit]:
        """The hits of the page asked for, read from the index as they are taken."""
        atoms = tuple(positive_atoms(self.expr))
        request, plan = self.request, self.plan
        ranking = plan.ranking if self.matched is Match.ALL else plan.relaxed_ranking
        page = self.selection.page(ranking, request.order, request.offset, request.limit, fold=request.fold)
        return (hit(scored, atoms) for scored in page)


def ask(snapshot: Snapshot, request: Request, language: Language) -> Answer:
    """Find the sections. Raises QueryError for a query that cannot be read."""
    plan = make_plan(tree_of(request), language)
    expr = plan.relaxed if request.match is Match.ANY else plan.expr
    matched = Match.ANY if request.match is Match.ANY else Match.ALL
    selection = snapshot.select(expr)
    if request.match is Match.AUTO and not selection.total and plan.relaxed != plan.expr:
        partial = snapshot.select(plan.relaxed)
        if partial.total:
            expr, matched, selection = plan.relaxed, Match.ANY, partial
    return Answer(request, plan, expr, matched, selection)


def tree_of(request: Request) -> Node:
    """The tree of a query and its filters; raises QueryError where one cannot be read."""
    nodes = [parse(text) for text in request.filters]
    if request.query.strip() or not nodes:
        nodes.insert(0, parse(request.query))
    node = And(tuple(nodes)) if len(nodes) > 1 else nodes[0]
    return with_identical(node, request.identical) if request.identical else node


def search(snapshot: Snapshot, request: Request, language: Language) -> Results:
    """One page of results; `took_ms` is the time from here to the last hit read."""
    started = time.perf_counter()
    answer = ask(snapshot, request, language)
    found = replace(summary(answer), hits=tuple(answer.hits()))
    if request.suggest and answer.is_partial:
        # Imported here: the usual search finds something.
        from .suggest import suggestions

        any_word = request.match is Match.ANY
        better = suggestions(snapshot, language, request.query, request.filters, any_word=any_word)
        found = replace(found, suggestions=better)
    return replace(found, took_ms=round((time.perf_counter() - started) * 1000, 1))


def summary(answer: Answer) -> Results:
    """The results without hits."""
    total = answer.selection.total
    return Results(
        query=answer.request.query,
        understood=answer.plan.understood,
        matched=answer.matched.value,
        total=total,
        folded_total=answer.selection.folded_total(),
        took_ms=0.0,
        facets=answer.selection.facets(),
        hits=(),
        offset=answer.request.offset,
    )
