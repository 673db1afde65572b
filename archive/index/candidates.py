"""Which sections satisfy an expression, found set by set with an index of grams.

For an atom the grams give candidates, a superset of the sections that have it; where the grams do
not prove it, the text of each is looked at, after everything cheaper has narrowed the candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .expr import All, Any, Atom, Expr, Not, Where


@dataclass(frozen=True, slots=True)
class Candidates:
    """Section numbers, ascending; `exact` where these are the sections that have the atom."""

    numbers: Sequence[int]
    exact: bool


class GramIndex(Protocol):
    """What evaluation asks of an index; deleted sections are in no answer."""

    def everyone(self) -> Collection[int]:
        """The numbers of all sections."""

    def candidates(self, atom: Atom) -> Candidates:
        """The sections that have the grams of an atom."""

    def holding(self, atom: Atom, numbers: Collection[int]) -> Iterable[int]:
        """Of these sections, those whose text has the atom."""

    def where(self, where: Where, numbers: Collection[int]) -> Iterable[int]:
        """Of these sections, those whose labels satisfy the condition."""


def evaluate(expr: Expr, index: GramIndex) -> Sequence[int]:
    """The numbers of the sections that satisfy `expr`, ascending."""
    if isinstance(expr, Atom):
        found = index.candidates(expr)
        return found.numbers if found.exact else sorted(index.holding(expr, found.numbers))
    return sorted(_Evaluation(index).satisfying(expr, None))


class _Evaluation:
    """One evaluation; `within` is what is known to be a superset of what is of interest (None: all)."""

    def __init__(self, index: GramIndex) -> None:
        self._index = index

    def satisfying(self, expr: Expr, within: set[int] | None) -> set[int]:
        """The sections of `within` that satisfy `expr`."""
        match expr:
            case Atom():
                found = self._index.candidates(expr)
                numbers = _cut(found.numbers, within)
                return numbers if found.exact else set(self._index.holding(expr, numbers))
            case Where():
                return set(self._index.where(expr, self._known(within)))
            case Not(item):
                known = self._known(within)
                return set(known).difference(self.satisfying(item, within))
            case All(items):
                return self._all(items, within)
            case Any(items):
                return set().union(*(self.satisfying(item, within) for item in items))

    def _known(self, within: set[int] | None) -> Collection[int]:
        return self._index.everyone() if within is None else within

    def _all(self, items: tuple[Expr, ...], within: set[int] | None) -> set[int]:
        """Candidates of all atoms first, the rarest first; then texts, labels and what is nested."""
        atoms = [item for item in items if isinstance(item, Atom)]
        found = [(self._index.candidates(atom), atom) for atom in dict.fromkeys(atoms)]
        found.sort(key=lambda pair: len(pair[0].numbers))
        for candidates, _ in found:
            within = _cut(candidates.numbers, within)
        unproved: list[Expr] = [atom for candidates, atom in found if not candidates.exact]
        others = [item for item in items if not isinstance(item, Atom)]
        others.sort(key=_cost)
        for item in [*unproved, *others]:
            within = self._narrowed(item, within)
        return set(self._known(within)) if within is None else within

    def _narrowed(self, item: Expr, within: set[int] | None) -> set[int]:
        if isinstance(item, Atom) and within is not None:
            return set(self._index.holding(item, within))
        return self.satisfying(item, within)


def _cut(numbers: Sequence[int], within: set[int] | None) -> set[int]:
    return set(numbers) if within is None else within.intersection(numbers)


def _cost(expr: Expr) -> int:
    """What narrows most at least cost comes first: conditions on labels, then what is nested."""
    return 0 if isinstance(expr, Where) else 1
