"""Why a query finds what it finds: each of its pieces asked alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..index.engines.base import Snapshot
from ..index.expr import All, Any, Atom, Expr, Not, Where


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, phrase or condition of a query, and the number of sections that satisfy it alone."""

    text: str
    sections: int
    excluded: bool = False


def explain(snapshot: Snapshot, expr: Expr) -> tuple[Piece, ...]:
    """The pieces of an expression in order, each once."""
    leaves = dict.fromkeys(_leaves(expr, excluded=False))
    return tuple(Piece(_text(leaf), snapshot.select(leaf).total, excluded) for leaf, excluded in leaves)


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
