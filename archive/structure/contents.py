"""Headings listed before the text and repeated in it: a table of contents over several lines."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Removed
from .elements import Element, Kind, taken_out

# A list of one heading would be a heading without a text.
_MIN_ENTRIES = 2


def drop_contents(elements: Sequence[Element]) -> tuple[list[Element], list[Removed]]:
    """Take out each run of headings that begins again, word for word, right after its end."""
    following = _next_same(elements)
    kept: list[Element] = []
    removed: list[Removed] = []
    index = 0
    while index < len(elements):
        again = following[index]
        entries = elements[index:again] if again else ()
        if len(entries) >= _MIN_ENTRIES and all(entry.kind is not Kind.TEXT for entry in entries):
            removed.extend(item for entry in entries for item in taken_out(entry, "contents"))
            index += len(entries)
            continue
        kept.append(elements[index])
        index += 1
    return kept, removed


def _next_same(elements: Sequence[Element]) -> list[int]:
    """For each heading the position of its next repetition before any text, else 0."""
    following = [0] * len(elements)
    seen: dict[tuple[str | None, str], int] = {}
    for index, element in enumerate(elements):
        if element.kind is Kind.TEXT:
            seen.clear()
            continue
        key = (element.number, element.text)
        if key in seen:
            following[seen[key]] = index
        seen[key] = index
    return following
