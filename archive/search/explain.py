"""Why a query finds what it finds: how it was cut, and each of its pieces asked alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..fold import fold
from ..index.engines.base import Snapshot
from ..index.expr import All, Any, Atom, Expr, Not, Where
from ..model import Suggestion
from ..query import ast
from . import Request, ask, tree_of
from .language import Language
from .suggest import suggestions

# Nobody reads a longer list, and each piece takes a search of its own.
MAX_PIECES = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """An unquoted word as typed, the words it was cut into, and the synonyms that joined them."""

    text: str
    words: tuple[str, ...]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, phrase or condition of a query, and the number of sections that satisfy it alone."""

    text: str
    sections: int
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood, and what it finds.

    `all` counts the sections that have all of it, `any` those that have any of its words that count
    (and satisfy its conditions): what `--match auto` falls back to where `all` is 0. `more` pieces
    than MAX_PIECES were not asked alone. `suggestions` say what to ask instead where `all` is 0.
    """

    query: str
    understood: str
    words: tuple[Cut, ...]
    pieces: tuple[Piece, ...]
    all: int
    any: int
    more: int
    suggestions: tuple[Suggestion, ...]


def explain(snapshot: Snapshot, request: Request, language: Language) -> Explanation:
    """Explain a request. Raises QueryError for a query that cannot be read."""
    plan = ask(snapshot, request, language).plan
    leaves = list(dict.fromkeys(_leaves(plan.expr, excluded=False)))
    total = snapshot.select(plan.expr).total
    better = () if total else suggestions(snapshot, language, request.query, request.filters)
    terms = dict.fromkeys(_terms(tree_of(request)))
    return Explanation(
        query=request.query,
        understood=plan.understood,
        words=tuple(_cut(text, language) for text in islice(terms, MAX_PIECES)),
        pieces=tuple(
            Piece(_text(leaf), snapshot.select(leaf).total, out) for leaf, out in leaves[:MAX_PIECES]
        ),
        all=total,
        any=snapshot.select(plan.relaxed).total,
        more=max(0, len(leaves) - MAX_PIECES),
        suggestions=better,
    )


def _terms(node: ast.Node) -> Iterator[str]:
    match node:
        case ast.Term(text):
            yield text
        case ast.And(items) | ast.Or(items):
            for item in items:
                yield from _terms(item)
        case ast.Not(item):
            yield from _terms(item)


def _cut(text: str, language: Language) -> Cut:
    words = language.segmenter.words(fold(text))
    synonyms = language.synonyms
    related = dict.fromkeys(other for run in synonyms.runs(words) for other in synonyms.of("".join(run)))
    return Cut(text, tuple(words), tuple(related))


def _leaves(expr: Expr, *, excluded: bool) -> Iterator[tuple[Atom | Where, bool]]:
    match expr:
        case Atom() | Where():
            yield expr, excluded
        case Not(item):
            yield from _leaves(item, excluded=not excluded)
        case All(items) | Any(items):
            for item in items:
                yield from _leaves(item, excluded=excluded)


def _text(leaf: Atom | Where) -> str:
    if isinstance(leaf, Atom):
        return leaf.text + ("*" if leaf.prefix else "")
    return f"{leaf.field}:{','.join(leaf.values)}"
