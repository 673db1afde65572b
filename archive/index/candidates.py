"""From what a gram index knows of each atom to what it knows of a whole expression.

The numbers found are a superset of the true ones; `residue` is what is left to be checked on the
text or the labels of each (None: nothing, the numbers are exact).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from .expr import All, Any, Atom, Expr, Not, Where


@dataclass(frozen=True, slots=True)
class Candidates:
    """Section numbers (None: all of them) and what remains to be checked of each."""

    numbers: frozenset[int] | None
    residue: Expr | None


OfAtom = Callable[[Atom], Candidates]
Everyone = Callable[[], frozenset[int]]


def candidates(expr: Expr, of_atom: OfAtom, everyone: Everyone) -> Candidates:
    """The candidates of `expr`, given those of an atom and the set of all sections."""
    match expr:
        case Atom():
            return of_atom(expr)
        case Where():
            return Candidates(None, expr)
        case Not(item):
            inner = candidates(item, of_atom, everyone)
            if inner.residue is None:
                return Candidates(everyone() - _known(inner, everyone), None)
            return Candidates(None, expr)
        case All(items):
            return _all([candidates(item, of_atom, everyone) for item in items])
        case Any(items):
            return _any(expr, [candidates(item, of_atom, everyone) for item in items], everyone)


def _known(found: Candidates, everyone: Everyone) -> frozenset[int]:
    return everyone() if found.numbers is None else found.numbers


def _all(parts: list[Candidates]) -> Candidates:
    sets = sorted((part.numbers for part in parts if part.numbers is not None), key=len)
    residues = tuple(part.residue for part in parts if part.residue is not None)
    numbers = reduce(frozenset.intersection, sets) if sets else None
    return Candidates(numbers, All(residues) if residues else None)


def _any(expr: Any, parts: list[Candidates], everyone: Everyone) -> Candidates:
    exact = all(part.residue is None for part in parts)
    if exact:
        return Candidates(frozenset().union(*(_known(part, everyone) for part in parts)), None)
    if any(part.numbers is None for part in parts):
        return Candidates(None, expr)
    return Candidates(frozenset().union(*(part.numbers or () for part in parts)), expr)
