"""The meaning of an expression for one section: what every engine must agree with.

A section is seen through `View`: its folded text, in which lines part the heading (first, perhaps
empty) from the paragraphs, and its labels. Folded text has no line ends of its own, so nothing
that is searched for can cross a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple, Protocol

from ..fold import LATIN, fold, fold_lines
from ..model import Entry, Span
from .expr import All, Any, Atom, Expr, Not, Where

LABEL_FIELDS = frozenset({"type", "doc", "period", "year", "unit"})


class Labels(NamedTuple):
    """What facets count and most conditions ask; None where it is unknown."""

    types: tuple[str, ...]
    year: int | None
    unit: str | None
    doc_type: str
    period: str | None


class Place(NamedTuple):
    """Where a section stands; the order of places is the order of hits of equal score."""

    path: str
    line: int
    section_id: str
    report_id: str
    title: str


class View(Protocol):
    """A section, as the predicates see it."""

    @property
    def folded(self) -> str:
        """Heading and paragraphs, folded, one a line."""

    @property
    def labels(self) -> Labels:
        """The labels."""

    @property
    def place(self) -> Place:
        """The place."""


def labels_of(entry: Entry) -> Labels:
    """The labels of a section."""
    report = entry.report
    return Labels(entry.section.types, report.year, report.unit, report.doc_type, report.period)


def place_of(entry: Entry) -> Place:
    """The place of a section."""
    section, report = entry.section, entry.report
    return Place(entry.path, section.lines[0], section.id, report.id, report.title or "")


def folded_text(entry: Entry) -> str:
    """The folded heading and paragraphs, one a line."""
    return folded_texts([entry])[0]


def folded_texts(entries: Sequence[Entry]) -> list[str]:
    """`folded_text` of each."""
    texts = [[e.section.heading or "", *(p.text for p in e.section.paragraphs)] for e in entries]
    folded = iter(fold_lines(list(chain.from_iterable(texts))))
    return ["\n".join(islice(folded, len(lines))) for lines in texts]


Predicate = Callable[[View], bool]


def predicate(expr: Expr) -> Predicate:
    """The test whether a section satisfies `expr`."""
    match expr:
        case Atom():
            return _atom_test(expr)
        case Where():
            return _where_test(expr)
        case Not(item):
            inner = predicate(item)
            return lambda view: not inner(view)
        case All(items):
            tests = tuple(map(predicate, items))
            return lambda view: all(test(view) for test in tests)
        case Any(items):
            tests = tuple(map(predicate, items))
            return lambda view: any(test(view) for test in tests)


def _atom_test(atom: Atom) -> Predicate:
    test = text_test(atom)
    return lambda view: test(view.folded)


def text_test(atom: Atom) -> Callable[[str], bool]:
    """The test whether a folded section has `atom`."""
    text = atom.text
    if not (atom.closed_left or atom.closed_right):
        return lambda folded: text in folded
    pattern = occurrence(atom)
    return lambda folded: text in folded and pattern.search(folded) is not None


@lru_cache(maxsize=1024)
def occurrence(atom: Atom) -> re.Pattern[str]:
    """The regular expression of an atom's occurrences, overlapping ones included (of no width)."""
    left = f"(?<![{LATIN}])" if atom.closed_left else ""
    right = f"(?![{LATIN}])" if atom.closed_right else ""
    return re.compile(f"{left}(?={re.escape(atom.text)}{right})")


def occurrences(atom: Atom, folded: str) -> list[Span]:
    """Where `atom` occurs in one folded paragraph: ranges [start, end) in characters."""
    size, start = len(atom.text), folded.find(atom.text)
    found: list[Span] = []
    # To look for the text and then ask the expression takes a tenth of the expression's own search.
    pattern = occurrence(atom) if atom.closed_left or atom.closed_right else None
    while start >= 0:
        if pattern is None or pattern.match(folded, start):
            found.append((start, start + size))
        start = folded.find(atom.text, start + 1)
    return found


def _where_test(where: Where) -> Predicate:
    if where.field in LABEL_FIELDS:
        of_labels = label_test(where)
        return lambda view: of_labels(view.labels)
    of_place = place_test(where)
    return lambda view: of_place(view.place)


def label_test(where: Where) -> Callable[[Labels], bool]:
    """The test of a condition whose field is one of LABEL_FIELDS."""
    values = frozenset(where.values)
    match where.field:
        case "type":
            return lambda labels: not values.isdisjoint(labels.types)
        case "doc":
            return lambda labels: labels.doc_type in values
        case "period":
            return lambda labels: labels.period in values
        case "year":
            ranges = [_year_range(value) for value in where.values]
            return lambda labels: _in_ranges(labels.year, ranges)
        case "unit":
            return lambda labels: _contains(labels.unit, where.values)
    raise ValueError(f"no such label: {where.field}")


def place_test(where: Where) -> Callable[[Place], bool]:
    """The test of a condition on any other field."""
    values = frozenset(where.values)
    match where.field:
        case "title":
            return lambda place: _contains(place.title, where.values)
        case "file":
            return lambda place: _contains(place.path, where.values)
        case "id":
            return lambda place: place.section_id in values or place.report_id in values
    raise ValueError(f"no such field: {where.field}")


def _contains(label: str | None, pieces: tuple[str, ...]) -> bool:
    return label is not None and any(piece in folded_label(label) for piece in pieces)


# Labels repeat from section to section; folding each anew would dominate a filter's time.
folded_label = lru_cache(maxsize=65536)(fold)


def _year_range(value: str) -> tuple[int, int]:
    low, dots, high = value.partition("..")
    if not dots:
        return int(low), int(low)
    return int(low or 0), int(high or 9999)


def _in_ranges(year: int | None, ranges: list[tuple[int, int]]) -> bool:
    return year is not None and any(low <= year <= high for low, high in ranges)
