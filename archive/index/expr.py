"""What an engine is asked: boolean expressions over atoms of folded text and conditions on labels.

Atom     a piece of folded text that must occur in the heading or in one paragraph
Where    a condition on what is known about the section
All Any Not      their combinations; All(()) is true of every section, Any(()) of none
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..fold import is_latin


@dataclass(frozen=True)
class Atom:
    """A folded text to be found within one paragraph or the heading.

    Where an end of it is a Latin letter or digit, the neighbouring character must not be one;
    `prefix` lifts that for its right end.
    """

    text: str
    prefix: bool = False

    @cached_property
    def closed_left(self) -> bool:
        """Whether the character before an occurrence may not be a Latin letter or digit."""
        return is_latin(self.text[0])

    @cached_property
    def closed_right(self) -> bool:
        """Whether the character after an occurrence may not be a Latin letter or digit."""
        return is_latin(self.text[-1]) and not self.prefix


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on one label: any of `values`.

    | field | values | true where |
    |---|---|---|
    | type, doc, period | names | one of them is the section's |
    | year | "2020", "2019..2021", "2019..", "..2021" | the year lies in a range |
    | unit, title, file | folded pieces of text | the label contains one |
    | id | ids of reports or sections | it is the section's or its report's |
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `items` holds."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `items` holds."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`item` does not hold."""

    item: Expr


Expr = Atom | Where | All | Any | Not

EVERYTHING = All(())


def positive_atoms(expr: Expr) -> Iterator[Atom]:
    """The atoms that a section is found by (not those under a single Not), in order, each once."""
    yield from dict.fromkeys(_positive(expr, positive=True))


def _positive(expr: Expr, *, positive: bool) -> Iterator[Atom]:
    match expr:
        case Atom() if positive:
            yield expr
        case Not(item):
            yield from _positive(item, positive=not positive)
        case All(items) | Any(items):
            for item in items:
                yield from _positive(item, positive=positive)
