"""The meaning of a query as a tree.

`str(node)` is the canonical way to write it: `parse(str(node)) == node` for every node that the
constructors accept (within the limits of `parse`). They raise ValueError for what no query can
say: an empty phrase, a word that would be read as an operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from ..model import DOC_TYPES, SECTION_TYPES
from . import lexer

# Fields whose values are one of a fixed list.
CHOICES: dict[str, tuple[str, ...]] = {"type": SECTION_TYPES, "doc": DOC_TYPES}
# Fields whose values are text; `year:` makes a node of its own, Years.
TEXT_FIELDS = frozenset(lexer.FIELD_ALIASES) - {"year"}
LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Term:
    """An unquoted word as typed; punctuation inside it is kept, the segmenter cuts it later."""

    text: str

    def __post_init__(self) -> None:
        if not lexer.is_word(self.text):
            raise ValueError(f"not an unquoted word: {self.text!r}")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted text, to be found as it stands; white space at its ends is dropped."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _stripped(self.text))

    def __str__(self) -> str:
        return lexer.quoted(self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """信息*: what words begin with."""

    text: str

    def __post_init__(self) -> None:
        if not lexer.is_stem(self.text):
            raise ValueError(f"not the beginning of a word: {self.text!r}")

    def __str__(self) -> str:
        return self.text + "*"


@dataclass(frozen=True, slots=True)
class Field:
    """unit:某局,某镇: the field has one of the values. `name` is one of TEXT_FIELDS.

    The values of `type` and `doc` are from the lists of `archive.model`.
    """

    name: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.name not in TEXT_FIELDS or not self.values:
            raise ValueError(f"no such field, or no value: {self.name!r}")
        object.__setattr__(self, "values", tuple(map(_stripped, self.values)))
        known = CHOICES.get(self.name)
        if known and not set(self.values) <= set(known):
            raise ValueError(f"{self.name} must be one of {known}, not {self.values}")

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(lexer.quoted_value, self.values))}"


@dataclass(frozen=True, slots=True)
class YearRange:
    """Years from `low` to `high`, both included; None leaves an end open, never both."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        ends = [end for end in (self.low, self.high) if end is not None]
        if not ends or ends != sorted(ends) or not 0 <= ends[0] <= ends[-1] <= LAST_YEAR:
            raise ValueError(f"not a range of years: {self.low}..{self.high}")

    def __str__(self) -> str:
        low = "" if self.low is None else f"{self.low:04d}"
        high = "" if self.high is None else f"{self.high:04d}"
        return low if low == high else f"{low}..{high}"


@dataclass(frozen=True, slots=True)
class Years:
    """year:2015,2019..2021: the year lies in one of the ranges."""

    ranges: tuple[YearRange, ...]

    def __post_init__(self) -> None:
        if not self.ranges:
            raise ValueError("no years")

    def __str__(self) -> str:
        return f"year:{','.join(map(str, self.ranges))}"


@dataclass(frozen=True, slots=True)
class Not:
    """-x: everything that does not match `item`."""

    item: Node

    def __str__(self) -> str:
        return "-" + _bracketed(self.item, (And, Or))


@dataclass(frozen=True, slots=True)
class And:
    """Two or more nodes that must all match; an And among them is dissolved into this one."""

    items: tuple[Node, ...]

    def __post_init__(self) -> None:
        flat = chain.from_iterable(i.items if isinstance(i, And) else (i,) for i in self.items)
        object.__setattr__(self, "items", _several(tuple(flat)))

    def __str__(self) -> str:
        return " ".join(_bracketed(item, (Or,)) for item in self.items)


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more nodes of which one must match; an Or among them is dissolved into this one."""

    items: tuple[Node, ...]

    def __post_init__(self) -> None:
        flat = chain.from_iterable(i.items if isinstance(i, Or) else (i,) for i in self.items)
        object.__setattr__(self, "items", _several(tuple(flat)))

    def __str__(self) -> str:
        # The brackets are not needed, but few readers know that AND binds tighter than OR.
        return " OR ".join(_bracketed(item, (And,)) for item in self.items)


Node: TypeAlias = Term | Phrase | Prefix | Field | Years | Not | And | Or


def _stripped(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("an empty text matches nothing")
    return text


def _several(items: tuple[Node, ...]) -> tuple[Node, ...]:
    if len(items) < 2:
        raise ValueError("AND and OR join two or more")
    return items


def _bracketed(node: Node, kinds: tuple[type, ...]) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)
