"""The records that pass between the steps of this room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..model import Reason, Span
from ..parsed import Removed
from .numbering import Mark, Scheme


class Kind(Enum):
    """What an element of a page is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"


# Lines, elements and numbers are never changed, but not frozen: a page has thousands of them, and to make
# one takes four times as long where it is.
@dataclass(slots=True)
class Line:
    """A line of the page, or a piece cut from one, with the number that opens it.

    `title` says how sure it is that the line is the title of a report: 0 not at all,
    1 by its form, 2 certainly, and `why` by which rule. `halves` are the lines of a title that was
    broken over two.
    """

    text: str
    lines: Span
    style: str | None = None
    mark: Mark | None = None
    title: int = 0
    halves: tuple[tuple[int, str], ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Element:
    """A title, a heading or a paragraph.

    `text` of a heading is without its number and its closing punctuation; a paragraph keeps a
    number that is not a heading's. `sure` and `halves` are only meant for titles; `why` says what
    made the element a title or a heading.
    """

    kind: Kind
    text: str
    lines: Span
    scheme: Scheme | None = None
    value: int = 0
    number: str | None = None
    sure: bool = True
    style: str | None = None
    halves: tuple[tuple[int, str], ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One report before its headings are set in order: its title, if any, and its elements.

    `why` says what besides the title made it begin there.
    """

    title: Element | None
    body: tuple[Element, ...]
    why: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Node:
    """A heading with the paragraphs under it, at its place in the report's hierarchy.

    `parent` is the position of the enclosing heading in the list of nodes, or None;
    `restart` says that its numbering began anew without an outer heading before it that would explain it.
    """

    heading: Element | None
    level: int
    path: tuple[str, ...]
    parent: int | None
    restart: bool
    paragraphs: tuple[Element, ...]


def taken_out(element: Element, reason: str) -> list[Removed]:
    """What the list of removed text says of an element, line by line, with its number."""
    text = f"{element.number} {element.text}" if element.number else element.text
    return [Removed(line, half, reason) for line, half in element.halves or ((element.lines[0], text),)]
