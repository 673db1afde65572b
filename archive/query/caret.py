"""Where a query went wrong, for a terminal in which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata

from ..errors import QueryError

# Columns shown of a long query, around its fault: fits the narrowest usual terminal with an indent.
WINDOW = 72
_ELLIPSIS = "…"
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))


def caret(error: QueryError) -> str:
    """The query's text around the fault, and under it a line with ^ at the fault.

    Line breaks and control characters are shown as spaces; a long query is cut on both sides.
    """
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in error.query)
    position = min(error.position, len(shown))
    start = _back(shown, position, WINDOW // 2)
    stop = _ahead(shown, position, WINDOW // 2)
    lead = _ELLIPSIS if start else ""
    tail = _ELLIPSIS if stop < len(shown) else ""
    line = f"{lead}{shown[start:stop]}{tail}"
    return f"{line}\n{' ' * width(lead + shown[start:position])}^"


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: wide characters two, combining marks none."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in _NO_WIDTH else 1


def _back(text: str, position: int, columns: int) -> int:
    while position > 0 and columns > 0:
        position -= 1
        columns -= _columns(text[position])
    return position


def _ahead(text: str, position: int, columns: int) -> int:
    while position < len(text) and columns > 0:
        columns -= _columns(text[position])
        position += 1
    return position
