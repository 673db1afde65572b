"""Headings listed before the text and repeated in it: a table of contents over several lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ..parsed import Removed
from .elements import Element, Kind, taken_out
from .numbering import Scheme

# A list of one heading would be a heading without a text.
_MIN_ENTRIES = 2
# Names of sections without numbers are a list from this many on: two could be a name above another.
_MIN_PLAIN = 3

_Key = tuple[str | None, str]
# Far above any table of contents. What a list repeats is looked up for each of its entries, so that
# without a limit a hostile page of nothing but headings takes time by the square of their number.
_MAX_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class _Page:
    """The elements of a page, and what is known of each of its headings."""

    elements: Sequence[Element]
    places: Mapping[_Key, list[int]]
    ends: Sequence[int]
    siblings: Sequence[int]

    def siblings_in(self, start: int, end: int) -> int:
        """How many headings from `start` to `end` are siblings, the first counted."""
        return 1 + self.siblings[end - 1] - self.siblings[start] if end > start else 1


def drop_contents(elements: Sequence[Element]) -> tuple[list[Element], list[Removed]]:
    """Take out each run of headings without texts that comes again, word for word, later on.

    The repetition may begin at once (the run is then a list whatever it holds), or after an
    opening paragraph; in the latter case some of the run must be next siblings: 一、 二、 三、.
    """
    heads = [_key(element) for element in elements if element.kind is not Kind.TEXT]
    if len(set(heads)) == len(heads):
        return list(elements), []
    following = _next_same(elements)
    page = _Page(elements, _places(elements), _run_ends(elements), _siblings(elements))
    kept: list[Element] = []
    removed: list[Removed] = []
    index = 0
    while index < len(elements):
        end = following[index]
        if not (end and _is_list(elements[index:end])):
            end = _listed_until(index, page)
        if end:
            removed.extend(item for entry in elements[index:end] for item in taken_out(entry, "contents"))
            index = end
            continue
        kept.append(elements[index])
        index += 1
    return kept, removed


def _is_list(entries: Sequence[Element]) -> bool:
    return len(entries) >= _MIN_ENTRIES and all(entry.kind is not Kind.TEXT for entry in entries)


def _key(element: Element) -> _Key:
    return (element.number, element.text)


def _next_same(elements: Sequence[Element]) -> list[int]:
    """For each heading the position of its next repetition before any text, else 0."""
    following = [0] * len(elements)
    seen: dict[_Key, int] = {}
    for index, element in enumerate(elements):
        if element.kind is Kind.TEXT:
            seen.clear()
            continue
        key = _key(element)
        if key in seen:
            following[seen[key]] = index
        seen[key] = index
    return following


def _places(elements: Sequence[Element]) -> dict[_Key, list[int]]:
    """Where each heading stands."""
    places: dict[_Key, list[int]] = {}
    for index, element in enumerate(elements):
        if element.kind is Kind.HEADING:
            places.setdefault(_key(element), []).append(index)
    return places


def _run_ends(elements: Sequence[Element]) -> list[int]:
    """For each heading where the run of headings that it stands in ends."""
    ends = [0] * len(elements)
    end = len(elements)
    for index in range(len(elements) - 1, -1, -1):
        if elements[index].kind is not Kind.HEADING:
            end = index
        ends[index] = end
    return ends


def _siblings(elements: Sequence[Element]) -> list[int]:
    """For each element how many up to it are the next sibling of the one right before them."""
    following = (_continues(before, after) for before, after in pairwise(elements))
    return list(accumulate(following, initial=0))


def _listed_until(start: int, page: _Page) -> int:
    """The end of a list of headings that begins at `start`; 0 if none does.

    Every entry must come again behind the list, in the same order, and some must be next siblings: a
    heading with its first sub-heading is no list.
    """
    elements = page.elements
    first = elements[start]
    if first.kind is not Kind.HEADING or (first.number and first.value != 1):
        return 0
    if start and _continues(elements[start - 1], first):
        return 0
    least = _MIN_ENTRIES if first.number else _MIN_PLAIN
    end = page.ends[start]
    if end - start > _MAX_ENTRIES or page.siblings_in(start, end) < least:
        return 0
    end = _repeated_until(start, end, page)
    return end if page.siblings_in(start, end) >= least else 0


def _repeated_until(start: int, end: int, page: _Page) -> int:
    """How far, from `start`, a run of headings comes again behind it in the same order."""
    position = end
    for index in range(start, end):
        again = page.places[_key(page.elements[index])]
        found = bisect_left(again, position)
        if found == len(again):
            return index
        position = again[found] + 1
    return end


def _continues(before: Element, element: Element) -> bool:
    """Whether a heading is the next sibling of the one before it."""
    if element.kind is not Kind.HEADING or element.scheme is not before.scheme:
        return False
    return element.scheme is Scheme.PLAIN or element.value == before.value + 1
